"""What each line of jotted notes could be, seen on its own: a heading, a bullet, a day, a label, code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["blank", "rule", "heading", "bullet", "code", "text"]
TEXT_LEVEL = 7
"""The level of what is no heading: below every heading."""

_DASH = r"[-–—]"
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_RULE = re.compile(r"\s{0,3}([-*_=])(?:\s*\1){2,}\s*")
_BULLET = re.compile(r"\s*(?:[-*+•◦▪●○]|[0-9]{1,3}[.)])\s+(.*)")
_BOX = re.compile(r"\[([ xX])\]\s+(.*)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*")
_POINTERS = frozenset("👉➡→✅✔☑▶►⇒")
_COUNTED = re.compile(
    rf"(?P<word>[A-Za-z]+?)s?[\s-]*(?P<first>[0-9]{{1,4}})"
    rf"(?:\s*(?:{_DASH}|to|and|&|\+)\s*(?:[A-Za-z]+\s*)?(?P<last>[0-9]{{1,4}}))?"
    rf"(?:\s*$|\s*(?:[-=]>|→|[:.)]|{_DASH})\s*(?P<rest>.*)|\s+(?P<loose>\(.*))",
    re.DOTALL,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENDS = rf"(?=\s*(?:$|[-=]>|→|[:.)(]|{_DASH}))"
_NUMBER_WORD = re.compile(rf"([A-Za-z]+[\s-]+)({'|'.join(_NUMBERS)}){_ENDS}", re.IGNORECASE)
_ORDINAL = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)\s+(day|week){_ENDS}", re.IGNORECASE)
_OTHER_WORDS = {"دن": "Day", "ہفتہ": "Week", "दिन": "Day", "सप्ताह": "Week", "हफ़्ता": "Week", "हफ्ता": "Week"}
_OTHER_STEP = re.compile(rf"({'|'.join(_OTHER_WORDS)})\s*(\d{{1,4}}(?:\s*{_DASH}\s*\d{{1,4}})?)")
"""Days and weeks in Urdu and in Hindi, with digits of any script."""
_TIGHT_RANGE = re.compile(rf"([A-Za-z]+[\s-]*[0-9]{{1,4}}{_DASH}[0-9]{{1,4}})\s+(?=[^\W\d_])")
"""``Week 4-5 Revision``: what follows is the title. With spaces around the dash, “5 Revision” could be the title."""
PHASE_WORDS = frozenset(
    {"sem", "semester", "month", "phase", "sprint", "module", "part", "stage", "term", "unit", "chapter", "level"}
)
STEP_WORDS = frozenset({"day", "week"})


@dataclass
class Line:
    """One line: its number from 1, its text as it stood, and what it is by its form.

    ``words`` is the text without marks of Markdown; ``level`` is that of a heading; ``checkbox`` tells a task.
    ``placed`` is set as soon as the line has found its place in the draft.
    """

    number: int
    raw: str
    kind: Kind
    words: str = ""
    level: int = TEXT_LEVEL
    checkbox: bool = False
    placed: bool = False

    @property
    def hashed(self) -> bool:
        """Tell a heading that is written with hashes."""
        return self.kind == "heading" and self.raw.lstrip().startswith("#")


@dataclass(frozen=True)
class Counted:
    """A line such as ``Day 36–38: Core DSA`` or ``SEM 1: Foundations``: its word, its numbers, its title."""

    word: str
    first: int
    last: int
    label: str
    title: str


def read_lines(text: str) -> list[Line]:
    """Give every line with its form; code in fences and indented code is told apart from the rest."""
    found: list[Line] = []
    fence = ""
    listed = False
    for number, raw in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(raw)
        if fence or mark:
            if not fence and mark:
                fence = mark[1]
            elif mark and mark[1].startswith(fence) and not raw.strip().strip(fence[0]):
                fence = ""
            found.append(Line(number, raw, "code", raw))
            continue
        line = _read_line(number, raw, code=not listed and _is_indented(raw, found))
        if not line.words and line.kind != "rule":
            line = Line(number, raw, "blank", placed=True)
        listed = line.kind == "bullet" or (listed and (line.kind == "blank" or bool(_INDENTED.match(raw))))
        found.append(line)
    return found


def _is_indented(raw: str, before: list[Line]) -> bool:
    """Tell indented code: four spaces, after a blank line, other code, or a label that announces it."""
    if not _INDENTED.match(raw) or not raw.strip():
        return False
    return not before or before[-1].kind in {"blank", "code"} or before[-1].words.endswith(":")


def _read_line(number: int, raw: str, *, code: bool) -> Line:  # noqa: PLR0911 - one for each form
    if not raw.strip():
        return Line(number, raw, "blank", placed=True)
    if code:
        return Line(number, raw, "code", raw)
    if match := _HEADING.fullmatch(raw):
        return Line(number, raw, "heading", plain(match[2]), len(match[1]))
    if _RULE.fullmatch(raw):
        return Line(number, raw, "rule", placed=True)
    if match := _BULLET.fullmatch(raw):
        box = _BOX.fullmatch(match[1])
        return Line(number, raw, "bullet", plain(box[2] if box else match[1]), checkbox=box is not None)
    if match := _BOLD_LINE.fullmatch(raw.strip()):
        words = plain(match[1])
        kind: Kind = "text" if words.endswith(":") or label_of(words) else "heading"
        return Line(number, raw, kind, words, TEXT_LEVEL - 1 if kind == "heading" else TEXT_LEVEL)
    words = plain(raw)
    if _begins_with_picture(raw) and not label_of(words):
        return Line(number, raw, "heading", words, 2)
    return Line(number, raw, "text", words)


def plain(text: str) -> str:
    """Give a text without Markdown's marks for bold, code and links, and without a picture in front of it."""
    text = re.sub(r"\[([^\][]+)\]\((https?://[^\s()]+)\)", r"\1 (\2)", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    text = re.sub(r"`([^`]+)`", r"\1", text)
    text = " ".join(text.split())
    start = next((index for index, char in enumerate(text) if not _is_picture(char)), len(text))
    return text[start:].strip() or text


def _is_picture(char: str) -> bool:
    """Tell a pictograph and what joins pictographs (and the sign that a lost encoding leaves in their place)."""
    return unicodedata.category(char) in {"So", "Sk", "Co"} or char in "\ufe0f\u200d \u20e3" or char in _POINTERS


def _begins_with_picture(raw: str) -> bool:
    text = raw.strip()
    return bool(text) and unicodedata.category(text[0]) in {"So", "Co"} and text[0] not in _POINTERS


def counted(words: str) -> Counted | None:
    """Read ``Day 36–38: Core DSA``, ``Week 2 – Caching``, ``SEM 1``; None when the text is something else."""
    if words.startswith("|"):  # A row of a table: its first cell is the day.
        first, *others = (cell.strip() for cell in words.strip("| ").split("|"))
        words = f"{first}: {', '.join(other for other in others if other)}"
    words = _as_usual(words)
    match = _COUNTED.fullmatch(words)
    if match is None or (word := match["word"].lower()) not in PHASE_WORDS | STEP_WORDS:
        return None
    first_step, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first_step <= last:
        return None
    end = match.start("rest") if match["rest"] is not None else match.start("loose")
    label = (words[:end] if end >= 0 else words).strip(" :.)-–—=>→")
    return Counted(word, first_step, last, label, (match["rest"] or match["loose"] or "").strip())


def _as_usual(words: str) -> str:
    """Give ``Week One: Basics`` or ``1st week: Basics`` as ``Week 1: Basics``, ``Days 4-5 Joins`` with a colon."""
    if match := _NUMBER_WORD.match(words):
        words = f"{match[1]}{_NUMBERS.index(match[2].lower()) + 1}{words[match.end() :]}"
    elif match := _ORDINAL.match(words):
        words = f"{match[2]} {match[1]}{words[match.end() :]}"
    elif match := _OTHER_STEP.match(words):
        numbers = re.sub(r"\d+", lambda digits: str(int(digits[0])), match[2])
        words = f"{_OTHER_WORDS[match[1]]} {numbers}{words[match.end() :]}"
    return f"{match[1]}: {words[match.end() :]}" if (match := _TIGHT_RANGE.match(words)) else words


LABELS: dict[str, str] = {
    "goal": "goal", "goals": "goal", "objective": "goal", "aim": "goal",
    "output": "output", "outcome": "output", "result": "output",
    "build": "build", "practice designing": "practise_designing", "practise designing": "practise_designing",
    "pick one": "pick_one", "choose one": "pick_one", "learn": "learn", "topics": "topics", "topic": "topics",
    "deliverables": "deliverables", "deliverable": "deliverables", "to hand in": "deliverables",
    "notes": "notes", "note": "notes",
}  # fmt: skip
"""The labels of a unit's lists, in lower case, with the key of plan.yaml (or ``goal``) that each stands for."""
_LABEL = re.compile(rf"({'|'.join(sorted(LABELS, key=len, reverse=True))})\s*(?:\([^)]*\)\s*)?:\s*(.*)", re.IGNORECASE)


def label_of(words: str) -> tuple[str, str] | None:
    """Give the key that a label such as ``Build:`` stands for, and the text after it."""
    match = _LABEL.fullmatch(words)
    return (LABELS[match[1].lower()], match[2]) if match else None


def split_note(text: str) -> tuple[str, str]:
    """Split ``Python (deep, not tutorial)`` into the text and the note in parentheses at its end."""
    match = re.fullmatch(r"(.*\S)\s*\(([^()]+)\)", text)
    return (match[1], match[2].strip()) if match and match[2].strip() else (text, "")


def split_list(text: str) -> list[str]:
    """Split at the commas that stand outside parentheses."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth = max(0, depth + {"(": 1, ")": -1}.get(char, 0))
        if char == "," and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def unplaced(lines: list[Line]) -> Iterator[Line]:
    """Give the lines that have not found their place."""
    return (line for line in lines if not line.placed)
