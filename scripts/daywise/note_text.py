"""Lesson notes as lines of text: where code is, where comments with ids stand, and what is opened and never closed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CODE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<span>`+)(?!`).+?(?<!`)(?P=span)(?!`)",
    re.MULTILINE,
)
_ID_COMMENT = re.compile(r"<!--\s*+id\s*+:\s*+(\S(?:(?!-->|<!--)\S|\s++(?!-->))*+)\s*+-->")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_COMMENT = "<!--"
_COMMENT_END = "-->"


class IdComment(NamedTuple):
    """A comment ``<!-- id: … -->``: what it says, and where (both from 1)."""

    id: str
    line: int
    column: int


class Unclosed(NamedTuple):
    """Something that takes what follows because it is not closed.

    ``next_line`` is where the next one of its kind begins; it is 0 when none does before the end of the notes.
    """

    kind: str
    line: int
    column: int
    mark: str
    next_line: int = 0


@lru_cache(maxsize=1)
def without_code(text: str) -> str:
    """Blank out code, in fences and in backticks, so that what is left keeps its lines and columns."""
    return _CODE.sub(lambda match: "\n".join(" " * len(line) for line in match[0].split("\n")), text)


@lru_cache(maxsize=1)
def id_comments(text: str) -> tuple[IdComment, ...]:
    """Give the comments that hold ids, outside of code."""
    if "<!--" not in text:
        return ()
    lines = enumerate(without_code(text).split("\n"), 1)
    return tuple(
        IdComment(match[1], number, match.start() + 1) for number, line in lines for match in _ID_COMMENT.finditer(line)
    )


@lru_cache(maxsize=1)
def unclosed(text: str) -> Unclosed | None:
    """Give the first fence or comment that is not closed, or None.

    The end of the next one may close it for Markdown; that the next one begins within it tells that it was not meant.
    """
    opened: Unclosed | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line or (line.lstrip(" ")[:1] not in "`~<" and opened is None):
            continue
        fence = _FENCE.fullmatch(line)
        if opened is None:
            opened = _opened(number, line, fence)
        elif opened.kind == "comment":
            before, end, _after = line.partition(_COMMENT_END)
            if _COMMENT in before:
                return opened._replace(next_line=number)
            opened = None if end else opened
        elif fence and fence[1].startswith(opened.mark):
            if fence[2].strip():
                return opened._replace(next_line=number)
            opened = None
    return opened


def _opened(number: int, line: str, fence: re.Match[str] | None) -> Unclosed | None:
    """Give what a line opens and does not close."""
    if fence and not (fence[1][0] == "`" and "`" in fence[2]):
        return Unclosed("fence", number, line.index(fence[1]) + 1, fence[1])
    if line.lstrip(" ").startswith(_COMMENT) and _COMMENT_END not in line:
        return Unclosed("comment", number, line.index(_COMMENT) + 1, _COMMENT)
    return None
