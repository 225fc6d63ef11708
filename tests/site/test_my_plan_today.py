"""The Today page: what a day is, what is left, the ways to go on, and the form of the reader's dates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site.conftest import PHONE
from tests.site.my_plan import (
    DAYS,
    KARACHI,
    START,
    WEEKS,
    headline,
    items,
    last_day,
    moment,
    open_at,
    open_today,
    outline,
    said,
    saved,
)
from tests.site.serving import BASE, Server
from tests.site.test_accessibility import violations
from tests.site.watching import Watch

Open = Callable[..., Page]
Reader = Callable[..., BrowserContext]
ENDS = re.compile(r"Ends \w{3} (\d+ \w{3})\w* (\d{4})")
PAPER = re.compile(rb"/Type\s*/Page\b(?!s)")
LAST = re.compile(r"The last day is \w+ (\d+ \w{3})\w* (\d{4})")


def end_in(pattern: re.Pattern[str], text: str) -> str:
    """Give the date of an end as ``28 Jan 2027``, however long its month is written."""
    found = pattern.search(text)
    assert found, text
    return " ".join(found.groups())


# -- What a day is


def test_without_dates_the_page_says_what_dates_are_for_and_begins_today_by_one_press(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"))
    expect(page.locator("[data-part=date]")).to_have_text("Wednesday 25 November 2026")
    expect(headline(page)).to_have_text("Choose the day you begin")
    expect(page.locator(".dw-day").get_by_role("link", name="Python memory model")).to_be_visible()
    page.get_by_role("button", name="Begin today").click()
    expect(headline(page)).to_have_text("Day 1 of 47")
    expect(said(page)).to_have_text("Saved. The last day is Sunday 10 January 2027.")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.reload()
    expect(headline(page)).to_have_text("Day 1 of 47")


def test_before_the_start_the_page_counts_the_days(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"), saved(DAYS, {"start": START}))
    expect(headline(page)).to_have_text("Your plan begins in 5 days")
    expect(page.locator(".dw-day")).to_contain_text("The first study day is Monday 30 November 2026.")
    expect(page.locator(".dw-day").get_by_role("link", name="Python memory model")).to_be_visible()


def test_a_study_day_shows_its_unit_whose_ticks_are_those_of_its_page(open_page: Open, built: Path) -> None:
    ticks = items(built, DAYS, 1, 4)
    page = open_today(open_page, DAYS, moment("2026-12-04T09:00"), saved(DAYS, {"start": START}, ticks))
    expect(headline(page)).to_have_text("Day 5 of 47")
    day = page.locator(".dw-day")
    expect(day.get_by_role("heading", level=3)).to_have_text(["FastAPI internals"])
    expect(day).to_contain_text("2 h")
    expect(page.locator("#next-up")).to_have_text("Next: tomorrow, Sat 5 Dec")
    boxes = day.get_by_role("checkbox")
    expect(boxes).to_have_count(6)
    for box in boxes.all():
        box.check()
    expect(page.locator("[data-day-done]")).to_have_text("All done for today.")
    expect(page.locator("[data-so-far]")).to_contain_text("26 of 239 tasks done")
    expect(boxes.last).to_be_focused()
    day.get_by_role("link", name="FastAPI internals").click()
    expect(page.locator(".dw-fact--ticks")).to_have_text("Checklist 6 of 6 done")


def test_a_unit_of_several_days_says_which_of_them_today_is(open_page: Open, built: Path) -> None:
    ticks = items(built, DAYS, 1, 35)
    page = open_today(open_page, DAYS, moment("2027-01-05T09:00"), saved(DAYS, {"start": START}, ticks))
    expect(headline(page)).to_have_text("Days 36–38 of 47")
    expect(page.locator(".dw-today-unit .dw-eyebrow")).to_have_text("day 2 of 3")
    expect(page.locator(".dw-today-unit")).to_contain_text("4 h 30 min over 3 days")


def test_a_rest_day_says_so_and_offers_what_is_next_and_shaky_questions(open_page: Open, built: Path) -> None:
    stored = saved(DAYS, {"start": START, "rest": [7]}, items(built, DAYS, 1, 6))
    page = open_today(open_page, DAYS, moment("2026-12-06T09:00"), stored)
    expect(headline(page)).to_have_text("A rest day")
    expect(page.locator("#next-up")).to_have_text("Next: tomorrow, Mon 7 Dec")
    expect(page.locator("#shaky")).to_have_count(0)
    question = page.evaluate(
        "fetch('../plan.json').then((r) => r.json()).then(({units}) => units[0].questions[0])",
    )
    key = f"daywise:{BASE}:{DAYS}:shaky:{question['id']}"
    page.evaluate("(key) => localStorage.setItem(key, JSON.stringify({v: true, at: 1}))", key)
    page.reload()
    shaky = page.get_by_role("region", name="Questions you marked as shaky").get_by_role("link")
    expect(shaky).to_have_count(1)
    assert page.evaluate("(link) => link.pathname + link.hash", shaky.element_handle()) == f"{BASE}{question['url']}"


def test_a_few_of_many_shaky_questions_lead_to_all_of_them(open_page: Open, built: Path) -> None:
    units = json.loads((built / DAYS / "plan.json").read_text("utf-8"))["units"]
    ids = [question["id"] for unit in units for question in unit["questions"]][:7]
    stored = {f"daywise:{BASE}:{DAYS}:shaky:{each}": '{"v": true, "at": 1}' for each in ids}
    stored |= saved(DAYS, {"start": START, "rest": [7]}, items(built, DAYS, 1, 6))
    page = open_today(open_page, DAYS, moment("2026-12-06T09:00"), stored)
    part = page.get_by_role("region", name="Questions you marked as shaky")
    expect(part.get_by_role("listitem")).to_have_count(5)
    every = part.get_by_role("link", name="All 7 shaky questions")
    assert every.evaluate("(link) => link.pathname + link.hash") == f"{BASE}{DAYS}/questions/#shaky"


@pytest.mark.parametrize(
    ("day", "words"), [("2027-01-05", "done, 5 days before its last day"), ("2027-03-02", "is done.")]
)
def test_who_did_it_all_is_told_so_on_any_day_until_a_tick_is_taken_away(
    day: str, words: str, open_page: Open, built: Path
) -> None:
    stored = saved(DAYS, {"start": "2026-11-25"}, items(built, DAYS, 1, 42))
    page = open_today(open_page, DAYS, moment(f"{day}T09:00"), stored)
    expect(headline(page)).to_have_text("You did it all")
    expect(page.locator(".dw-day")).to_contain_text(words)
    expect(page.locator("#next-up, .dw-today-unit, #standing")).to_have_count(0)
    other = page.context.new_page()
    other.clock.set_fixed_time(moment(f"{day}T09:01"))
    other.goto(f"{DAYS}/{outline(built, DAYS)['units'][41]['id']}/")
    other.locator("[data-tick]").first.uncheck()
    expect(headline(page)).not_to_have_text("You did it all")


def test_the_plans_last_tick_is_told_as_that(open_page: Open, built: Path) -> None:
    ticks = items(built, DAYS, 1, 42)[:-1]
    page = open_today(open_page, DAYS, moment("2027-01-15T09:00"), saved(DAYS, {"start": START}, ticks))
    page.locator(".dw-today-unit [data-tick]").last.check()
    expect(page.locator("[data-day-done]")).to_have_text("You did it all")


def test_what_is_done_already_is_not_next(open_page: Open, built: Path) -> None:
    stored = saved(DAYS, {"start": START}, items(built, DAYS, 1, 5))
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), stored)
    expect(page.locator("#next-up")).to_have_text("Next: in 3 days, Sat 5 Dec")


def test_a_single_day_off_is_a_rest_day(open_page: Open) -> None:
    stored = saved(DAYS, {"start": START, "off": ["2026-12-02"]})
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), stored)
    expect(headline(page)).to_have_text("A rest day")


@pytest.mark.parametrize(("done", "words"), [(42, "You did it all"), (40, "The last day is over")])
def test_after_the_end_the_page_says_what_is_left(done: int, words: str, open_page: Open, built: Path) -> None:
    stored = saved(DAYS, {"start": START}, items(built, DAYS, 1, done))
    page = open_today(open_page, DAYS, moment("2027-03-02T09:00"), stored)
    expect(headline(page)).to_have_text(words)
    expect(page.locator(".dw-left")).to_have_count(42 - done)


def test_a_plan_in_weeks_shows_the_units_of_every_track_of_the_week(open_page: Open) -> None:
    stored = saved(WEEKS, {"start": START, "rest": [6, 7]})
    page = open_today(open_page, WEEKS, moment("2026-12-02T09:00"), stored)
    expect(headline(page)).to_have_text("Week 1 of 16")
    day = page.locator(".dw-day")
    expect(day).to_contain_text("This week is 30 Nov – 4 Dec.")
    expect(day.locator(".dw-today-unit .dw-eyebrow")).to_have_text(["Python", "FastAPI", "Postgres"])
    expect(page.locator("#next-up")).to_have_text("Next: in 5 days, Mon 7 Dec")
    page.clock.set_fixed_time(moment("2026-12-05T09:00"))
    page.reload()
    expect(headline(page)).to_have_text("A rest day")


def test_a_streak_outlives_rest_days(open_page: Open, built: Path) -> None:
    ticks = items(built, DAYS, 1, 3)
    stored = saved(DAYS, {"start": "2026-12-04", "rest": [6, 7]})
    for item, day in zip(ticks, ("2026-12-04", "2026-12-07", "2026-12-08"), strict=False):
        at = int(moment(f"{day}T10:00").timestamp() * 1000)
        stored |= saved(DAYS, {}, [item], at)
    page = open_today(open_page, DAYS, moment("2026-12-08T20:00"), stored)
    expect(page.locator("[data-so-far]")).to_contain_text("3 study days in a row")


# -- Midnight


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Karachi", "2026-12-02"),
        ("Asia/Kolkata", "2026-12-31"),
        ("Europe/London", "2026-10-25"),
        ("Europe/London", "2027-03-28"),
        ("America/New_York", "2026-11-01"),
        ("America/New_York", "2027-03-14"),
    ],
)
def test_the_day_changes_at_the_readers_midnight_and_only_then(zone: str, day: str, open_page: Open) -> None:
    midnight = moment(f"{day}T00:00", zone)
    start = (midnight - timedelta(days=3)).date().isoformat()
    page = open_page("about/", timezone_id=zone)
    page.evaluate(
        "(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))",
        saved(DAYS, {"start": start}),
    )
    before = (midnight.astimezone(ZoneInfo("UTC")) - timedelta(seconds=20)).astimezone(ZoneInfo(zone))
    page.clock.install(time=before)
    page.goto(f"{DAYS}/today/")
    expect(headline(page)).to_have_text("Day 3 of 47")
    page.clock.fast_forward(30_000)
    expect(headline(page)).to_have_text("Day 4 of 47")
    expect(page.locator("[data-part=date]")).to_contain_text(f"{midnight:%A} {midnight.day} {midnight:%B}")
    page.clock.fast_forward(length_of(midnight) - 60_000)
    expect(headline(page)).to_have_text("Day 4 of 47")
    page.clock.fast_forward(60_000)
    expect(headline(page)).to_have_text("Day 5 of 47")


def length_of(midnight: datetime) -> int:
    """Give the milliseconds of a day: 23 or 25 hours when clocks change."""
    utc = ZoneInfo("UTC")
    end = (midnight + timedelta(days=1)).astimezone(utc)
    return int((end - midnight.astimezone(utc)).total_seconds() * 1000)


def test_a_page_that_slept_through_midnight_is_right_when_it_is_looked_at_again(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-01T23:50"), saved(DAYS, {"start": START}))
    expect(headline(page)).to_have_text("Day 2 of 47")
    page.clock.set_fixed_time(moment("2026-12-02T06:00"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(headline(page)).to_have_text("Day 3 of 47")


# -- Behind and ahead


def behind_in_days(built: Path) -> dict[str, str]:
    dates = {"start": START, "rest": [7], "off": ["2026-12-25"], "limit": 150}
    return saved(DAYS, dates, items(built, DAYS, 1, 3))


def behind_in_weeks(built: Path) -> dict[str, str]:
    return saved(WEEKS, {"start": START, "rest": [6, 7]}, items(built, WEEKS, 1, 26))


@pytest.mark.parametrize(
    ("plan", "now", "stored", "way"),
    [
        (DAYS, "2026-12-08T09:00", behind_in_days, "shift"),
        (DAYS, "2026-12-08T09:00", behind_in_days, "spread"),
        (WEEKS, "2027-03-01T09:00", behind_in_weeks, "shift"),
        (WEEKS, "2027-03-01T09:00", behind_in_weeks, "drop"),
    ],
)
def test_the_end_that_a_way_promises_is_the_end_that_comes_and_undo_restores_all(
    plan: str, now: str, stored: Callable[[Path], dict[str, str]], way: str, open_page: Open, built: Path
) -> None:
    page = open_today(open_page, plan, moment(now), stored(built))
    expect(page.locator(".dw-day")).to_contain_text("behind")
    before = last_day(page).inner_text()
    ticked = page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':tick:')).length")
    choice = page.locator(f'[data-way="{way}"]')
    promised = end_in(ENDS, choice.inner_text())
    choice.get_by_role("button").click()
    expect(said(page)).to_contain_text("Saved.")
    expect(headline(page)).to_be_in_viewport()
    assert end_in(LAST, last_day(page).inner_text()) == promised
    assert end_in(LAST, said(page).inner_text()) == promised
    expect(page.locator("#left")).to_have_count(0)
    expect(page.locator(".dw-last-change")).to_contain_text("Changed on")

    page.reload()
    expect(last_day(page)).to_contain_text("The last day is")
    assert end_in(LAST, last_day(page).inner_text()) == promised
    page.get_by_role("button", name="Take it back").click()
    expect(last_day(page)).to_have_text(before)
    expect(page.locator("#left")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':tick:')).length") == ticked
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#left")).to_have_count(0)


def test_who_is_ahead_may_end_sooner(open_page: Open, built: Path) -> None:
    stored = saved(DAYS, {"start": START, "rest": [7]}, items(built, DAYS, 1, 6))
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), stored)
    expect(page.locator("#standing")).to_have_text("3 days ahead")
    choice = page.locator('[data-way="pull"]')
    promised = end_in(ENDS, choice.inner_text())
    choice.get_by_role("button", name="Choose this: move everything forward").click()
    expect(said(page)).to_contain_text("Saved.")
    assert end_in(LAST, last_day(page).inner_text()) == promised
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#standing")).to_have_text("3 days ahead")


def test_a_unit_left_from_last_week_is_a_unit_and_no_week(open_page: Open, built: Path) -> None:
    stored = saved(WEEKS, {"start": START}, items(built, WEEKS, 1, 2))
    page = open_today(open_page, WEEKS, moment("2026-12-07T09:00"), stored)
    expect(page.locator("#standing")).to_have_text("1 unit left from before")
    expect(page.locator(".dw-day__standing")).to_have_text("1 unit is left from before. Choose how to go on")
    expect(page.locator(".dw-standing")).not_to_contain_text("behind")
    expect(page.locator("[data-way]").first).to_contain_text("Spread the missed units")


def test_a_week_of_which_nothing_is_done_is_a_week_behind(open_page: Open, built: Path) -> None:
    page = open_today(open_page, WEEKS, moment("2026-12-07T09:00"), saved(WEEKS, {"start": START}))
    expect(page.locator("#standing")).to_have_text("1 week behind")
    expect(page.locator(".dw-day__standing")).to_have_text("You are 1 week behind. Choose how to go on")
    left = page.locator(".dw-left").first
    left.locator("summary").click()
    left.get_by_role("checkbox").first.check()
    expect(page.locator("#standing")).to_have_text("3 units left from before")
    expect(page.locator(".dw-day__standing")).to_have_text("3 units are left from before. Choose how to go on")
    boxes = page.locator(".dw-left input[type=checkbox]:not(:checked)")
    boxes.evaluate_all("(boxes) => boxes.forEach((box) => box.click())")
    expect(page.locator(".dw-day__standing")).to_have_text("Nothing is left from before.", use_inner_text=True)
    expect(page.locator(".dw-standing")).to_be_hidden()


def test_what_is_left_can_be_ticked_where_it_stands_and_stays_in_sight(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-05T09:00"), saved(DAYS, {"start": START}))
    expect(page.locator("#standing")).to_have_text("5 days behind")
    left = page.locator(".dw-left").first
    left.locator("summary").click()
    for box in left.get_by_role("checkbox").all():
        box.check()
    expect(left.locator("summary")).to_contain_text("5 of 5 done")
    expect(page.locator("#standing")).to_have_text("4 days behind")
    expect(page.locator(".dw-day__standing")).to_have_text("You are 4 days behind. Choose how to go on")
    expect(left.get_by_role("checkbox").last).to_be_visible()


# -- Settings


def test_every_setting_is_saved_at_once_said_and_taken_back(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"))
    page.get_by_label("Start date").fill(START)
    expect(said(page)).to_have_text("Saved. The last day is Friday 15 January 2027.")
    page.get_by_role("checkbox", name="Sunday").check()
    expect(said(page)).to_have_text("Saved. The last day is Friday 22 January 2027.")
    page.get_by_label("A single day off").fill("2026-12-25")
    page.get_by_role("button", name="Add this day").click()
    expect(said(page)).to_have_text("Saved. The last day is Saturday 23 January 2027.")
    page.get_by_label("Most minutes on a study day").fill("90")
    page.get_by_label("Most minutes on a study day").blur()
    page.reload()
    expect(page.get_by_label("Start date")).to_have_value(START)
    expect(page.get_by_role("checkbox", name="Sunday")).to_be_checked()
    expect(page.get_by_role("list", name="Days off")).to_contain_text("Fri 25 Dec 2026")
    expect(page.get_by_label("Most minutes on a study day")).to_have_value("90")
    page.get_by_role("button", name="Remove Fri 25 Dec").click()
    expect(last_day(page)).to_contain_text("Friday 22 January 2027")
    page.get_by_role("button", name="Undo").click()
    expect(last_day(page)).to_contain_text("Saturday 23 January 2027")
    expect(said(page)).to_contain_text("Taken back.")


def test_closing_what_was_said_leaves_the_keyboard_where_it_was(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), saved(DAYS, {"start": START}))
    monday = page.get_by_role("checkbox", name="Monday")
    monday.press("Space")
    expect(said(page)).to_contain_text("Saved.")
    close = page.get_by_role("button", name="Close")
    # By keys the bar is reached from the field before it; a test goes there at once.
    page.locator("[data-saved-undo]").focus()
    close.press("Enter")
    expect(monday).to_be_focused()
    # What was used last is gone with the ways to go on: the page begins anew.
    page.get_by_role("button", name="Choose this: move everything").press("Enter")
    expect(page.locator("[data-saved-undo]")).to_be_focused()
    close.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_dates_can_be_taken_away_and_the_plan_goes_on_without(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), saved(DAYS, {"start": START, "rest": [7]}))
    page.get_by_role("button", name="Go on without dates").click()
    expect(headline(page)).to_have_text("Choose the day you begin")
    expect(said(page)).to_have_text("Saved. The plan has no dates now.")
    expect(page.get_by_label("Start date")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(headline(page)).to_have_text("Day 3 of 47")
    expect(page.get_by_role("checkbox", name="Sunday")).to_be_checked()


def test_one_weekday_stays_for_study(open_page: Open) -> None:
    stored = saved(DAYS, {"start": START, "rest": [2, 3, 4, 5, 6, 7]})
    page = open_today(open_page, DAYS, moment("2026-12-02T09:00"), stored)
    monday = page.get_by_role("checkbox", name="Monday")
    monday.click()
    expect(said(page)).to_have_text("One day of the week must stay for study.")
    expect(monday).not_to_be_checked()
    page.reload()
    expect(monday).not_to_be_checked()
    expect(headline(page)).to_have_text("A rest day")


def test_a_start_on_a_rest_day_begins_on_the_next_study_day_and_the_page_says_so(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"), saved(DAYS, {"rest": [7]}))
    page.get_by_label("Start date").fill("2026-11-29")
    expect(last_day(page)).to_contain_text("That is a day off, so it begins on Mon 30 Nov.")
    expect(headline(page)).to_have_text("Your plan begins in 5 days")


def test_a_plan_counts_back_from_a_date_to_be_ready_by(open_page: Open) -> None:
    page = open_today(open_page, WEEKS, moment("2026-11-25T09:00"), saved(WEEKS, {"rest": [6, 7]}))
    page.get_by_text("Or count back from your interview date").click()
    page.get_by_label("Ready by").fill("2027-05-31")
    result = page.locator("[data-finish-result]")
    expect(result).to_contain_text("Begin on Tuesday 9 February 2027 at the latest.")
    expect(result).to_contain_text("Then the last day is Monday 31 May 2027.")
    page.get_by_role("button", name="Begin on Tue 9 Feb").click()
    expect(last_day(page)).to_contain_text("Monday 31 May 2027")
    page.get_by_label("Ready by").fill("2026-12-24")
    expect(result).to_contain_text("There is not time for all of it: the plan would have had to begin 82 days ago.")
    expect(result).to_contain_text("Fewer days off bring the end closer.")
    expect(page.get_by_role("button", name="Begin today", exact=True)).to_be_visible()
    page.get_by_label("Ready by").fill("2026-11-24")
    expect(result).to_have_text("That day is over. Choose one that is still to come.")
    expect(page.get_by_role("button", name="Begin today", exact=True)).to_be_hidden()


def test_a_year_that_is_being_typed_is_not_taken_for_a_date(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"))
    field = page.get_by_label("Start date")
    field.focus()
    page.keyboard.type("1130202")
    expect(headline(page)).to_have_text("Choose the day you begin")
    page.keyboard.type("6")
    expect(headline(page)).to_have_text("Your plan begins in 5 days")
    expect(field).to_be_focused()


def test_a_new_start_has_nothing_of_the_changes_made_on_the_old_way(open_page: Open, built: Path) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-08T09:00"), behind_in_days(built))
    page.locator('[data-way="shift"]').get_by_role("button").click()
    expect(page.locator(".dw-last-change")).to_be_visible()
    page.get_by_label("Start date").fill("2027-01-04")
    expect(last_day(page)).to_contain_text("Friday 26 February 2027")
    expect(page.locator(".dw-last-change")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".dw-last-change")).to_be_visible()


# -- Tabs, trouble, keys


def test_a_change_in_one_tab_shows_in_the_other(reader: Reader) -> None:
    tabs = [reader(timezone_id=KARACHI).new_page()]
    tabs.append(tabs[0].context.new_page())
    for tab in tabs:
        tab.clock.set_fixed_time(moment("2026-12-04T09:00"))
        tab.goto(f"{DAYS}/today/")
        expect(headline(tab)).to_have_text("Choose the day you begin")
    tabs[0].get_by_label("Start date").fill(START)
    expect(headline(tabs[1])).to_have_text("Day 5 of 47")
    expect(tabs[1].get_by_label("Start date")).to_have_value(START)
    tabs[1].locator(".dw-today-unit").get_by_role("checkbox").first.check()
    expect(tabs[0].locator(".dw-today-unit").get_by_role("checkbox").first).to_be_checked()
    expect(tabs[0].locator("[data-so-far]")).to_contain_text("1 of 239 tasks done")


def test_a_page_back_from_the_cache_shows_what_was_changed_meanwhile(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-12-04T09:00"))
    page.evaluate(
        "(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))",
        saved(DAYS, {"start": START}),
    )
    expect(headline(page)).to_have_text("Choose the day you begin")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(headline(page)).to_have_text("Day 5 of 47")


def test_who_lets_the_site_save_nothing_is_told_and_sees_dates_until_they_leave(reader: Reader) -> None:
    context = reader(timezone_id=KARACHI)
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    page = context.new_page()
    page.clock.set_fixed_time(moment("2026-12-04T09:00"))
    page.goto(f"{DAYS}/today/")
    page.get_by_label("Start date").fill(START)
    expect(headline(page)).to_have_text("Day 5 of 47")
    expect(said(page)).to_contain_text("Kept until you leave this page.")


def test_dates_that_cannot_be_read_count_as_none(open_page: Open) -> None:
    broken: dict[str, Any] = {"start": "2026-02-30", "rest": ["Sunday"], "off": 7, "limit": "x", "repairs": [1]}
    page = open_today(open_page, DAYS, moment("2026-12-04T09:00"), saved(DAYS, broken))
    expect(headline(page)).to_have_text("Choose the day you begin")


def test_a_plan_that_does_not_come_is_told_and_the_page_still_leads_on(
    reader: Reader, server: Server, watch: Watch
) -> None:
    watch.expected.append("outline.json")
    context = reader()
    context.route("**/outline.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{DAYS}/today/")
    expect(page.locator("[data-notice]")).to_contain_text("could not be loaded")
    page.get_by_role("link", name="overview", exact=True).click()
    expect(page).to_have_url(f"{server.url}{DAYS}/")


def test_on_paper_are_the_day_with_its_boxes_and_the_titles_of_what_is_left(open_page: Open, built: Path) -> None:
    stored = saved(DAYS, {"start": START, "rest": [7]}, items(built, DAYS, 1, 2))
    page = open_today(open_page, DAYS, moment("2026-12-14T09:00"), stored)
    expect(page.locator(".dw-left")).to_have_count(10)
    page.emulate_media(media="print")
    expect(page.locator(".dw-today-unit [data-tick]").first).to_be_visible()
    expect(page.locator(".dw-left summary").last).to_be_visible()
    expect(page.locator(".dw-left [data-tick]:visible, .dw-standing:visible, #my-dates:visible")).to_have_count(0)
    assert len(PAPER.findall(page.pdf(format="A4"))) == 2


def test_without_scripts_the_page_leads_to_the_plan(open_page: Open) -> None:
    page = open_page(f"{DAYS}/today/", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(page.get_by_label("Start date")).to_be_hidden()
    expect(page.locator("article").get_by_role("link", name="overview", exact=True)).to_be_visible()


def test_without_scripts_the_page_says_what_is_missing(built: Path) -> None:
    # Chromium shows no such element when it is Playwright that turned scripts off, so the HTML is read.
    html = (built / DAYS / "today" / "index.html").read_text("utf-8")
    assert "Your dates are kept by JavaScript, which is off." in html


def test_all_of_it_works_by_keys_and_is_said(open_page: Open) -> None:
    page = open_today(open_page, DAYS, moment("2026-11-25T09:00"))
    page.get_by_role("button", name="Begin today").press("Enter")
    expect(headline(page)).to_have_text("Day 1 of 47")
    expect(said(page)).to_have_attribute("role", "status")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.get_by_role("checkbox", name="Sunday").press("Space")
    expect(page.get_by_role("checkbox", name="Sunday")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Sunday")).to_be_focused()
    expect(page.locator("[data-part=saved]")).to_be_in_viewport()
    page.get_by_role("button", name="Close").press("Enter")
    expect(said(page)).to_have_text("")


# -- Every state, for readers with a screen reader


STATES: dict[str, tuple[str, str, Callable[[Path], dict[str, str]]]] = {
    "no-dates": (DAYS, "2026-11-25T09:00", lambda _: {}),
    "before": (DAYS, "2026-11-25T09:00", lambda _: saved(DAYS, {"start": START})),
    "study": (DAYS, "2026-12-04T09:00", lambda built: saved(DAYS, {"start": START}, items(built, DAYS, 1, 4))),
    "rest": (DAYS, "2026-12-06T09:00", lambda _: saved(DAYS, {"start": START, "rest": [7]})),
    "behind": (DAYS, "2026-12-18T09:00", behind_in_days),
    "ahead": (DAYS, "2026-11-30T09:00", lambda built: saved(DAYS, {"start": START}, items(built, DAYS, 1, 3))),
    "over": (DAYS, "2027-04-01T09:00", behind_in_days),
    "weeks": (WEEKS, "2027-03-01T09:00", behind_in_weeks),
}


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_no_fault_in_any_state(name: str, open_page: Open, built: Path) -> None:
    plan, now, stored = STATES[name]
    page = open_today(open_page, plan, moment(now), stored(built), reduced_motion="reduce", color_scheme="dark")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.get_by_role("checkbox", name="Saturday").click()
    expect(said(page)).to_contain_text("Saved.")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert violations(page) == []


def test_nothing_moves_when_the_day_comes(open_page: Open) -> None:
    page = open_at(open_page, "about/", moment("2026-12-04T09:00"), saved(DAYS, {"start": START}), viewport=PHONE)
    page.goto(f"{DAYS}/today/")
    expect(headline(page)).to_be_visible()
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          const add = (list) => list.getEntries().forEach(({value}) => (sum += value));
          new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
          setTimeout(() => done(sum), 500);
        })"""
    )
    assert shift == 0


def test_the_modules_of_the_day_are_asked_for_at_once(built: Path) -> None:
    html = (built / DAYS / "today" / "index.html").read_text("utf-8")
    preloaded = re.findall(r'rel="modulepreload" href="../../assets/js/plan/([^"]+)"', html)
    assert sorted(preloaded) == sorted(imported(built / "assets" / "js" / "plan", "today.js"))


def imported(folder: Path, name: str) -> set[str]:
    """Give a module and all that it imports, directly or not, without what it loads later."""
    found, waiting = set(), [name]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += re.findall(
                r'^(?:import|export) [^;]*?from "\./([^"]+)"', (folder / module).read_text("utf-8"), re.MULTILINE
            )
    return found
