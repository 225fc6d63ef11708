"""Measure Daywise on plans that are made up for it, and print one table: `make bench` (ARGS="--sizes 200 1500").

The generator alone is timed from the files to the pages in memory. Each measurement runs in a process of its own, so
that its peak of memory is its own. The generator's time, and the build's second one, are those of the processor: what
else the machine does makes them hardly longer.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[1]
SIZES = (200, 1500)
RUNS = 3
BLOCKS = 8
SERVED_SIZE = 200
SEED = 20
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "wa",
    "stra",
    "pre",
    "con",
    "ment",
)
PLAN = "bench"
SERVE_TIMEOUT = 120


@dataclass(frozen=True)
class Run:
    """What one process printed, the seconds it took, those of the processor, and the most memory it held, in MB."""

    printed: str
    seconds: float
    processor: float
    megabytes: float


def main(arguments: list[str]) -> int:
    """Measure every size, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="UNITS", help="how many units")
    parser.add_argument("--generate", type=Path, metavar="PLANS", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.generate:
        print(json.dumps(generate(options.generate)))
        return 0
    columns = [measure(size) for size in options.sizes]
    width = max(len(name) for column in columns for name in column)
    for name in columns[0]:
        print(f"{name:<{width}}", *(f"{column.get(name, ''):>12}" for column in columns), sep="  ")
    return 0


def measure(size: int) -> dict[str, str]:
    """Give the rows of the table for a plan of so many units."""
    with tempfile.TemporaryDirectory(prefix="daywise-bench-") as folder:
        plans = Path(folder) / "plans"
        make_plan(plans / PLAN, size)
        run([sys.executable, "-m", "daywise", "ids", "--plans", str(plans)])
        check = run([sys.executable, "-m", "daywise", "check", "--plans", str(plans)])
        runs = [run([sys.executable, __file__, "--generate", str(plans)]) for _ in range(RUNS)]
        best = min((json.loads(each.printed) for each in runs), key=lambda found: float(found["seconds"]))
        site = Path(folder) / "site"
        build = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)], plans)
        page = lesson_page(site)
        rows = {
            "units, each with a lesson": f"{size:,}",
            "generator: ms a unit": f"{1000 * best['seconds'] / size:.2f}",
            "generator: pages": f"{best['pages']:,}",
            "generator: peak memory, MB": f"{min(each.megabytes for each in runs):.0f}",
            "check: seconds of the processor": f"{check.processor:.2f}",
            "build: seconds": f"{build.seconds:.1f}",
            "build: seconds of the processor": f"{build.processor:.1f}",
            "build: pages a second": f"{best['pages'] / build.seconds:.0f}",
            "build: peak memory, MB": f"{build.megabytes:.0f}",
            "lesson page: HTML, kB gzipped": f"{len(gzip.compress(page.read_bytes(), 6)) / 1000:.1f}",
            "lesson page: with its assets, kB": f"{bytes_on_the_wire(page, site) / 1000:.1f}",
        }
        if size == SERVED_SIZE:
            rows["serve: an edit is in the browser after, s"] = f"{serve_and_edit(plans):.2f}"
        return rows


def run(command: list[str], plans: Path | None = None) -> Run:
    """Run a command in the root of the project; raises CalledProcessError when it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    if plans:
        environment["DAYWISE_PLANS"] = str(plans)
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        printed = out.read().decode()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    unit = 1_000_000 if sys.platform == "darwin" else 1000  # macOS counts bytes, Linux kilobytes.
    return Run(printed, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def generate(plans: Path) -> dict[str, float]:
    """Load, check and render once; give the processor's seconds and the number of pages."""
    from daywise.memory import collect_less_often  # noqa: PLC0415 - imported where it is measured
    from daywise.render import render_site  # noqa: PLC0415
    from daywise.validate import load_valid  # noqa: PLC0415

    collect_less_often()
    start = time.process_time()
    pages = sum(page.path.endswith(".md") for page in render_site(load_valid(plans)))
    return {"seconds": time.process_time() - start, "pages": pages}


# -- what is measured -------------------------------------------------------------------------------------------------


def make_plan(folder: Path, size: int) -> None:
    """Write a plan with a lesson for every unit: about 1,500 words and 8 blocks of code each, no two alike."""
    chance = random.Random(SEED)  # noqa: S311 - made-up words, no secret
    words = sorted({make_word(chance) for _ in range(8000)})
    (folder / "lessons").mkdir(parents=True)
    units = []
    for number in range(1, size + 1):
        name = f"unit-{number}"
        title = " ".join(chance.sample(words, 3)).capitalize()
        units.append((number, name, title))
        (folder / "lessons" / f"{name}.md").write_text(lesson(chance, words, title, name), "utf-8")
    (folder / "plan.yaml").write_text("\n".join(plan_lines(chance, words, units)) + "\n", "utf-8")


def make_word(chance: random.Random) -> str:
    """Make up a word of two to four syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))


def sentence(chance: random.Random, words: list[str], length: int) -> str:
    """Make up a sentence."""
    return " ".join(chance.choices(words, k=length)).capitalize() + "."


def plan_lines(chance: random.Random, words: list[str], units: list[tuple[int, str, str]]) -> Iterator[str]:
    """Give plan.yaml, seven units a phase."""
    yield from (f"id: {PLAN}", "title: Bench plan", "summary: A made-up plan", "step: day", f"length: {len(units)}")
    yield from ("goal: Measure.", "phases:")
    for number, name, title in units:
        if number % 7 == 1:
            yield f"  - id: week-{number // 7 + 1}"
            yield f"    label: Week {number // 7 + 1}"
            yield f"    title: {' '.join(chance.sample(words, 2))}"
            yield "    units:"
        items = (f"{{id: {name}-{item}, text: Do {sentence(chance, words, 3)}}}" for item in "abc")
        yield f"      - {{id: {name}, at: {number}, title: {title}, minutes: 60, objective: Explain {words[number]}.,"
        yield f"         checklist: [{', '.join(items)}]}}"


def lesson(chance: random.Random, words: list[str], title: str, name: str) -> str:
    """Make up lesson notes that use every label."""
    parts = [f"# {title}", paragraph(chance, words), "## Goal", bullets(chance, words)]
    for number in range(1, BLOCKS + 1):
        call = chance.choice(words)
        parts += [
            f"<!-- id: {name}-block-{number} -->",
            f"## Block {number} – {sentence(chance, words, 4)[:-1]}",
            paragraph(chance, words),
            f"**Wrong mental model:** {sentence(chance, words, 8)}",
            f"**Correct mental model:** {sentence(chance, words, 8)}",
            code(chance, words, call),
            f"```output\n{number} {call}\n```",
            "**Explanation**",
            paragraph(chance, words),
            f"<!-- id: {name}-question-{number} -->",
            "**Interview question**",
            f"{sentence(chance, words, 10)[:-1]}?",
            "**Correct answer**",
            sentence(chance, words, 20),
        ]
    parts += ["## Self-check", f"- <!-- id: {name}-sc --> {sentence(chance, words, 7)[:-1]}?"]
    return "\n\n".join(parts) + "\n"


def paragraph(chance: random.Random, words: list[str]) -> str:
    """Make up a paragraph with the marks that authors use."""
    text = " ".join(sentence(chance, words, 12) for _ in range(3))
    return f"{text} It is **{chance.choice(words)}** and `{chance.choice(words)}()`, see [there](https://example.org/)."


def bullets(chance: random.Random, words: list[str]) -> str:
    """Make up a list."""
    return "\n".join(f"- {sentence(chance, words, 7)}" for _ in range(4))


def code(chance: random.Random, words: list[str], call: str) -> str:
    """Make up a block of Python."""
    a, b, c = chance.sample(words, 3)
    return (
        f"```python\nimport sys\n\n\ndef {call}({a}, {b}=None):\n"
        f'    """{sentence(chance, words, 6)}"""\n'
        f"    if {b} is None:\n        {b} = []  # {sentence(chance, words, 4)}\n"
        f"    {b}.append({a} + {chance.randint(1, 99)})\n    return {{'{c}': {b}, \"size\": len({b})}}\n\n\n"
        f'for {c} in range({chance.randint(2, 9)}):\n    print(f"{{{c}:>4}} {{{call}({c})!r}}", file=sys.stderr)\n```'
    )


# -- what a reader's phone fetches ------------------------------------------------------------------------------------


def lesson_page(site: Path) -> Path:
    """Give the page of a lesson from the middle of the plan."""
    pages = sorted((site / PLAN).glob("unit-*/index.html"))
    return pages[len(pages) // 2]


def bytes_on_the_wire(page: Path, site: Path) -> int:
    """Add up a page and all that it loads by itself, gzipped where that helps: styles, scripts, what those import."""
    seen = {page}
    waiting = [page]
    total = 0
    while waiting:
        path = waiting.pop()
        data = path.read_bytes()
        total += min(len(data), len(gzip.compress(data, 6)))
        for found in loaded_by(path, data, site):
            if found not in seen and found.is_file():
                seen.add(found)
                waiting.append(found)
    return total


def loaded_by(path: Path, data: bytes, site: Path) -> Iterator[Path]:
    """Give the files that a page or a script loads as soon as it is there."""
    text = data.decode("utf-8", "replace")
    patterns = {
        ".html": r'<(?:script|img)[^>]*\ssrc="([^"]+)"'
        r'|<link(?=[^>]*rel="(?:stylesheet|icon|modulepreload|preload)")[^>]*href="([^"]+)"',
        ".js": r'(?:^|[;}\n])\s*(?:import|export)\s*(?:[^"\'();]*?from\s*)?["\'](\.[^"\']+)["\']',
        ".css": r'@import\s*(?:url\()?["\']?([^"\')]+)',
    }  # fmt: skip
    start = "/" + path.relative_to(site).as_posix()
    for groups in re.findall(patterns.get(path.suffix, r"(?!)"), text):
        target = groups if isinstance(groups, str) else next(filter(None, groups))
        yield site / urljoin(start, target.partition("?")[0].partition("#")[0]).lstrip("/")


# -- how soon an author sees an edit ----------------------------------------------------------------------------------


def serve_and_edit(plans: Path) -> float:
    """Serve the plan as `make serve` does, edit a lesson a few times, and give the median time until it is served."""
    port = free_port()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DAYWISE_PLANS": str(plans)}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--dirty",
        "--no-strict",
        "--quiet",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    path = plans / PLAN / "lessons" / "unit-100.md"
    address = f"http://127.0.0.1:{port}/daywise/{PLAN}/unit-100/"
    text = path.read_text("utf-8")
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(address, "</html>")
        times = []
        for number in range(RUNS):
            time.sleep(1)  # An author reads what was rebuilt.
            path.write_text(text.replace("\n\n", f"\n\nEdited {number} times. ", 1), "utf-8")
            start = time.perf_counter()
            wait_for(address, f"Edited {number} times.")
            times.append(time.perf_counter() - start)
        return sorted(times)[RUNS // 2]
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, text: str) -> None:
    """Ask for a page until it has a text; raises TimeoutError when it does not come."""
    end = time.monotonic() + SERVE_TIMEOUT
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - an address of our own
                if text in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.02)
    message = f"{address} did not show “{text}”"
    raise TimeoutError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
