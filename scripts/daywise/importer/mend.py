"""Turn the bytes of jotted notes into text, with what went wrong with their encoding mended as far as it can be."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

import ftfy

from daywise import mojibake
from daywise.text_file import BIDI, CONTROL

# Mend the encoding and what no page can show; leave the author's own characters (curly quotes, &amp;) as they are.
CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    max_decode_length=1_000_000,
    normalization="NFC",
)
LOST = "?"
"""What stands in the plan for a character that was lost on the way; ``leftovers.md`` has the line as it came."""
_MOST_PIECES = 20
_FORMS = {
    b"PK\x03\x04": "a document of a word processor, or an archive",
    b"\xd0\xcf\x11\xe0": "a document of a word processor",
    b"{\\rtf": "a document of a word processor",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
"""What files begin with that people take for notes."""
_NO_SIGNS = bytes(sorted({0, *b"\t\n\x0b\x0c\r\x1b", *range(32, 256)}))
_MOST_SIGNS = 50
"""One in so many bytes may be a control character that no text has (a zero is half of a letter in UTF-16)."""


@dataclass(frozen=True)
class Mended:
    """The text of notes; how its encoding was mended (empty when nothing was); and what could not be mended.

    ``lost`` holds, by their number, the lines in which ``LOST`` stands for characters, as they came.
    """

    text: str
    how: str
    lost: Mapping[int, str]


def mend(data: bytes) -> Mended:
    """Decode notes and mend text that was once decoded wrongly; what cannot be mended is kept and named."""
    decoded, encoding = _decoded(data)
    # All lines together first: a wrong reading that one line alone leaves in doubt shows when it is in every line.
    whole, steps = ftfy.fix_encoding_and_explain(decoded, CONFIG)
    text = BIDI.sub("", CONTROL.sub("", ftfy.fix_text(whole, CONFIG)))
    lines = text.split("\n")
    lost = {}
    for number, line in enumerate(lines, 1):
        readable = _without_lost(line)
        if readable != line:
            lost[number] = line
            lines[number - 1] = readable
    how = _read_as(steps) if whole != decoded else ""
    if encoding not in {"utf-8", "utf-8-variants"}:
        how = "; ".join(part for part in (f"the file was {encoding}, not UTF-8", how) if part)
    return Mended("\n".join(lines), how, lost)


def _decoded(data: bytes) -> tuple[str, str]:
    """Decode bytes as they seem to be meant; gives the name of the encoding, too."""
    try:
        return ftfy.guess_bytes(data)
    except UnicodeDecodeError as error:  # UTF-16 by its first bytes, and broken further on.
        return data.decode(error.encoding, errors="replace").removeprefix("\ufeff"), "utf-16"


def other_form(data: bytes) -> str:
    """Say what a file is when it is no text; empty when it may be one."""
    for start, form in _FORMS.items():
        if data.startswith(start):
            return form
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    signs = len(data.translate(None, delete=_NO_SIGNS))
    return "no text" if signs * _MOST_SIGNS > len(data) else ""


def _without_lost(line: str) -> str:
    """Put a mark in the place of each piece that stays broken, so that the rest of the line can be read."""
    line = line.replace("\ufffd", LOST)
    for _piece in range(_MOST_PIECES):
        if (broken := mojibake.find(line)) is None:
            return line
        line = f"{line[: broken.start]}{broken.mended or LOST}{line[broken.start + len(broken.found) :]}"
    return "".join(char if char.isascii() else LOST for char in line)


def _read_as(steps: list[ftfy.ExplanationStep] | None) -> str:
    """Say which wrong reading was undone, as far as ftfy can tell."""
    names = [step.parameter.removeprefix("sloppy-") for step in steps or () if step.action == "encode"]
    if names:
        return f"the text was UTF-8 that had been read as {names[0]}"
    return "parts of the text were UTF-8 that had been read as another encoding"
