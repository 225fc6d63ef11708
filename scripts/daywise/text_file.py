"""Read a source file as text: bytes in, lines of UTF-8 out, or one clear problem."""

from __future__ import annotations

import re
from pathlib import Path

from daywise.problems import Place, Problem

MAX_BYTES = 1_000_000  # A lesson of 2,000 words is about 30 kB; anything near a megabyte is the wrong file.
BYTE_ORDER_MARK = "\ufeff"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no page can show."""


def display_path(path: Path) -> str:
    """Give a path as an author would type it: relative to the working folder if it is inside, with ``/``."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Read a UTF-8 file, with line feeds for line ends; give None after adding a problem when it cannot be read."""
    name = display_path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem.at(Place(name), "unreadable", f"the file cannot be read: {error.strerror}"))
        return None
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, expected at most {MAX_BYTES:,}"
        problems.append(Problem.at(Place(name), "file-too-large", message))
        return None
    return decode(data, name, problems)


def decode(data: bytes, name: str, problems: list[Problem]) -> str | None:
    """Decode bytes as UTF-8, a byte order mark dropped; give None after adding a problem when they are not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save the file again with the encoding UTF-8"
        problems.append(Problem.at(Place(name), "encoding", "found UTF-16 text, expected UTF-8", hint))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"found the byte 0x{data[error.start]:02x}, which is not UTF-8"
        hint = "save the file again with the encoding UTF-8"
        problems.append(Problem.at(Place(name, line, column), "encoding", message, hint))
        return None
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if match := CONTROL.search(text):
        bad = match.start()
        line = text.count("\n", 0, bad) + 1
        column = bad - (text.rfind("\n", 0, bad) + 1) + 1
        message = f"found the control character U+{ord(text[bad]):04X}, which no page can show"
        problems.append(Problem.at(Place(name, line, column), "control-character", message, "delete it"))
        return None
    return text
