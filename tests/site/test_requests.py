"""Pages ask nothing of third parties, little of the site, and nothing of the search before it is opened."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.site.pages import PAGE_TYPES, RESULT, addresses, file_of
from tests.site.serving import BASE, Server
from tests.site.watching import Watch, wait_until

MOST_BYTES = 90_000
"""Of the first view of a lesson, all counted: over the wire, a second on slow 4G is about 180,000."""
MOST_BYTES_OF_A_PAGE = 60_000
MOST_REQUESTS = 12
BLOCKING = ["assets/css/daywise.css", "assets/stylesheets/main.css"]
"""What a lesson's first paint waits for: the theme's palettes, of which a tenth was used, are not among it."""
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
"""What GitHub Pages sends compressed."""


def paths(watch: Watch) -> list[str]:
    """Give what was asked for, as paths below the site's root."""
    return [urlsplit(url).path.removeprefix(BASE) for url in watch.requests]


def sent_bytes(site: Path, address: str) -> int:
    """Give what a page or file weighs on its way to the reader."""
    file = file_of(site, address)
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in COMPRESSED else len(data)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_page_asks_only_the_site_for_nothing_of_the_search_and_leaves_no_cookie(
    name: str, open_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    page = open_page(PAGE_TYPES[name])
    page.wait_for_load_state("networkidle")
    assert "assets/js/daywise.js" in paths(watch)
    assert [url for url in watch.requests if not url.startswith((f"{server.origin}{BASE}", "data:"))] == []
    assert [path for path in paths(watch) if "pagefind" in path or "search" in path] == []
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""


def test_searching_asks_only_the_site_and_leaves_no_cookie(open_page: Callable[..., Page], watch: Watch) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.keyboard.press("/")
    page.get_by_label("Words to search for").fill("reference counting")
    page.locator(RESULT).first.wait_for()
    page.wait_for_load_state("networkidle")
    assert any("pagefind" in path for path in paths(watch))
    assert page.context.cookies() == []


def test_the_first_search_waits_for_nothing_that_could_be_asked_for_at_once(
    open_page: Callable[..., Page], watch: Watch
) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.route("**/assets/js/search.js", lambda _never_answered: None)
    page.keyboard.press("/")
    modules = {"search-engine.js", "search-query.js", "search-titles.js", "highlight.js"}
    index = {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", ".pf_meta"}
    wanted = {*modules, "search.css", "search-titles.json", *index}

    def all_asked() -> bool:
        return all(any(path.endswith(name) for path in paths(watch)) for name in wanted)

    wait_until(page, all_asked, "a part of the search is not asked for")


def test_a_reader_who_ticks_nothing_gets_nothing_of_ours_stored(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('daywise'))") == []
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_what_a_reader_saves_stands_where_the_page_on_security_says(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.locator("[data-colours]").click()
    page.locator("[data-checklist] input").first.check()
    page.locator("[data-question] .dw-label").first.scroll_into_view_if_needed()
    page.get_by_role("button", name=re.compile("^Shaky")).first.click()
    page.locator("[data-note]").scroll_into_view_if_needed()
    page.get_by_label("My notes").fill("mine")
    page.goto(PAGE_TYPES["today"])
    page.get_by_role("button", name="Begin today").click()
    page.get_by_role("button", name="Save calendar file").click()
    keys = page.evaluate("Object.keys(localStorage)")
    kinds = {key.removeprefix(f"daywise:{BASE}:").split(":")[1] for key in keys if key != f"daywise:{BASE}:schema"}
    assert {"tick", "dates", "note", "shaky", "colours"} <= kinds
    assert [key for key in keys if not key.startswith(f"daywise:{BASE}:")] == []
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("caches.keys()") == []
    assert page.context.cookies() == []


def test_the_first_view_of_every_lesson_is_light(built: Path, open_page: Callable[..., Page], watch: Watch) -> None:
    lessons = {address: sent_bytes(built, address) for address in lesson_addresses(built)}
    assert PAGE_TYPES["lesson"] in lessons
    longest = max(lessons, key=lambda address: lessons[address])
    page = open_page(longest)
    page.wait_for_load_state("networkidle")
    asked = paths(watch)
    assert longest in asked
    assert len(asked) <= MOST_REQUESTS, sorted(asked)
    shared = sum(sent_bytes(built, path) for path in asked if path != longest)
    assert {address: size + shared for address, size in lessons.items() if size + shared > MOST_BYTES} == {}


def test_the_first_paint_of_a_lesson_waits_for_two_style_sheets(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    entries = "performance.getEntriesByType('resource').filter((each) => each.renderBlockingStatus === 'blocking')"
    names = page.evaluate(f"{entries}.map((each) => new URL(each.name).pathname)")
    assert sorted(re.sub(r"\.[0-9a-f]{8}\.min", "", name.removeprefix(BASE)) for name in names) == BLOCKING


def lesson_addresses(site: Path) -> list[str]:
    """Give the pages of the lessons that are written."""
    return [page for page in addresses(site) if '<div class="dw-lesson"' in file_of(site, page).read_text("utf-8")]


def test_no_page_takes_more_than_its_share_by_itself(built: Path) -> None:
    sizes = {address: sent_bytes(built, address) for address in addresses(built)}
    assert {address: size for address, size in sizes.items() if size > MOST_BYTES_OF_A_PAGE} == {}
