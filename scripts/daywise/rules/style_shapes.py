"""The house style in figures: which parts the lesson of each kind of unit has, how long it is, how much practice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from daywise.effort import MOCK_INTERVIEW
from daywise.model import Kind

Things: TypeAlias = Literal[
    "one-liners", "interview questions", "follow-up questions", "worked examples", "exercises",
    "exercises with gaps to fill", "self-check questions", "explained terms", "links to questions of other lessons",
]  # fmt: skip
"""What a lesson has a number of."""

INTRODUCTION = "introduction"
BLOCKS = "Block 1"
TIMED = "Mock interview"
HEADINGS: Mapping[str, re.Pattern[str]] = {
    "Practice": re.compile(r"practice\b", re.IGNORECASE),
    "Mixed questions": re.compile(r"\bmixed\b", re.IGNORECASE),
    "Combined questions": re.compile(r"\bcombin", re.IGNORECASE),
    TIMED: MOCK_INTERVIEW,
    "Marking guide": re.compile(r"\bmarking\b", re.IGNORECASE),
    "Further reading": re.compile(r"further reading\b", re.IGNORECASE),
}
"""How the parts are known that are chapters; the goal, blocks and the self-check are known by what they are."""


class Thing(NamedTuple):
    """Something that a lesson has a number of: what one is called, how to add it, and the part it belongs to.

    Where that part is not there, nothing is said of what it lacks.
    """

    one: str
    how_to_add: str
    part: str = ""


THINGS: Mapping[Things, Thing] = {
    "one-liners": Thing("one-liner", "a sentence to say aloud after “**Interview one-liner**”"),
    "interview questions": Thing(
        "interview question", "“**Interview question**” and “**Correct answer**”; follow-up questions count, too"
    ),
    "follow-up questions": Thing(
        "follow-up question", "“**Follow-up question**” and “**Correct answer**”: what an interviewer asks next"
    ),
    "worked examples": Thing("worked example", "“**Worked example**” with its steps, before the exercises", "Practice"),
    "exercises": Thing("exercise", "“**Exercise**” and “**Solution**”", "Practice"),
    "exercises with gaps to fill": Thing(
        "exercise with gaps to fill", "code with “____” where the reader is to fill in", "Practice"
    ),
    "self-check questions": Thing(
        "self-check question", "a line that asks something, with a link to its block", "Self-check"
    ),
    "explained terms": Thing(
        "explained term", "“<!-- term -->” right after an *emphasised* word in the sentence that explains it"
    ),
    "links to questions of other lessons": Thing(
        "link to a question of another lesson",
        "a line such as “- [What is the GIL?](gil-deep-dive.md#q-what-is-the-gil)”",
        "Mixed questions",
    ),
}


class Range(NamedTuple):
    """The least and the most that there may be."""

    least: int
    most: int

    def __contains__(self, number: object) -> bool:
        """Tell whether a number lies in the range."""
        return isinstance(number, int) and self.least <= number <= self.most


ANY = Range(0, 99)


@dataclass(frozen=True)
class Shape:
    """What the lesson of a kind of unit is made of.

    ``parts`` are in their order; ``words`` are those of prose; ``in_each_block`` are labels; ``least`` says how many of
    a thing there are at least.
    """

    parts: tuple[str, ...]
    words: Range
    blocks: Range = ANY
    in_each_block: tuple[str, ...] = ()
    least: Mapping[Things, int] = field(default_factory=dict)


SHAPES: Mapping[Kind, Shape] = {
    "lesson": Shape(
        (INTRODUCTION, "Goal", BLOCKS, "Practice", "Self-check", "Further reading"),
        Range(1_200, 2_200),
        Range(3, 6),
        ("Predict", "Explanation", "Trap", "Correct pattern", "Check"),
        {
            "one-liners": 4,
            "interview questions": 8,
            "follow-up questions": 2,
            "worked examples": 1,
            "exercises": 2,
            "exercises with gaps to fill": 1,
            "self-check questions": 6,
            "explained terms": 6,
        },
    ),
    "review": Shape(
        (INTRODUCTION, "Goal", "Mixed questions", "Combined questions", TIMED, "Marking guide"),
        Range(400, 2_200),
        least={"links to questions of other lessons": 12, "interview questions": 8},
    ),
    "mock-interview": Shape(
        (INTRODUCTION, "Goal", TIMED, "Marking guide"),
        Range(300, 2_200),
        least={"interview questions": 6, "follow-up questions": 2},
    ),
    "project": Shape(
        (INTRODUCTION, "Goal", BLOCKS, "Self-check", "Further reading"),
        Range(600, 2_200),
        Range(3, 8),
        ("Check",),
        {"self-check questions": 4},
    ),
    "practice": Shape(
        (INTRODUCTION, "Goal", "Practice", "Self-check"),
        Range(300, 2_200),
        least={"worked examples": 1, "exercises": 3, "self-check questions": 4},
    ),
}
