"""Read lesson notes: from Markdown as authors write it to the typed sections of ``lesson``.

The labels that authors use (``**Explanation**``, ``Correct Answer:`` …) carry the meaning. A label that is not known
stays where it is, in bold: nothing an author wrote disappears. Reading never fails; what the notes lack (ids, say) is
for ``validate`` to point out.
"""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, NamedTuple

from markdown_it.token import Token

from daywise import fences, front_matter
from daywise.lesson import (
    Block,
    Chapter,
    Code,
    Directive,
    Exercise,
    Goal,
    Lesson,
    Misconception,
    OneLiner,
    Panel,
    Part,
    Predict,
    Prose,
    Question,
    Section,
    SelfCheck,
    SelfCheckItem,
    Trap,
)
from daywise.markdown import COMMENT, References, groups, list_items, literal_paragraph, paragraph, parse, plain_text

Family = Literal[
    "misconception", "predict", "explanation", "backend", "use-case", "trap", "one-liner",
    "interview", "follow-up", "check", "worked-example", "exercise", "code",
]  # fmt: skip

QUESTION_MARKS = ("?", "؟")
"""What ends a question; the second is that of Urdu and Arabic."""


class Label(NamedTuple):
    """What a label opens: a kind of section, and which of its places (0 the first) the following parts fill."""

    family: Family
    slot: int = 0


LABELS: dict[str, tuple[Label, ...]] = {
    "wrong mental model": (Label("misconception"),),
    "correct mental model": (Label("misconception", 1),),
    "predict": (Label("predict"),),
    "predict the output": (Label("predict"),),
    "explanation": (Label("explanation"),),
    "why": (Label("explanation"),),
    "trap": (Label("trap"),),
    "problem": (Label("trap"),),
    "correct pattern": (Label("trap", 1),),
    "repair": (Label("trap", 1),),
    "backend relevance": (Label("backend"),),
    "backend impact": (Label("backend"),),
    "use case": (Label("use-case"),),
    "interview one-liner": (Label("one-liner"),),
    "one-liner": (Label("one-liner"),),
    "interview question": (Label("interview"),),
    "follow-up question": (Label("follow-up"),),
    "check": (Label("check"),),
    "correct answer": (Label("interview", 1), Label("follow-up", 1), Label("check", 1)),
    "answer": (Label("interview", 1), Label("follow-up", 1), Label("check", 1)),
    "worked example": (Label("worked-example"),),
    "exercise": (Label("exercise"),),
    "hint": (Label("exercise", 1), Label("worked-example", 1)),
    "solution": (Label("exercise", 2), Label("worked-example", 2)),
    "code": (Label("code"),),
}
"""The labels that carry meaning, in lower case; several families mean “whichever of these is open”."""

# An unknown bold line ends a section of these kinds; the longer kinds may have bold lines of their own inside.
SHORT_FAMILIES: frozenset[Family] = frozenset(
    {"misconception", "predict", "explanation", "backend", "use-case", "trap", "one-liner"}
)
# A code label in one of these, once it has text, begins code of the block's own; the other kinds keep their code.
CODELESS_FAMILIES: frozenset[Family] = frozenset({"misconception", "explanation", "backend", "use-case", "one-liner"})
MOST_SLOTS = 3

_NAMES = "|".join(sorted((re.escape(name) for name in LABELS), key=len, reverse=True))
_BOLD_LABEL = re.compile(rf"(?:\*\*|__)({_NAMES})\s*(:?)\s*(?:\*\*|__)\s*(:?)\s*", re.IGNORECASE)
_PLAIN_LABEL = re.compile(rf"({_NAMES})\s*(:)(?:\s+|$)", re.IGNORECASE)
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)[^\n]+?\1:?")
_BLOCK = re.compile(r"Block\s+([0-9]{1,3})\s*[-–—:.]\s*(\S.*)", re.IGNORECASE)
_TITLE = re.compile(r"\W*Day[\s-]*[0-9]+\s*[-–—:]\s*(\S.*)", re.IGNORECASE)
_GOAL = re.compile(r"\W*(?:Day[\s-]*[0-9]+\s+)?Goals?(?:\s*\([^)]*\))?\s*:?", re.IGNORECASE)
_SELF_CHECK = re.compile(r"\W*(?:Interview\s+)?Self[\s-]check\b.*", re.IGNORECASE)
_ID = re.compile(r"id\s*:\s*(\S.*)")
_LABEL_HEADING_LEVEL = 2

PAGE_ANCHORS = frozenset(
    {
        "content", "warm-up", "topics", "learn", "pick-one", "build", "practise-designing", "to-hand-in", "output",
        "key-points", "checklist", "to-read",
    }
)  # fmt: skip
"""The anchors that a unit's page has of its own: a heading of the notes that would get one of them gets a number."""


def read_lesson(text: str, unit_id: str, path: str) -> Lesson:
    """Read the notes of a unit; ``path`` is the file as an author would type it."""
    settings, body = front_matter.split(text)
    reader = _Reader(body)
    return replace(reader.read(unit_id, path), settings=settings)


def slug(text: str) -> str:
    """Give an anchor for a heading without an id of its own."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"


@dataclass
class _OpenLabel:
    """A labelled section that is being filled."""

    family: Family
    label: str
    id: str
    line: int
    slots: list[list[Part]] = field(default_factory=lambda: [[] for _ in range(MOST_SLOTS)])
    slot: int = 0
    sealed: bool = False  # The label's text stood in its own paragraph: what follows is outside, unless it is a label.

    def close(self) -> Part:
        first, second, third = (tuple(slot) for slot in self.slots)
        part: Part
        match self.family:
            case "misconception":
                part = Misconception(first, second, self.line)
            case "predict":
                part = Predict(first, self.line)
            case "explanation" | "backend" | "use-case":
                part = Panel(self.family, self.label, first, self.line)
            case "trap":
                part = Trap(self.label, first, second, self.line)
            case "one-liner":
                part = OneLiner(self.id, first, self.line)
            case "interview" | "follow-up" | "check":
                part = Question(self.id, self.family, self.label, first, second, self.line)
            case "worked-example" | "exercise":
                part = Exercise(self.id, self.family, self.label, first, second, third, self.line)
            case "code":  # pragma: no cover - the code label opens nothing
                raise AssertionError(self.family)
        return part


@dataclass
class _OpenSection:
    """A section (or, with no kind, the intro) that is being filled."""

    kind: Literal["intro", "goal", "block", "chapter", "self-check"]
    heading: str = ""
    id: str = ""
    number: int = 0
    line: int = 1
    parts: list[Part] = field(default_factory=list)

    def close(self) -> Section:
        parts = tuple(self.parts)
        match self.kind:
            case "goal":
                return Goal(self.heading, parts, self.line, self.id)
            case "block":
                return Block(self.id, self.number, self.heading, parts, self.line)
            case "self-check":
                return _self_check(self.heading, parts, self.line, self.id)
            case _:
                return Chapter(self.id, self.heading, parts, self.line)


class _Reader:
    """Walks the top-level elements of the notes once, filling the open section and the open label."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.title = ""
        self.sections: list[Section] = []
        self.intro: tuple[Part, ...] = ()
        self.section = _OpenSection("intro")
        self.label: _OpenLabel | None = None
        self.anchors = PAGE_ANCHORS | {match[1] for match in map(_ID.fullmatch, COMMENT.findall(text)) if match}
        self.id = ""  # That of a comment, for the next thing that takes one.
        self.references: References = {}
        self.directives: list[Directive] = []  # Those of the comments right before this element.
        self.stray: list[Directive] = []

    def read(self, unit_id: str, path: str) -> Lesson:
        for group in groups(parse(self.text, self.references)):
            self._element(group)
        self._end_section()
        return Lesson(
            unit_id, path, self.title, self.intro, tuple(self.sections), stray=(*self.stray, *self.directives)
        )

    # -- one element ---------------------------------------------------------------------------------------------

    def _element(self, group: tuple[Token, ...]) -> None:
        first = group[0]
        line = (first.map[0] if first.map else 0) + 1
        match first.type:
            case "html_block" if comment := COMMENT.fullmatch(first.content.strip()):
                self._comment(comment[1], line)
                return
            case "heading_open":
                self._heading(group, int(first.tag[1]), line)
            case "paragraph_open":
                self._paragraph(group, line)
            case "fence":
                self._fence(first, line)
            case "code_block":
                self._indented_code(first, line)
            case "hr":
                self._end_label()
            case _:
                self._add_prose(group, line)
        if first.type not in {"fence", "code_block"}:
            self.stray += self.directives
        self.directives.clear()

    def _comment(self, text: str, line: int) -> None:
        if match := _ID.fullmatch(text):
            self.id = match[1]
        elif directive := fences.directive(text, line):
            self.directives.append(directive)

    def _take_id(self) -> str:
        taken, self.id = self.id, ""
        return taken

    def _anchor(self, text: str) -> str:
        """Give the id of the comment before a heading, or else make an anchor that nothing on the page has."""
        return self._take_id() or self._free_anchor(text)

    def _free_anchor(self, text: str) -> str:
        base = slug(text)
        names = (base if number == 1 else f"{base}-{number}" for number in count(1))
        anchor = next(name for name in names if name not in self.anchors)
        self.anchors |= {anchor}
        return anchor

    def _heading(self, group: tuple[Token, ...], level: int, line: int) -> None:
        text = plain_text(group)
        if not (self.title or self.sections or self.label or self.section.parts or self.section.kind != "intro"):
            match = _TITLE.fullmatch(text)
            if match or level == 1:
                self.title = match[1] if match else text
                self.id = ""
                return
        if self._opens_section(text, line):
            return
        if level <= _LABEL_HEADING_LEVEL:
            self._begin_section(_OpenSection("chapter", text, self._anchor(text), line=line))
            return
        self._end_label()
        group[0].attrSet("id", self._anchor(text))
        self._add_prose(group, line)

    def _opens_section(self, text: str, line: int) -> bool:
        """Begin a block, the goal or the self-check if that is what a heading (or a line alone) says."""
        block = _BLOCK.fullmatch(text)
        bare = block[2] if block else text
        if _SELF_CHECK.fullmatch(bare):
            self._begin_section(_OpenSection("self-check", bare, self._anchor("self-check"), line=line))
        elif block:
            anchor = self._take_id()
            self._begin_section(_OpenSection("block", bare, anchor, int(block[1]), line))
        elif _GOAL.fullmatch(text):
            self._begin_section(_OpenSection("goal", text, self._anchor("goal"), line=line))
        else:
            return False
        return True

    def _paragraph(self, group: tuple[Token, ...], line: int) -> None:
        source = group[1].content
        if "\n" not in source and self._opens_section_without_hashes(plain_text(group), line):
            return
        if (label := _label_of(source)) is not None:
            name, start = label
            if self._label(name, source[start:], line, line + source.count("\n", 0, start)):
                return
        if _BOLD_LINE.fullmatch(source) and self.label and self.label.family in SHORT_FAMILIES:
            self._end_label()
        self._add_prose(group, line)

    def _opens_section_without_hashes(self, source: str, line: int) -> bool:
        return bool(_BLOCK.fullmatch(source) or _GOAL.fullmatch(source)) and self._opens_section(source, line)

    def _label(self, name: str, rest: str, line: int, rest_line: int) -> bool:
        """Open or continue a labelled section; give False when the label fits nothing here and is plain text.

        ``rest`` is what follows the label in its own paragraph, and begins on ``rest_line``.
        """
        choices = LABELS[name.lower()]
        if choices[0].family == "code":
            if self.label and self.label.family in CODELESS_FAMILIES and self.label.slots[self.label.slot]:
                self._end_label()
            if rest:
                self._add_prose(paragraph(rest, rest_line, self.references), rest_line)
            return True
        if choices[0].slot:
            fitting = [choice for choice in choices if self.label and choice.family == self.label.family]
            if not fitting or self.label is None or self.label.slots[fitting[0].slot]:
                return False
            self.label.slot = fitting[0].slot
            self.label.sealed = False
        else:
            self._end_label()
            self.label = _OpenLabel(choices[0].family, name, self._take_id(), line)
        if rest:
            self._add_prose(paragraph(rest, rest_line, self.references), rest_line)
            self.label.sealed = True
        return True

    def _fence(self, token: Token, line: int) -> None:
        if token.info.strip() == fences.OUTPUT and self._attach_output(token, line):
            return
        self._add(fences.code(token, line, self.directives))

    def _indented_code(self, token: Token, line: int) -> None:
        """Take four-space code as Python when it is; a first line of prose in it becomes a paragraph."""
        source = textwrap.dedent(token.content)
        if not _is_python(source):
            head, _, body = source.partition("\n")
            if body.strip() and _is_python(rest := textwrap.dedent(body)):
                self._add_prose(literal_paragraph(head.strip(), line), line)
                source, line = rest, line + 1
            else:
                self._add(Code("", source, line))
                return
        self._add(Code("python", source, line, directives=tuple(self.directives)))

    def _attach_output(self, token: Token, line: int) -> bool:
        """Give an output fence to the code that stands right before it."""
        parts = self._target()
        if not parts or not isinstance(code := parts[-1], Code) or code.output is not None:
            return False
        parts[-1] = fences.with_output(code, token, line)
        return True

    # -- what is open --------------------------------------------------------------------------------------------

    def _target(self) -> list[Part]:
        if self.label and self.label.sealed:
            self._end_label()
        return self.label.slots[self.label.slot] if self.label else self.section.parts

    def _add_prose(self, tokens: tuple[Token, ...], line: int) -> None:
        for index, token in enumerate(tokens):
            if token.type == "heading_open" and not token.attrs.get("id"):
                token.attrSet("id", self._free_anchor(plain_text(tokens[index : index + 2])))
        parts = self._target()
        if parts and isinstance(before := parts[-1], Prose):
            parts[-1] = Prose((*before.tokens, *tokens), before.line)
        else:
            parts.append(Prose(tokens, line))

    def _add(self, part: Part) -> None:
        self._target().append(part)

    def _end_label(self) -> None:
        if self.label:
            label, self.label = self.label, None
            self.section.parts.append(label.close())

    def _begin_section(self, section: _OpenSection) -> None:
        self._end_section()
        self.section = section

    def _end_section(self) -> None:
        self._end_label()
        if self.section.kind == "intro":
            self.intro = tuple(self.section.parts)
        else:
            self.sections.append(self.section.close())


def _label_of(source: str) -> tuple[str, int] | None:
    """Give the label that a paragraph begins with, and where the text after it starts.

    A bold label stands alone on its line or ends with a colon. Without the bold it needs the colon, and unless it
    stands alone it must be of two words or more: “Problem: …” begins many a plain sentence.
    """
    if match := _BOLD_LABEL.match(source):
        alone = match.end() == len(source) or "\n" in match[0]
        return (match[1], match.end()) if alone or ":" in match.groups() else None
    if match := _PLAIN_LABEL.match(source):
        alone = match.end() == len(source) or "\n" in match[0]
        return (match[1], match.end()) if alone or " " in match[1] else None
    return None


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _self_check(heading: str, parts: tuple[Part, ...], line: int, anchor: str) -> SelfCheck:
    """Take the items of its lists that ask something as questions, all else as it stands."""
    before: list[Part] = []
    items: list[SelfCheckItem] = []
    after: list[Part] = []
    for part in parts:
        if not isinstance(part, Prose):
            (after if items else before).append(part)
            continue
        for group in groups(part.tokens):
            if group[0].type not in {"bullet_list_open", "ordered_list_open"}:
                (after if items else before).append(Prose(group, part.line))
                continue
            for item in list_items(group):
                inline = next((token for token in item if token.type == "inline"), None)
                item_line = (inline.map[0] if inline and inline.map else 0) + 1
                if inline and _asks(inline):
                    items.append(SelfCheckItem(_id_in(inline), Prose(item, item_line), item_line))
                else:
                    after.append(Prose(tuple(map(_shown, item)), item_line))
    return SelfCheck(heading, tuple(before), tuple(items), tuple(after), line, anchor)


def _shown(token: Token) -> Token:
    """Make a paragraph visible that was none in its list."""
    return token.copy(hidden=False) if token.level == 0 else token


def _asks(inline: Token) -> bool:
    """Tell whether a text asks something: it ends with a question mark, but for a link in parentheses."""
    return re.sub(r"\([^()]*\)\s*$", "", plain_text([inline])).rstrip().endswith(QUESTION_MARKS)


def _id_in(inline: Token) -> str:
    """Give the id that a comment within a text holds, or the empty text."""
    return next((match[1] for match in map(_ID.fullmatch, COMMENT.findall(inline.content)) if match), "")
