"""The Gantt page: every step of the plan as a cell that links to its unit, and the same as a table.

The markup has one cell for each step, in rows of one track each, within one block for each phase: the same HTML is a
grid of weeks on a phone, a chart on a common axis on a wide screen, and becomes a calendar when the reader has dates
(``docs/assets/js/plan/chart.js``), since a cell's place comes from custom properties alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daywise.load import Library, Source
from daywise.model import Phase, Plan, Unit
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of one unit; ``edge`` says whether the unit begins or ends here (``only``, ``first``, ``last`` …)."""

    step: int
    unit: Unit
    edge: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one track within a phase; ``title`` is empty when the plan has one track."""

    track: str
    title: str
    cells: tuple[Cell, ...]


def rows(plan: Plan, phase: Phase) -> tuple[Row, ...]:
    """Give the rows of a phase, in the order of the plan's tracks, without empty ones."""
    found = []
    for track, title in plan.track_titles.items():
        units = sorted((unit for unit in phase.units if unit.track == track), key=lambda unit: unit.at)
        if units:
            cells = tuple(Cell(step, unit, _edge(step, unit)) for unit in units for step in _steps(unit))
            found.append(Row(track, title if len(plan.track_titles) > 1 else "", cells))
    return tuple(found)


def _steps(unit: Unit) -> range:
    return range(unit.at.first, unit.at.last + 1)


def _edge(step: int, unit: Unit) -> str:
    if unit.at.length == 1:
        return "only"
    return {unit.at.first: "first", unit.at.last: "last"}.get(step, "middle")


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's Gantt page."""
    plan = source.plan
    url = page_url(plan.id, "gantt")
    head = Head(
        "gantt",
        f"Gantt chart: {plan.title}",
        f"All {plan.length} {plan.step}s of the {plan.title} on one page, each a link to what is studied then.",
        trail=trail(source),
        navigation=navigation(source, url),
        wide=True,
        plan_title=plan.title,
    )
    names = {"source": source, "plan": plan, "rows": rows}
    yield make_page(url, "gantt.html.j2", head, Place(source.tree.path), **names)
