"""The calendar file that a reader saves on the Today page, read by a real parser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component, Event
from playwright.sync_api import Page, expect

from tests.site.my_plan import DAYS, KARACHI, START, WEEKS, moment, open_today, outline, saved
from tests.site.pages import file_of
from tests.site.serving import BASE, Server

Open = Callable[..., Page]

NOW = moment("2026-11-29T20:00")


def value(part: Component, name: str) -> Any:
    """Give what a property says: a date, a moment or a duration, or the text as it is."""
    found: Any = part[name]
    return getattr(found, "dt", found)


def save_file(page: Page) -> list[Event]:
    """Save the calendar file; give its events, parsed without an error."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save calendar file").click()
    assert waiting.value.suggested_filename == f"daywise-{urlsplit(page.url).path.split('/')[2]}.ics"
    calendar = Calendar.from_ical(waiting.value.path().read_bytes())
    assert isinstance(calendar, Calendar)
    parts = calendar.walk()
    assert not any(part.errors for part in parts)
    return [part for part in parts if isinstance(part, Event)]


def test_without_a_start_date_there_is_nothing_to_save(open_page: Open) -> None:
    page = open_today(open_page, DAYS, NOW)
    expect(page.locator("[data-calendar-none]")).to_have_text("Set a start date first.")
    expect(page.get_by_role("button", name="Save calendar file")).to_be_hidden()
    page.get_by_role("button", name="Begin today").click()
    expect(page.get_by_role("button", name="Save calendar file")).to_be_visible()


def test_whole_days_are_those_of_the_plan_with_a_link_to_each_page(
    open_page: Open, built: Path, server: Server
) -> None:
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START, "rest": [7]}))
    events = save_file(page)
    expect(page.locator("[data-calendar-result]")).to_contain_text(f"{len(events)} entries from Mon 30 Nov 2026 to")
    assert {str(value(event, "SUMMARY")).split(" (")[0] for event in events} == {
        unit["title"] for unit in outline(built, DAYS)["units"]
    }
    days = [
        value(event, "DTSTART") + dt.timedelta(days=n)
        for event in events
        for n in range((value(event, "DTEND") - value(event, "DTSTART")).days)
    ]
    assert days[0] == dt.date.fromisoformat(START)
    assert len(set(days)) == 47
    assert not [day for day in days if day.isoweekday() == 7]
    for event in events:
        address = str(value(event, "URL"))
        assert address.startswith(server.url)
        assert file_of(built, urlsplit(address).path.removeprefix(BASE)).is_file()
        assert address in value(event, "DESCRIPTION")
        assert not event.walk("VALARM")


@pytest.mark.parametrize(
    ("zone", "start"), [(KARACHI, START), ("America/New_York", "2027-02-22"), ("Europe/London", "2027-03-15")]
)
def test_at_an_hour_it_is_that_hour_on_every_day_where_the_reader_lives(zone: str, start: str, open_page: Open) -> None:
    stored = saved(DAYS, {"start": start})
    page = open_today(open_page, DAYS, moment("2026-11-29T20:00", zone), stored, timezone_id=zone)
    page.get_by_label("I study at").fill("19:30")
    page.get_by_label("Reminder").select_option("10 minutes before")
    events = save_file(page)
    starts = [value(event, "DTSTART").astimezone(ZoneInfo(zone)) for event in events]
    assert {moment.time() for moment in starts} == {dt.time(19, 30)}
    assert [moment.date() for moment in starts] == [
        dt.date.fromisoformat(start) + dt.timedelta(days=n) for n in range(47)
    ]
    assert len({moment.utcoffset() for moment in starts}) == (1 if zone == KARACHI else 2)
    assert {value(alarm, "TRIGGER") for event in events for alarm in event.walk("VALARM")} == {
        -dt.timedelta(minutes=10)
    }
    page.reload()
    expect(page.get_by_label("I study at")).to_have_value("19:30")


def test_a_second_file_updates_the_first(open_page: Open, built: Path) -> None:
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}))
    first = save_file(page)
    again = save_file(page)
    assert [value(event, "SEQUENCE") for event in again] == [value(event, "SEQUENCE") for event in first]

    page.locator("[data-start]").fill("2026-12-07")
    expect(page.locator("[data-start-result]")).to_contain_text("The last day is")
    moved = save_file(page)
    assert [value(event, "UID") for event in moved] == [value(event, "UID") for event in first]
    assert all(value(new, "SEQUENCE") > value(old, "SEQUENCE") for new, old in zip(moved, first, strict=True))
    assert value(moved[0], "DTSTART") == dt.date(2026, 12, 7)

    unit = outline(built, DAYS)["units"][1]["id"]
    page.evaluate(
        """([key, unit]) => localStorage.setItem(key, JSON.stringify({v: [
          {made: "2026-12-08", kind: "drop", units: [unit], from: 1, by: 0}], at: Date.now()}))""",
        [f"daywise:{BASE}:{DAYS}:dates:repairs", unit],
    )
    page.reload()
    expect(page.get_by_role("button", name="Save calendar file")).to_be_visible()
    dropped = save_file(page)
    assert {value(event, "UID") for event in dropped} == {value(event, "UID") for event in first}
    (gone,) = [event for event in dropped if event.get("STATUS") == "CANCELLED"]
    assert value(gone, "UID").split(".")[1] == unit
    assert value(gone, "SEQUENCE") > value(moved[0], "SEQUENCE")


def test_a_plan_in_weeks_has_an_entry_for_each_stretch_between_rest_days(open_page: Open, built: Path) -> None:
    page = open_today(open_page, WEEKS, NOW, saved(WEEKS, {"start": START, "rest": [6, 7]}))
    events = save_file(page)
    for event in events:
        assert value(event, "DTEND") - value(event, "DTSTART") == dt.timedelta(days=5)
        assert value(event, "DTSTART").isoweekday() == 1
    weeks = sum(unit["to"] - unit["from"] + 1 for unit in outline(built, WEEKS)["units"])
    assert len(events) == weeks
