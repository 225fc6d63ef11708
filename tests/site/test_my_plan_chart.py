"""The Gantt page with dates: a calendar of the reader's own days, on a phone, on a desk and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import DESKTOP, PHONE
from tests.site.measuring import measure
from tests.site.my_plan import DAYS, KARACHI, WEEKS, items, moment, open_at, outline, saved
from tests.site.test_accessibility import violations

Open = Callable[..., Page]
START = "2026-11-23"
"""A Monday."""
NOW = moment("2026-12-08T09:00")
DATES = {"start": START, "rest": [7], "off": ["2026-12-25"]}
SHIFTED = DATES | {"repairs": [{"made": "2026-12-05", "kind": "shift", "from": 9, "by": 3}]}
PAPER = re.compile(rb"/Type\s*/Page\b(?!s)")


def cell(page: Page, unit: str) -> Locator:
    """Give the first cell of a unit."""
    return page.locator(f'.dw-cell[data-unit="{unit}"]').first


def open_chart(open_page: Open, plan: str, dates: dict[str, Any] | None, **options: Any) -> Page:
    """Open a plan's chart, and wait until it shows the dates, if there are any."""
    page = open_at(open_page, f"{plan}/gantt/", NOW, saved(plan, dates) if dates else {}, **options)
    if dates:
        expect(page.locator("[data-dated]")).to_be_attached()
    return page


def test_without_dates_the_chart_is_as_it_was_written(open_page: Open) -> None:
    page = open_chart(open_page, DAYS, None)
    expect(cell(page, "gil-deep-dive")).to_have_attribute("data-step", "2")
    expect(page.locator("[data-dated], .dw-legend--dates, [aria-current=date]")).to_have_count(0)
    expect(page.get_by_role("link", name="start date")).to_be_visible()
    expect(page.get_by_role("link", name="Day 2 GIL deep dive, lesson")).to_have_count(1)


def test_on_a_phone_each_phase_is_a_sheet_of_weekdays_with_gaps(open_page: Open) -> None:
    page = open_chart(open_page, DAYS, DATES, viewport=PHONE)
    names = page.locator(".dw-chart__weekdays").first.locator("span").all_inner_texts()
    assert names == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    heads = (
        page.locator(".dw-chart__weekdays")
        .first.locator("span")
        .evaluate_all("(all) => all.map((each) => Math.round(each.getBoundingClientRect().left))")
    )
    cells = page.locator(".dw-cell").evaluate_all(
        "(all) => all.map((each) => [each.querySelector('.dw-cell__name').textContent.slice(0, 3),"
        " Math.round(each.getBoundingClientRect().left)])"
    )
    assert len(cells) == 47
    below = dict(zip(names, heads, strict=True))
    # A unit of several days has one weekday in its name for each of its cells.
    assert all(abs(left - below[name]) <= 1 for name, left in cells)
    assert not [name for name, _ in cells if name == "Sun"]
    # The 25th is a day off.
    expect(cell(page, "week-4-revision").locator("a")).to_have_accessible_name(re.compile(r"^Thu\s24\sDec: Day 28 "))
    expect(page.locator('.dw-cell[data-step="29"] a')).to_have_accessible_name(re.compile(r"^Sat\s26\sDec: Day 29 "))


def test_on_a_desk_all_phases_share_one_line_of_days(open_page: Open) -> None:
    page = open_chart(open_page, DAYS, DATES, viewport=DESKTOP)
    labels = page.locator(".dw-axis span")
    expect(labels.first).to_have_text("23 Nov")
    texts = labels.all_inner_texts()
    assert texts[:3] == ["23 Nov", "30 Nov", "7 Dec"]
    lefts = labels.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().left)")
    for unit, label in (("python-memory-model", 0), ("week-1-revision", 1)):
        box = cell(page, unit).bounding_box()
        assert box is not None
        assert abs(box["x"] - lefts[label]) < 4
    assert measure(page, "wide") == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_today_is_outlined_and_said(viewport: Any, open_page: Open) -> None:
    page = open_chart(open_page, DAYS, DATES, viewport=viewport)
    today = page.locator("[aria-current=date]")
    expect(today).to_have_count(1)
    expect(today).to_have_accessible_name(re.compile(r"^Tue\s8\sDec: Day 14 .*, mock interview\s*$"))
    assert today.evaluate("(link) => getComputedStyle(link).boxShadow") != "none"


@pytest.mark.parametrize("rest", [[6, 7], [5, 6, 7], [4, 5, 6, 7]])
def test_each_day_has_its_number_however_many_days_share_a_line(rest: list[int], open_page: Open) -> None:
    page = open_chart(open_page, DAYS, {"start": START, "rest": rest}, viewport=DESKTOP)
    steps = page.locator(".dw-cell__step")
    outside = steps.evaluate_all(
        """(all) => all.filter((each) => {
          const [text, cell] = [document.createRange(), each.closest("a").getBoundingClientRect()];
          text.selectNodeContents(each);
          const {width, top, bottom} = text.getBoundingClientRect();
          const {writingMode, font} = getComputedStyle(each);
          // Of digits that stand one above the other, a range has the height of the line, not the width of a digit.
          const drawing = Object.assign(document.createElement("canvas").getContext("2d"), {font});
          const digit = Math.max(...[...each.textContent].map((digit) => drawing.measureText(digit).width));
          const needed = writingMode === "horizontal-tb" ? width : digit;
          return !width || needed > cell.width || top < cell.top || bottom > cell.bottom;
        }).map((each) => each.textContent)"""
    )
    assert outside == []
    assert steps.count() == 47


def test_a_day_off_that_is_today_is_said_too(open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/gantt/", moment("2026-12-06T09:00"), saved(DAYS, DATES), viewport=PHONE)
    today = page.locator("li[aria-current=date]")
    expect(today).to_have_text(re.compile("Sun 6 Dec: today, a day off"))
    expect(today).to_have_count(1)


def test_midnight_moves_today(open_page: Open) -> None:
    page = open_page("about/", timezone_id=KARACHI)
    page.evaluate("(all) => Object.entries(all).forEach(([k, v]) => localStorage.setItem(k, v))", saved(DAYS, DATES))
    page.clock.install(time=moment("2026-12-08T23:59:30"))
    page.goto(f"{DAYS}/gantt/")
    expect(page.locator("[aria-current=date]")).to_have_accessible_name(re.compile(r"^Tue\s8\sDec"))
    page.clock.run_for(60_000)
    expect(page.locator("[aria-current=date]")).to_have_accessible_name(re.compile(r"^Wed\s9\sDec"))


def test_states_are_filled_in_and_part_of_the_name(open_page: Open, built: Path) -> None:
    ticks = [*items(built, DAYS, 1, 1), items(built, DAYS, 2, 2)[0]]
    stored = saved(DAYS, DATES, ticks, at=int(moment("2026-11-23T20:00").timestamp() * 1000))
    page = open_at(open_page, f"{DAYS}/gantt/", NOW, stored)
    first, second = cell(page, "python-memory-model"), cell(page, "gil-deep-dive")
    expect(first).to_have_attribute("data-state", "done")
    expect(first.locator("a")).to_have_accessible_name("Mon 23 Nov: Day 1 Python memory model, lesson done")
    expect(second).to_have_attribute("data-state", "partly")
    expect(second.locator("a")).to_have_accessible_name("Tue 24 Nov: Day 2 GIL deep dive, lesson partly done")
    expect(page.locator(".dw-mark")).to_have_count(0)


def test_a_moved_unit_says_what_was_planned_and_leaves_a_mark(open_page: Open) -> None:
    page = open_chart(open_page, DAYS, SHIFTED)
    moved = cell(page, "redis-fundamentals").locator("a")
    expect(moved).to_have_accessible_name("Sat 5 Dec: Day 9 Redis fundamentals, lesson, first planned for Wed 2 Dec")
    assert page.locator(".dw-mark--planned").count() > 5
    expect(page.locator(".dw-legend--dates")).to_contain_text("first planned for this day")
    expect(page.locator(".dw-mark").first).to_have_attribute("aria-hidden", "true")


def test_a_unit_finished_on_another_day_says_so(open_page: Open, built: Path) -> None:
    late = int(moment("2026-11-26T23:30").timestamp() * 1000)
    stored = saved(DAYS, DATES, items(built, DAYS, 1, 1), at=late)
    page = open_at(open_page, f"{DAYS}/gantt/", NOW, stored)
    expect(cell(page, "python-memory-model").locator("a")).to_have_accessible_name(
        "Mon 23 Nov: Day 1 Python memory model, lesson, finished Thu 26 Nov done"
    )
    expect(page.locator(".dw-mark--finished")).to_have_count(1)
    expect(page.locator(".dw-legend--dates")).to_contain_text("finished on this day")


def test_two_units_on_one_day_do_not_cover_each_other(open_page: Open, built: Path) -> None:
    units = outline(built, DAYS)["units"]
    place = {"made": "2026-12-01", "kind": "place", "units": {units[8]["id"]: [12, 14], units[9]["id"]: [12, 12]}}
    page = open_chart(open_page, DAYS, DATES | {"repairs": [place]}, viewport=PHONE)
    boxes = [box for each in page.locator(".dw-cell a").all() if (box := each.bounding_box())]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1
                or other["y"] + other["height"] <= one["y"] + 1
            )
    assert min(box["height"] for box in boxes) >= 44


def test_a_dropped_unit_is_no_more_on_the_chart_and_the_table_says_why(open_page: Open) -> None:
    drop = {"made": "2026-12-05", "kind": "drop", "units": ["gil-deep-dive"], "from": 2, "by": 0}
    page = open_chart(open_page, DAYS, DATES | {"repairs": [drop]})
    expect(page.locator('.dw-cell[data-unit="gil-deep-dive"]')).to_have_count(0)
    expect(page.locator('.dw-chart__titles [data-unit="gil-deep-dive"]')).to_have_count(0)
    expect(page.locator('.dw-table [data-date-unit="gil-deep-dive"]')).to_contain_text("left out")


def test_a_plan_in_weeks_has_a_cell_a_week_with_its_dates(open_page: Open) -> None:
    page = open_chart(open_page, WEEKS, {"start": START, "rest": [6, 7]}, viewport=PHONE)
    first = cell(page, "object-lifecycle")
    expect(first.locator(".dw-cell__date")).to_have_text(re.compile(r"23\s–\s27\sNov"))
    names = page.locator("[aria-current=date]")
    assert names.count() >= 3
    for link in names.all():
        expect(link).to_have_accessible_name(re.compile(r"^7\s–\s11\sDec: Week"))


def test_the_keyboard_goes_through_the_days_and_another_tabs_tick_leaves_the_focus(
    open_page: Open,
) -> None:
    page = open_chart(open_page, DAYS, DATES)
    cell(page, "python-memory-model").locator("a").focus()
    page.keyboard.press("Tab")
    expect(cell(page, "gil-deep-dive").locator("a")).to_be_focused()
    other = page.context.new_page()
    other.goto(f"{DAYS}/gil-deep-dive/")
    other.locator("[data-checklist] input").first.check()
    expect(cell(page, "gil-deep-dive")).to_have_attribute("data-state", "partly")
    expect(cell(page, "gil-deep-dive").locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{DAYS}/gil-deep-dive/$"))


def test_dates_taken_away_in_another_tab_give_the_plain_chart_back(open_page: Open) -> None:
    page = open_chart(open_page, DAYS, SHIFTED)
    other = page.context.new_page()
    other.goto("about/")
    other.evaluate(
        "(all) => Object.entries(all).forEach(([k, v]) => localStorage.setItem(k, v))",
        saved(DAYS, {"start": None}, at=1_900_000_000_000),
    )
    expect(page.locator("[data-dated]")).to_have_count(0)
    expect(page.locator(".dw-mark, .dw-legend--dates, [aria-current=date]")).to_have_count(0)
    expect(page.locator(".dw-cell")).to_have_count(47)


@pytest.mark.parametrize("plan", [DAYS, WEEKS])
@pytest.mark.parametrize("dates", [None, SHIFTED])
def test_the_chart_is_printed_on_one_sheet(plan: str, dates: dict[str, Any] | None, open_page: Open) -> None:
    page = open_chart(open_page, plan, dates, viewport=PHONE)
    assert len(PAPER.findall(page.pdf(prefer_css_page_size=True))) > 1
    # The policy lets no style element in.
    page.evaluate("document.querySelectorAll('.dw-gantt > .dw-section').forEach((section) => section.remove())")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(PAPER.findall(paper)) == 1
    assert re.search(rb"/MediaBox \[0 0 84[12]\.?\d* 59[45]", paper), "A4 landscape"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("plan", [DAYS, WEEKS])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_calendar_has_no_accessibility_faults(plan: str, scheme: str, viewport: Any, open_page: Open) -> None:
    page = open_chart(open_page, plan, SHIFTED, viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    assert measure(page, "wide") == []
