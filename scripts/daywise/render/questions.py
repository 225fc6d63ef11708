"""All questions of a plan on one page, by unit, each with its answer folded and a link to where it is taught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from daywise import schedule
from daywise.load import Library, Source
from daywise.model import Unit
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_parts import questions, summary
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url
from daywise.text_file import display_path


@dataclass(frozen=True)
class UnitQuestions:
    """The questions and one-liners of one unit, as the page shows them."""

    unit: Unit
    html: Markup


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's page of questions, if it has lessons."""
    plan = source.plan
    url = page_url(plan.id, "questions")
    units = [unit for unit in plan.units if unit.id in source.lessons]
    if not units:
        return
    groups = [UnitQuestions(unit, questions(library, source, unit)) for unit in units]
    number = sum(len(summary(library, source, unit).cards) for unit in units)
    head = Head(
        "questions",
        f"Questions: {plan.title}",
        f"{number} interview questions with model answers, and one-liners to say aloud, from the {plan.title}.",
        trail=trail(source),
        navigation=navigation(source, url),
        contents=tuple(
            (group.unit.id, f"{schedule.when(plan.step, group.unit.at)}: {group.unit.title}") for group in groups
        ),
        plan_title=plan.title,
    )
    names = {"source": source, "plan": plan, "groups": groups, "number": number}
    yield make_page(url, "questions.html.j2", head, Place(display_path(source.lessons_folder)), **names)
