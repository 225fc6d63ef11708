"""The house style of words: pictures say what they show, links have words, and nothing is left over from writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from daywise.fences import code_of, directive
from daywise.lesson import Prose
from daywise.markdown import COMMENT, walk_inline
from daywise.note_text import without_code
from daywise.problems import Place, Problem
from daywise.rules.rule import Found, Note, StyleRule
from daywise.rules.style_shapes import Shape

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
_IN_ADDRESSES = ("://", "www.")
_AFTER_ADDRESS = ".,;:!?)”’\"'"
_DRAFT_WORDS = ("TODO", "FIXME", "XXX", "TBD", "TKTK")
_DRAFT_PHRASES = ("???", "lorem ipsum", "coming soon")
_DRAFT = re.compile(rf"\b(?:{'|'.join(_DRAFT_WORDS)})\b|(?i:{'|'.join(map(re.escape, _DRAFT_PHRASES))})")
_FEW_WORDS = 3
"""A comment of fewer words may speak to a tool, such as ``prettier-ignore``."""


def pictures(note: Note, _shape: Shape) -> Found:
    """Every picture has words for those who cannot see it."""
    places = (link for link in note.facts.links if link.is_picture)  # In reading order, as the tokens below.
    for _line, token in _inline(note):
        if token.type == "image":
            place = next(places)
            if not token.content.strip():
                message = f"the picture “{place.target}” has no words for those who cannot see it"
                hint = "write between the brackets what it says: ![Two names lead to one list](…)"
                at = Place(note.lesson.path, place.line, place.column)
                yield Problem.at(at, "no-alt-text", message, hint)


def links(note: Note, _shape: Shape) -> Found:
    """Every link is made of words, not of its address."""
    lines = note.text.split("\n")
    for line, token in _inline(note):
        if token.type != "text" or not any(sign in token.content for sign in _IN_ADDRESSES):
            continue
        for match in _ADDRESS.finditer(token.content):
            address = match[0].rstrip(_AFTER_ADDRESS)
            at = next((number for number in range(line, len(lines) + 1) if address in lines[number - 1]), line)
            place = Place(note.lesson.path, at, max(lines[at - 1].find(address), 0) + 1)
            hint = f"write [words that say what is there]({address})"
            yield Problem.at(place, "bare-link", f"“{address}” is an address, not words", hint)


def _inline(note: Note) -> Iterator[tuple[int, Token]]:
    """Give each token within paragraphs, with the line that the paragraph begins on."""
    for _section, part in note.lesson.parts():
        if isinstance(part, Prose):
            yield from walk_inline(part.tokens)


def leftovers(note: Note, _shape: Shape) -> Found:
    """Nothing stays of what authors write to themselves."""
    text = without_code(note.text)
    for match in _DRAFT.finditer(text) if _may_be_draft(text) else ():
        place = _place(note, match.start())
        if not _is_code(note, place.line):
            hint = "do it, or take it out: readers trust a page that is finished"
            yield Problem.at(place, "leftover", f"“{match[0]}” is a note to yourself", hint)
    notes = [_place(note, match.start()) for match in COMMENT.finditer(text) if _is_note(match[1])]
    if notes:  # All of them are one mistake: a lesson begins as a form to fill in, and each part of it has one.
        others = f", as are {len(notes) - 1} more" if len(notes) > 1 else ""
        message = f"this comment is a note to yourself{others}: the page leaves it out"
        yield Problem.at(notes[0], "leftover", message, "do what it says, then delete it")


def _may_be_draft(text: str) -> bool:
    """Tell whether a closer look is worth its time; for most texts it is not."""
    lower = text.lower()
    return any(word in text for word in _DRAFT_WORDS) or any(phrase in lower for phrase in _DRAFT_PHRASES)


def _is_code(note: Note, line: int) -> bool:
    """Tell whether a line is one of code that is indented: no mark shows where such code begins."""
    return any(block.line <= line < block.line + block.source.count("\n") for block in code_of(note.lesson))


def _is_note(comment: str) -> bool:
    """Tell whether a comment is written to people: it is no id, term or instruction, and has not been reported."""
    is_instruction = directive(comment, 0) is not None or comment.startswith("id:")
    return not is_instruction and len(comment.split()) >= _FEW_WORDS and not _DRAFT.search(comment)


def _place(note: Note, position: int) -> Place:
    before = note.text[:position]
    return Place(note.lesson.path, before.count("\n") + 1, position - before.rfind("\n"))


RULES: tuple[StyleRule, ...] = (pictures, links, leftovers)
