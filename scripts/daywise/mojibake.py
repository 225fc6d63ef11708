"""Text that was UTF-8 and has once been read as something else: ``â€“`` where an en dash was.

The library ftfy tells it from text that is meant, but for a sign that stands alone in its line: those have a shape of
their own. What is here finds the few lines that are worth asking about: loading ftfy takes longer than to
check a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_ENCODINGS = ("cp1252", "cp1254", "mac_roman", "latin-1")


def _as_characters(numbers: range) -> str:
    """Give what the bytes with these numbers are in each encoding, as a set of a regular expression."""
    texts = (bytes(numbers).decode(encoding, "ignore") for encoding in _ENCODINGS)
    return "[" + "".join(sorted({re.escape(character) for text in texts for character in text})) + "]"


def _continuation(encoding: str) -> str:
    return re.escape(bytes(range(0x80, 0xC0)).decode(encoding, "ignore"))


# The first byte of a character in UTF-8, and the bytes that go on with it (https://www.rfc-editor.org/rfc/rfc3629).
CONTINUATION = _as_characters(range(0x80, 0xC0))
_SUSPECT = re.compile(f"{_as_characters(range(0xC2, 0xF5))}{CONTINUATION}+")


# A sign or an emoji in UTF-8, E2 or F0 and the bytes that go on with it, as one of the encodings reads it.
_SIGN = re.compile(
    "|".join(
        f"{re.escape(bytes([lead]).decode(encoding))}[{_continuation(encoding)}]{{{more}}}"
        for encoding in _ENCODINGS
        for lead, more in ((0xE2, 2), (0xF0, 3))
    )
)
_SIGNS = ((0x2010, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
"""Punctuation, currencies, arrows, mathematics, symbols, emoji: what notes hold besides letters."""


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


def may_be_in(text: str) -> bool:
    """Tell whether a text has any piece that `find` would look at."""
    # A piece is of two or more characters that are not ASCII, and most texts have none that stand beside each other.
    return b"??" in text.encode("ascii", "replace") and _SUSPECT.search(text) is not None


def find(text: str) -> Broken | None:
    """Look for pieces of a text that were decoded wrongly, and give one that can be mended, or else any, or None."""
    found = []
    for start in sorted({text.rfind("\n", 0, match.start()) + 1 for match in _SUSPECT.finditer(text)}):
        end = text.find("\n", start)
        broken = _first_in_line(text[start:] if end < 0 else text[start:end])
        if broken is not None:
            found.append(replace(broken, start=start + broken.start))
    first = min(found, key=lambda broken: (not broken.mended, broken.start), default=None)
    return replace(first, lines=len(found)) if first else None


def _first_in_line(line: str) -> Broken | None:
    from ftfy.badness import is_bad  # noqa: PLC0415 - see the top of this file

    if mended(line) == line and not is_bad(line):
        return None
    signs = [(match.start(), match[0], mended(match[0])) for match in _SIGN.finditer(line)]
    pieces = [(match.start(), match[0], mended(match[0])) for match in _SUSPECT.finditer(line)]
    sure = sorted(piece for piece in (*signs, *pieces) if piece[1] != piece[2])
    start, found, meant = sure[0] if sure else pieces[0]
    return Broken(start, found, "" if meant == found else meant)


def mended(line: str) -> str:
    """Give a line with what was decoded wrongly put right, as far as that is sure."""
    from ftfy import fix_encoding  # noqa: PLC0415 - see the top of this file

    if not _SUSPECT.search(line):
        return line
    return _SIGN.sub(lambda match: _sign(match[0]) or match[0], fix_encoding(line))


def _sign(piece: str) -> str:
    """Give the sign that a piece of text was before it was decoded wrongly, or nothing when it was none."""
    for encoding in _ENCODINGS:
        try:
            sign = piece.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(sign) == 1 and any(first <= ord(sign) <= last for first, last in _SIGNS):
            return sign
    return ""
