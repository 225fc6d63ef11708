"""What the pages show of lessons, worked out once: each part is kept by a digest of all that it is made of.

A lesson's own page, the page of questions, the glossary, the search and ``plan.json`` each show something of it. To
read the notes and render them takes ten times as long as all else that a page needs, so what came of them is kept
(`daywise.store`), and the notes are not even read while everything that they lead to is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

from markupsafe import Markup

from daywise import schedule
from daywise.lesson import Code, Lesson, OneLiner, Prose, explained_terms
from daywise.links import is_external, linked_unit, split
from daywise.load import Library, Source
from daywise.markdown import walk_inline
from daywise.model import Unit
from daywise.render.environment import render
from daywise.render.lesson_view import LessonView, destination, text_of
from daywise.render.urls import questions_url, unit_url
from daywise.render.warm_ups import earlier_units, picked, recalls, short_questions
from daywise.store import digest, key

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,40}")

LESSONS_ON_A_PAGE = 12
"""The questions of a plan with more lessons are on a page for each phase: one page would grow with the plan."""


Make: TypeAlias = Callable[[Library, Source, Unit], str]


@dataclass(frozen=True, slots=True)
class Card:
    """A question that has an answer, as plain text."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What other pages say of a lesson.

    ``contents`` are the anchors and headings of its sections, ``terms`` what it explains, with the sentences that do,
    ``words`` the identifiers in its code.
    """

    contents: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    terms: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def summary(library: Library, source: Source, unit: Unit) -> Summary:
    """Give what other pages say of a unit's lesson."""
    found: Summary | None = source.known_summaries.get(unit.id)
    if found is None and (found := _read_summary(library.store.get(_summary_key(source, unit)))) is None:
        keep(library, source, unit)
        found = _summary(source.lessons[unit.id])
    source.known_summaries[unit.id] = found
    return found


def body(library: Library, source: Source, unit: Unit) -> Markup:
    """Give a unit's lesson as it stands on the unit's own page."""
    return _html(library, source, unit, _body_key(library, source, unit), _body)


def questions(library: Library, source: Source, unit: Unit) -> Markup:
    """Give the questions and one-liners of a unit's lesson as they stand on the page of questions."""
    return _html(library, source, unit, _questions_key(library, source, unit), _questions)


def questions_page(source: Source, unit: Unit) -> str:
    """Give the address of the page that has a unit's questions: the plan's, or its phase's when there are many."""
    plan = source.plan
    return questions_url(plan.id, plan.phase_of[unit.id].id if has_many_lessons(source) else "")


def has_many_lessons(source: Source) -> bool:
    """Tell whether the questions of a plan are too many for one page."""
    return len(source.lessons) > LESSONS_ON_A_PAGE


def opening(library: Library, source: Source, unit: Unit) -> Markup:
    """Give the warm-up questions that open a unit's page; empty when there are none."""
    if next(earlier_units(source, unit), None) is None:
        return Markup()
    return _html(library, source, unit, _opening_key(library, source, unit), _opening)


def is_kept(library: Library, source: Source, unit: Unit) -> bool:
    """Tell whether a unit's lesson was made into parts before, as far as can be told from its notes alone."""
    return library.store.has(_summary_key(source, unit))


def keep(library: Library, source: Source, unit: Unit) -> None:
    """Make and keep every part of a lesson that is not there yet, while its notes are at hand."""
    store = library.store
    if _read_summary(store.get(at := _summary_key(source, unit))) is None:
        store.put(at, asdict(_summary(source.lessons[unit.id])))
    parts = [(_body_key, _body), (_questions_key, _questions)]
    if next(earlier_units(source, unit), None) is not None:
        parts.append((_opening_key, _opening))
    for key_of, make in parts:
        if not store.has(at := key_of(library, source, unit)):
            store.put(at, make(library, source, unit))


# -- how each is made -------------------------------------------------------------------------------------------------


def _html(library: Library, source: Source, unit: Unit, at: str, make: Make) -> Markup:
    value = library.store.get(at)
    if not isinstance(value, str):
        if unit.id in source.lessons:
            keep(library, source, unit)
        value = library.store.get(at)
    if not isinstance(value, str):
        value = make(library, source, unit)
        library.store.put(at, value)
    return Markup(value)  # noqa: S704 - rendered by our own templates, which escape


def _summary(lesson: Lesson) -> Summary:
    return Summary(
        tuple((section.id, section.heading) for section in lesson.sections),
        tuple(Card(each.id, text_of(each.prompt), text_of(each.answer)) for each in lesson.questions),
        tuple(explained_terms(lesson)),
        tuple(sorted({word for text in _code(lesson) for word in IDENTIFIER.findall(text)})),
    )


def _code(lesson: Lesson) -> Iterator[str]:
    for _section, part in lesson.parts():
        if isinstance(part, Code):
            yield part.source
        elif isinstance(part, Prose):
            yield from (token.content for _line, token in walk_inline(part.tokens) if token.type == "code_inline")


def _read_summary(data: Any) -> Summary | None:
    try:
        return Summary(
            tuple((anchor, heading) for anchor, heading in data["contents"]),
            tuple(Card(**each) for each in data["cards"]),
            tuple((term, sentence) for term, sentence in data["terms"]),
            tuple(data["words"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _body(library: Library, source: Source, unit: Unit) -> str:
    lesson = source.lessons[unit.id]
    view = LessonView(library, source, lesson, unit_url(source.plan.id, unit.id))
    return render("lesson_body.html.j2", view.url, lesson=lesson, view=view, unit=unit)


def _questions(library: Library, source: Source, unit: Unit) -> str:
    lesson, url = source.lessons[unit.id], questions_page(source, unit)
    one_liners = [part for _section, part in lesson.parts() if isinstance(part, OneLiner)]
    names = {"questions": lesson.questions, "one_liners": one_liners, "plan": source.plan, "unit": unit}
    return render("unit_questions.html.j2", url, view=LessonView(library, source, lesson, url), **names)


def _opening(library: Library, source: Source, unit: Unit) -> str:
    asked = picked(source, unit, lambda each: _short(library, source, each))
    numbers = {each.id: index + 1 for each, index in asked}  # The last of a lesson counts: they come in order.
    html = {each.id: _asked_again(library, source, unit, each, numbers[each.id]) for each, _index in asked}
    found = [Markup(html[each.id][index]) for each, index in asked]  # noqa: S704 - rendered by our own templates
    url = unit_url(source.plan.id, unit.id)
    return render("warm_ups.html.j2", url, warm_ups=found, plan=source.plan) if found else ""


def _short(library: Library, source: Source, unit: Unit) -> int:
    """Count the questions of a lesson that may open another page; kept, since most lessons need not be read for it."""
    at = key("short", source.digest(unit.id))
    number = library.store.get(at)
    if not isinstance(number, int):
        number = len(short_questions(source.lessons[unit.id]))
        library.store.put(at, number)
    return number


def _asked_again(library: Library, source: Source, unit: Unit, earlier: Unit, number: int) -> list[str]:
    """Give the first questions of an earlier lesson as a unit's page asks them.

    They are kept by lesson: when one of the lessons that a page asks about is edited, the others are not read again.
    """
    url = unit_url(source.plan.id, unit.id)
    at = key("asked again", url, source.plan.step, _asked(library, source, earlier.id), number)
    html = library.store.get(at)
    if not (isinstance(html, list) and len(html) == number and all(isinstance(each, str) for each in html)):
        found = recalls(library, source, earlier, unit, url)[:number]
        html = [render("warm_up.html.j2", url, warm_up=each) for each in found]
        library.store.put(at, html)
    return html


# -- what each is made of ---------------------------------------------------------------------------------------------


def _summary_key(source: Source, unit: Unit) -> str:
    return key("summary", unit.id, source.digest(unit.id))


def _body_key(library: Library, source: Source, unit: Unit) -> str:
    url = unit_url(source.plan.id, unit.id)
    linked = [linked_unit(library, source, split(link.target)[0]) for link in source.facts(unit.id).links]
    asked = [_asked(library, *other) for other in linked if other and other[1] in other[0].lessons]
    return key("body", url, unit.title, _shown(library, source, unit.id), asked)


def _questions_key(library: Library, source: Source, unit: Unit) -> str:
    return key("questions", questions_page(source, unit), _shown(library, source, unit.id))


def _opening_key(library: Library, source: Source, unit: Unit) -> str:
    url = unit_url(source.plan.id, unit.id)
    asked = [_asked(library, source, each.id) for each in earlier_units(source, unit)]
    return key("opening", url, source.plan.step, asked)


def _asked(library: Library, source: Source, unit_id: str) -> list[Any]:
    """Give what a question of one unit that another page asks again is made of."""
    unit = source.plan.unit(unit_id)
    return [unit.title, schedule.when(source.plan.step, unit.at), _shown(library, source, unit_id)]


def _shown(library: Library, source: Source, unit_id: str) -> str:
    """Give a digest of what the HTML of a lesson is made of, whichever page it is on.

    That is the lesson itself, with its plan, the record of its run, where each of its links leads, and the pictures
    that it shows.
    """
    if unit_id not in source.known_shown:
        links = [link for link in source.facts(unit_id).links if not is_external(link.target)]
        leads = {link.target: destination(library, source, unit_id, link.target) for link in links}
        pictures = [_picture(source, link.target) for link in links if link.is_picture]
        record = repr(source.records.get(unit_id))
        source.known_shown[unit_id] = digest(source.plan.id, unit_id, source.digest(unit_id), record, leads, pictures)
    return source.known_shown[unit_id]


def _picture(source: Source, target: str) -> str | None:
    data = source.pictures.get(unquote(target))
    return None if data is None else digest(data.hex())
