"""The Markdown that authors write: CommonMark with tables, read the way GitHub reads it.

Raw HTML is parsed, so that ids in comments are found, but never passed on: a comment is left out, anything else is
shown as it was typed. In two things we are kinder than GitHub: text on the same line after a comment is Markdown, too,
and what a table's row has beyond its header's columns is shown in the last of them, not dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Each character is looked at once, so that thousands of comments that nobody closed take no time; none holds another.
COMMENT = re.compile(r"<!--\s*+((?:(?!-->|<!--)\S|\s++(?!-->))*+)\s*+-->")
TERM = re.compile(r"<!--\s*term\s*(?::\s*(.*?))?\s*-->")
"""Stands right after the emphasised words that a sentence explains: ``*frame*<!-- term -->``."""

MAX_NESTING = 100
"""How deep lists and quotations may nest; the parser drops what lies deeper, and its own limit is 20."""

_COMMENT_THEN_TEXT = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+(?!<!--)\S")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")

_IN_TABLE = 2  # The level of a row of a table that stands directly in the notes.
_IN_ITEM = 2  # The level of what stands directly in an item of a list that stands directly in the notes.


@cache
def parser() -> MarkdownIt:
    """Give the parser; it keeps no state between texts."""
    options = {"html": True, "maxNesting": MAX_NESTING}
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    markdown.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.core.ruler.after("block", "surplus_cells", _keep_surplus_cells)
    return markdown


def _keep_surplus_cells(state: StateCore) -> None:
    """Put what a row has beyond the header's columns into its last cell, for tables that stand directly in the text."""
    lines = state.src.split("\n")
    columns, last = 0, Token("inline", "", 0)
    for token in state.tokens:
        match token.type:
            case "table_open":
                columns = 0
            case "th_open":
                columns += 1
            case "inline":
                last = token
            case "tr_close" if last.map and token.level == _IN_TABLE and columns:
                row = escapedSplit(lines[last.map[0]].strip())
                cells = row[1 if row and not row[0] else 0 : -1 if row and not row[-1] else None]
                last.content = " | ".join([last.content, *(cell.strip() for cell in cells[columns:])])


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's interface
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not _COMMENT_THEN_TEXT.match(line) and html_block(state, start, end, silent)


References = dict[str, Any]
"""The link definitions (``[name]: address``) of a text, filled by `parse` and used by `paragraph`."""


def parse(text: str, references: References | None = None) -> list[Token]:
    """Parse Markdown into block tokens, whose ``map`` holds line ranges counted from 0."""
    return parser().parse(text, {} if references is None else references)


def paragraph(text: str, line: int, references: References) -> tuple[Token, ...]:
    """Parse a piece of a paragraph, which begins on a line (counted from 1), as a paragraph of its own."""
    (inline,) = parser().parseInline(text, references)
    return _paragraph(inline, text, line)


def literal_paragraph(text: str, line: int) -> tuple[Token, ...]:
    """Give a paragraph in which no character means anything."""
    return _paragraph(Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)]), text, line)


def _paragraph(inline: Token, text: str, line: int) -> tuple[Token, ...]:
    lines = [line - 1, line + text.count("\n")]
    inline.map, inline.level = lines, 1
    opening = Token("paragraph_open", "p", 1, map=lines, block=True)
    return opening, inline, Token("paragraph_close", "p", -1, block=True)


def groups(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Split tokens into the top-level elements: a paragraph, a list, a fence, each with all that is inside it."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield tuple(group)
            group = []


def list_items(group: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Give what each item of a list holds, as it would stand outside the list."""
    start = 0
    for index, token in enumerate(group):
        if token.level != 1:
            continue
        if token.type == "list_item_open":
            start = index + 1
        elif token.type == "list_item_close" and index > start:
            yield tuple(inner.copy(level=inner.level - _IN_ITEM) for inner in group[start:index])


def plain_text(tokens: Iterable[Token]) -> str:
    """Give the words of tokens without markup, blocks parted by a space."""
    return " ".join(" ".join(_texts(tokens)).split())


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline_texts(token.children or ()))
        elif token.type in {"fence", "code_block"}:
            yield token.content
        elif token.type == "html_block":
            yield COMMENT.sub("", token.content)


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
    after = next((token for token in tokens[close + 1 :] if token.type != "text" or token.content), None)
    match = TERM.fullmatch(after.content) if after is not None and after.type == "html_inline" else None
    return (match[1] or "".join(_inline_texts(tokens[index:close]))) if match else ""


def closing(tokens: Sequence[Token], index: int) -> int:
    """Give the index of the token that closes the one at an index."""
    level = tokens[index].level
    return next(at for at in range(index + 1, len(tokens)) if tokens[at].level == level and tokens[at].nesting < 0)


def _sentence_at(text: str, position: int) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= position), default=0)
    end = min((end for end in ends if end > position), default=len(text))
    return " ".join(text[start:end].split())
