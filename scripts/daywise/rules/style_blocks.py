"""The house style of length: as much prose as a reader can take in on a day, in a few blocks that each teach."""

from __future__ import annotations

from collections.abc import Iterator

from daywise.effort import words_of
from daywise.lesson import Panel, Part, Predict, Question, Trap, section_parts, walk
from daywise.problems import Place, Problem
from daywise.rules.rule import Found, Note, StyleRule
from daywise.rules.style_parts import title_line
from daywise.rules.style_shapes import Shape


def length(note: Note, shape: Shape) -> Found:
    """Prose is neither too long to be read with care nor too short to teach."""
    words = note.facts.effort.words
    if words in shape.words:
        return
    hint = "code, answers, hints and solutions do not count"
    by_section = [(words_of(section_parts(section)), section.heading) for section in note.lesson.sections]
    if words > shape.words.most and by_section:
        most, heading = max(by_section)
        hint += f"; most stands under “{heading}”: {most:,}"
    message = f"the prose has {words:,} words, expected {shape.words.least:,} to {shape.words.most:,}"
    yield Problem.at(Place(note.lesson.path, title_line(note)), "word-count", message, hint)


def number(note: Note, shape: Shape) -> Found:
    """Each lesson has a few blocks: one for each idea, and no more ideas than a day holds."""
    blocks = note.lesson.blocks()
    if not blocks or len(blocks) in shape.blocks:
        return
    least, most = shape.blocks
    too_many = len(blocks) > most
    message = f"the lesson has {len(blocks)} block{'' if len(blocks) == 1 else 's'}, expected {least} to {most}"
    hint = "merge two, or move one to another day" if too_many else "give each idea a block of its own"
    place = Place(note.lesson.path, blocks[most if too_many else -1].line)
    yield Problem.at(place, "block-count", message, hint)


def parts(note: Note, shape: Shape) -> Found:
    """Each block has something to predict, says why, shows a trap with its repair, and ends with a check."""
    for block in note.lesson.blocks():
        there = {label for part in block.parts for inner in walk(part) for label in _labels(inner)}
        lacking = [label for label in shape.in_each_block if label not in there]
        if lacking:
            message = f"block {block.number} has no {' and no '.join(f'“{label}”' for label in lacking)}"
            hint = f"add “**{lacking[0]}**” to the block"
            yield Problem.at(Place(note.lesson.path, block.line), "block-parts", message, hint)


def _labels(part: Part) -> Iterator[str]:
    """Give the labels that a part stands for, in the words of the house style."""
    match part:
        case Predict():
            yield "Predict"
        case Panel(kind="explanation"):
            yield "Explanation"
        case Trap(repair=repair):
            yield "Trap"
            if repair:
                yield "Correct pattern"
        case Question(kind="check"):
            yield "Check"
        case _:
            pass


RULES: tuple[StyleRule, ...] = (length, number, parts)
