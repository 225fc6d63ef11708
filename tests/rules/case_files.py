r"""Cases of authors' mistakes: each is a change to the small library in ``base``, and the report that it must give.

``change.txt`` reads like a diff::

    === small/plan.yaml
    -        minutes: 30
    +        minutes: soon

What stands after “-” is replaced by what stands after “+”; an empty line parts two replacements; with no “-”, lines are
added at the end, and a file that is not there is made. In brackets after the path may stand ``escaped`` (``\x00`` and
the like mean bytes), ``folder`` (one stands where the file should), ``deleted``, ``link to …`` or ``… bytes``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

BASE = Path(__file__).parent / "base"
CASES = Path(__file__).parent / "cases"
_ESCAPE = re.compile(r"\\x(?P<byte>[0-9a-f]{2})|\\u(?P<code>[0-9a-f]{4})|\\[rnt]")
_HEADER = re.compile(r"=== (?P<path>\S+)(?: \((?P<how>[^)]+)\))?")


def cases() -> list[Path]:
    """Give the folder of each case: ``cases/<rule>/<behaviour>``."""
    return sorted(path.parent for path in CASES.glob("*/*/change.txt"))


def make_library(case: Path, plans: Path) -> None:
    """Copy the base to a folder, and change it as the case says."""
    shutil.copytree(BASE, plans)
    for path, how, lines in _changes((case / "change.txt").read_text("utf-8")):
        _change(plans / path, how, lines)


def _changes(text: str) -> Iterator[tuple[str, str, list[str]]]:
    path, how = "", ""
    for is_header, group in groupby(text.splitlines(), key=lambda line: line.startswith("=== ")):
        lines = list(group)
        if is_header:
            for line in lines[:-1]:
                yield *_header(line), []
            path, how = _header(lines[-1])
        elif path:
            yield path, how, lines
            path = ""
    if path:
        yield path, how, []


def _header(line: str) -> tuple[str, str]:
    match = _HEADER.fullmatch(line)
    assert match, line
    return match["path"], match["how"] or ""


def _change(path: Path, how: str, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "deleted":
        path.unlink()
    elif how == "folder":
        path.unlink(missing_ok=True)
        path.mkdir()
    elif how.startswith("link to "):
        path.unlink(missing_ok=True)
        path.symlink_to(how.removeprefix("link to "))
    elif how.endswith(" bytes"):
        path.write_bytes(b"x" * int(how.removesuffix(" bytes")))
    else:
        before = path.read_text("utf-8") if path.is_file() else ""
        text = _edited(before, lines)
        path.write_bytes(_unescaped(text) if how == "escaped" else text.encode())


def _edited(text: str, lines: list[str]) -> str:
    for has_text, group in groupby(lines, key=bool):
        if not has_text:
            continue
        hunk = list(group)
        old = "".join(f"{line[1:]}\n" for line in hunk if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in hunk if line.startswith("+"))
        assert all(line[0] in "-+" for line in hunk), hunk
        assert old in text, f"not in the file: {old}"
        text = text.replace(old, new, 1) if old else text + new
    return text


def _unescaped(text: str) -> bytes:
    r"""Give text in which ``\xHH`` is a byte and ``\uHHHH`` a character."""
    pieces = []
    end = 0
    for match in _ESCAPE.finditer(text):
        pieces += [text[end : match.start()].encode(), _meant(match)]
        end = match.end()
    return b"".join([*pieces, text[end:].encode()])


def _meant(escape: re.Match[str]) -> bytes:
    if escape["byte"]:
        return bytes([int(escape["byte"], 16)])
    return (
        chr(int(escape["code"], 16)).encode() if escape["code"] else {"r": b"\r", "n": b"\n", "t": b"\t"}[escape[0][1]]
    )
