"""Pages work for readers who use a screen reader, a keyboard, or colours of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import PHONE
from tests.site.pages import PAGE_TYPES
from tests.site.serving import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
Open = Callable[..., Page]


def violations(page: Page) -> list[str]:
    """Give what axe finds against WCAG 2.2 A and AA and its own best practices."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_axe_finds_no_fault(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], reduced_motion="reduce", color_scheme="dark")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert violations(page) == []


def test_axe_finds_no_fault_in_the_search(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce", color_scheme="dark")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("python")
    expect(page.locator("a.dw-search-link").first).to_be_visible()
    assert violations(page) == []


def test_axe_finds_no_fault_in_the_open_menu(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["unit-without-lesson"], reduced_motion="reduce", viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="Menu").tap()
    expect(page.locator("#__menu")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_the_faults_that_a_page_has(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.querySelector('article').innerHTML += '<img src><p style=\"color: #bbb\">pale</p>'")
    found = {fault.partition(":")[0] for fault in violations(page)}
    assert {"image-alt", "color-contrast"} <= found


def test_the_first_tab_stop_leads_past_the_header(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.fixture
def phone(open_page: Open) -> Page:
    """Open a lesson on a phone."""
    return open_page(PAGE_TYPES["lesson"], viewport=PHONE, reduced_motion="reduce")


def test_a_closed_menu_is_out_of_the_way_of_the_tab_key(phone: Page) -> None:
    expect(phone.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "false")
    expect(phone.locator("#__menu")).to_be_hidden()
    stops = set()
    for _ in range(12):
        phone.keyboard.press("Tab")
        stops.add(phone.evaluate("document.activeElement.closest('#__menu') === null"))
    assert stops == {True}


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_the_menu_opens_on_every_page_of_a_phone(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], viewport=PHONE, reduced_motion="reduce")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Navigation")).to_be_visible()
    expect(page.get_by_role("link", name="All plans")).to_be_in_viewport()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_by_key_tells_so_and_escape_closes_it(phone: Page, key: str) -> None:
    button = phone.get_by_role("button", name="Menu")
    button.focus()
    phone.keyboard.press(key)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(phone.get_by_role("link", name="All plans")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(phone.locator("#__menu")).to_be_hidden()


def test_the_menu_closes_when_focus_or_finger_goes_elsewhere(phone: Page) -> None:
    button = phone.get_by_role("button", name="Menu")
    button.click()
    phone.get_by_role("link", name="All plans").focus()
    phone.keyboard.press("Shift+Tab")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    phone.mouse.click(PHONE["width"] - 10, 400)
    expect(button).to_have_attribute("aria-expanded", "false")


def test_every_link_of_a_long_menu_can_be_reached(phone: Page) -> None:
    phone.set_viewport_size({"width": 360, "height": 500})
    phone.get_by_role("button", name="Menu").click()
    last = phone.locator("#__menu a").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
