"""The house style of time: a unit asks for about the minutes that its lesson takes a careful reader."""

from __future__ import annotations

from fractions import Fraction

from daywise.load import Library, Source
from daywise.model import Kind
from daywise.problems import Problem
from daywise.rules.rule import Found, Rule, house_kinds, units_with_paths
from daywise.rules.style_shapes import SHAPES, TIMED

LEAST = Fraction(4, 5)
"""Below this part of what the lesson takes, the plan promises what few readers can keep."""
MOST = Fraction(3, 2)
"""Above it, even with the checklist, the number frightens readers away."""
BUILDING: frozenset[Kind] = frozenset({"project", "practice"})
"""Here most of the time goes into what the reader builds or solves, which no page can measure."""


def minutes(_library: Library, source: Source) -> Found:
    """Units ask for about the minutes of their lesson, with room for the checklist."""
    kinds = house_kinds(source)
    for unit, path in units_with_paths(source):
        at = (*path, "minutes")
        if unit.id not in kinds or unit.id not in source.lessons or not source.tree.is_sure(at):
            continue
        facts, shape = source.facts(unit.id), SHAPES[unit.kind]
        knows_time = facts.effort.set_minutes or TIMED not in shape.parts
        if not (facts.is_whole and knows_time and facts.effort.words in shape.words):
            continue  # The lesson will change: what is wrong with it has been reported.
        takes = facts.effort.minutes
        is_too_long = unit.kind not in BUILDING and unit.minutes > MOST * takes
        if unit.minutes < LEAST * takes or is_too_long:
            message = f"{unit.id} asks for {unit.minutes} minutes, and its lesson takes a careful reader about {takes}"
            hint = (
                "write what it takes, with the checklist"
                if is_too_long
                else "write what it takes, or make the lesson shorter"
            )
            yield Problem.at(source.tree.place(at), "minutes-estimate", message, hint)


RULES: tuple[Rule, ...] = (minutes,)
