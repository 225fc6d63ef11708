"""All questions of a plan on one page, by unit, each with its answer folded and a link to where it is taught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daywise import schedule
from daywise.lesson import Lesson, OneLiner, Question
from daywise.load import Library, Source
from daywise.model import Unit
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_view import LessonView
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url
from daywise.text_file import display_path


@dataclass(frozen=True)
class UnitQuestions:
    """The questions and one-liners of one unit."""

    unit: Unit
    view: LessonView
    questions: tuple[Question, ...]
    one_liners: tuple[OneLiner, ...]


def questions_of(lesson: Lesson) -> tuple[Question, ...]:
    """Give the lesson's questions that have answers, in reading order."""
    return lesson.questions


def one_liners_of(lesson: Lesson) -> tuple[OneLiner, ...]:
    """Give the lesson's one-liners, in reading order."""
    return tuple(part for _section, part in lesson.parts() if isinstance(part, OneLiner))


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's page of questions, if it has lessons."""
    plan = source.plan
    url = page_url(plan.id, "questions")
    lessons = [(unit, lesson) for unit in plan.units if (lesson := library.lesson_of(source, unit)) is not None]
    if not lessons:
        return
    groups = [
        UnitQuestions(unit, LessonView(library, source, lesson, url), questions_of(lesson), one_liners_of(lesson))
        for unit, lesson in lessons
    ]
    number = sum(len(group.questions) for group in groups)
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
