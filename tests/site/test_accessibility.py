"""Pages work for readers who use a screen reader, a keyboard, or colours of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import PHONE
from tests.site.measuring import measure
from tests.site.pages import PAGE_TYPES, RESULT
from tests.site.serving import ROOT
from tests.site.test_layout import COLOURS

COME_WHEN_NEAR = {"[data-plan] [data-question]": ".dw-shaky", "[data-note]": "[data-note] textarea"}
"""Controls that scripts add when the reader comes near their places."""
MOST_STOPS_IN_A_FIELD = 5
"""A field for a date is left by as many presses of Tab as it has parts."""
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
Open = Callable[..., Page]
Scheme = Literal["light", "dark"]


def violations(page: Page) -> list[str]:
    """Give what axe finds against WCAG 2.2 A and AA and its own best practices."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_axe_finds_no_fault(name: str, scheme: Scheme, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], reduced_motion="reduce", color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", COLOURS[scheme])
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []


def test_axe_finds_no_fault_in_the_search(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce", color_scheme="dark")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("python")
    expect(page.locator(RESULT).first).to_be_visible()
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


# -- By keyboard alone


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_tab_goes_through_every_control_in_the_order_of_the_page(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], reduced_motion="reduce")
    expect(page.locator("html.dw-js")).to_have_count(1)
    # Some controls come when the reader comes near them.
    for place, control in COME_WHEN_NEAR.items():
        if page.locator(place).count():
            page.locator(place).first.scroll_into_view_if_needed()
            page.locator(control).first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    expected = page.evaluate(
        """() => {
            const stops = 'a[href], button, input, summary, select, textarea, [tabindex="0"]';
            const radios = new Set();
            globalThis.stops = [...document.querySelectorAll(stops)].filter((element) => {
                if (!element.checkVisibility({visibilityProperty: true}) || element.disabled || element.tabIndex < 0) return false;
                if (element.type !== 'radio') return true;
                // One stop for all buttons of a group.
                const known = radios.has(element.name);
                radios.add(element.name);
                return !known;
            });
            return globalThis.stops.length;
        }"""
    )
    reached: list[int] = []
    for _ in range(expected * MOST_STOPS_IN_A_FIELD):
        page.keyboard.press("Tab")
        stop = page.evaluate("stops.findIndex((stop) => stop === document.activeElement)")
        if stop not in reached[-1:]:
            reached.append(stop)
        if len(reached) == expected:
            break
    assert reached == list(range(expected))


# -- What the reader's system asks for


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_nothing_moves_for_who_wants_no_motion(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], reduced_motion="reduce", viewport=PHONE)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((element) => ['', '::before', '::after'].some((part) => {
            const style = getComputedStyle(element, part || null);
            const times = `${style.transitionDuration}, ${style.animationName === 'none' ? '0s' : style.animationDuration}`;
            return times.split(', ').some((time) => parseFloat(time) > 0) || style.scrollBehavior === 'smooth';
        })).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_things_move_for_who_does_not_mind(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], viewport=PHONE)
    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map((element) => getComputedStyle(element).transitionDuration)"
    )
    assert any(duration != "0s" for duration in durations)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_forced_colours_hide_nothing(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.keyboard.press("Tab")
    assert measure(page, "ringless") == []
    assert measure(page, "vanished") == []


@pytest.mark.parametrize("name", ["overview", "unit-without-lesson"])
def test_forced_colours_show_what_is_done(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES["unit-without-lesson"], forced_colors="active")
    for box in page.locator("[data-checklist] input").all():
        box.check()
    page.goto(PAGE_TYPES[name].replace("backend-6-week", "backend-semester"))
    bar = page.get_by_role("progressbar").first
    expect(bar).to_be_visible()
    border = bar.evaluate("(element) => getComputedStyle(element).borderTopWidth")
    assert border != "0px"
