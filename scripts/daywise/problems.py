"""What is wrong with a source file, and where: the one form in which Daywise reports an author's mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

CheckRule: TypeAlias = Literal[
    "bare-link",
    "bidi-control",
    "block-count",
    "block-parts",
    "control-character",
    "dead-anchor",
    "dead-link",
    "dead-picture",
    "diagram",
    "duplicate-id",
    "encoding",
    "file-name",
    "file-too-large",
    "front-matter",
    "gap",
    "hidden-in-list",
    "hidden-output",
    "ids-register",
    "info-string",
    "instruction",
    "leftover",
    "lesson-without-unit",
    "lost-character",
    "lost-id",
    "minutes-cap",
    "minutes-estimate",
    "missing-id",
    "missing-key",
    "missing-need",
    "missing-part",
    "misspelt-label",
    "mojibake",
    "no-alt-text",
    "no-answer",
    "no-language",
    "no-lesson",
    "no-plan",
    "no-solution",
    "no-time-limit",
    "output-of-text",
    "output-without-code",
    "outside-plan",
    "overlap",
    "part-order",
    "plan-id",
    "plan-shape",
    "record-without-lesson",
    "repeated-range",
    "repeated-term",
    "reserved-id",
    "retired-id",
    "reversed-range",
    "self-check-link",
    "stale-record",
    "too-few",
    "two-lessons",
    "unclosed-comment",
    "unclosed-fence",
    "unknown-dialect",
    "unknown-key",
    "unknown-language",
    "unknown-need",
    "unknown-resource",
    "unknown-track",
    "unknown-unit",
    "unreadable",
    "unused-id",
    "word-count",
    "wrong-id",
    "wrong-type",
    "wrong-value",
    "yaml-alias",
    "yaml-comment",
    "yaml-depth",
    "yaml-documents",
    "yaml-duplicate-key",
    "yaml-key",
    "yaml-merge",
    "yaml-syntax",
    "yaml-tab",
    "yaml-tag",
]
"""Every rule that `check` holds a source to; `docs/rules.md` explains each, and `tests/rules/cases/` breaks each."""

RunRule: TypeAlias = Literal[
    "code-fails",
    "empty-output",
    "import",
    "missing-tool",
    "no-error",
    "no-output",
    "other-error",
    "other-output",
]
"""What the commands find that run code or take notes in; ``docs/rules.md`` explains these, too."""

RuleName: TypeAlias = CheckRule | RunRule

Texts: TypeAlias = Mapping[str, str]
"""The text of each source file by its path, for showing the line that a problem is on."""


class Place(NamedTuple):
    """A place in a source file.

    ``path`` is as the author would type it (relative to the working folder where possible, forward slashes);
    ``line`` and ``column`` count from 1, columns in characters.
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
    rule: RuleName
    message: str
    hint: str = ""

    @classmethod
    def at(cls, place: Place, rule: RuleName, message: str, hint: str = "") -> Problem:
        """Make a problem at a place."""
        return cls(place.path, place.line, place.column, rule, message, hint)

    def __str__(self) -> str:
        """Give the problem on one line; ``report`` adds the source line and the hint."""
        return f"{self.path}:{self.line}:{self.column}: {self.rule}: {self.message}"


class InvalidSourceError(Exception):
    """The source cannot be built; carries every problem that was found, in the order of files and lines.

    ``texts`` are those of the files that the problems are in, as far as they could be read.
    """

    def __init__(self, problems: Iterable[Problem], texts: Texts = MappingProxyType({})) -> None:
        """Sort the problems and drop repeats."""
        self.problems = tuple(sorted(set(problems)))
        self.texts = texts
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Give ``did you mean “x”?`` for the nearest known word, or the empty text when none is near."""
    near = nearest(found, known)
    return f"did you mean “{near}”?" if near else ""


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like the one found, or None when none is near."""
    lower = {word.lower(): word for word in known}
    near = difflib.get_close_matches(found.lower()[:200], lower, n=1, cutoff=0.6)
    return lower[near[0]] if near else None
