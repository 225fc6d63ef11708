"""Warm-ups: a few questions from earlier days, which open a unit's page.

Recalling what was learned one, three, seven and sixteen steps ago keeps it better than reading it again. Which
questions come is a matter of arithmetic on ids, so that the same plan always asks the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from daywise.lesson import Lesson, Prose, Question
from daywise.load import Library, Source
from daywise.markdown import groups
from daywise.model import Unit
from daywise.render.lesson_view import LessonView, Recall

STEPS_BACK = (1, 3, 7, 16)
MOST = 5


def warm_ups(library: Library, source: Source, unit: Unit, url: str) -> tuple[Recall, ...]:
    """Give at most five questions from the lessons of the days before: one from each day in turn, nearest first."""
    found = {each.id: recalls(library, source, each, unit, url) for each in earlier_units(source, unit)}
    return tuple(found[each.id][index] for each, index in picked(source, unit, lambda each: len(found[each.id])))


def picked(source: Source, unit: Unit, count: Callable[[Unit], int]) -> tuple[tuple[Unit, int], ...]:
    """Tell which questions those are: each by its unit, and by its number among those that `recalls` gives of it.

    ``count`` tells how many `recalls` would give of a unit's lesson.
    """
    lessons = [(each, count(each)) for each in earlier_units(source, unit)]
    rounds = ((each, number) for number in range(MOST) for each, most in lessons if number < most)
    return tuple(islice(rounds, MOST))


def earlier_units(source: Source, unit: Unit) -> Iterator[Unit]:
    """Give the units with a lesson that lie the given numbers of steps before a unit, each once."""
    seen = {unit.id}
    for back in STEPS_BACK:
        for other in source.plan.units_at.get(unit.at.first - back, ()):
            if other.id in source.lessons and other.id not in seen:
                seen.add(other.id)
                yield other


def recalls(library: Library, source: Source, earlier: Unit, unit: Unit, url: str) -> tuple[Recall, ...]:
    """Give an earlier unit's short questions, beginning at a place that depends on both units."""
    lesson: Lesson = source.lessons[earlier.id]
    short = short_questions(lesson)
    start = zlib.crc32(f"{unit.id}/{earlier.id}".encode()) % len(short) if short else 0
    view = LessonView(library, source, lesson, url)
    return tuple(Recall(earlier, question, view) for question in (*short[start:], *short[:start]))


def short_questions(lesson: Lesson) -> list[Question]:
    """Give the questions of a lesson that may be asked again."""
    return [question for question in lesson.questions if _is_short(question)]


def _is_short(question: Question) -> bool:
    """Tell whether the question is one paragraph, so that its line says all of it."""
    match question.prompt:
        case (Prose(tokens=tokens),):
            return tokens[0].type == "paragraph_open" and len(list(groups(tokens))) == 1
        case _:
            return False
