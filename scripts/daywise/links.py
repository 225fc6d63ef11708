"""Where the links and pictures of lesson notes lead, and which anchors a lesson's page has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from daywise.lesson import Lesson, Prose, owners
from daywise.markdown import walk_inline
from daywise.notes import slug

if TYPE_CHECKING:  # `load` gathers facts about links, so it imports this module.
    from daywise.load import Library, Source

GLOSSARY = "glossary.md"
"""What a link in notes says to lead to the plan's glossary."""

_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def is_external(target: str) -> bool:
    """Tell whether a link leads out of the site."""
    return bool(_EXTERNAL.match(target))


def split(target: str) -> tuple[str, str]:
    """Split a link within the site into its path and its fragment, both as typed rather than percent-encoded."""
    path, _, fragment = target.partition("#")
    return unquote(path), unquote(fragment)


def linked_unit(library: Library, source: Source, path: str) -> tuple[Source, str] | None:
    """Give the unit that a link in lesson notes leads to: ``other.md``, or ``../../plan/lessons/other.md``."""
    if ".md" not in path or (pure := PurePosixPath(path)).suffix != ".md":
        return None
    parts = [part for part in pure.parts if part not in {".", "..", "lessons"}]
    plan_id = parts[0] if len(parts) > 1 else source.plan.id
    found = library.find(f"{plan_id}/{pure.stem}")
    return (found[0], found[1].id) if found else None


def targets(lesson: Lesson) -> Iterator[tuple[int, bool, str]]:
    """Give each link and picture of a lesson: its line, whether it is a picture, its target."""
    for _section, part in lesson.parts():
        if isinstance(part, Prose):
            for line, token in walk_inline(part.tokens):
                if token.type == "link_open":
                    yield line, False, str(token.attrs["href"])
                elif token.type == "image":
                    yield line, True, str(token.attrs["src"])


def anchors(lesson: Lesson) -> set[str]:
    """Give every anchor that a lesson's page has."""
    found = {section.id for section in lesson.sections}
    found |= {owner.id for owner in owners(lesson)}
    for _section, part in lesson.parts():
        if isinstance(part, Prose):
            found |= {str(token.attrs["id"]) for token in part.tokens if token.attrs.get("id")}
    return found


def term_anchor(term: str) -> str:
    """Give the anchor of a term, on the glossary and where a lesson explains it."""
    return f"term-{slug(term)}"
