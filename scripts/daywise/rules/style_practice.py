"""The house style of practice: enough to recall, to say aloud and to solve, and a way back to what taught it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daywise.effort import recalled
from daywise.lesson import Code, Exercise, Lesson, OneLiner, Part, Prose, SelfCheck, SelfCheckItem, walk
from daywise.markdown import walk_inline
from daywise.problems import Place, Problem
from daywise.rules.rule import Found, Note, StyleRule
from daywise.rules.style_parts import headings, title_line
from daywise.rules.style_shapes import THINGS, Shape, Things

GAP = "___"
"""What the reader is to fill in, in the code of an exercise."""


def counts(note: Note, shape: Shape) -> Found:
    """There is at least as much of each thing as the kind of unit asks for."""
    lines: dict[str, int] = {}
    for heading in headings(note.lesson):
        lines.setdefault(heading.part, heading.line)
    for things, least in shape.least.items():
        thing, number = THINGS[things], COUNT[things](note)
        if number < least and (not thing.part or thing.part in lines):
            place = Place(note.lesson.path, lines[thing.part] if thing.part else title_line(note))
            found = f"{number or 'no'} {thing.one if number == 1 else things}"
            message = f"the lesson has {found}, expected at least {least}"
            yield Problem.at(place, "too-few", message, f"add {thing.how_to_add}")


def _parts(note: Note) -> Iterator[Part]:
    return (part for _section, part in note.lesson.parts())


def _one_liners(note: Note) -> int:
    return sum(isinstance(part, OneLiner) for part in _parts(note))


def _follow_ups(note: Note) -> int:
    return sum(question.kind == "follow-up" for question in note.lesson.questions)


def _with_gaps(note: Note) -> int:
    return sum(isinstance(part, Exercise) and _has_gap(part) for part in _parts(note))


def _has_gap(exercise: Exercise) -> bool:
    for part in (inner for outer in exercise.task for inner in walk(outer)):
        if isinstance(part, Code) and GAP in part.source:
            return True
        if isinstance(part, Prose) and any(GAP in token.content for token in part.tokens):
            return True
    return False


def _recalled(note: Note) -> int:
    return len({target for part in _parts(note) if isinstance(part, Prose) for target in recalled(part.tokens)})


def _items(lesson: Lesson) -> list[SelfCheckItem]:
    return [item for section in lesson.sections if isinstance(section, SelfCheck) for item in section.items]


COUNT: Mapping[Things, Callable[[Note], int]] = {
    "one-liners": _one_liners,
    "interview questions": lambda note: note.facts.effort.spoken_answers,
    "follow-up questions": _follow_ups,
    "worked examples": lambda note: note.facts.effort.examples,
    "exercises": lambda note: note.facts.effort.exercises,
    "exercises with gaps to fill": _with_gaps,
    "self-check questions": lambda note: len(_items(note.lesson)),
    "explained terms": lambda note: len(note.facts.terms),
    "links to questions of other lessons": _recalled,
}


def self_check(note: Note, _shape: Shape) -> Found:
    """Each self-check question leads to the block that answers it, or without blocks to some place."""
    blocks = {f"#{block.id}" for block in note.lesson.blocks()}
    place, hint = "block", "end it with a link to its block, such as ([Block 1](#the-id-of-the-block))"
    if not blocks:
        place, hint = "place", "end it with a link to the lesson, or the part of this one, that answers it"
    for item in _items(note.lesson):
        links = {str(t.attrs["href"]) for _line, t in walk_inline(item.prose.tokens) if t.type == "link_open"}
        if not (blocks & links if blocks else links):
            message = f"the question does not say which {place} answers it"
            yield Problem.at(Place(note.lesson.path, item.line), "self-check-link", message, hint)


RULES: tuple[StyleRule, ...] = (counts, self_check)
