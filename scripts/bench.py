"""Measure Daywise on plans that are made up for it, and print one table: `make bench` (ARGS="--sizes 200").

Each measurement runs in a process of its own, in a project of its own, so that its caches and its peak of memory are
its own. Beside Daywise with MkDocs stand Zensical and Hugo with the same pages, where they are installed: Zensical with
the same theme, Hugo with a template of three lines; neither makes a search index of the pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urljoin

import search_share
import search_speed

ROOT = Path(__file__).resolve().parents[1]
SIZES = (200, 1500)
RUNS = 3
BLOCKS = 8
SEED = 20
SYLLABLES = [
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
]
PLAN = "bench"
EDITED = "unit-20"
SERVE_TIMEOUT = 300
LONGEST = 240
"""Seconds after which another engine is given up."""
SAMPLING = 0.1
"""Seconds between two looks at how much memory the processes hold."""
HUGO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>
"""

UNITS = "units, each with a lesson"

Rows = dict[str, str]


@dataclass(frozen=True)
class Run:
    """What one command printed, the seconds it took, those of the processors, and the most memory it held, in MB.

    ``largest`` is that of the largest of its processes, ``together`` that of all at one time, shared pages counted
    once (Linux only; 0 elsewhere).
    """

    printed: str
    seconds: float
    processor: float
    largest: float
    together: float


def main(arguments: list[str]) -> int:
    """Measure every size, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="UNITS", help="how many units")
    parser.add_argument("--generate", type=Path, metavar="PLANS", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.generate:
        print(json.dumps(generate(options.generate)))
        return 0
    columns = []
    for column in (column for size in options.sizes for column in measure(size)):
        sys.stderr.write(f"measured: {column['']}, {column[UNITS]} units, {column['build: seconds']} s\n")
        columns.append(column)
    print_table(columns)
    with tempfile.TemporaryDirectory(prefix="daywise-bench-") as folder:
        print_table(
            [search_share.rows_of_own_site(Path(folder), environment() | {"DAYWISE_PLANS": str(ROOT / "plans")})]
        )
    return 0


def print_table(columns: Sequence[Rows]) -> None:
    """Print columns beside each other; the first has every row."""
    width = max(map(len, columns[0]), default=0)
    for name in columns[0]:
        print(f"{name:<{width}}", *(f"{column.get(name, ''):>10}" for column in columns), sep="  ")


def measure(size: int) -> Iterator[Rows]:
    """Give the columns of the table for a plan of so many units: one for each engine."""
    with tempfile.TemporaryDirectory(prefix="daywise-bench-") as folder:
        project = Path(folder)
        make_project(project, size)
        units = {UNITS: f"{size:,}"}
        yield {"": "Daywise", **units, **daywise_rows(project, size)}
        run([sys.executable, "-m", "daywise", "write", "build/docs"], project)
        if find_spec("zensical"):
            command = [sys.executable, "-m", "zensical", "build", "-f", "zensical.yml"]
            yield {"": "Zensical", **units, **engine_rows(project, command, project / "build" / "site")}
        if hugo := shutil.which("hugo"):
            make_hugo_project(project / "hugo", project / "build" / "docs")
            command = [hugo, "--quiet", "--source", "hugo"]
            yield {"": "Hugo", **units, **engine_rows(project, command, project / "hugo" / "public")}


def make_project(folder: Path, size: int) -> None:
    """Make a project that shares this one's code and theme, and has a plan of so many units."""
    for name in ("docs", "overrides", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("mkdocs.yml", "zensical.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    make_plan(folder / "plans" / PLAN, size)
    run([sys.executable, "-m", "daywise", "ids"], folder)


def daywise_rows(project: Path, size: int) -> Rows:
    """Measure the generator, the check, the builds, the pages, and how soon an edit is served."""
    check = [sys.executable, "-m", "daywise", "check"]
    forget(project)
    first_check = run(check, project)
    second_check = fastest(run(check, project) for _ in range(RUNS))

    generator = [sys.executable, str(ROOT / "scripts" / "bench.py"), "--generate", "plans"]
    forget(project)
    cold = json.loads(run(generator, project).printed)
    kept = min((json.loads(run(generator, project).printed) for _ in range(RUNS)), key=lambda each: each["processor"])

    site = project / "site"
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    clean = fastest(run_anew(build, project) for _ in range(RUNS))
    again = fastest(run_edited(build, project) for _ in range(RUNS))
    return {
        "generator, nothing kept: ms of processor a unit": f"{1000 * cold['processor'] / size:.2f}",
        "generator, nothing kept: ms a unit": f"{1000 * cold['seconds'] / size:.2f}",
        "generator, nothing changed: ms of processor a unit": f"{1000 * kept['processor'] / size:.2f}",
        "check, first: seconds": f"{first_check.seconds:.2f}",
        "check, later: seconds": f"{second_check.seconds:.2f}",
        **build_rows(clean, again, site),
        **page_rows(site),
        **search_speed.rows(site, PLAN),
        "serve: an edit is in the browser after, s": f"{serve_and_edit(project):.2f}",
    }


def engine_rows(project: Path, build: list[str], site: Path) -> Rows:
    """Measure another engine with the pages that the generator has written."""
    try:
        clean = run(build, project, LONGEST)
    except subprocess.TimeoutExpired:
        return {"build: seconds": f"over {LONGEST}"}
    edit(project)
    run([sys.executable, "-m", "daywise", "write", "build/docs"], project)
    if (project / "hugo").is_dir():
        make_hugo_project(project / "hugo", project / "build" / "docs")
    again = run(build, project)
    return build_rows(clean, again, site) | page_rows(site)


def build_rows(clean: Run, again: Run, site: Path) -> Rows:
    """Say what a build from nothing took, and one after an edit of one lesson."""
    pages = sum(1 for _ in site.rglob("*.html"))
    return {
        "build: seconds": f"{clean.seconds:.1f}",
        "build: seconds of processor": f"{clean.processor:.1f}",
        "build: pages": f"{pages:,}",
        "build: pages a second": f"{pages / clean.seconds:.0f}",
        "build: peak memory of the largest process, MB": f"{clean.largest:.0f}",
        "build: peak memory of all processes together, MB": f"{clean.together:.0f}",
        "build after an edit: seconds": f"{again.seconds:.1f}",
        "build after an edit: seconds of processor": f"{again.processor:.1f}",
        "build after an edit: peak memory, largest, MB": f"{again.largest:.0f}",
    }


def page_rows(site: Path) -> Rows:
    """Say what pages weigh."""
    sizes = sorted((path.stat().st_size, path) for path in (site / PLAN).glob("unit-*/index.html"))
    median, largest = sizes[len(sizes) // 2], sizes[-1]
    all_sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return {
        "lesson page, median: HTML, kB": f"{median[0] / 1000:.1f}",
        "lesson page, median: gzipped, kB": f"{gzipped(median[1]) / 1000:.1f}",
        "lesson page, largest: HTML, kB": f"{largest[0] / 1000:.1f}",
        "lesson page, largest: gzipped, kB": f"{gzipped(largest[1]) / 1000:.1f}",
        "lesson page, median: first view, kB": f"{bytes_on_the_wire(median[1], site) / 1000:.1f}",
        "all pages: mean of HTML, kB": f"{statistics.mean(all_sizes) / 1000:.1f}",
        "all pages: largest HTML, kB": f"{max(all_sizes) / 1000:,.0f}",
    }


def gzipped(path: Path) -> int:
    """Give what a file weighs on its way to the reader."""
    return len(gzip.compress(path.read_bytes(), 6))


def fastest(runs: Iterable[Run]) -> Run:
    """Give the run that took the fewest seconds: others tell what else the machine did."""
    return min(runs, key=lambda each: each.seconds)


def run_anew(build: list[str], project: Path) -> Run:
    """Build with nothing kept from earlier runs."""
    forget(project)
    return run(build, project)


def run_edited(build: list[str], project: Path) -> Run:
    """Build after an edit of one lesson."""
    edit(project)
    return run(build, project)


def forget(project: Path) -> None:
    """Delete what earlier runs have kept."""
    shutil.rmtree(project / ".cache", ignore_errors=True)


def edit(project: Path) -> None:
    """Add a sentence to one lesson."""
    notes = project / "plans" / PLAN / "lessons" / f"{EDITED}.md"
    notes.write_text(notes.read_text("utf-8").replace("\n\n", "\n\nA sentence more. ", 1), "utf-8")


def make_hugo_project(folder: Path, docs: Path) -> None:
    """Copy the generated pages to where Hugo looks for pages, under the names that it knows."""
    for page in (docs / PLAN).rglob("index.md"):
        target = (folder / "content" / page.relative_to(docs)).with_name("_index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        data = page.read_bytes()
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / "list.html").write_text(HUGO_PAGE, "utf-8")
    settings = 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "rss"]\n'
    (folder / "hugo.toml").write_text(f"{settings}[markup.goldmark.renderer]\nunsafe = true\n", "utf-8")


# -- how a command is measured ----------------------------------------------------------------------------------------


def run(command: list[str], project: Path, longest: float | None = None) -> Run:
    """Run a command in a project; raises CalledProcessError when it fails, TimeoutExpired when it takes too long."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=project, env=environment(), stdout=out, stderr=subprocess.STDOUT)
        together = [0.0]
        sampler = threading.Thread(target=sample, args=(process.pid, together), daemon=True)
        sampler.start()
        limit = threading.Timer(longest or threading.TIMEOUT_MAX, process.kill)
        limit.daemon = True
        limit.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        late = limit.finished.is_set()
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        sampler.join()
        out.seek(0)
        printed = out.read().decode()
    if late and longest:
        raise subprocess.TimeoutExpired(command, longest)
    if process.returncode:
        sys.stderr.write(printed)
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    unit = 1_000_000 if sys.platform == "darwin" else 1000  # macOS counts bytes, Linux kilobytes.
    # These are of the process and of those that it has started and waited for.
    return Run(printed, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, max(together))


def environment() -> dict[str, str]:
    """Give the environment of every command."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts"), "DAYWISE_PLANS": "plans"}


def sample(pid: int, together: list[float]) -> None:
    """Add up again and again what memory a process and all below it hold, in MB, until it has ended."""
    while Path(f"/proc/{pid}").is_dir() and (found := sum(map(held, family(pid)))):
        together.append(found)
        time.sleep(SAMPLING)


def family(pid: int) -> Iterator[int]:
    """Give a process and all that it, or one of them, has started."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def held(pid: int) -> float:
    """Give what memory a process holds, its part of shared pages, in MB; 0 when it has ended."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+([0-9]+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) / 1000 if found else 0
    return 0


def generate(plans: Path) -> dict[str, float]:
    """Load, check and render once, as a build does; give the seconds it took, and those of the processors."""
    from functools import partial  # noqa: PLC0415 - imported where it is measured

    from daywise.memory import collect_less_often  # noqa: PLC0415
    from daywise.render import render_site  # noqa: PLC0415
    from daywise.store import STORE, Store  # noqa: PLC0415
    from daywise.validate import load_valid  # noqa: PLC0415
    from daywise.workers import work_ahead  # noqa: PLC0415

    collect_less_often()
    start, used = time.perf_counter(), sum(os.times()[:4])
    store = Store(STORE)
    for _page in render_site(load_valid(plans, store, ahead=partial(work_ahead, pages=True))):
        pass
    store.close()
    return {"seconds": time.perf_counter() - start, "processor": sum(os.times()[:4]) - used}


# -- the plan that is measured -----------------------------------------------------------------------------------------


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


def serve_and_edit(project: Path) -> float:
    """Serve the plan as `make serve` does, edit a lesson a few times, and give the median time until it is served."""
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--no-strict", "--quiet"]
    path = project / "plans" / PLAN / "lessons" / f"{EDITED}.md"
    address = f"http://127.0.0.1:{port}/daywise/{PLAN}/{EDITED}/"
    text = path.read_text("utf-8")
    process = subprocess.Popen([*command, "--dev-addr", f"127.0.0.1:{port}"], cwd=project, env=environment())
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
