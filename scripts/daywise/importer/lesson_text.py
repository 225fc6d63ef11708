"""Write lesson notes as the author jotted them, and mend what ``check`` would refuse."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from daywise.importer.draft import DraftUnit
from daywise.problems import Problem

MENDED_LABELS = {"no-answer": "no answer yet", "no-solution": "no solution yet"}
UNRUN = frozenset({
    "no-language", "unknown-language", "unknown-dialect", "missing-need", "info-string", "file-name",
    "output-without-code", "output-of-text",
})  # fmt: skip
DEAD = frozenset({"dead-link", "dead-anchor", "dead-picture"})
_FENCE = re.compile(r"(\s*(?:`{3,}|~{3,}))")
_LABEL = re.compile(r"(interview question|follow-up question|check|exercise)", re.IGNORECASE)
_BOLD_WORDS = re.compile(r"[^*_:\n]*[^*_:\s]")
_OWN_LINK = re.compile(r"\]\((?!https?:)", re.IGNORECASE)


def lesson_text(unit: DraftUnit) -> str:
    """Give the notes of a unit, its day as their title; their own shape is what the reader of notes takes."""
    first, *rest = unit.lesson
    if first.hashed or (first.kind != "code" and first in unit.lines):
        title, body = first.words, rest
    else:
        title, body = unit.title, unit.lesson
    text = "\n".join(line.raw.rstrip() for line in body).strip("\n")
    return f"# {title}\n\n{text}\n"


def mended(text: str, problems: Iterable[Problem]) -> str:
    """Give the notes with what the rules refuse made plain: dead links, code that nothing runs, questions unanswered.

    The places of later problems stay right, since it goes from the last to the first.
    """
    lines = text.split("\n")
    for problem in sorted(problems, key=lambda problem: -problem.line):
        index = problem.line - 1
        if problem.rule in MENDED_LABELS:
            lines[index] = _LABEL.sub(rf"\1 ({MENDED_LABELS[problem.rule]})", lines[index], count=1)
        elif problem.rule == "misspelt-label":
            at = problem.column - 1
            lines[index] = lines[index][:at] + _BOLD_WORDS.sub(r"\g<0> (no label)", lines[index][at:], count=1)
        elif problem.rule in DEAD:
            while index < len(lines) and lines[index].strip():
                lines[index] = _OWN_LINK.sub("] (", lines[index])
                index += 1
        elif problem.rule in UNRUN:
            _show_as_text(lines, index)
    return "\n".join(lines)


def _show_as_text(lines: list[str], index: int) -> None:
    """Make the block of code whose fence or first line stands at ``index`` a block of text."""
    start = index if _FENCE.match(lines[index]) else index - 1
    if start >= 0 and (fence := _FENCE.match(lines[start])):
        lines[start] = f"{fence[1]}text"
    elif lines[index].startswith(("    ", "\t")):
        end = index
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("    ", "\t"))):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        code = textwrap.dedent("\n".join(lines[index:end])).split("\n")
        lines[index:end] = ["````text", *code, "````"]
