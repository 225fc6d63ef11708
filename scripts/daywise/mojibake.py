"""Text that was UTF-8 and has once been read as something else: ``â€“`` where an en dash was.

The library ftfy tells it from text that is meant; what is here finds the few lines that are worth asking about, since
loading ftfy takes longer than checking a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_ENCODINGS = ("cp1252", "cp1254", "mac_roman", "latin-1")


def _as_characters(numbers: range) -> str:
    """Give what the bytes with these numbers are in each encoding, as a set of a regular expression."""
    texts = (bytes(numbers).decode(encoding, "ignore") for encoding in _ENCODINGS)
    return "[" + "".join(sorted({re.escape(character) for text in texts for character in text})) + "]"


# The first byte of a character in UTF-8, and the bytes that go on with it (https://www.rfc-editor.org/rfc/rfc3629).
_SUSPECT = re.compile(f"{_as_characters(range(0xC2, 0xF5))}{_as_characters(range(0x80, 0xC0))}+")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first piece of a text that was decoded wrongly.

    It starts at ``start``, reads as ``found``, and was ``mended`` before (empty where that is not sure); so many
    ``lines`` of the text have such pieces.
    """

    start: int
    found: str
    mended: str
    lines: int = 1


def find(text: str) -> Broken | None:
    """Look for pieces of a text that were decoded wrongly; give None when there are none."""
    first = None
    lines = 0
    for start in sorted({text.rfind("\n", 0, match.start()) + 1 for match in _SUSPECT.finditer(text)}):
        end = text.find("\n", start)
        broken = _first_in_line(text[start:] if end < 0 else text[start:end])
        if broken is not None:
            first = first or Broken(start + broken.start, broken.found, broken.mended)
            lines += 1
    return replace(first, lines=lines) if first else None


def _first_in_line(line: str) -> Broken | None:
    from ftfy import fix_encoding  # noqa: PLC0415 - see the top of this file
    from ftfy.badness import is_bad  # noqa: PLC0415

    if fix_encoding(line) == line and not is_bad(line):
        return None
    pieces = [(match.start(), match[0], fix_encoding(match[0])) for match in _SUSPECT.finditer(line)]
    start, found, mended = next((piece for piece in pieces if piece[1] != piece[2]), pieces[0])
    return Broken(start, found, "" if mended == found else mended)
