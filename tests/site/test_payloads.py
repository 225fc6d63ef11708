"""Scripts in all that an author writes: without the policy, too, none runs on a page, in the search or from a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from daywise.load import Library
from daywise.notes import read_lesson
from daywise.render import render_site
from daywise.write import write_folder
from tests.builders import SAMPLE_PLANS, load_from_root
from tests.render.test_hostile_texts import with_texts
from tests.site.pages import addresses
from tests.site.serving import ROOT, link_project, once, run, serve

PAYLOAD = (
    "Planted{0} <script>ran({0})</script><img src=x onerror=ran({0})><svg onload=ran({0})></svg>"
    "\"><b onmouseover=ran({0}) onfocus=ran({0}) tabindex=0 autofocus>x</b>' onclick='ran({0})"
    "</title></textarea></script><script>ran({0})</script><iframe srcdoc='<script>parent.ran({0})</script>'></iframe>"
    " [x](javascript:ran({0})) <javascript:ran({0})> ![x](javascript:ran({0})) {{{{ ran({0}) }}}} ${{ran({0})}}"
)
"""Ways to run a script, each in a context that one place or another might put a text into; ``{0}`` is a number."""
LISTEN = """
globalThis.planted = [];
globalThis.ran = (number) => planted.push(number);
globalThis.alert = globalThis.prompt = globalThis.confirm = () => planted.push('dialog');
"""
STRUCTURE = re.compile(r"^(#|```|<!--|\*\*[^*]+\*\*:?$|\||!\[)|^\s*$")
"""The lines of notes that say what the next ones are, or that a table, a picture or an end of a paragraph is made of."""
Reader = Callable[..., BrowserContext]


def payloads() -> Iterator[str]:
    """Give texts that each try all of it and tell which of them ran."""
    return (PAYLOAD.format(number) for number in count())


def planted_lesson(text: str, texts: Iterator[str]) -> str:
    """Put a payload into each line of notes, code and output among them, and into headings, cells and info strings."""
    lines = []
    in_code = False
    for line in text.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        if in_code and not line.startswith("```"):
            lines.append(f"{line}  # {next(texts)}")
        elif re.match(r"#+ ", line):
            lines.append(f"{line} {next(texts)}")
        elif line.startswith("|") and "--" not in line:
            lines.append(f"{line[:-1]}{next(texts).replace('|', '')} |")
        elif line.startswith("!["):
            lines.append(line.replace("![", f"![{next(texts).replace('[', '(').replace(']', ')')}"))
        elif STRUCTURE.match(line):
            lines.append(line)
        else:
            lines.append(f"{line} {next(texts)}")
    return "\n".join(lines)


def make_site(folder: Path) -> None:
    """Build the sample plans with a payload in every text of theirs, the search index among it."""
    texts = payloads()
    sources = []
    for source in load_from_root(SAMPLE_PLANS).sources:
        lessons = {}
        for unit_id in source.lessons:
            path = f"tests/samples/plans/{source.plan.id}/lessons/{unit_id}.md"
            notes = planted_lesson((ROOT / path).read_text("utf-8"), texts)
            lessons[unit_id] = read_lesson(notes, unit_id, path)
        sources.append(replace(source, plan=with_texts(source.plan, texts), lessons=lessons, known_facts={}))
    link_project(folder, "mkdocs.yml", "overrides", "plans", "scripts")
    docs = folder / "docs"
    write_folder(render_site(Library(tuple(sources))), docs)
    (docs / ".daywise-files").unlink()
    for name in ("assets", "manifest.webmanifest", "sw.js"):
        (docs / name).symlink_to(ROOT / "docs" / name)
    # In a process of its own: a build imports the generator anew, and other tests hold on to what they have imported.
    (folder / "planted.yml").write_text("INHERIT: mkdocs.yml\nsite_url: https://reader.example/guide/\nplugins: []\n", "utf-8")
    result = run("mkdocs", "build", "--no-strict", "-f", "planted.yml", "--site-dir", folder / "guide", project=folder)
    assert result.returncode == 0, result.stdout
    (folder / "count.txt").write_text(str(next(texts).split()[0].removeprefix("Planted")), "utf-8")


@pytest.fixture
def planted(shared: Path) -> Path:
    """Give the site with a payload in every text."""
    return once(shared / "planted", make_site) / "guide"


@pytest.fixture
def victim(planted: Path, reader: Reader) -> Iterator[Page]:
    """Open a page without the policy, so that nothing but the escaping keeps a payload from running."""
    with serve(planted) as server:
        context = reader(base_url=server.url, bypass_csp=True)
        context.add_init_script(LISTEN)
        yield context.new_page()
        context.close()


def provoke(page: Page) -> None:
    """Open all that is folded, and do to each element what a reader may do."""
    page.evaluate(
        """() => {
            for (const fold of document.querySelectorAll('details')) fold.open = true;
            for (const element of document.querySelectorAll('body *'))
                for (const type of ['mouseover', 'focus', 'load', 'error', 'toggle'])
                    element.dispatchEvent(new Event(type));
        }"""
    )


def handlers(page: Page) -> list[str]:
    """Give what could run a script: attributes of events, addresses of scripts, scripts that no file holds."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap((element) => [
            ...[...element.attributes]
                .filter(({name, value}) => name.startsWith('on') || name === 'srcdoc' || /^\\s*javascript:/i.test(value))
                .map(({name}) => `${element.localName}[${name}]`),
            ...(element.localName === 'script' && /ran\\(/.test(element.textContent) ? ['script'] : []),
        ])"""
    )
    return found


@pytest.mark.filterwarnings("ignore")
def test_no_payload_runs_on_any_page(planted: Path, victim: Page) -> None:
    seen: set[str] = set()
    for address in addresses(planted):
        victim.goto(address)
        expect(victim.locator("html.dw-js")).to_have_count(1)
        provoke(victim)
        assert handlers(victim) == [], address
        assert victim.evaluate("planted") == [], address
        seen |= set(re.findall(r"Planted([0-9]+) <script>", victim.locator("body").inner_text()))
    # Else it would be no wonder.
    assert len(seen) > 0.8 * int((planted.parent / "count.txt").read_text("utf-8"))


@pytest.mark.filterwarnings("ignore")
def test_no_payload_runs_in_the_search(victim: Page) -> None:
    victim.goto("http-in-days/")
    expect(victim.locator("html.dw-js")).to_have_count(1)
    for query in ("Planted1", "script", "ran", "request"):
        victim.keyboard.press("/")
        victim.get_by_role("searchbox").fill(query)
        expect(victim.locator("a.dw-search-link").first).to_be_visible()
        provoke(victim)
        assert handlers(victim) == []
        assert victim.evaluate("planted") == []
        victim.keyboard.press("Escape")
        # The browser takes the focus from the closed dialog with the next frame; until then a key is typed into it.
        expect(victim.locator("input:focus")).to_have_count(0)
    victim.keyboard.press("/")
    victim.get_by_role("searchbox").fill(PAYLOAD.format(7)[:120])
    expect(victim.locator(".dw-search-status")).not_to_be_empty()
    assert victim.evaluate("planted") == []


@pytest.mark.filterwarnings("ignore")
def test_no_payload_runs_from_an_address(victim: Page) -> None:
    for part in ("%3Cimg%20src=x%20onerror=ran(1)%3E", "<img src=x onerror=ran(1)>", "javascript:ran(1)"):
        victim.goto(f"http-in-days/?q={part}#{part}")
        expect(victim.locator("html.dw-js")).to_have_count(1)
        assert victim.evaluate("planted") == []


@pytest.mark.filterwarnings("ignore")
def test_files_beside_the_pages_hold_payloads_as_data_only(planted: Path) -> None:
    files = [path for path in planted.rglob("*") if path.is_file() and b"Planted1" in path.read_bytes()]
    kinds = {path.suffix for path in files if not path.is_relative_to(planted / "pagefind")}
    # A kind of file that is new here needs a look at what opens it.
    assert kinds <= {".html", ".json"}
    for path in files:
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))


def test_each_payload_would_run_where_texts_are_not_escaped(reader: Reader) -> None:
    context = reader(bypass_csp=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.route(
        "**/about/",
        lambda route: route.fulfill(body=f"<!doctype html><p>{PAYLOAD.format(1)}", content_type="text/html"),
    )
    page.route("**/x", lambda route: route.fulfill(status=200, body="no picture"))
    page.goto("about/")
    page.wait_for_function("() => planted.length >= 4")
