"""All questions of a plan by unit, each with its answer folded and a link to where it is taught.

They are on one page, or, in a plan of many lessons, on a page for each phase with one that leads to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from daywise import schedule
from daywise.load import Library, Source
from daywise.model import Phase, Unit
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_parts import has_many_lessons, questions, summary
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Link, Page
from daywise.render.urls import questions_url
from daywise.text_file import display_path


@dataclass(frozen=True)
class UnitQuestions:
    """The questions and one-liners of one unit, as the page shows them."""

    unit: Unit
    html: Markup


@dataclass(frozen=True)
class PhaseQuestions:
    """A phase that has a page of questions: where it is, and how many there are."""

    phase: Phase
    url: str
    number: int


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's pages of questions, if it has lessons."""
    plan = source.plan
    if not has_many_lessons(source):
        if _taught(source, plan.units):
            yield _page(library, source)
        return
    phases = [
        PhaseQuestions(phase, questions_url(plan.id, phase.id), _number(library, source, _taught(source, phase.units)))
        for phase in phases_with_a_page(source)
    ]
    for each in phases:
        yield _page(library, source, each.phase)
    number = sum(each.number for each in phases)
    head = _head(source, f"{number} interview questions with model answers, by phase, from the {plan.title}.")
    yield _make(source, head, phases=phases, number=number)


def phases_with_a_page(source: Source) -> tuple[Phase, ...]:
    """Give the phases that have a page of questions of their own: in a plan of many lessons, those with lessons."""
    if not has_many_lessons(source):
        return ()
    return tuple(phase for phase in source.plan.phases if _taught(source, phase.units))


def _taught(source: Source, units: tuple[Unit, ...]) -> list[Unit]:
    return [unit for unit in units if unit.id in source.lessons]


def _number(library: Library, source: Source, units: list[Unit]) -> int:
    return sum(len(summary(library, source, unit).cards) for unit in units)


def _page(library: Library, source: Source, phase: Phase | None = None) -> Page:
    plan = source.plan
    units = _taught(source, phase.units if phase else plan.units)
    number = _number(library, source, units)
    part = f"{phase.label} of the {plan.title}" if phase else f"the {plan.title}"
    description = f"{number} interview questions with model answers, and one-liners to say aloud, from {part}."
    contents = tuple((unit.id, f"{schedule.when(plan.step, unit.at)}: {unit.title}") for unit in units)
    groups = [UnitQuestions(unit, questions(library, source, unit)) for unit in units]
    return _make(source, _head(source, description, phase, contents), phase, groups=groups, number=number)


def _head(
    source: Source, description: str, phase: Phase | None = None, contents: tuple[tuple[str, str], ...] = ()
) -> Head:
    plan = source.plan
    return Head(
        "questions",
        f"Questions: {phase.label} · {plan.title}" if phase else f"Questions: {plan.title}",
        description,
        trail=trail(source, *([Link("Questions", questions_url(plan.id))] if phase else [])),
        navigation=navigation(source, questions_url(plan.id, phase.id if phase else ""), phase),
        contents=contents,
        plan_title=plan.title,
    )


def _make(source: Source, head: Head, phase: Phase | None = None, **names: Any) -> Page:
    plan, place = source.plan, Place(display_path(source.lessons_folder))
    url = questions_url(plan.id, phase.id if phase else "")
    return make_page(url, "questions.html.j2", head, place, source=source, plan=plan, phase=phase, **names)
