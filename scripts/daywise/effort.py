"""How much a lesson asks of its reader: words, code, questions, and from these the minutes that it takes.

The reader is careful, and English is their second language. `docs/rules.md` gives the sources of the figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it.token import Token

from daywise.fences import code_of
from daywise.lesson import (
    Chapter,
    Exercise,
    Lesson,
    Part,
    Predict,
    Prose,
    Question,
    SelfCheck,
    children,
    section_parts,
)
from daywise.markdown import plain_text

WORDS_A_MINUTE = 130
"""Adults read 238 words of English non-fiction a minute (Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047).

In a second language even very good readers are slower by 30 per cent or more, and advanced students may read 100 words
or fewer (Anderson 1999, English Teaching Forum 37:2, with its sources): so 100 to 167, and 130 is about the middle.
"""
SECONDS_A_LINE = 4
"""A line of code has about 25 characters, five words of prose, and is read twice: once down, once as it runs."""
SECONDS_TO_PREDICT = 60
SECONDS_FOR_A_QUICK_ANSWER = 30
SECONDS_TO_ANSWER_ALOUD = 60
SECONDS_TO_RECALL = 105
"""A question of another day: a minute to answer it aloud, and the time to read its answer of about 100 words."""
SECONDS_FOR_AN_EXAMPLE = 300
SECONDS_FOR_AN_EXERCISE = 600

MOCK_INTERVIEW = re.compile(r"\bmock interview\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]\S*")
"""A word from its first letter or digit on."""
_MINUTES = re.compile(r"\b([0-9]{1,3})[ -]minutes?\b", re.IGNORECASE)
_RECALLED = re.compile(r"(?![a-z]+:)[^#]+\.md#.", re.IGNORECASE)


class Effort(NamedTuple):
    """What a lesson has for its reader to read and to do.

    ``words`` are those of the prose, ``folded_words`` those of answers, hints and solutions, which readers open later;
    ``quick_answers`` are checks and the self-check, ``spoken_answers`` the interview questions; ``recalled`` are links
    to questions of other lessons; ``set_minutes`` is how long the mock interview says that it takes.
    """

    words: int = 0
    folded_words: int = 0
    code_lines: int = 0
    predictions: int = 0
    quick_answers: int = 0
    spoken_answers: int = 0
    recalled: int = 0
    examples: int = 0
    exercises: int = 0
    set_minutes: int = 0

    @property
    def minutes(self) -> int:
        """About how many minutes the lesson takes."""
        seconds = (
            60 * (self.words + self.folded_words) / WORDS_A_MINUTE
            + SECONDS_A_LINE * self.code_lines
            + SECONDS_TO_PREDICT * self.predictions
            + SECONDS_FOR_A_QUICK_ANSWER * self.quick_answers
            + SECONDS_TO_ANSWER_ALOUD * self.spoken_answers
            + SECONDS_TO_RECALL * self.recalled
            + SECONDS_FOR_AN_EXAMPLE * self.examples
            + SECONDS_FOR_AN_EXERCISE * self.exercises
        )
        return round(seconds / 60) + self.set_minutes


NO_EFFORT = Effort()


def effort_of(lesson: Lesson) -> Effort:
    """Measure a lesson."""
    found: Counter[str] = Counter()
    for part, is_folded in _visible_parts(_all_parts(lesson)):
        match part:
            case Prose(tokens=tokens):
                found["folded_words" if is_folded else "words"] += _words(tokens)
                found["recalled"] += sum(1 for _item in recalled(tokens))
            case Predict():
                found["predictions"] += 1
            case Question(kind=kind):
                found["quick_answers" if kind == "check" else "spoken_answers"] += 1
            case Exercise(kind=kind):
                found["exercises" if kind == "exercise" else "examples"] += 1
            case _:
                pass
    found["quick_answers"] += sum(len(each.items) for each in lesson.sections if isinstance(each, SelfCheck))
    found["code_lines"] = sum(
        sum(1 for line in f"{block.source}\n{block.output or ''}".split("\n") if line.strip())
        for block in code_of(lesson)
        if not block.hidden
    )
    return Effort(**found, set_minutes=_set_minutes(lesson))


def words_of(parts: Iterable[Part]) -> int:
    """Count the words of the prose in parts: not code, not headings and labels, not what is folded.

    A word is what stands between spaces and has a letter or a digit in it; a name in backticks is one.
    """
    return sum(
        _words(part.tokens) for part, is_folded in _visible_parts(parts) if isinstance(part, Prose) and not is_folded
    )


def recalled(tokens: Iterable[Token]) -> Iterator[str]:
    """Give the target of each item of a list that begins with a link to a place in another lesson."""
    in_item = False
    for token in tokens:
        if token.type == "list_item_open":
            in_item = True
        elif in_item and token.type == "inline":
            in_item = False
            first = next(
                (child for child in token.children or () if child.type != "text" or child.content.strip()), None
            )
            if first is not None and first.type == "link_open" and _RECALLED.match(str(first.attrs["href"])):
                yield str(first.attrs["href"])


def _all_parts(lesson: Lesson) -> Iterator[Part]:
    yield from lesson.intro
    for section in lesson.sections:
        yield from section_parts(section)


def _visible_parts(parts: Iterable[Part], *, is_folded: bool = False) -> Iterator[tuple[Part, bool]]:
    """Give parts with all that is in them, each with whether the page shows it only when it is asked to."""
    for part in parts:
        yield part, is_folded
        match part:
            case Question(prompt=shown, answer=folded):
                pass
            case Exercise(task=shown, hint=hint, solution=solution):
                folded = (*hint, *solution)
            case _:
                shown, folded = children(part), ()
        yield from _visible_parts(shown, is_folded=is_folded)
        yield from _visible_parts(folded, is_folded=True)


def _words(tokens: Iterable[Token]) -> int:
    heading = False
    count = 0
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.nesting > 0
        elif token.type == "inline" and not heading:
            count += len(_WORD.findall(plain_text([token])))
    return count


def _set_minutes(lesson: Lesson) -> int:
    """Give the largest number of minutes that a chapter on a mock interview names, or 0."""
    chapters = (each for each in lesson.sections if isinstance(each, Chapter) and MOCK_INTERVIEW.search(each.heading))
    texts = (plain_text(part.tokens) for each in chapters for part in each.parts if isinstance(part, Prose))
    return max((int(number) for text in texts for number in _MINUTES.findall(text)), default=0)
