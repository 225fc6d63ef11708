"""Arithmetic on the steps of a plan: which are taken, by what, for how long. No clock, no dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from daywise.model import Plan, Span, Step, Unit


def when(step: Step, span: Span) -> str:
    """Name a span as people say it: ``Day 1``, ``Days 36–38``, ``Week 3``."""
    name = step.capitalize()
    if span.length == 1:
        return f"{name} {span.first}"
    return f"{name}s {span.first}–{span.last}"


def overlaps(units: Iterable[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Give each unit that begins before an earlier one of its track has ended, as (earlier, later)."""
    last: dict[str, Unit] = {}
    for unit in sorted(units, key=lambda unit: unit.at):
        earlier = last.get(unit.track)
        if earlier is not None and unit.at.first <= earlier.at.last:
            yield earlier, unit
        if earlier is None or unit.at.last > earlier.at.last:
            last[unit.track] = unit


def gaps(plan: Plan) -> Iterator[Span]:
    """Give each stretch of steps, within the plan's length, on which no unit lies."""
    next_free = 1
    for unit in plan.units:
        end = min(unit.at.first - 1, plan.length)
        if next_free <= end:
            yield Span(next_free, end)
        next_free = max(next_free, unit.at.last + 1)
    if next_free <= plan.length:
        yield Span(next_free, plan.length)


def minutes_per_step(units: Iterable[Unit]) -> dict[int, Fraction]:
    """Give the minutes of each step, those of a longer unit spread evenly over its steps."""
    result: dict[int, Fraction] = {}
    for unit in units:
        for step in range(unit.at.first, unit.at.last + 1):
            share = Fraction(unit.minutes, unit.at.length)
            result[step] = result.get(step, Fraction(0)) + share
    return dict(sorted(result.items()))


def total_minutes(units: Iterable[Unit], *, optional: bool = False) -> int:
    """Add up the minutes of units; optional ones count only when asked for."""
    return sum(unit.minutes for unit in units if optional or not unit.optional)


def duration(minutes: int) -> str:
    """Say a number of minutes: ``75 min``, ``4 h``, ``53 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    if minutes < 2 * 60 and (rest or not hours):
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
