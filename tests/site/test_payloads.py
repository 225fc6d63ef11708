"""Scripts in all that an author writes: without the policy, too, none runs on a page, in the search or from a file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar, Component
from mkdocs.utils import get_theme_dir
from playwright.sync_api import BrowserContext, Page, Route, expect

from daywise.books.chapters import make_book
from daywise.books.cover import cover
from daywise.books.epub import pack
from daywise.load import Library
from daywise.notes import read_lesson
from daywise.render import render_site
from daywise.write import write_folder
from tests.builders import SAMPLE_PLANS, load_from_root
from tests.render.test_hostile_texts import with_texts
from tests.site.my_plan import START, saved
from tests.site.pages import RESULT, addresses
from tests.site.serving import BASE, ROOT, SITE_URL, link_project, once, run, serve
from tests.site.test_my_plan_keep import button, key, load, press_for_file, question, stored

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
"""The lines of notes that say what the next ones are, or that a table, a picture or a paragraph’s end is made of."""
PLAN = "http-in-days"
UNIT = f"{PLAN}/requests-and-responses/"
CALENDAR_TEXT = (
    'Planted "a","b";c:d\\n\\,e=f\r\nATTENDEE:mailto:a@reader.example\r\n FOLDED\r\n'
    "END:VEVENT\rBEGIN:VALARM\nSTATUS:CANCELLED"
    "\x00\x07\x1b\x7f\x85\u2028\u2029\u200f <script>ran(1)</script> %0D%0A =0D=0A " + "\U0001f40d" * 60
)
"""Ways to end a line of a calendar file, a value or an event, and to begin another."""
EVENT = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "SUMMARY", "DESCRIPTION", "CATEGORIES", "URL"}
ALARM = {"ACTION", "DESCRIPTION", "TRIGGER"}
RUNNING = {"script", "iframe", "object", "embed", "applet", "foreignObject", "set", "animate", "handler", "listener"}
"""Elements by which a page or a picture runs something, or lets something else in."""
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


def planted_library(texts: Iterator[str]) -> Library:
    """Read the sample plans with a payload in every text of theirs."""
    sources = []
    for source in load_from_root(SAMPLE_PLANS).sources:
        lessons = {}
        for unit_id in source.lessons:
            path = f"tests/samples/plans/{source.plan.id}/lessons/{unit_id}.md"
            notes = planted_lesson((ROOT / path).read_text("utf-8"), texts)
            lessons[unit_id] = read_lesson(notes, unit_id, path)
        sources.append(replace(source, plan=with_texts(source.plan, texts), lessons=lessons, known_facts={}))
    return Library(tuple(sources))


def make_site(folder: Path) -> None:
    """Build the planted plans, with their search index."""
    texts = payloads()
    library = planted_library(texts)
    link_project(folder, "mkdocs.yml", "overrides", "plans", "scripts")
    docs = folder / "docs"
    write_folder(render_site(library), docs)
    (docs / ".daywise-files").unlink()
    for name in ("assets", "manifest.webmanifest", "sw.js"):
        (docs / name).symlink_to(ROOT / "docs" / name)
    # In a process of its own: a build imports the generator anew, and other tests hold on to what they have imported.
    (folder / "planted.yml").write_text(
        "INHERIT: mkdocs.yml\nsite_url: https://reader.example/guide/\nplugins: []\n", "utf-8"
    )
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
                .filter(({name, value}) =>
                    name.startsWith('on') || name === 'srcdoc' || /^\\s*javascript:/i.test(value))
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
        expect(victim.locator(RESULT).first).to_be_visible()
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
        victim.goto(f"http-in-days/?q={part}&marked={part}&marked=planted#{part}")
        victim.wait_for_load_state("networkidle")
        expect(victim.locator("html.dw-js")).to_have_count(1)
        assert victim.evaluate("planted") == []


# -- What the reader brings: saved things, files, links


def hostile_things() -> dict[str, Any]:
    """Give what a file may hold under names that are ids, as its entries by name: texts that run, and wrong types."""
    text = PAYLOAD.format(3)
    values = {
        f"{PLAN}:note:requests-and-responses": text,
        f"{PLAN}:note:status-codes": {"__proto__": {"planted": text}, "toString": text},
        f"{PLAN}:note:headers": [text] * 5_000,
        f"{PLAN}:tick:read": text,
        f"{PLAN}:tick:constructor": {"v": True},
        f"{PLAN}:shaky:constructor": [[[]]],
        f"{PLAN}:constructor:constructor": text,
        f"{PLAN}:dates:start": START,
        f"{PLAN}:dates:rest": [text, 8, -1, None],
        f"{PLAN}:dates:off": [text, *["2026-12-25"] * 20_000],
        f"{PLAN}:dates:limit": 1e300,
        f"{PLAN}:dates:hour": f"09:00\r\n{text}",
        f"{PLAN}:dates:repairs": [{"made": text, "kind": "place", "units": {text: [1, 1e9], "__proto__": [1, 2]}}],
        f"{PLAN}:dates:calendar": {"sequence": 1, "digest": text, "parts": {"__proto__": 3, "constructor": text}},
        "site:colours:scheme": text,
        "site:setting:offline": text,
        "constructor:constructor:constructor": text,
    }
    return {name: {"v": v, "at": 1_764_000_000_000} for name, v in values.items()}


def nameless_things() -> dict[str, Any]:
    """Give what no reading of a file may store: names that are no ids, and entries that are none."""
    text, entry = PAYLOAD.format(4), {"v": True, "at": 5}
    names = [
        text,
        "__proto__",
        "schema",
        f"{PLAN}:tick:{text}",
        f"{text}:tick:a",
        f"{PLAN}:{text}:a",
        f"{PLAN}:tick:a:b",
    ]
    names += [f"{PLAN}:tick:__proto__", f"../{PLAN}:tick:a", f"{PLAN}:tick:A", f"{PLAN}:tick:", f"{PLAN}:tick:a\n"]
    entries: list[Any] = [
        None,
        text,
        7,
        [],
        {},
        {"v": 1},
        {"at": 1},
        {"v": 1, "at": text},
        {"v": 1, "at": -1},
        {"v": 1, "at": 1e300},
    ]
    return dict.fromkeys(names, entry) | {f"{PLAN}:tick:n{n}": each for n, each in enumerate(entries)}


def hostile_file() -> str:
    """Give a file as somebody else may have made it."""
    deep = f'"{PLAN}:note:deep": {{"v": {"[" * 9_000}{"]" * 9_000}, "at": 1}}'
    saved_things = json.dumps({**hostile_things(), **nameless_things()})
    about = f'"daywise": 1, "__proto__": {{"plan": "x"}}, "site": {json.dumps(PAYLOAD)}'
    return f'{{{about}, "saved": {{{deep}, {saved_things[1:]}}}'


def look_at(page: Page, *places: str) -> None:
    """Open pages; on none may anything run."""
    for address in places:
        page.goto(address)
        expect(page.locator("html.dw-js")).to_have_count(1)
        page.wait_for_load_state("networkidle")
        provoke(page)
        assert (handlers(page), page.evaluate("planted"), page.evaluate("({}).planted")) == ([], [], None), address


@pytest.mark.filterwarnings("ignore")
def test_a_hostile_file_is_told_in_words_stores_what_it_said_and_nothing_of_it_runs(victim: Page) -> None:
    victim.goto(f"{PLAN}/today/")
    place = load(victim, hostile_file())
    taken = hostile_things()
    # Names are not shown at all: what is told of is counted, by kind.
    expect(place).to_have_text(
        re.compile(
            "^Adds 2 ticks, 3 notes, 1 shaky mark, 7 date settings and 4 other things. "
            f"The start date becomes Mon 30 Nov 2026.Add it{len(nameless_things()) + 1} things in it cannot be read"
        )
    )
    assert (handlers(victim), victim.evaluate("planted"), stored(victim)) == ([], [], {})
    place.get_by_role("button", name="Add it").click()
    expect(victim.locator("[data-saved-text]")).to_have_text("Added.")
    kept = {name: json.loads(text) for name, text in stored(victim).items()}
    assert kept.pop(f"daywise:{BASE}:schema") == 1
    assert kept == {f"daywise:{BASE}:{name}": entry for name, entry in taken.items()}

    look_at(
        victim, "", f"{PLAN}/", f"{PLAN}/gantt/", f"{PLAN}/questions/", UNIT, f"{PLAN}/status-codes/", f"{PLAN}/today/"
    )
    # What is out of its form is as if it were not there, and the rest works.
    expect(victim.get_by_label("I study at")).to_have_value("")
    file = press_for_file(victim, "Save all plans as a file")
    assert json.loads(file.path().read_text("utf-8"))["saved"] == taken
    button(victim, "Make a link").click()
    expect(victim.locator("[data-share-code] svg")).to_be_visible()
    assert (handlers(victim), victim.evaluate("planted")) == ([], [])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "data",
    [
        PAYLOAD.format(5),
        json.dumps(PAYLOAD),
        json.dumps([{"daywise": 1, "saved": {}}]),
        json.dumps({"__proto__": {"daywise": 1, "saved": hostile_things()}}),
        json.dumps({"daywise": PAYLOAD, "saved": hostile_things()}),
        json.dumps({"daywise": 1.5, "saved": hostile_things()}),
        json.dumps({"daywise": 1, "saved": [hostile_things()]}),
        json.dumps({"daywise": 1, "saved": PAYLOAD}),
        json.dumps({"daywise": 1, "plan": PAYLOAD, "saved": hostile_things()}),
        json.dumps({"daywise": 1, "plan": {"toString": 1}, "saved": hostile_things()}),
        json.dumps({"daywise": 1, "plan": "__proto__", "saved": hostile_things()}),
        f'{{"daywise": 1, "saved": {{"a:note:b": {{"v": "{"x" * 12_000_000}", "at": 1}}}}}}',
    ],
    ids=[
        *("a page", "a text", "a list", "of a prototype", "a version of text", "half a version", "a list of things"),
        *("a text of things", "a plan of text", "an object for a plan", "a prototype for a plan", "far too long"),
    ],
)
def test_a_file_of_the_wrong_shape_stores_nothing(data: str, victim: Page) -> None:
    victim.goto(f"{PLAN}/today/")
    expect(load(victim, data, PAYLOAD.format(6)[:100])).to_have_text(
        "This is not a file that this site saved, or a part of it is missing. Nothing was changed."
    )
    assert (handlers(victim), victim.evaluate("planted"), stored(victim)) == ([], [], {})


@pytest.mark.filterwarnings("ignore")
def test_no_payload_runs_from_a_share_link(victim: Page) -> None:
    for part in (
        PAYLOAD.format(1),
        "<img src=x onerror=ran(1)>",
        "javascript:ran(1)",
        "%3Cscript%3Eran(1)%3C/script%3E",
    ):
        victim.goto(f"{PLAN}/today/#plan={part}")
        victim.reload()
        victim.goto("about:blank")
        victim.goto(f"{PLAN}/today/#plan={part}")
        expect(question(victim)).to_contain_text("This link is damaged")
        provoke(victim)
        assert (handlers(victim), victim.evaluate("planted"), stored(victim)) == ([], [], {})


@pytest.mark.filterwarnings("ignore")
def test_no_note_that_a_reader_typed_runs(victim: Page) -> None:
    victim.goto(UNIT)
    victim.locator("[data-note]").scroll_into_view_if_needed()
    victim.get_by_label("My notes").fill(f"</textarea>{PAYLOAD.format(1)}")
    expect(victim.get_by_text("Saved.")).to_be_visible()
    assert (
        json.loads(stored(victim)[key("note:requests-and-responses", PLAN)])["v"] == f"</textarea>{PAYLOAD.format(1)}"
    )
    look_at(victim, f"{PLAN}/today/", f"{PLAN}/", UNIT)
    victim.locator("[data-note]").scroll_into_view_if_needed()
    expect(victim.get_by_label("My notes")).to_have_value(f"</textarea>{PAYLOAD.format(1)}")
    assert (handlers(victim), victim.evaluate("planted")) == ([], [])


# -- What the reader takes away: the calendar, the books


def planted_outline(route: Route) -> None:
    """Answer with an outline in which each text tries to be more of a calendar file than its value."""
    answer = route.fetch()
    outline = answer.json()
    for thing in (outline, *outline["units"], *(item for unit in outline["units"] for item in unit["items"])):
        thing |= {name: CALENDAR_TEXT for name in ("title", "text") if name in thing}
    route.fulfill(response=answer, body=json.dumps(outline))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("hour", ["", "19:30"])
def test_no_text_becomes_a_line_of_the_calendar_file(hour: str, planted: Path, victim: Page) -> None:
    victim.route("**/outline.json", planted_outline)
    victim.goto(f"{PLAN}/sheet/")
    victim.evaluate(
        "(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))",
        saved(PLAN, {"start": START, "hour": hour or None}),
    )
    victim.goto(f"{PLAN}/today/")
    victim.get_by_label("Reminder").select_option(index=1)
    data = press_for_file(victim, "Save calendar file").path().read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", data)

    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    units = json.loads((planted / PLAN / "outline.json").read_text("utf-8"))["units"]
    title = re.sub(r"[\x00-\x08\x1b\x7f]", " ", re.sub(r"\r\n?", "\n", CALENDAR_TEXT))
    assert set(calendar) == {"VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME"}
    # Of a name that no standard has, the parser gives the value as it stands in the file.
    name = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), str(calendar["X-WR-CALNAME"]))
    assert name == title
    parts = {unit["id"]: unit["to"] - unit["from"] + 1 if hour else 1 for unit in units}
    assert len(calendar.subcomponents) == sum(parts.values())
    for event in calendar.subcomponents:
        assert isinstance(event, Component)
        assert (event.name, set(event), event.errors) == ("VEVENT", EVENT, [])
        unit, part = str(event["UID"]).split("@", maxsplit=1)[0].split(".")[1:]
        assert event["SUMMARY"] == title + (f" ({part} of {parts[unit]})" if parts[unit] > 1 else "")
        items = next(each["items"] for each in units if each["id"] == unit)
        assert str(event["DESCRIPTION"]).count(title) == 1 + len(items)
        assert urlsplit(str(event["URL"])).path.startswith(f"{BASE}{PLAN}/")
        (alarm,) = event.subcomponents
        assert (alarm.name, set(alarm), alarm.subcomponents) == ("VALARM", ALARM, [])
        assert alarm["DESCRIPTION"] == event["SUMMARY"]


def test_no_payload_is_more_than_text_in_a_book() -> None:
    texts = payloads()
    library = planted_library(texts)
    seen: set[str] = set()
    for source in library.sources:
        archive = zipfile.ZipFile(io.BytesIO(pack(make_book(library, source, SITE_URL, 0), cover(source.plan))))
        kinds = {PurePosixPath(name).suffix for name in archive.namelist()}
        assert kinds <= {".xml", ".opf", ".xhtml", ".css", ".png", ""}
        for name in archive.namelist():
            if PurePosixPath(name).suffix not in {".xhtml", ".opf", ".xml"}:
                assert b"Planted" not in archive.read(name), name
                continue
            root = ET.fromstring(archive.read(name))  # noqa: S314 - our own, just made; an error is what is looked for
            for element in root.iter():
                assert element.tag.rpartition("}")[2] not in RUNNING, name
                for attribute, value in element.attrib.items():
                    local = attribute.rpartition("}")[2].lower()
                    assert not local.startswith("on"), (name, attribute)
                    assert local not in {"srcdoc", "formaction", "style"} or "ran(" not in value, (name, attribute)
                    assert not re.match(r"[\s\x00-\x20]*(javascript|data|vbscript):", value, re.IGNORECASE), (
                        name,
                        value,
                    )
            seen |= set(re.findall(r"Planted([0-9]+) <script>", "".join(root.itertext())))
    # Else it would be no wonder. Some texts are for pages only.
    assert len(seen) > 0.6 * int(next(texts).split()[0].removeprefix("Planted"))


# -- Nothing is left out


@pytest.mark.filterwarnings("ignore")
def test_files_beside_the_pages_hold_payloads_as_data_only(planted: Path) -> None:
    files = [path for path in planted.rglob("*") if path.is_file() and b"Planted1" in path.read_bytes()]
    kinds = {path.suffix for path in files if not path.is_relative_to(planted / "pagefind")}
    # A kind of file that is new here needs a look at what opens it.
    assert kinds <= {".html", ".json"}
    for path in files:
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))


LOOKED_AT: dict[str, Callable[..., None]] = {
    "*.html": test_no_payload_runs_on_any_page,
    # What pages read: their texts are shown by the scripts of pages, and in the files that these make.
    "outline.json": test_no_text_becomes_a_line_of_the_calendar_file,
    "ordinals.json": test_no_payload_runs_from_a_share_link,
    "plan.json": test_files_beside_the_pages_hold_payloads_as_data_only,
    "search-terms.json": test_no_payload_runs_in_the_search,
    "search-titles.json": test_no_payload_runs_in_the_search,
    "pagefind/*": test_no_payload_runs_in_the_search,
    # Addresses and hashes, which are made of ids.
    "precache.json": test_files_beside_the_pages_hold_payloads_as_data_only,
    "sitemap.xml": test_files_beside_the_pages_hold_payloads_as_data_only,
    "sitemap.xml.gz": test_files_beside_the_pages_hold_payloads_as_data_only,
    "sw.js": test_files_beside_the_pages_hold_payloads_as_data_only,
}
"""The kinds of files that a build makes, each with the test that looks at what is planted in them."""
DRAWN = "assets/cards/*.png"
"""Pictures of texts, which nothing runs."""


def kind_of(path: str) -> str:
    """Give the kind of a file that a build made: by its suffix where there are many of them, else by its name."""
    found = PurePosixPath(path)
    if found.suffix == ".html":
        return "*.html"
    if found.parts[0] == "pagefind":
        return "pagefind/*"
    return DRAWN if found.match("*.png") and path.startswith("assets/cards/") else found.name


def made_files(site: Path) -> Iterator[str]:
    """Give the files of a site that a build made, by path: those that nobody wrote, here or for the theme."""
    written = (ROOT / "docs", Path(get_theme_dir("material")))
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site)
        if not any(
            (folder / name).is_file() and (folder / name).read_bytes() == file.read_bytes() for folder in written
        ):
            yield name.as_posix()


def test_each_kind_of_file_that_a_build_makes_is_looked_at(built: Path, tmp_path: Path) -> None:
    assert {kind_of(path) for path in made_files(built)} == {*LOOKED_AT, DRAWN}
    for name in ("plan/feed.xml", "plan/plan.ics", "assets/cards/card.svg", "plan/notes.json", "plan/page.xhtml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("new", "utf-8")
    assert len({kind_of(path) for path in made_files(tmp_path)} - {*LOOKED_AT, DRAWN}) == 5


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
