"""The Markdown that authors write: CommonMark with tables, read the way GitHub reads it.

Raw HTML is parsed, so that ids in comments are found, but never passed on: a comment is left out, anything else is
shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
TERM = re.compile(r"<!--\s*term\s*(?::\s*(.*?))?\s*-->")
"""Stands right after the emphasised words that a sentence explains: ``*frame*<!-- term -->``."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")


@cache
def parser() -> MarkdownIt:
    """Give the parser; it keeps no state between texts."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def parse(text: str) -> list[Token]:
    """Parse Markdown into block tokens, whose ``map`` holds line ranges counted from 0."""
    return parser().parse(text)


def groups(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Split tokens into the top-level elements: a paragraph, a list, a fence, each with all that is inside it."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield tuple(group)
            group = []


def plain_text(tokens: Iterable[Token]) -> str:
    """Give the words of tokens without markup, blocks parted by a space."""
    return re.sub(r"\s+", " ", " ".join(_texts(tokens))).strip()


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline_texts(token.children or ()))
        elif token.type in {"fence", "code_block"} or (token.type == "html_block" and not COMMENT.match(token.content)):
            yield token.content


def _inline_texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield "".join(_inline_texts(token.children or ()))
        elif token.type != "html_inline" or not COMMENT.match(token.content):
            yield token.content


def walk_inline(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Give each token within paragraphs, headings and cells, with the line (from 1) its paragraph begins on."""
    for token in tokens:
        if token.type == "inline":
            line = (token.map[0] if token.map else 0) + 1
            for child in token.children or ():
                yield line, child


def terms(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Give each term that a text explains, with the sentence that explains it."""
    for token in tokens:
        children = token.children or [] if token.type == "inline" else []
        for index in range(len(children)):
            if name := term_at(children, index):
                before = len("".join(_inline_texts(children[:index])))
                yield name, _sentence_at("".join(_inline_texts(children)), before)


def term_at(tokens: Sequence[Token], index: int) -> str:
    """Give the term whose emphasis begins at an index, or the empty text.

    Its name is what the comment says after the colon, else the emphasised words themselves.
    """
    if tokens[index].type not in {"em_open", "strong_open"}:
        return ""
    close = closing(tokens, index)
    after = tokens[close + 1] if close + 1 < len(tokens) else None
    match = TERM.fullmatch(after.content) if after is not None and after.type == "html_inline" else None
    return (match[1] or "".join(_inline_texts(tokens[index:close]))) if match else ""


def closing(tokens: Sequence[Token], index: int) -> int:
    """Give the index of the token that closes the one at an index."""
    level = tokens[index].level
    return next(at for at in range(index + 1, len(tokens)) if tokens[at].level == level and tokens[at].nesting < 0)


def _sentence_at(text: str, position: int) -> str:
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        if position < end:
            return " ".join(text[start:end].split())
        start = end
    return " ".join(text[start:].split())
