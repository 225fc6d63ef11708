"""The search finds what readers look for, and works by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.site.pages import PAGE_TYPES, RESULT
from tests.site.watching import Watch

MODEL = "backend-6-week/python-memory-model/"
FOUND = {
    "part-of-an-identifier": ("getrefcount", MODEL),
    "whole-identifier": ("sys.getrefcount", MODEL),
    "module": ("weakref", MODEL),
    "topic-of-a-lesson": ("default argument", MODEL),
    "topic-of-a-unit-without-lesson": ("write-back", "backend-6-week/caching-strategies/"),
    "title": ("rate limiting", "backend-6-week/rate-limiting-and-sessions/"),
    "slip-of-the-keys": ("getrefcont", MODEL),
    "day": ("day 23", "backend-6-week/oop-interview-traps/"),
    "day-within-a-span": ("day 37", "backend-6-week/core-dsa/"),
    "week": ("week 3", "backend-semester/"),
}
QUESTION = "What happens in memory when Python runs b = a?"
QUESTION_ANCHORS = {"q-what-does-assignment-do", "names-and-objects"}


def open_search(page: Page) -> Locator:
    """Open the dialog by its key; give the field to type in."""
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    return field


def results(page: Page) -> Locator:
    """Give the links to what was found."""
    return page.locator(RESULT)


def without_words(address: str | None) -> str:
    """Give where a result leads, without the words that are to be marked there."""
    return re.sub(r"\?marked=[^#]*", "", address or "")


@pytest.mark.parametrize(("query", "address"), FOUND.values(), ids=FOUND)
def test_finds(query: str, address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_search(page).fill(query)
    expect(page.locator(f'{RESULT}[href*="/guide/{address}"]').first).to_be_visible()


def test_a_question_is_found_at_its_own_place(open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_search(page).fill(QUESTION)
    expect(results(page).first).to_be_visible()
    targets = [without_words(link.get_attribute("href")) for link in results(page).all()]
    places = {target.partition("#")[2] for target in targets if target.partition("#")[0].endswith(f"/guide/{MODEL}")}
    assert places & QUESTION_ANCHORS, targets


def test_what_is_on_no_page_is_said_to_be_nowhere(open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_search(page).fill("zzyzx")
    expect(page.get_by_role("status")).to_contain_text("No page has “zzyzx”.")
    expect(results(page)).to_have_count(0)


def test_a_search_goes_from_key_to_page_without_a_mouse(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["gantt"])
    open_search(page)
    page.keyboard.type("weakref")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    target = without_words(results(page).first.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.get_by_role("heading", level=1)).to_have_text("Python memory model")


def test_arrows_go_down_and_up_and_back_to_the_field(open_page: Callable[..., Page]) -> None:
    page = open_page()
    field = open_search(page)
    field.fill("python")
    expect(results(page).nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()


@pytest.mark.parametrize("opened_by", ["/", "Control+k"])
def test_escape_closes_it_and_focus_returns(opened_by: str, open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["unit-without-lesson"])
    before = page.locator("main a").first
    before.focus()
    page.keyboard.press(opened_by)
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill("redis")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(before).to_be_focused()


def test_its_button_opens_it_on_a_phone_and_gets_focus_back(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True)
    button = page.get_by_role("button", name=re.compile("Search"))
    button.click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(button).to_be_focused()


def test_a_slash_that_is_typed_into_a_field_stays_there(open_page: Callable[..., Page]) -> None:
    page = open_page()
    field = open_search(page)
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_a_result_within_the_page_closes_the_dialog_and_goes_there(open_page: Callable[..., Page]) -> None:
    page = open_page(MODEL)
    open_search(page).fill("mutable default arguments")
    link = page.locator(f'{RESULT}[href*="{MODEL}#"]').first
    target = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


# -- Before the index is there


def by_title(page: Page) -> Locator:
    """Give the links to what was found by title, while the index has not answered yet."""
    return page.locator("dialog .dw-search-body[data-titles] a.dw-search-link")


def test_titles_are_shown_until_the_index_has_answered_and_the_reader_stays_where_they_are(
    open_page: Callable[..., Page],
) -> None:
    held: list[Route] = []
    page = open_page(MODEL)
    page.route("**/wasm.*", lambda route: held.append(route))
    open_search(page).fill("rate limit")
    expect(page.get_by_role("status")).to_have_text("Found by title. Searching the text…")
    expect(by_title(page).first).to_have_attribute("href", re.compile("/backend-6-week/rate-limiting-and-sessions/"))
    page.keyboard.press("ArrowDown")
    expect(by_title(page).first).to_be_focused()
    page.wait_for_timeout(1000)
    assert results(page).count() == 0
    for route in held:
        route.continue_()
    expect(results(page).nth(1)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("found.")
    focused = page.locator("a.dw-search-link:focus")
    expect(focused).to_have_attribute("href", re.compile("/backend-6-week/rate-limiting-and-sessions/"))


def test_what_no_title_has_any_more_is_taken_away(open_page: Callable[..., Page]) -> None:
    page = open_page(MODEL)
    page.route("**/wasm.*", lambda _never_answered: None)
    field = open_search(page)
    field.fill("rate limit")
    expect(by_title(page).first).to_be_visible()
    field.fill("rate limits of zzyzx")
    expect(by_title(page)).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Searching…")


def test_without_the_index_titles_are_still_found_and_it_is_tried_again(
    open_page: Callable[..., Page], watch: Watch
) -> None:
    # Pagefind tells of it in its own way, too.
    watch.expected += ["net::ERR_FAILED", "Failed to fetch"]
    page = open_page(MODEL)
    page.route("**/wasm.*", lambda route: route.abort())
    open_search(page).fill("rate limit")
    expect(page.get_by_role("status")).to_have_text("Only titles could be searched.")
    expect(by_title(page).first).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(results(page).nth(1)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("found.")


# -- The words on the page


def marked(page: Page) -> list[str]:
    """Give the texts that are marked on a page, each once, in small letters."""
    texts = page.evaluate("[...(CSS.highlights.get('dw-found') ?? [])].map((range) => range.toString())")
    return sorted({text.lower() for text in texts})


def test_the_words_are_marked_on_the_page_and_gone_from_its_address(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["gantt"])
    open_search(page).fill("cyclic collector")
    results(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Python memory model")
    page.wait_for_function("() => CSS.highlights.has('dw-found')")
    assert {"cyclic", "collector"} <= set(marked(page))
    assert "marked" not in page.url
    page.keyboard.press("Escape")
    assert marked(page) == []


def test_the_words_are_marked_again_after_back_and_forward_until_they_are_taken_away(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PAGE_TYPES["gantt"])
    open_search(page).fill("cyclic collector")
    results(page).first.click()
    page.wait_for_function("() => CSS.highlights.has('dw-found')")
    found, address = marked(page), page.url
    page.evaluate("document.body.dataset.loaded = 'once'")
    page.go_back()
    page.go_forward()
    expect(page.locator("body")).not_to_have_attribute("data-loaded", "once")  # Else the browser has only kept the page.
    page.wait_for_function("() => CSS.highlights.has('dw-found')")
    assert marked(page) == found
    assert page.url == address
    page.keyboard.press("Escape")
    page.reload(wait_until="networkidle")
    assert marked(page) == []


def test_the_words_of_a_result_within_the_page_are_marked_without_loading_it_again(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(MODEL)
    page.evaluate("document.body.dataset.loaded = 'once'")
    open_search(page).fill("weakref")
    results(page).first.click()
    expect(page.locator("body")).to_have_attribute("data-loaded", "once")
    assert marked(page) == ["weakref"]


def test_a_slip_marks_what_was_meant(open_page: Callable[..., Page]) -> None:
    page = open_page()
    open_search(page).fill("getrefcont")
    results(page).first.click()
    page.wait_for_function("() => CSS.highlights.has('dw-found')")
    assert any("getrefcount" in text for text in marked(page))
