"""A lesson as data: the typed sections that its notes are read into.

Prose is kept as markdown-it tokens, so that a renderer decides where links lead and how code looks. Every part knows
the line of its source (counted from 1), for messages, for edit links and for the runner of code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from markdown_it.token import Token

from daywise.markdown import terms

PanelKind = Literal["explanation", "backend", "use-case"]
QuestionKind = Literal["interview", "follow-up", "check"]
ExerciseKind = Literal["worked-example", "exercise"]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, lists, tables: anything that needs no look of its own."""

    tokens: tuple[Token, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """An instruction to the runner of code, written as a comment before a block: ``<!-- name: value -->``."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code and what it printed; ``output`` is None when no output stands after it.

    ``line`` and ``output_line`` are those of the first line of each text, below its fence. ``info`` is what stands
    after the language in the fence's first line. A nested block stands within a list or a quotation.
    """

    language: str
    source: str
    line: int
    title: str = ""
    output: str | None = None
    output_line: int = 0
    info: str = ""
    directives: tuple[Directive, ...] = ()
    nested: bool = False

    def directive(self, name: str) -> str | None:
        """Give the value of a directive (empty when it has none), or None when the block is without it."""
        return next((each.value for each in self.directives if each.name == name), None)

    @property
    def raises(self) -> str:
        """The name of the error that the block must end with; empty when it must end well."""
        return self.directive("raises") or ""

    @property
    def hidden(self) -> bool:
        """Whether the block is set-up that the page does not show."""
        return self.directive("hidden") is not None


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong mental model beside the one that holds."""

    wrong: tuple[Part, ...]
    right: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Predict:
    """Code whose output stays hidden until the reader has committed to an answer."""

    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A section that has a look of its own but no inner structure; ``label`` is the author's word for it."""

    kind: PanelKind
    label: str
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Trap:
    """A trap and its repair; the repair may be empty when the notes give none."""

    label: str
    trap: tuple[Part, ...]
    repair: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class OneLiner:
    """A sentence to say aloud in an interview; a flashcard."""

    id: str
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, shown folded; a flashcard."""

    id: str
    kind: QuestionKind
    label: str
    prompt: tuple[Part, ...]
    answer: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to solve (or, worked, to follow), with a folded hint and solution."""

    id: str
    kind: ExerciseKind
    label: str
    task: tuple[Part, ...]
    hint: tuple[Part, ...]
    solution: tuple[Part, ...]
    line: int


Part: TypeAlias = Prose | Code | Misconception | Predict | Panel | Trap | OneLiner | Question | Exercise


@dataclass(frozen=True, slots=True)
class Goal:
    """What the reader can do at the end."""

    heading: str
    parts: tuple[Part, ...]
    line: int
    id: str = "goal"


@dataclass(frozen=True, slots=True)
class Block:
    """One concept of a lesson, with an anchor of its own."""

    id: str
    number: int
    title: str
    parts: tuple[Part, ...]
    line: int

    @property
    def heading(self) -> str:
        """The title as a heading."""
        return self.title


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the lesson under a heading that has no meaning of its own: practice, further reading."""

    id: str
    heading: str
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class SelfCheckItem:
    """One question of the self-check (its link leads to the block that answers it)."""

    id: str
    prose: Prose
    line: int


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Questions without answers, at the end; ``parts`` is what stands around the list."""

    heading: str
    before: tuple[Part, ...]
    items: tuple[SelfCheckItem, ...]
    after: tuple[Part, ...]
    line: int
    id: str = "self-check"


Section: TypeAlias = Goal | Block | Chapter | SelfCheck


@dataclass(frozen=True, slots=True)
class Settings:
    """What the front matter of notes says: ``needs`` names servers and packages, ``sql`` what a bare ``sql`` means.

    ``faults`` are what is wrong with it, each with its line.
    """

    needs: tuple[str, ...] = ()
    sql: str = ""
    faults: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Lesson:
    """The notes of one unit.

    ``path`` is the file as an author would type it; ``title`` is empty when the notes begin without one. ``stray`` are
    instructions to the runner that stand before no block of code.
    """

    unit_id: str
    path: str
    title: str
    intro: tuple[Part, ...]
    sections: tuple[Section, ...]
    settings: Settings = Settings()
    stray: tuple[Directive, ...] = ()

    def parts(self) -> Iterator[tuple[Section | None, Part]]:
        """Give every part with the section it stands in, in reading order, the parts within parts after them."""
        return iter(self._parts)

    @cached_property
    def _parts(self) -> tuple[tuple[Section | None, Part], ...]:
        """The parts, gathered once: each rule goes through all of them."""
        own: tuple[tuple[Section | None, tuple[Part, ...]], ...] = (
            (None, self.intro),
            *((section, section_parts(section)) for section in self.sections),
        )
        return tuple((section, inner) for section, parts in own for part in parts for inner in walk(part))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in reading order."""
        return tuple(part for _section, part in self.parts() if isinstance(part, Question))

    def blocks(self) -> tuple[Block, ...]:
        """Give the numbered blocks."""
        return tuple(section for section in self.sections if isinstance(section, Block))


def section_parts(section: Section) -> tuple[Part, ...]:
    """Give the parts that stand directly in a section."""
    if isinstance(section, SelfCheck):
        return (*section.before, *(item.prose for item in section.items), *section.after)
    return section.parts


def walk(part: Part) -> Iterator[Part]:
    """Give a part and all parts within it, in reading order."""
    yield part
    for inner in children(part):
        yield from walk(inner)


def children(part: Part) -> tuple[Part, ...]:
    """Give the parts that stand directly within a part."""
    match part:
        case Misconception(wrong=first, right=second) | Trap(trap=first, repair=second):
            return (*first, *second)
        case Predict(parts=parts) | Panel(parts=parts) | OneLiner(parts=parts):
            return parts
        case Question(prompt=first, answer=second):
            return (*first, *second)
        case Exercise(task=first, hint=second, solution=third):
            return (*first, *second, *third)
        case _:
            return ()


Owner: TypeAlias = Block | OneLiner | Question | Exercise | SelfCheckItem


def owners(lesson: Lesson) -> Iterator[Owner]:
    """Give everything in a lesson that has a permanent id, in reading order."""
    for intro in lesson.intro:
        yield from _owners_within(intro)
    for section in lesson.sections:
        if isinstance(section, Block):
            yield section
        if isinstance(section, SelfCheck):
            yield from section.items
        for part in section_parts(section):
            yield from _owners_within(part)


def _owners_within(part: Part) -> Iterator[Owner]:
    for inner in walk(part):
        if isinstance(inner, OneLiner | Question | Exercise):
            yield inner


def explained_terms(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Give each term that the lesson explains at its first use, with the sentence that explains it."""
    for _section, part in lesson.parts():
        if isinstance(part, Prose):
            yield from terms(part.tokens)
