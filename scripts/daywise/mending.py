"""Mend a file's encoding: what `check` reports as ``encoding``, ``mojibake``, or characters to delete.

What was lost on the way (U+FFFD) cannot be mended by a program, and stays for `check` to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import ftfy

from daywise import mojibake
from daywise.text_file import BIDI, BYTE_ORDER_MARK, CONTROL, other_encoding

# The bytes of ” are E2 80 9D; Windows-1252 has no character for the last one, and programs drop it.
_CLOSING_QUOTE = re.compile(f"â€(?!{mojibake.CONTINUATION})")
_UTF_8 = frozenset({"utf-8", "utf-8-variants", "ascii"})


@dataclass(frozen=True)
class Mended:
    """The mended text, with line feeds for line ends, and what was done, a line for each change."""

    text: str
    done: tuple[str, ...]


def mend(data: bytes) -> Mended:
    """Mend a file's bytes; raises UnicodeDecodeError when they are not in the encoding that they say."""
    done = []
    encoding = other_encoding(data)
    if encoding:
        text = data.decode(encoding)
    else:
        text, guessed = ftfy.guess_bytes(data)
        encoding = "" if guessed in _UTF_8 else guessed.removeprefix("sloppy-")
    if encoding:
        done.append(f"it was {encoding}, and is UTF-8 now")
    if text.startswith(BYTE_ORDER_MARK):
        done.append("the byte order mark is gone")
    text = text.removeprefix(BYTE_ORDER_MARK)
    if "\r" in text:
        done.append("lines end with a line feed")
    before = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    after = [_line(line) for line in _decoded_again("\n".join(before)).split("\n")]
    return Mended("\n".join(after), (*done, *_changes(before, after)))


def _decoded_again(text: str) -> str:
    """Undo one wrong reading of the whole text: it shows in all lines together where one alone leaves it in doubt."""
    return ftfy.fix_encoding(text) if mojibake.find(text) else text


def _line(line: str) -> str:
    if mojibake.find(line):
        line = _CLOSING_QUOTE.sub("”", mojibake.mended(line))
    return BIDI.sub("", CONTROL.sub("", line))


def _changes(before: list[str], after: list[str]) -> Iterator[str]:
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        if old != new:
            yield f"line {number}: {new.strip()}"
