"""Fenced code as authors write it: the first line, the comments before it, and the output after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown_it.token import Token

from daywise.lesson import Code, Directive, Lesson, Prose
from daywise.markdown import COMMENT

OUTPUT = "output"
TITLE = re.compile(r'title="([^"]+)"')
_DIRECTIVE = re.compile(r"([a-z][a-z-]*)(?:\s*:\s*(.*))?", re.DOTALL)


def directive(comment: str, line: int) -> Directive | None:
    """Read a comment's text as a directive; give None for other comments (``id`` comments belong to headings)."""
    match = _DIRECTIVE.fullmatch(comment)
    return Directive(match[1], (match[2] or "").strip(), line) if match and match[1] != "id" else None


def code(token: Token, line: int, directives: Iterable[Directive], *, nested: bool = False) -> Code:
    """Read a fence that begins on a line."""
    language, _, info = token.info.strip().partition(" ")
    title = TITLE.fullmatch(info.strip())
    return Code(
        language,
        token.content,
        line + 1,
        title[1] if title else "",
        info=info.strip(),
        directives=tuple(directives),
        nested=nested,
    )


def with_output(code: Code, token: Token, line: int) -> Code:
    """Give the code with the output fence that begins on a line."""
    return replace(code, output=token.content, output_line=line + 1)


def code_of(lesson: Lesson) -> Iterator[Code]:
    """Give every block of code of a lesson, in reading order; those within lists and quotations are nested."""
    for _section, part in lesson.parts():
        if isinstance(part, Code):
            yield part
        elif isinstance(part, Prose):
            yield from _nested_code(part.tokens)


def _nested_code(tokens: Iterable[Token]) -> Iterator[Code]:
    """Give the code among tokens; what closes a list's item stands between two blocks that do not belong together."""
    found: Code | None = None
    directives: list[Directive] = []
    for token in tokens:
        line = (token.map[0] if token.map else 0) + 1
        if token.type == "html_block" and (comment := COMMENT.fullmatch(token.content.strip())):
            if found:
                yield found
                found = None
            if (read := directive(comment[1], line)) is not None:
                directives.append(read)
            continue
        if token.type == "fence" and token.info.strip() == OUTPUT and found and found.output is None:
            found = with_output(found, token, line)
            continue
        if found:
            yield found
            found = None
        if token.type == "fence":
            found = code(token, line, directives, nested=True)
        elif token.type == "code_block":
            found = Code("", token.content, line, directives=tuple(directives), nested=True)
        directives.clear()
    if found:
        yield found
