"""Pages serve readers without scripts, on paper, in the dark, on old links, and who want to try the code themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site.conftest import PHONE
from tests.site.measuring import measure
from tests.site.pages import PAGE_TYPES, RESULT, file_of, questions_page
from tests.site.serving import BASE, Server
from tests.site.watching import Watch

MISSING = "backend-6-week/no-such-day/deeper/still/"
NOT_PRINTED = ".dw-header, .md-sidebar, .dw-trail, .dw-next, .dw-footer, .dw-edit, .dw-copy, .dw-anchor"
SCHEME = "data-md-color-scheme"
Open = Callable[..., Page]
Reader = Callable[..., BrowserContext]


def colours(page: Page, selector: str) -> list[str]:
    """Give the computed colour and background of an element."""
    style = page.locator(selector).first.evaluate("(element) => getComputedStyle(element)")
    return [style["color"], style["backgroundColor"]]


# -- Without scripts


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_page_is_read_without_scripts(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len(page.locator("#__skip").inner_text()) > 100


def test_folded_answers_open_without_scripts(open_page: Open, built: Path) -> None:
    page = open_page(questions_page(built, "backend-6-week", "python-memory-model"), java_script_enabled=False)
    question = page.locator(".dw-question").first
    answer = question.locator("details > :not(summary)").first
    expect(answer).to_be_hidden()
    question.get_by_text("Show the answer").click()
    expect(answer).to_be_visible()


def test_who_has_no_scripts_is_shown_nothing_that_needs_them(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["unit-without-lesson"], java_script_enabled=False)
    for selector in ("[data-search-open]", "[data-menu]", "progress"):
        expect(page.locator(selector).first).to_be_hidden()


def test_who_has_no_scripts_is_told_that_ticks_need_them(built: Path) -> None:
    # Chromium shows no such element when it is Playwright that turned scripts off, so the HTML is read.
    for address in (PAGE_TYPES["lesson"], PAGE_TYPES["unit-without-lesson"]):
        html = file_of(built, address).read_text("utf-8")
        (said,) = re.findall(r"</ul>\s*<noscript>(.*?)</noscript>", html, re.DOTALL)
        assert "Ticks are kept by JavaScript, which is off." in said


def test_the_menu_opens_without_scripts(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], java_script_enabled=False, viewport=PHONE)
    expect(page.locator("#__menu")).to_be_hidden()
    page.locator("label", has_text="Menu").click()
    expect(page.get_by_role("link", name="Gantt chart")).to_be_visible()


# -- Addresses that lead nowhere


def test_a_missing_page_looks_right_at_any_depth_and_leads_home(open_page: Open, server: Server, watch: Watch) -> None:
    watch.expected.append(f"status 404: {server.url}{MISSING}")
    page = open_page(MISSING)
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert colours(page, "body")[1] == "rgb(251, 250, 247)"
    expect(page.locator("html.dw-js")).to_have_count(1)
    page.get_by_role("link", name="Go to the home page").click()
    expect(page).to_have_url(server.url)


def test_the_search_works_on_a_missing_page(open_page: Open, server: Server, watch: Watch) -> None:
    watch.expected.append(f"status 404: {server.url}{MISSING}")
    page = open_page(MISSING)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("weakref")
    page.locator(RESULT).first.click()
    expect(page).to_have_url(f"{server.url}{PAGE_TYPES['lesson']}")


def test_an_address_into_a_folded_answer_opens_it(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["unit-without-lesson"])
    page.evaluate("document.querySelector('article').innerHTML += '<details><summary>?</summary><p id=x>!</details>'")
    expect(page.locator("#x")).to_be_hidden()
    page.evaluate("location.hash = 'x'")
    expect(page.locator("#x")).to_be_in_viewport()


# -- On paper


def test_paper_has_the_text_alone_black_on_white_and_every_answer(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], color_scheme="dark")
    page.emulate_media(media="print")
    for element in page.locator(NOT_PRINTED).all():
        expect(element).to_be_hidden()
    assert colours(page, "body") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert measure(page, "pale", "article *") == []
    folds = page.locator("details.dw-fold").evaluate_all(
        "(folds) => folds.map((fold) => fold.offsetHeight - fold.firstElementChild.offsetHeight)"
    )
    assert len(folds) > 5
    assert min(folds) > 10


def test_paper_wraps_code_instead_of_cutting_it(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], viewport=PHONE)
    page.emulate_media(media="print")
    cut = page.locator("pre").evaluate_all("(all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth + 1).length")
    assert cut == 0


# -- Colours


@pytest.mark.parametrize(("device", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_first_paint_has_the_colours_of_the_device(device: Any, scheme: str, reader: Reader) -> None:
    page = reader(color_scheme=device).new_page()
    # Scripts that come late are what the page must not wait for.
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("")
    expect(page.locator("body")).to_have_attribute(SCHEME, scheme)


def test_colours_are_chosen_by_key_and_stay(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    body = page.locator("body")
    expect(body).to_have_attribute(SCHEME, "default")
    page.get_by_role("button", name="Colours follow your device").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Light colours")).to_be_focused()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute(SCHEME, "slate")
    page.goto(PAGE_TYPES["gantt"])
    expect(body).to_have_attribute(SCHEME, "slate")
    page.reload()
    expect(body).to_have_attribute(SCHEME, "slate")
    page.get_by_role("button", name="Dark colours").focus()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute(SCHEME, "default")


def test_chosen_colours_are_there_at_the_first_paint(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    for _ in range(2):
        page.locator("[data-colours]").click()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(PAGE_TYPES["lesson"])
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")


def test_an_open_page_follows_the_device(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    expect(page.locator("[data-colours]")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")


@pytest.mark.parametrize("stored", ["", "{", "null", "1", '"x"', "{}", '{"v": "slate", "at": 1}', '{"v": 5, "at": 1}'])
def test_broken_stored_colours_break_nothing(stored: str, reader: Reader) -> None:
    page = reader(color_scheme="dark").new_page()
    page.add_init_script(f"localStorage.setItem('daywise:{BASE}:site:colours:scheme', {stored!r})")
    page.goto(PAGE_TYPES["unit-without-lesson"])
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    page.locator("[data-checklist] input").first.check()
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("redis")
    expect(page.locator(RESULT).first).to_be_visible()


# -- The list of contents


def test_the_contents_show_which_part_is_read(open_page: Open) -> None:
    page = open_page(f"{PAGE_TYPES['lesson']}#stack-and-heap")
    active = page.locator(".md-nav__link--active")
    expect(active).to_have_count(1)
    expect(active).to_have_attribute("href", "#stack-and-heap")
    page.evaluate("location.hash = '#self-check'")
    expect(active).to_have_attribute("href", "#self-check")


# -- Code


def test_code_is_copied_as_it_stands(reader: Reader) -> None:
    context = reader(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(PAGE_TYPES["lesson"])
    for number in (0, 3):
        block = page.locator(".dw-code").nth(number)
        button = block.get_by_role("button", name="Copy")
        button.focus()
        page.keyboard.press("Enter")
        expect(block.get_by_role("button")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == block.locator("code").text_content()


def test_wide_code_is_scrolled_by_key(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], viewport=PHONE)
    wide = page.locator("pre").evaluate_all("(all) => all.findIndex((pre) => pre.scrollWidth > pre.clientWidth + 20)")
    assert wide >= 0
    code = page.locator("pre").nth(wide)
    code.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(pre) => pre.scrollLeft > 0", arg=code.element_handle())


def test_what_a_link_leads_to_is_seen_below_the_header_with_the_label_above_it(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], viewport=PHONE)
    hidden = page.locator("main [id]").evaluate_all(
        """(all) => all.filter((target) => target.checkVisibility() && target.closest("article")).flatMap((target) => {
            location.hash = `#${target.id}`;
            const above = target.previousElementSibling;
            const first = above?.matches(".dw-eyebrow, .dw-label") ? above : target;
            const covered = document.querySelector("header").getBoundingClientRect().bottom;
            return first.getBoundingClientRect().top < covered && target.id !== "__skip" ? [target.id] : [];
        })"""
    )
    assert hidden == []
    assert page.locator("main .dw-eyebrow + [id], main .dw-label + [id]").count() > 5
