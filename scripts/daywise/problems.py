"""What is wrong with a source file, and where: the one form in which Daywise reports an author's mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a source file.

    ``path`` is as the author would type it (relative to the working folder where possible, forward slashes);
    ``line`` and ``column`` count from 1.
    """

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake: where it is, which rule it breaks, what was found and expected, and how to mend it."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    @classmethod
    def at(cls, place: Place, rule: str, message: str, hint: str = "") -> Problem:
        """Make a problem at a place."""
        return cls(place.path, place.line, place.column, rule, message, hint)

    def __str__(self) -> str:
        """Give the report's form: ``path:line:column: rule: message``, the hint on a line of its own."""
        text = f"{self.path}:{self.line}:{self.column}: {self.rule}: {self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text


class InvalidSourceError(Exception):
    """The source cannot be built; carries every problem that was found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems and drop repeats."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """Give all problems as text, one after the other, and their number at the end."""
    listed = [str(problem) for problem in problems]
    count = f"{len(listed)} problem{'' if len(listed) == 1 else 's'} found"
    return "\n".join([*listed, count])


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Give ``did you mean “x”?`` for the nearest known word, or the empty text when none is near."""
    near = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
