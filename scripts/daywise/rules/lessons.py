"""Lesson notes: each belongs to a unit, has its ids and answers, and its links lead somewhere."""

from __future__ import annotations

from daywise import svg
from daywise.lesson import Block, Exercise, Lesson, OneLiner, Owner, Question, SelfCheckItem, explained_terms, owners
from daywise.links import GLOSSARY, anchors, is_external, linked_unit, split, targets, term_anchor
from daywise.load import Library, Source
from daywise.model import ID_PATTERN
from daywise.problems import Place, Problem, did_you_mean
from daywise.rules.rule import Found, Rule
from daywise.text_file import display_path

RUN_IDS = "run “python -m daywise ids”, which writes it"


def lesson_files(_library: Library, source: Source) -> Found:
    """Every lesson file belongs to a unit."""
    units = [unit.id for unit in source.plan.units]
    for name, lesson in source.lessons.items():
        if name not in units:
            hint = did_you_mean(name, units) or "name the file after the unit's id"
            yield Problem.at(Place(lesson.path), "lesson-without-unit", f"no unit is “{name}”", hint)


def lesson_ids(_library: Library, source: Source) -> Found:
    """Blocks, questions, one-liners, exercises and self-check questions have ids that are well formed."""
    for lesson in source.lessons.values():
        for owner in owners(lesson):
            place = Place(lesson.path, owner.line)
            if not owner.id:
                yield Problem.at(place, "missing-id", f"{_called(owner)} has no id", RUN_IDS)
            elif not ID_PATTERN.fullmatch(owner.id):
                message = f"the id “{owner.id}” is not lower-case words joined by hyphens"
                yield Problem.at(place, "wrong-id", message)


def _called(owner: Owner) -> str:
    match owner:
        case Block(number=number):
            return f"block {number}"
        case OneLiner():
            return "the one-liner"
        case SelfCheckItem():
            return "the self-check question"
        case Question(label=label) | Exercise(label=label):
            return f"the {label.lower()}"


def answers(_library: Library, source: Source) -> Found:
    """Every question has its answer, every exercise its solution, every trap its repair."""
    for lesson in source.lessons.values():
        for _section, part in lesson.parts():
            place = Place(lesson.path, part.line)
            if isinstance(part, Question) and not part.answer:
                yield Problem.at(place, "no-answer", "the question has no answer", "add “**Correct answer**” after it")
            if isinstance(part, Exercise) and part.kind == "exercise" and not part.solution:
                yield Problem.at(place, "no-solution", "the exercise has no solution", "add “**Solution**” after it")


def links(library: Library, source: Source) -> Found:
    """Links within and between lessons lead somewhere, and pictures are there."""
    for lesson in source.lessons.values():
        for line, is_picture, target in targets(lesson):
            if not is_external(target):
                place = Place(lesson.path, line)
                yield from (
                    _picture(source, place, target) if is_picture else _link(library, source, lesson, place, target)
                )


def _picture(source: Source, place: Place, target: str) -> Found:
    path, _fragment = split(target)
    if path not in source.pictures:
        hint = did_you_mean(path, source.pictures) or "put it into the plan's lessons folder"
        yield Problem.at(place, "dead-picture", f"there is no picture “{path}”", hint)


def _link(library: Library, source: Source, lesson: Lesson, place: Place, target: str) -> Found:
    path, fragment = split(target)
    known = anchors(lesson)
    if path == GLOSSARY:
        known = {term_anchor(term) for other in source.lessons.values() for term, _sentence in explained_terms(other)}
    elif path:
        found = linked_unit(library, source, path)
        if found is None:
            files = [f"{unit.id}.md" for unit in source.plan.units]
            yield Problem.at(place, "dead-link", f"there is no unit at “{path}”", did_you_mean(path, files))
            return
        other = found[0].lessons.get(found[1])
        known = anchors(other) if other else set()
    if fragment and fragment not in known:
        yield Problem.at(place, "dead-anchor", f"there is no anchor “#{fragment}”", did_you_mean(fragment, known))


def diagrams(_library: Library, source: Source) -> Found:
    """Diagrams hold shapes and text only, since they stand inside the page."""
    folder = source.lesson_path("").parent
    for name, data in source.pictures.items():
        if name.lower().endswith(".svg"):
            for fault in svg.faults(data):
                hint = 'keep to shapes and text, with colours as fill="var(--dw-ink, #1c1f24)"'
                yield Problem.at(Place(display_path(folder / name)), "diagram", fault, hint)


RULES: tuple[Rule, ...] = (lesson_files, lesson_ids, answers, links, diagrams)
