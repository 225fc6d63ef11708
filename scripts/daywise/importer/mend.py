"""Turn the bytes of jotted notes into text, with what went wrong with their encoding mended as far as it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

import ftfy
from ftfy.badness import is_bad

from daywise.text_file import CONTROL

# Mend the encoding and what no page can show; leave the author's own characters (curly quotes, &amp;) as they are.
CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    max_decode_length=1_000_000,
    normalization="NFC",
)
# The first bytes of UTF-8 for typographic marks, read as Windows-1252, when the last byte was lost on the way.
_BROKEN = re.compile(r"â€|Ã(?=\W)|�")


@dataclass(frozen=True)
class Mended:
    """The text of notes, how its encoding was mended (empty when nothing was), and the lines that stay doubtful."""

    text: str
    how: str
    doubtful: tuple[int, ...]


def mend(data: bytes) -> Mended:
    """Decode notes and mend text that was once decoded wrongly; what cannot be mended stays as it is, and is named."""
    decoded, encoding = ftfy.guess_bytes(data)
    # All lines together first: a wrong reading that one line alone leaves in doubt shows when it is in every line.
    whole, steps = ftfy.fix_encoding_and_explain(decoded, CONFIG)
    text = CONTROL.sub("", ftfy.fix_text(whole, CONFIG))
    lines = enumerate(text.split("\n"), 1)
    doubtful = tuple(number for number, line in lines if is_bad(line) or _BROKEN.search(line))
    how = _read_as(steps) if whole != decoded else ""
    if encoding not in {"utf-8", "utf-8-variants"}:
        how = "; ".join(part for part in (f"the file was {encoding}, not UTF-8", how) if part)
    return Mended(text, how, doubtful)


def _read_as(steps: list[ftfy.ExplanationStep] | None) -> str:
    """Say which wrong reading was undone, as far as ftfy can tell."""
    names = [step.parameter.removeprefix("sloppy-") for step in steps or () if step.action == "encode"]
    if names:
        return f"the text was UTF-8 that had been read as {names[0]}"
    return "parts of the text were UTF-8 that had been read as another encoding"
