"""The reader's dates on every page of a plan: right, in the room that is there, and loaded only when there are any."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.site.conftest import DESKTOP, PHONE
from tests.site.measuring import measure
from tests.site.my_plan import DAYS, KARACHI, START, WEEKS, moment, open_at, saved
from tests.site.pages import PAGE_TYPES, questions_page
from tests.site.serving import BASE
from tests.site.test_accessibility import violations
from tests.site.watching import Watch

Open = Callable[..., Page]
Reader = Callable[..., BrowserContext]
NOW = moment("2026-12-04T09:00")
STORED = saved(DAYS, {"start": START, "rest": [7], "off": ["2026-12-25"]}) | saved(
    WEEKS, {"start": START, "rest": [6, 7]}
)
DATED = [name for name in PAGE_TYPES if name not in {"written-by-hand", "labels-of-lessons", "not-found"}]


def spaced(text: str) -> str:
    """Give a text with the spaces that break no line as common ones."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("address", "place", "words"),
    [
        (f"{DAYS}/python-memory-model/", "header .dw-eyebrow", "Day 1 of 47 · Mon 30 Nov"),
        (f"{DAYS}/fastapi-internals/", "header .dw-eyebrow", "Day 5 of 47 · today"),
        (f"{DAYS}/core-dsa/", "header .dw-eyebrow", "Days 36–38 of 47 · 11 – 13 Jan"),
        (f"{WEEKS}/object-lifecycle/", "header .dw-eyebrow", "Week 1 of 16 · 30 Nov – 4 Dec, now"),
        (f"{DAYS}/python-memory-model/", '.dw-next [rel="next"] .dw-quiet', "Next: Day 2 Tue 1 Dec"),
        (f"{DAYS}/gil-deep-dive/", '.dw-next [rel="prev"] .dw-quiet', "Previous: Day 1 Mon 30 Nov"),
        (f"{DAYS}/python-memory-model/", '.dw-nav a[href$="gil-deep-dive/"] .dw-nav__note', "Day 2 Tue 1 Dec"),
        (f"{DAYS}/", "header .dw-eyebrow", "47 days Mon 30 Nov 2026 – Sat 23 Jan 2027"),
        (f"{DAYS}/", ".dw-overview__phase:nth-of-type(3) > .dw-eyebrow", "Week 2 · Days 8–14 8 – 15 Dec"),
        (f"{DAYS}/", '[data-date-unit="async-io"]', "Day 4 Thu 3 Dec"),
        (f"{DAYS}/phases/week-6/", "header .dw-eyebrow", "Week 6 · Days 36–47 11 – 23 Jan"),
        (f"{DAYS}/phases/week-6/", '[data-date-unit="core-dsa"]', "Days 36–38 11 – 13 Jan"),
        (f"{DAYS}/gantt/", '.dw-table [data-date-unit="week-4-revision"]', "Day 28 Fri 1 Jan"),
        (f"{DAYS}/sheet/", '[data-date-part="core-dsa 2"]', "Tue 12 Jan"),
        (f"{WEEKS}/sheet/", '[data-date-part="small-ml-service 2"]', "15 – 19 Mar"),
        (f"{WEEKS}/phases/sem-4/", '[data-date-unit="small-ml-service"]', "Weeks 15–16 8 – 19 Mar"),
    ],
)
def test_a_page_names_the_readers_own_dates(address: str, place: str, words: str, open_page: Open) -> None:
    page = open_at(open_page, address, NOW, STORED)
    expect(page.locator(place).first).to_have_text(words)


def test_questions_name_the_readers_own_dates(open_page: Open, built: Path) -> None:
    page = open_at(open_page, questions_page(built, DAYS, "gil-deep-dive"), NOW, STORED)
    expect(page.locator('[data-date-unit="gil-deep-dive"]')).to_have_text("Day 2 Tue 1 Dec")


def test_the_readers_unit_is_the_one_marked_among_the_rows(open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/", NOW, STORED)
    expect(page.locator(".dw-unit-row[data-now] .dw-unit-row__title")).to_have_text(["FastAPI internals"])


def test_a_unit_that_was_left_out_says_so(open_page: Open) -> None:
    drop = {"made": "2026-12-04", "kind": "drop", "units": ["async-io"], "from": 4, "by": 0}
    page = open_at(open_page, f"{DAYS}/", NOW, saved(DAYS, {"start": START, "repairs": [drop]}))
    expect(page.locator('[data-date-unit="async-io"]')).to_have_text("Day 4 left out")
    expect(page.locator('[data-date-unit="fastapi-internals"]')).to_have_text("Day 5 Thu 3 Dec")
    page.goto(f"{DAYS}/sheet/")
    expect(page.locator('[data-date-part="async-io 1"]')).to_have_text("left out")


def test_home_leads_each_plan_on_where_its_reader_is(open_page: Open) -> None:
    page = open_at(open_page, "", NOW, STORED)
    cards = page.locator(".dw-plan__today a")
    expect(cards).to_have_text(["Today: FastAPI internals", "This week: Memory and object lifecycle and 2 more"])
    first = page.locator("[data-today-first]")
    expect(first).to_have_text("Today: FastAPI internals 6-week backend interview plan")
    first.click()
    expect(page.locator("#the-day")).to_have_text("Day 5 of 47")


def test_home_offers_to_set_a_start_date_to_who_has_none(open_page: Open) -> None:
    page = open_at(open_page, "", NOW)
    expect(page.locator(".dw-plan__today a")).to_have_text(["Set your start date"] * 2)
    page.locator(".dw-plan__today a").first.click()
    expect(page.locator("#the-day")).to_have_text("Choose the day you begin")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-25", "Begins in 5 days: Mon 30 Nov"),
        ("2026-12-06", "Rest day. Next: Week 1 revision"),
        ("2027-03-01", "Your plan’s last day is over: what is left?"),
    ],
)
def test_the_overview_says_what_today_is(day: str, words: str, open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/", moment(f"{day}T09:00"), STORED)
    expect(page.locator("[data-today-link]")).to_have_text(words)


def test_the_strip_of_days_on_the_home_page_rings_the_readers_day_alone(open_page: Open) -> None:
    page = open_page()
    ringed = page.locator(".dw-strip .is-today")
    expect(ringed).to_have_count(0)
    day = "Array.from(document.querySelectorAll('.dw-strip i')).findIndex((each) => each.matches('.is-today')) + 1"
    for now, number in (("2026-12-04", 5), ("2027-01-12", 37), ("2027-02-20", 0)):
        page = open_at(open_page, "", moment(f"{now}T09:00"), STORED)
        expect(page.locator("[data-today-first]")).to_have_attribute("href", re.compile("today"))
        assert page.evaluate(day) == number


@pytest.mark.parametrize("zone", ["Asia/Karachi", "Asia/Kolkata", "Europe/London", "America/New_York"])
@pytest.mark.parametrize("time", ["00:01", "04:00", "23:59"])
def test_today_is_the_readers_calendar_day_at_any_time_of_it(zone: str, time: str, open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/", moment(f"2026-12-04T{time}", zone), STORED, timezone_id=zone)
    expect(page.locator("[data-today-link]")).to_have_text("Today: FastAPI internals")
    expect(page.locator('[data-date-unit="week-1-revision"]')).to_have_text("Day 7 Mon 7 Dec")


@pytest.mark.parametrize("zone", ["Asia/Karachi", "Asia/Kolkata", "Europe/London", "America/New_York"])
def test_dates_go_on_by_one_day_where_clocks_change_and_years_end(zone: str, open_page: Open) -> None:
    stored = saved(DAYS, {"start": "2027-03-12"})
    page = open_at(open_page, f"{DAYS}/", moment("2027-03-01T09:00", zone), stored, timezone_id=zone)
    expect(page.locator("[data-today-link]")).to_have_text("Begins in 11 days: Fri 12 Mar")
    dates = [spaced(text) for text in page.locator("[data-date-unit] .dw-date").all_inner_texts()]
    assert dates[:4] == ["Fri 12 Mar", "Sat 13 Mar", "Sun 14 Mar", "Mon 15 Mar"]
    assert dates[15:18] == ["Sat 27 Mar", "Sun 28 Mar", "Mon 29 Mar"]


def test_the_day_on_a_page_changes_with_the_readers(open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/fastapi-internals/", NOW, STORED)
    link = page.locator("[data-date-link]")
    expect(link).to_have_text("today")
    page.clock.set_fixed_time(moment("2026-12-05T00:05"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(link).to_have_text("Fri 4 Dec")


def test_dates_set_in_one_tab_come_to_the_other_and_go_again(reader: Reader) -> None:
    context = reader(timezone_id=KARACHI)
    lesson, today = context.new_page(), context.new_page()
    for page, address in ((lesson, f"{DAYS}/gil-deep-dive/"), (today, f"{DAYS}/today/")):
        page.clock.set_fixed_time(NOW)
        page.goto(address)
    link = lesson.locator("[data-date-link]")
    expect(link).to_have_text("Set your dates")
    today.get_by_label("Start date").fill(START)
    expect(link).to_have_text("Tue 1 Dec")
    expect(lesson.locator('.dw-next [rel="next"] .dw-quiet')).to_have_text("Next: Day 3 Wed 2 Dec")
    today.get_by_role("button", name="Go on without dates").click()
    expect(link).to_have_text("Set your dates")
    expect(lesson.locator('.dw-next [rel="next"] .dw-quiet')).to_have_text("Next: Day 3")


# -- Light, still, within reach


OF_DATES = (
    "plan/today.js",
    "plan/dates-on-page.js",
    "plan/timetable.js",
    "plan/days.js",
    "outline.json",
    "my-plan.css",
)


def asked(watch: Watch) -> list[str]:
    """Give what was asked for of the modules and the data that dates need."""
    paths = [urlsplit(url).path.removeprefix(BASE) for url in watch.requests]
    return [path for path in paths if path.endswith(OF_DATES)]


@pytest.mark.parametrize("name", ["home", "overview", "phase", "lesson", "questions"])
def test_a_page_loads_nothing_of_dates_for_who_has_none(name: str, open_page: Open, watch: Watch) -> None:
    page = open_page(PAGE_TYPES[name])
    page.wait_for_load_state("networkidle")
    assert asked(watch) == []
    open_at(open_page, PAGE_TYPES[name], NOW, STORED).wait_for_load_state("networkidle")
    assert {path.rpartition("/")[2] for path in asked(watch)} == {
        "dates-on-page.js",
        "timetable.js",
        "days.js",
        "outline.json",
    }


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("name", DATED)
def test_nothing_moves_when_the_dates_come(name: str, viewport: ViewportSize, open_page: Open) -> None:
    page = open_at(open_page, PAGE_TYPES[name], NOW, STORED, viewport=viewport)
    page.wait_for_load_state("networkidle")
    assert layout_shift(page) == 0


def layout_shift(page: Page) -> Any:
    """Give how much has moved since the page was opened, as browsers count it."""
    return page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          const add = (list) => list.getEntries().forEach(({value}) => (sum += value));
          new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
          requestAnimationFrame(() => setTimeout(() => done(sum), 300));
        })"""
    )


@pytest.mark.parametrize("name", DATED)
def test_pages_with_dates_fit_a_phone_and_a_thumb(name: str, open_page: Open) -> None:
    page = open_at(open_page, PAGE_TYPES[name], NOW, STORED, viewport=PHONE, has_touch=True, is_mobile=True)
    page.wait_for_load_state("networkidle")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert measure(page, "wide") == []
    assert measure(page, "smallTargets", 44) == []


@pytest.mark.parametrize("name", ["home", "overview", "phase-with-tracks", "lesson", "gantt"])
def test_axe_finds_no_fault_on_pages_with_dates(name: str, open_page: Open) -> None:
    page = open_at(open_page, PAGE_TYPES[name], NOW, STORED, reduced_motion="reduce", color_scheme="dark")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
