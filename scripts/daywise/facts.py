"""What the check needs to know of a lesson when it looks at other files: its ids, its anchors, its links, its terms.

They are few and small, so that they can be kept between runs: to read a lesson anew costs a hundred times as much.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from daywise.effort import NO_EFFORT, Effort, effort_of
from daywise.lesson import (
    Block,
    Exercise,
    Lesson,
    OneLiner,
    Owner,
    Question,
    SelfCheckItem,
    explained_terms,
    owners,
)
from daywise.links import anchors, targets
from daywise.note_text import IdComment, id_comments, unclosed
from daywise.ran import digest_of, recorded_blocks


class OwnerFact(NamedTuple):
    """Something that has an id, or should have one: what it is called, its id, and where the id or the thing stands."""

    called: str
    id: str
    line: int
    column: int


class LinkFact(NamedTuple):
    """A link or a picture, and where its target stands."""

    target: str
    is_picture: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the check needs to know of one lesson; ``code`` are the digests of the blocks that a run records.

    ``effort`` is what it asks of its reader. The notes were read as the author meant ``whole_until`` a line: a fence
    that is not closed takes what follows.
    """

    owners: tuple[OwnerFact, ...]
    anchors: frozenset[str]
    links: tuple[LinkFact, ...]
    terms: tuple[str, ...]
    code: tuple[str, ...] = ()
    effort: Effort = NO_EFFORT
    whole_until: int = sys.maxsize

    @property
    def is_whole(self) -> bool:
        """Whether all of the notes were read as the author meant."""
        return self.whole_until == sys.maxsize


def facts_of(lesson: Lesson, text: str) -> LessonFacts:
    """Gather the facts of a lesson; ``text`` are its notes."""
    return LessonFacts(
        tuple(_owners(lesson, text)),
        frozenset(anchors(lesson)),
        tuple(_links(lesson, text)),
        tuple(term for term, _sentence in explained_terms(lesson)),
        tuple(digest_of(block, lesson) for block in recorded_blocks(lesson)),
        effort_of(lesson),
        opened.line if (opened := unclosed(text)) else sys.maxsize,
    )


def _owners(lesson: Lesson, text: str) -> Iterator[OwnerFact]:
    comments: dict[str, list[IdComment]] = {}
    for comment in id_comments(text):
        comments.setdefault(comment.id, []).append(comment)
    for owner in owners(lesson):
        line, column = owner.line, 1
        if near := comments.get(owner.id):
            _id, line, column = min(near, key=lambda comment: abs(comment.line - owner.line))
        yield OwnerFact(_called(owner), owner.id, line, column)


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


def _links(lesson: Lesson, text: str) -> Iterator[LinkFact]:
    lines = text.split("\n")
    seen: dict[tuple[int, str], tuple[int, int]] = {}
    for line, is_picture, target in targets(lesson):
        place = seen[line, target] = _find(lines, target, seen.get((line, target), (line, 0)))
        yield LinkFact(target, is_picture, *(place if place[1] else (line, 1)))


def _find(lines: list[str], target: str, after: tuple[int, int]) -> tuple[int, int]:
    """Give line and column of a link's target, from a place on; column 0 when the paragraph spells it otherwise."""
    for spelling in {f"({target}": None, f"(<{target}": None, f"({unquote(target)}": None, target: None}:
        line, start = after
        while line <= len(lines) and lines[line - 1].strip():
            found = lines[line - 1].find(spelling, start)
            if found >= 0:
                return line, found + 1 + len(spelling) - len(spelling.lstrip("(<"))
            line, start = line + 1, 0
    return after[0], 0
