"""Make a plan's book from the same model as its pages: a chapter for each phase and unit, and what stands around them.

Answers stand at the end of a chapter, so that a reader answers first; each links back to its question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from daywise.books import tree
from daywise.books.book import Book, Chapter
from daywise.lesson import Code, Exercise, Lesson, Part, Predict, Question, walk
from daywise.links import GLOSSARY, is_external, linked_unit, split
from daywise.load import Library, Source
from daywise.model import Plan, Unit
from daywise.render import glossary
from daywise.render.environment import environment
from daywise.render.lesson_view import LessonView, text_of
from daywise.render.navigation import context_title
from daywise.render.unit import extras
from daywise.render.urls import plan_url, unit_url
from daywise.render.warm_ups import warm_ups

Answered = Predict | Question | Exercise


@dataclass(frozen=True)
class BookView(LessonView):
    """Renders the pieces of one lesson for a book, in which every unit of the plan is a chapter."""

    site: str = ""

    @property
    def _resolve(self) -> Callable[[str], str]:
        return self._place

    @property
    def _at_home(self) -> bool:
        return True

    def _place(self, target: str) -> str:
        """Map a link of the notes to a place in the book, else on the site; without a site, to nothing."""
        if is_external(target):
            return target
        path, fragment = split(target)
        anchor = f"#{fragment}" if fragment else ""
        if not path:
            return anchor
        if path == GLOSSARY:
            return f"glossary{tree.FILE_SUFFIX}{anchor}"
        if (found := linked_unit(self.library, self.source, path)) is None:
            return f"pictures/{quote(path)}"
        other, unit_id = found
        if other.plan.id == self.source.plan.id:
            return f"{unit_name(unit_id)}{tree.FILE_SUFFIX}{anchor}"
        return on_site(self.site, unit_url(other.plan.id, unit_id, fragment))


def unit_name(unit_id: str) -> str:
    """Give the name of a unit's chapter."""
    return f"unit-{unit_id}"


def on_site(site: str, url: str) -> str:
    """Give the address of a page of the site, or nothing when it is not known where that is."""
    return f"{site}{url}" if site else ""


def make_book(library: Library, source: Source, site: str, changed: int) -> Book:
    """Make the book of a plan; ``changed`` is the time of the edition, in seconds since 1970."""
    plan = source.plan
    pictures = {path: data for path, data in source.pictures.items() if not path.lower().endswith(".svg")}
    book = Book(plan.id, plan.title, plan.summary, site, changed, (), pictures)
    chapters = (_title_page(source, book), *_middle(library, source, site), *_back(library, source))
    return Book(plan.id, plan.title, plan.summary, site, changed, chapters, pictures)


def _chapter(name: str, title: str, template: str, level: int, /, **names: Any) -> Chapter:
    html = environment().get_template(f"books/{template}").render(unit_name=unit_name, **names)
    return Chapter(name, title, tree.parse(html), level)


def _title_page(source: Source, book: Book) -> Chapter:
    url = on_site(book.site, plan_url(source.plan.id))
    return _chapter("title", source.plan.title, "title.html.j2", 0, plan=source.plan, edition=book.edition, url=url)


def _middle(library: Library, source: Source, site: str) -> Iterator[Chapter]:
    plan = source.plan
    for phase in plan.phases:
        units = sorted(phase.units, key=lambda unit: unit.at)
        title = f"{phase.label}: {phase.title}"
        yield _chapter(f"phase-{phase.id}", title, "phase.html.j2", 1, plan=plan, phase=phase, units=units)
        for unit in units:
            names = {"plan": plan, "unit": unit, "extras": [each for each in extras(unit) if each[1]]}
            lesson = library.lesson_of(source, unit)
            names |= _lesson_names(library, source, unit, lesson, site)
            yield _chapter(unit_name(unit.id), unit.title, "unit.html.j2", 2, **names)


def _lesson_names(library: Library, source: Source, unit: Unit, lesson: Lesson | None, site: str) -> dict[str, Any]:
    url = unit_url(source.plan.id, unit.id)
    found = library.find(unit.lesson) if unit.lesson else None
    return {
        "lesson": lesson,
        "view": BookView(library, source, lesson, url, site) if lesson else None,
        "answered": answered(lesson) if lesson else (),
        "outputs": _outputs,
        "warm_ups": [
            (each.when, text_of(each.question.prompt), f"{unit_name(each.unit.id)}.xhtml#{each.question.id}")
            for each in warm_ups(library, source, unit, url)
        ],
        "elsewhere": (found[1].title, found[0].plan.title, on_site(site, unit_url(found[0].plan.id, found[1].id)))
        if found
        else None,
    }


def answered(lesson: Lesson) -> tuple[Answered, ...]:
    """Give what the end of the chapter answers, in reading order."""
    found = (part for _section, part in lesson.parts() if isinstance(part, Answered))
    return tuple(part for part in found if _has_answer(part))


def _has_answer(part: Answered) -> bool:
    match part:
        case Predict():
            return any(True for _output in _outputs(part))
        case Question(answer=answer):
            return bool(answer)
        case Exercise(hint=hint, solution=solution):
            return bool(hint or solution)


def _outputs(part: Part) -> Iterator[str]:
    """Give what the code of a part printed."""
    for inner in walk(part):
        if isinstance(inner, Code) and inner.output is not None and not inner.hidden:
            yield inner.output


def _back(library: Library, source: Source) -> Iterator[Chapter]:
    plan: Plan = source.plan
    if title := context_title(plan):
        yield _chapter("context", title, "context.html.j2", 1, plan=plan, title=title)
    if plan.resources:
        yield _chapter("resources", "Free resources", "resources.html.j2", 1, plan=plan)
    if entries := glossary.entries(library, source):
        yield _chapter("glossary", "Glossary", "glossary.html.j2", 1, plan=plan, entries=entries)
