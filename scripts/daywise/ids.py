"""Write the ids that are missing, and keep each plan's register of ids.

An id is permanent: saved ticks, links and flashcard histories hang on it. ``ids.txt`` lists every id that a plan has
ever had, one a line; it only grows, and an id's line number is its permanent ordinal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from daywise.lesson import Block, Exercise, Lesson, OneLiner, Owner, Question, SelfCheckItem, owners
from daywise.load import IDS_FILE, Library, Source
from daywise.markdown import plain_text
from daywise.notes import PAGE_ANCHORS, slug
from daywise.rules.identity import all_ids
from daywise.text_file import BYTE_ORDER_MARK, display_path
from daywise.write import replace_text

MAX_WORDS = 6
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_END = re.compile(r"(?:\r\n|\r|\n)?\Z")


def with_missing_ids(lesson: Lesson, text: str, taken: set[str]) -> str:
    """Give the text of lesson notes with a comment that holds a new id wherever one is missing.

    ``taken`` are the ids that are not free; the new ones are added to it.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines = _LINE.findall(text.removeprefix(mark))
    end = next((end for end in ("\r\n", "\r") if lines and lines[0].endswith(end)), "\n")
    comments = []
    for owner in owners(lesson):
        if not owner.id:
            new = _free(_proposal(owner), taken)
            taken.add(new)
            comments.append((owner, f"<!-- id: {new} -->"))
    for owner, comment in sorted(comments, key=lambda pair: -pair[0].line):  # From below, so that line numbers hold.
        if isinstance(owner, SelfCheckItem):
            at = _last_line(owner) - 1
            lines[at] = _LINE_END.sub(f" {comment}\\g<0>", lines[at], count=1)
        else:
            lines[owner.line - 1 : owner.line - 1] = [f"{comment}{end}", end]
    return mark + "".join(lines)


def registered(source: Source) -> tuple[str, ...]:
    """Give the lines of the register: those that are there, then the new ids in the order of the source."""
    lines = list(source.registered)
    known = set(lines)
    for found, _place in all_ids(source):
        if found not in known:
            known.add(found)
            lines.append(found)
    return tuple(lines)


def write_missing_ids(library: Library) -> list[str]:
    """Write missing ids into the notes of every plan; give a line for each file that changed."""
    done = []
    for source in library.sources:
        taken = {found for found, _place in all_ids(source)} | set(source.registered) | PAGE_ANCHORS
        for lesson in source.lessons.values():
            path = source.lesson_path(lesson.unit_id)
            text = path.read_bytes().decode()  # Its line ends stay as they are.
            new = with_missing_ids(lesson, text, taken)
            if new != text:
                replace_text(path, new)
                done.append(f"{lesson.path}: wrote {new.count('<!-- id:') - text.count('<!-- id:')} ids")
    return done


def write_registers(library: Library) -> list[str]:
    """Append new ids to the register of every plan; give a line for each file that changed."""
    done = []
    for source in library.sources:
        lines = registered(source)
        if lines != source.registered:
            path = source.folder / IDS_FILE
            replace_text(path, "".join(f"{line}\n" for line in lines))
            done.append(f"{display_path(path)}: appended {len(lines) - len(source.registered)} ids")
    return done


def _proposal(owner: Owner) -> str:
    """Make an id from what it stands for: the first words of a title or a question."""
    words: Iterable[str]
    match owner:
        case Block(title=title):
            words = slug(title).split("-")
        case SelfCheckItem(prose=prose):
            words = ["sc", *slug(plain_text(prose.tokens)).split("-")]
        case OneLiner(parts=parts):
            words = ["say", *_words(parts)]
        case Question(kind=kind, prompt=prompt):
            words = [{"interview": "q", "follow-up": "fq", "check": "check"}[kind], *_words(prompt)]
        case Exercise(kind=kind, task=task):
            words = ["worked" if kind == "worked-example" else "ex", *_words(task)]
    return "-".join(list(words)[:MAX_WORDS])


def _last_line(item: SelfCheckItem) -> int:
    """Give the line on which an item's question ends."""
    return next((token.map[1] for token in item.prose.tokens if token.type == "inline" and token.map), item.line)


def _words(parts: Iterable[object]) -> list[str]:
    texts = (plain_text(part.tokens) for part in parts if hasattr(part, "tokens"))
    return slug(next(texts, "")).split("-")


def _free(proposal: str, taken: set[str]) -> str:
    base = re.sub(r"-+", "-", proposal).strip("-") or "item"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
