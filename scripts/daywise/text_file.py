"""Read a source file as text: bytes in, lines of UTF-8 out, and a problem for each thing in them that is no text.

Nothing found here ends the reading where it can go on: what is wrong is reported, and left out of what is parsed.

Taken as they come, since they change nothing that a reader sees: a byte order mark, which some Windows editors write,
and the line ends of Windows (CRLF) and of old Macs (CR).
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from daywise import mojibake
from daywise.note_text import without_code
from daywise.problems import Place, Problem, RuleName

MAX_BYTES = 1_000_000
"""A plan of 200 units takes about 450 kB, and an ids.txt for it 150 kB: anything larger is the wrong file."""

BYTE_ORDER_MARK = "\ufeff"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that no page can show, or that end a line for some programs and not for others."""

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of a text round without being seen (https://trojansource.codes/).

The marks that Urdu needs (U+200C to U+200F, U+061C) only join letters or say which way a neighbour runs: they may stay.
"""

_NOTABLE = re.compile(f"{CONTROL.pattern[:-1]}{BIDI.pattern[1:-1]}\ufffd]")  # One look at a text finds most to be fine.
_ORDINARY = bytes([*b"\t\n", *range(0x20, 0x7F)])
_MANY = 20  # So many lines with control characters are one mistake: the file is of another kind.
_LINE_END = re.compile("\n")
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_BYTES_0 = 0xDC00  # Python reads a byte that is not UTF-8 as the character with this number and the byte's.
_STRAY = 8  # A text may hold a few NUL bytes that got in by mistake; a file that is made of them is no text.
_BINARY = 0.01
_SAMPLE = 1_000
_MOSTLY = 0.4
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, with line feeds for line ends.

    ``clean`` is to be parsed: a space stands for each character that may not be there. ``shown`` has the same lines
    and columns, and is what stands in the file. ``marred`` are the lines on which the two differ, or that were decoded
    wrongly before: what else seems wrong on such a line may come of that.
    """

    clean: str
    shown: str
    marred: frozenset[int] = frozenset()


def display_path(path: Path) -> str:
    """Give a path as an author would type it: relative to the working folder if it is inside, with ``/``."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - Path.resolve follows links, and raises where they loop
    inside = absolute.removeprefix(os.path.join(os.getcwd(), ""))  # noqa: PTH109, PTH118 - called for every file
    return inside.replace(os.sep, "/") if inside != absolute else path.as_posix()


def read_text(path: Path, problems: list[Problem], most: int = MAX_BYTES) -> SourceText | None:
    """Read a file of so many bytes at most, adding a problem for each thing that is wrong; give None for no text."""
    name = display_path(path)
    try:
        data = read_bytes(path, most + 1)
    except OSError as error:
        message = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        problems.append(Problem.at(Place(name), "unreadable", message, "put a plain file that can be read there"))
        return None
    if len(data) > most:
        message = f"the file is larger than {most // 1000} kB, the most that such a file may have"
        hint = "split it; pictures go into files of their own"
        problems.append(Problem.at(Place(name), "file-too-large", message, hint))
        return None
    return decode(data, name, problems)


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Read a plain file; raises OSError for folders and for devices, whose reading might never end."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        kind = "it is a folder" if stat.S_ISDIR(mode) else "it is no plain file"
        raise OSError(0, kind)
    with path.open("rb") as file:
        return file.read(most)


def decode(data: bytes, name: str, problems: list[Problem]) -> SourceText | None:
    """Decode bytes, adding a problem for each thing that is not UTF-8 text; give None when they are no text at all."""
    other = other_encoding(data)
    if other:
        message = f"found {other.upper()} text, expected UTF-8"
        problems.append(Problem.at(Place(name), "encoding", message, _mend_hint(name)))
        text = data.decode(other, "replace")
    elif data.count(0) > max(_STRAY, _BINARY * len(data)):
        hint = "pictures and other files have names of their own kinds, such as .png"
        problems.append(Problem.at(Place(name), "encoding", "this is no text: it holds many NUL bytes", hint))
        return None
    else:
        text = data.decode("utf-8", "surrogateescape")
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    found = list(_problems(text, name))
    if other:  # Half a character at the end comes of the encoding, which has been reported.
        found = [problem for problem in found if problem.rule != "lost-character"]
    problems.extend(found)
    clean = BIDI.sub(" ", CONTROL.sub(" ", text)) if found else text
    return SourceText(clean, text, frozenset(problem.line for problem in found))


def other_encoding(data: bytes) -> str:
    """Give the name of the encoding that a file has instead of UTF-8, as far as its first bytes tell, or nothing."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    for offset, name in ((0, "utf-16-be"), (1, "utf-16-le")):  # Latin letters have a zero byte before or after them.
        zeros, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if len(sample) > 1 and zeros > _MOSTLY * len(sample) > 2 * others:
            return name
    return ""


def _problems(text: str, name: str) -> Iterator[Problem]:
    if not _NOTABLE.search(_unusual(text)) and not mojibake.may_be_in(text):
        return
    yield from _bad_bytes(text, name)
    yield from _each_line(text, name, CONTROL, "control-character", "which no page can show")
    yield from _each_line(text, name, BIDI, "bidi-control", "which turns the text after it round without being seen")
    looked_at = without_code(text) if name.endswith(".md") else text
    if (lost := looked_at.find("\ufffd")) >= 0:
        message = "found U+FFFD, which stands where a program could not read a character"
        hint = "type the character that was there"
        yield Problem.at(_place(text, name, lost), "lost-character", message, hint)
    if (broken := mojibake.find(looked_at)) is not None:
        message = f"found “{broken.found}”, which looks like UTF-8 text that was read with another encoding"
        if broken.lines > 1:
            message += f"; {broken.lines} lines have such text"
        mended = f"run “python -m daywise mend {name}”, which makes it “{broken.mended}”"
        hint = mended if broken.mended else f"type what was meant, or run “python -m daywise mend {name}”"
        yield Problem.at(_place(text, name, broken.start), "mojibake", message, hint)


def _unusual(text: str) -> str:
    """Leave out the plain ASCII of a text, which is nearly all of it: to look at the rest is quick."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY).decode("utf-8", "surrogatepass")


def _bad_bytes(text: str, name: str) -> Iterator[Problem]:
    """Give one problem for all bytes that are not UTF-8: they come of one wrong way of saving the file."""
    if _BAD_BYTE.search(text):
        found = [match.start() for match in _BAD_BYTE.finditer(text)]
        byte = f"0x{ord(text[found[0]]) - _BYTES_0:02X}"
        message = f"found {len(found)} bytes that are not UTF-8, the first is {byte}"
        if len(found) == 1:
            message = f"found the byte {byte}, which is not UTF-8"
        yield Problem.at(_place(text, name, found[0]), "encoding", message, _mend_hint(name))


def _each_line(text: str, name: str, pattern: re.Pattern[str], rule: RuleName, why: str) -> Iterator[Problem]:
    """Give one problem for each line that holds what the pattern stands for (bytes that are not UTF-8 left aside)."""
    if not pattern.search(text):
        return
    found = [match for match in pattern.finditer(text) if not _BAD_BYTE.match(match[0])]
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    lines = {line: list(same) for line, same in groupby(found, key=lambda match: bisect_right(starts, match.start()))}
    hint = "delete it" if len(lines) <= _MANY else f"this is hardly text; if it is, “python -m daywise mend {name}”"
    for line, matches in list(lines.items())[: _MANY if len(lines) <= _MANY else 1]:
        times = f" ({len(matches)} times on this line)" if len(matches) > 1 else ""
        more = "" if len(lines) <= _MANY else f"; {len(lines)} lines have such characters"
        message = f"found U+{ord(matches[0][0]):04X}{times}, {why}{more}"
        yield Problem.at(Place(name, line, matches[0].start() - starts[line - 1] + 1), rule, message, hint)


def _mend_hint(name: str) -> str:
    return f"save the file as UTF-8, or run “python -m daywise mend {name}”"


def _place(text: str, name: str, index: int) -> Place:
    return Place(name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
