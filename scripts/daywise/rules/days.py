"""Days: every step of the plan is taken, none twice in a track, none too long."""

from __future__ import annotations

from daywise import schedule
from daywise.load import Library, Source
from daywise.model import Span
from daywise.problems import Problem
from daywise.rules.rule import Found, Rule, units_with_paths


def days(_library: Library, source: Source) -> Found:
    """Units lie within the plan, do not overlap within a track, and leave no step out."""
    plan, tree = source.plan, source.tree
    place_of = {}
    for unit, path in units_with_paths(source):
        place = place_of[unit.id] = tree.place((*path, "at"))
        if unit.at.first > unit.at.last:
            hint = f"write {unit.at.last}-{unit.at.first}"
            yield Problem.at(place, "reversed-range", f"{unit.at.first}-{unit.at.last} runs backwards", hint)
        elif unit.at.first < 1 or unit.at.last > plan.length:
            message = f"{schedule.when(plan.step, unit.at)} is outside the plan, which has {plan.length} {plan.step}s"
            yield Problem.at(place, "outside-plan", message, "change “at”, or the plan's “length”")
    for earlier, later in schedule.overlaps(plan.units):
        shared = Span(later.at.first, min(earlier.at.last, later.at.last))
        message = f"“{later.id}” and “{earlier.id}” both take {schedule.when(plan.step, shared).lower()}"
        hint = "move one, or give it a track of its own"
        yield Problem.at(place_of[later.id], "overlap", message, hint)
    for gap in schedule.gaps(plan):
        message = f"no unit takes {schedule.when(plan.step, gap).lower()}"
        yield Problem.at(tree.place(("length",)), "gap", message, "every step of a plan belongs to a unit")


def minutes(_library: Library, source: Source) -> Found:
    """No step asks for more minutes than the plan's own cap, and only the cap for its kind of step is given."""
    plan, tree = source.plan, source.tree
    key, other = ("daily_minutes", "weekly_minutes") if plan.step == "day" else ("weekly_minutes", "daily_minutes")
    if getattr(plan, other) is not None:
        message = f"“{other}” has no meaning in a plan counted in {plan.step}s"
        yield Problem.at(tree.key_place((other,)), "minutes-cap", message, f"use “{key}”")
    cap = getattr(plan, key)
    for step, taken in schedule.minutes_per_step(plan.units).items():
        if cap is not None and taken > cap:
            asks = schedule.when(plan.step, Span(step, step))
            message = f"{asks} asks for {float(taken):g} minutes, the cap is {cap}"
            path = next(path for unit, path in units_with_paths(source) if step in unit.at)
            yield Problem.at(tree.place((*path, "minutes")), "minutes-cap", message, f"lower it, or raise “{key}”")


RULES: tuple[Rule, ...] = (days, minutes)
