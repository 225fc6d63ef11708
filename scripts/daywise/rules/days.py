"""Days: every step of the plan is taken, none twice in a track, none too long."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from daywise import schedule
from daywise.load import Library, Source
from daywise.model import SPAN_PATTERN, Span, Unit
from daywise.problems import Problem
from daywise.rules.rule import Found, Rule, has_all_units, units_with_paths
from daywise.yaml_tree import DataPath


class _Placed(NamedTuple):
    """A unit whose steps are known, and its path in the plan's data."""

    unit: Unit
    path: DataPath


def days(_library: Library, source: Source) -> Found:
    """Units lie within the plan, do not overlap within a track, and leave no step out.

    A unit on the wrong step may leave its own step empty: then the two are one problem, which names the free step.
    """
    placed = _placed(source)
    knows_length = source.tree.is_sure(("length",))
    gaps = list(schedule.gaps(source.plan)) if knows_length and _knows_all_steps(source) else []
    outside = [each for each in placed if knows_length and not _is_within(each.unit.at, source)]
    clashes = list(schedule.overlaps(each.unit for each in placed))
    misplaced = {id(each.unit) for each in outside} | {id(unit) for pair in clashes for unit in pair}
    meant = dict(_own_steps(placed, gaps, misplaced))
    yield from _outside(source, outside, meant)
    yield from _clashes(source, clashes, {id(each.unit): each.path for each in placed}, meant)
    yield from _gaps(source, placed, [gap for gap in gaps if gap not in meant.values()])


def _placed(source: Source) -> list[_Placed]:
    """Give the units whose steps and track are known, in the order of the file."""
    sure = source.tree.is_sure
    return [
        _Placed(unit, path)
        for unit, path in units_with_paths(source)
        if sure((*path, "at")) and sure((*path, "track"))
    ]  # fmt: skip


def _knows_all_steps(source: Source) -> bool:
    paths = [(*path, "at") for _unit, path in units_with_paths(source)]
    return has_all_units(source) and all(source.tree.is_sure(at) or _is_reversed(source, at) for at in paths)


def _is_reversed(source: Source, at: DataPath) -> bool:
    """Tell whether the steps of a unit are known but for their order, which has been reported."""
    return bool(SPAN_PATTERN.fullmatch(str(source.tree.value(at)).strip()))


def _is_within(span: Span, source: Source) -> bool:
    return span.first >= 1 and span.last <= source.plan.length


def _own_steps(placed: list[_Placed], gaps: list[Span], misplaced: set[int]) -> Iterator[tuple[int, Span]]:
    """Give the gap that a misplaced unit left, which is right after the unit that stands before it in the file."""
    free = {gap.first: gap for gap in gaps}
    before = 0
    for unit, _path in placed:
        if id(unit) in misplaced and (gap := free.get(before + 1)) is not None:
            yield id(unit), gap
            before = gap.last
        else:
            before = unit.at.last


def _outside(source: Source, outside: list[_Placed], meant: dict[int, Span]) -> Found:
    plan, tree = source.plan, source.tree
    steps = [step for unit, _path in outside for step in range(unit.at.first, unit.at.last + 1) if step > plan.length]
    if len(outside) > 1 and sorted(set(steps)) == list(range(plan.length + 1, plan.length + len(set(steps)) + 1)):
        message = f"“length” is {plan.length}, but the units go on to {plan.step} {max(steps)}"
        hint = f"write “length: {max(steps)}”, or move the units"
        yield Problem.at(tree.place(("length",)), "outside-plan", message, hint)
        return
    for unit, path in outside:
        verb = "is" if unit.at.length == 1 else "are"
        taken = schedule.when(plan.step, unit.at).lower()
        message = f"{taken} {verb} outside the plan, which goes from {plan.step} 1 to {plan.step} {plan.length}"
        hint = _own_step(source, unit, meant) or "change “at”, or the plan's “length”"
        yield Problem.at(tree.place((*path, "at")), "outside-plan", message, hint)


def _clashes(
    source: Source, clashes: list[tuple[Unit, Unit]], path_of: dict[int, DataPath], meant: dict[int, Span]
) -> Found:
    step = source.plan.step
    for earlier, later in clashes:
        wrong, right = (earlier, later) if id(earlier) in meant else (later, earlier)
        place = source.tree.place((*path_of[id(wrong)], "at"))
        hint = _own_step(source, wrong, meant) or "move one of the two, or give it a track of its own"
        taken = schedule.when(step, Span(later.at.first, min(earlier.at.last, later.at.last))).lower()
        if wrong.at == right.at:
            message = f"“{wrong.id}” takes {taken}, as “{right.id}” does already"
            yield Problem.at(place, "repeated-range", message, hint)
        else:
            yield Problem.at(place, "overlap", f"“{wrong.id}” and “{right.id}” both take {taken}", hint)


def _own_step(source: Source, unit: Unit, meant: dict[int, Span]) -> str:
    gap = meant.get(id(unit))
    return f"{schedule.when(source.plan.step, gap).lower()} is free: is that its place?" if gap else ""


def _gaps(source: Source, placed: list[_Placed], gaps: list[Span]) -> Found:
    plan, tree = source.plan, source.tree
    for gap in gaps:
        message = f"no unit takes {schedule.when(plan.step, gap).lower()}"
        after = next((each for each in placed if each.unit.at.first == gap.last + 1), None)
        place = tree.place((*after.path, "at")) if after else tree.place(("length",))
        hint = f"every {plan.step} of a plan belongs to a unit: add one, or change “at” or “length”"
        yield Problem.at(place, "gap", message, hint)


def ranges(_library: Library, source: Source) -> Found:
    """Every range has an end of its own."""
    for unit, path in units_with_paths(source):
        at = (*path, "at")
        if source.tree.is_sure(at) and unit.at.length == 1 and not str(source.tree.value(at)).strip().isdigit():
            message = f"{source.tree.value(at)} names the same {source.plan.step} twice"
            hint = f"write {unit.at.first}, or the {source.plan.step} that it goes on to"
            yield Problem.at(source.tree.place(at), "repeated-range", message, hint)


def minutes(_library: Library, source: Source) -> Found:
    """No step asks for more minutes than the plan's own cap, and only the cap for its kind of step is given."""
    plan, tree = source.plan, source.tree
    if not tree.is_sure(("step",)):
        return
    key, other = ("daily_minutes", "weekly_minutes") if plan.step == "day" else ("weekly_minutes", "daily_minutes")
    if getattr(plan, other) is not None:
        message = f"“{other}” has no meaning in a plan counted in {plan.step}s"
        yield Problem.at(tree.key_place((other,)), "minutes-cap", message, f"use “{key}”")
    cap: int | None = getattr(plan, key)
    if cap is None or not tree.is_sure((key,)):
        return
    placed = [each for each in _placed(source) if tree.is_sure((*each.path, "minutes"))]
    misplaced = {id(unit) for pair in schedule.overlaps(each.unit for each in placed) for unit in pair}
    within = [each for each in placed if _is_within(each.unit.at, source) and id(each.unit) not in misplaced]
    for span, asked in _too_long([each.unit for each in within], cap):
        taking = [each for each in within if span.first in each.unit.at]
        longest = max(taking, key=lambda each: Fraction(each.unit.minutes, each.unit.at.length))
        verb, each_of_them = ("asks", "") if span.length == 1 else ("ask", " each")
        when = schedule.when(plan.step, span)
        message = f"{when} {verb} for {float(asked):g} minutes{each_of_them}, and the plan's cap is {cap}"
        hint = f"lower the minutes, move a unit, or raise “{key}” on line {tree.place((key,)).line}"
        yield Problem.at(tree.place((*longest.path, "minutes")), "minutes-cap", message, hint)


def _too_long(units: list[Unit], cap: int) -> Iterator[tuple[Span, Fraction]]:
    """Give the steps that ask for more than the cap; those that the same units take are one."""
    steps = [(step, asked) for step, asked in schedule.minutes_per_step(units).items() if asked > cap]
    taken_by = {step: tuple(id(unit) for unit in units if step in unit.at) for step, _asked in steps}
    for _units, group in groupby(steps, key=lambda each: taken_by[each[0]]):
        same = list(group)
        yield Span(same[0][0], same[-1][0]), same[0][1]


RULES: tuple[Rule, ...] = (days, ranges, minutes)
