"""How pages look and feel, on a phone and on a desk, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from statistics import mean
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import PHONE
from tests.site.measuring import measure
from tests.site.pages import PAGE_TYPES

LEAST_TARGET = 44
"""Pixels, as WCAG 2.2 asks of targets in 2.5.5, which lets links within sentences be."""
LEAST_CELL = 43
"""The width of a cell of the chart: seven of them and the edges of the page are 360 pixels."""
Open = Callable[..., Page]
COLOURS: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
PHONE_OPTIONS: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_text_is_read_without_effort(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name])
    for width in (320, 360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 740})
        assert measure(page, "wide") == [], f"to be scrolled sideways at {width} px"
        sizes = measure(page, "fontSizes", "article, article :is(p, li):not([class], .dw-one-liner *)")
        assert [size for size in sizes if not 17 <= size <= 18] == []
    lengths = measure(page, "lineLengths", "article :is(p, li):not(.dw-cell, [aria-hidden])")
    assert [length for length in lengths if length > 90] == []
    assert not lengths or mean(lengths) <= 80


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [("lesson", ".dw-lesson > p, .dw-lesson > .dw-section > p"), ("written-by-hand", "article > p")],
)
def test_running_text_has_lines_of_a_good_length(name: str, paragraphs: str, open_page: Open) -> None:
    lengths = measure(open_page(PAGE_TYPES[name]), "lineLengths", paragraphs)
    assert len(lengths) > 5
    assert 55 <= mean(lengths) <= 80


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_nothing_moves_while_a_page_loads(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], **PHONE_OPTIONS)
    page.wait_for_load_state("networkidle")
    assert measure(page, "shifts") == []


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_thumb_hits_every_control(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], **PHONE_OPTIONS)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert measure(page, "smallTargets", LEAST_TARGET, LEAST_CELL) == []


@pytest.mark.parametrize("name", ["lesson", "unit-without-lesson", "phase"])
def test_the_way_to_a_page_takes_one_line_and_a_thumb_hits_it(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], **PHONE_OPTIONS)
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        boxes = [box for link in page.locator(".dw-trail a").all() if (box := link.bounding_box())]
        assert boxes
        assert {box["y"] for box in boxes} == {boxes[0]["y"]}
        assert all(box["height"] == LEAST_TARGET and box["width"] >= LEAST_TARGET for box in boxes)
        assert boxes[-1]["x"] + boxes[-1]["width"] <= width


def test_a_thumb_hits_every_link_of_the_menu(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["lesson"], **PHONE_OPTIONS)
    page.get_by_role("button", name="Menu").tap()
    expect(page.get_by_role("link", name="All plans")).to_be_visible()
    heights = page.locator("#__menu a").evaluate_all("(links) => links.map((link) => link.offsetHeight)")
    assert len(heights) > 10
    assert min(heights) >= LEAST_TARGET


@pytest.mark.parametrize("name", ["gantt", "gantt-in-weeks"])
def test_every_cell_of_the_chart_is_a_link_that_a_thumb_hits(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name], **PHONE_OPTIONS)
    steps = int(page.locator(".dw-gantt").get_attribute("data-length") or "")
    cells = page.locator(".dw-cell")
    assert len({cell.get_attribute("data-step") for cell in cells.all()}) == steps
    boxes = cells.locator("> a[href]").evaluate_all(
        "(links) => links.map((link) => link.getBoundingClientRect()).map(({width, height}) => [width, height])"
    )
    assert len(boxes) == cells.count()
    assert min(width for width, _ in boxes) >= LEAST_CELL
    assert min(height for _, height in boxes) >= LEAST_TARGET


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_focus_is_seen_on_every_control(name: str, open_page: Open) -> None:
    page = open_page(PAGE_TYPES[name])
    page.keyboard.press("Tab")
    for scheme, name_of_ours in COLOURS.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name_of_ours)
        assert measure(page, "ringless") == []
