"""The arithmetic of steps, held against the slow and obvious way to count them."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise import schedule
from daywise.model import Plan, Span, Step, Unit
from tests.builders import make_plan, unit_data

TRACKS = ("main", "side")


@st.composite
def unit_lists(draw: st.DrawFn) -> list[Unit]:
    spans = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4)), min_size=1, max_size=8))
    return [
        Unit.model_validate(
            unit_data(
                f"u{index}",
                f"{first}-{first + more}",
                track=draw(st.sampled_from(TRACKS)),
                minutes=draw(st.integers(1, 500)),
                optional=draw(st.booleans()),
            )
        )
        for index, (first, more) in enumerate(spans)
    ]


def plan_of(units: list[Unit], length: int) -> Plan:
    plan = make_plan(length=length)
    return plan.model_copy(update={"phases": (plan.phases[0].model_copy(update={"units": tuple(units)}),)})


def steps(span: Span) -> set[int]:
    return set(range(span.first, span.last + 1))


def taken_twice(units: list[Unit]) -> set[tuple[str, int]]:
    counted = [(unit.track, step) for unit in units for step in steps(unit.at)]
    return {each for each in counted if counted.count(each) > 1}


@given(unit_lists())
def test_overlaps_are_found_exactly_where_a_track_takes_a_step_twice(units: list[Unit]) -> None:
    found = list(schedule.overlaps(units))
    for earlier, later in found:
        assert earlier is not later
        assert earlier.track == later.track
        assert earlier.at.first <= later.at.first
        assert steps(earlier.at) & steps(later.at)
    assert bool(found) == bool(taken_twice(units))
    mended = [unit for unit in units if all(unit is not later for _earlier, later in found)]
    assert not taken_twice(mended)


def test_each_unit_that_overlaps_is_reported_once_with_the_one_that_reaches_furthest() -> None:
    units = [Unit.model_validate(unit_data(name, at)) for name, at in [("a", "1-9"), ("b", "2"), ("c", "3-4")]]
    found = [(earlier.id, later.id) for earlier, later in schedule.overlaps(reversed(units))]
    assert found == [("a", "b"), ("a", "c")]


def test_tracks_may_run_side_by_side() -> None:
    units = [Unit.model_validate(unit_data(track, "1-3", track=track)) for track in TRACKS]
    assert list(schedule.overlaps(units)) == []


@given(unit_lists(), st.integers(1, 18))
def test_gaps_are_the_steps_that_no_unit_takes(units: list[Unit], length: int) -> None:
    found = list(schedule.gaps(plan_of(units, length)))
    free = {step for step in range(1, length + 1) if not any(step in unit.at for unit in units)}
    assert {step for gap in found for step in steps(gap)} == free
    assert sum(gap.length for gap in found) == len(free)
    assert all(before.last + 1 < after.first for before, after in pairwise(found))


@given(unit_lists())
def test_minutes_of_a_step_are_its_share_of_every_unit_on_it(units: list[Unit]) -> None:
    found = schedule.minutes_per_step(units)
    assert list(found) == sorted(found)
    assert sum(found.values()) == sum(unit.minutes for unit in units)
    for step in range(1, 20):
        shares = [Fraction(unit.minutes, unit.at.length) for unit in units if step in unit.at]
        assert found.get(step, 0) == sum(shares)


def test_minutes_that_do_not_divide_evenly_stay_exact() -> None:
    unit = Unit.model_validate(unit_data(at="1-3", minutes=100))
    assert schedule.minutes_per_step([unit, unit])[2] == Fraction(200, 3)


@given(unit_lists())
def test_optional_units_count_only_when_asked_for(units: list[Unit]) -> None:
    required = sum(unit.minutes for unit in units if not unit.optional)
    assert schedule.total_minutes(units) == required
    assert schedule.total_minutes(units, optional=True) == sum(unit.minutes for unit in units)


@pytest.mark.parametrize(
    ("step", "span", "name"),
    [
        ("day", Span(1, 1), "Day 1"),
        ("day", Span(36, 38), "Days 36–38"),
        ("week", Span(3, 3), "Week 3"),
        ("week", Span(3, 4), "Weeks 3–4"),
    ],
)
def test_a_span_is_named_as_people_say_it(step: Step, span: Span, name: str) -> None:
    assert schedule.when(step, span) == name


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (75, "75 min"),
        (119, "119 min"),
        (120, "2 h"),
        (150, "2 h 30 min"),
        (3210, "53 h 30 min"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert schedule.duration(minutes) == said


@given(st.integers(0, 100_000))
def test_no_minute_is_lost_in_saying_it(minutes: int) -> None:
    said = schedule.duration(minutes).split()
    assert sum(int(number) * {"h": 60, "min": 1}[unit] for number, unit in zip(said[::2], said[1::2], strict=True)) == (
        minutes
    )
