"""``leftovers.md``: the lines of the notes that found no place, under the headings they stood under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from daywise.importer.lines import Line

LEFTOVERS = "leftovers.md"
_WORD = re.compile(r"\w+")


def words(text: str) -> set[str]:
    """Give the words of a text, in lower case."""
    return set(_WORD.findall(text.casefold()))


def with_lost_words(lines: Iterable[Line], written: str) -> list[Line]:
    """Give the lines that have a word which stands nowhere in what was written."""
    there = words(written)
    return [line for line in lines if not words(line.raw) <= there]


def leftovers_text(lines: list[Line], kept: set[int], lost: Mapping[int, str], notes: str) -> str:
    """Give the file: each kept line as it stood, below the heading that stood over it in the notes.

    ``lost`` are lines with characters that no program can read any more, as they came.
    """
    out = [
        "# Kept from the import",
        "",
        f"These lines of {' '.join(notes.split())} found no place in plan.yaml or a lesson, or are not readable there.",
        "Move what you need into plan.yaml or a lesson, then delete this file. No page shows it.",
        "A resource needs an address to become an entry of `resources`.",
    ]
    heading, shown, last = "the beginning", "", 0
    for line in lines:
        if line.kind == "heading":
            heading = f"“{line.words}”, line {line.number}"
        if line.number not in kept:
            continue
        if heading != shown:
            out += ["", f"## Under {heading}", ""]
        elif last != line.number - 1:
            out.append("")
        out.append(line.raw.rstrip())
        shown, last = heading, line.number
    if lost:
        out += ["", "## Lines with broken characters", "", "In the plan, “?” stands for what was lost.", ""]
        out += [f"- line {number}: {line.strip()}" for number, line in lost.items()]
    return "\n".join(out) + "\n"
