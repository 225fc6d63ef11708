"""The house style of order: a lesson has the parts that its kind of unit asks for, where readers look for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from daywise.effort import MOCK_INTERVIEW, words_of
from daywise.lesson import Block, Chapter, Goal, Lesson, Prose, Section, SelfCheck, section_parts, walk
from daywise.markdown import plain_text
from daywise.problems import Place, Problem
from daywise.rules.rule import Found, Note, StyleRule
from daywise.rules.style_shapes import BLOCKS, HEADINGS, INTRODUCTION, TIMED, Shape

_CALLED = {INTRODUCTION: "introduction", BLOCKS: "blocks"}
"""What parts are called that are no heading."""


class Heading(NamedTuple):
    """A heading of the notes that begins a part of the lesson, its line, and its words."""

    part: str
    line: int
    words: str


def title_line(note: Note) -> int:
    """Give the line of the title, which comes after the front matter, or the first line."""
    lines = note.text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith("# ")), 1)


def headings(lesson: Lesson) -> Iterator[Heading]:
    """Give the headings of all levels that begin a part, in reading order."""
    for section in lesson.sections:
        match section:
            case Goal():
                yield Heading("Goal", section.line, section.heading)
            case SelfCheck():
                yield Heading("Self-check", section.line, section.heading)
            case Block(number=number):
                yield Heading(BLOCKS, section.line, f"Block {number}")
            case Chapter():
                yield from _parts_called(section.heading, section.line)
        yield from _subheadings(section)


def _subheadings(section: Section) -> Iterator[Heading]:
    for part in chain.from_iterable(map(walk, section_parts(section))):
        if isinstance(part, Prose):
            for token, text in pairwise(part.tokens):
                if token.type == "heading_open" and token.map:
                    yield from _parts_called(plain_text([text]), token.map[0] + 1)


def _parts_called(words: str, line: int) -> Iterator[Heading]:
    return (Heading(part, line, words) for part, pattern in HEADINGS.items() if pattern.search(words))


def missing(note: Note, shape: Shape) -> Found:
    """Every part is there."""
    found = list(headings(note.lesson))
    there = {heading.part for heading in found}
    if words_of(note.lesson.intro):
        there.add(INTRODUCTION)
    for index, part in enumerate(shape.parts):
        if part not in there:
            after = shape.parts[index + 1 :]
            later = next((heading for heading in found if heading.part in after), None)
            line = later.line if later else note.text.rstrip().count("\n") + 1
            hint = f"add “## {part}” {f'before “{later.words}”' if later else 'at the end'}"
            if part == INTRODUCTION:
                hint = "say after the title why this matters, and what goes wrong without it"
            message = f"the lesson has no {_CALLED.get(part, f'“{part}”')}"
            yield Problem.at(Place(note.lesson.path, line), "missing-part", message, hint)


def order(note: Note, shape: Shape) -> Found:
    """Parts stand in the order that readers know."""
    found = list(headings(note.lesson))
    last = Heading("", 0, "")
    for part in shape.parts:
        own = [heading for heading in found if heading.part == part]
        if own and own[0].line < last.line:
            message = f"“{own[0].words}” stands before “{last.words}”"
            hint = f"the order is {', '.join(_CALLED.get(each, each) for each in shape.parts)}"
            yield Problem.at(Place(note.lesson.path, own[0].line), "part-order", message, hint)
        elif own:
            last = own[-1]


def time_limit(note: Note, shape: Shape) -> Found:
    """Every mock interview says how long it takes."""
    chapters = (each for each in note.lesson.sections if isinstance(each, Chapter))
    interview = next((each for each in chapters if MOCK_INTERVIEW.search(each.heading)), None)
    if TIMED in shape.parts and interview and not note.facts.effort.set_minutes:
        message = f"“{interview.heading}” does not say how many minutes it takes"
        hint = "write it in figures, such as “Set a timer to 30 minutes”"
        yield Problem.at(Place(note.lesson.path, interview.line), "no-time-limit", message, hint)


RULES: tuple[StyleRule, ...] = (missing, order, time_limit)
