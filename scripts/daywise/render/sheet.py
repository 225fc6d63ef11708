"""The printable sheet: a line to tick on paper for each step of the plan, with room for the reader's own dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daywise.load import Library, Source
from daywise.model import Phase, Plan, Unit
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.navigation import SHEET, navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url


@dataclass(frozen=True, slots=True)
class Line:
    """One step of one unit; ``part`` counts the unit's steps from 1, ``minutes`` is this step's share of its time."""

    step: int
    unit: Unit
    part: int
    minutes: int


def lines(phase: Phase) -> tuple[Line, ...]:
    """Give the lines of a phase in the order of their steps, those of one step in the order of the file."""
    found = [
        Line(step, unit, part, round(unit.minutes / unit.at.length))
        for unit in phase.units
        for part, step in enumerate(range(unit.at.first, unit.at.last + 1), 1)
    ]
    return tuple(sorted(found, key=lambda line: line.step))


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's printable sheet."""
    plan = source.plan
    url = page_url(plan.id, SHEET)
    head = Head(
        "sheet",
        f"Printable sheet: {plan.title}",
        f"All {plan.length} {plan.step}s of the {plan.title} to print: a box to tick and room for a date on each line.",
        trail=trail(source),
        navigation=navigation(source, url),
        plan_title=plan.title,
    )
    names = {"source": source, "plan": plan, "groups": _groups(plan)}
    yield make_page(url, "sheet.html.j2", head, Place(source.tree.path), **names)


def _groups(plan: Plan) -> list[tuple[Phase, tuple[Line, ...]]]:
    return [(phase, lines(phase)) for phase in plan.phases]
