"""Lessons among others: each belongs to a unit, its links and pictures are there, and its diagrams are safe to show."""

from __future__ import annotations

from functools import cache, partial
from typing import Literal, TypeAlias

from daywise import svg
from daywise.links import GLOSSARY, is_external, linked_unit, split, term_anchor
from daywise.load import Library, Source
from daywise.problems import Place, Problem, did_you_mean
from daywise.rules.rule import Found, Rule, has_all_units
from daywise.text_file import display_path

Anchors: TypeAlias = frozenset[str] | Literal["unknown", "nowhere"]
"""The anchors of a page; unknown when the page, or part of its notes, could not be read; nowhere when there is none."""


def lesson_files(_library: Library, source: Source) -> Found:
    """Every lesson file belongs to a unit."""
    if has_all_units(source):
        for name in source.lessons:
            if name not in source.plan.units_by_id:
                without = [unit.id for unit in source.plan.units if unit.id not in source.lessons]
                hint = did_you_mean(name, without) or "name the file after the unit's id"
                place = Place(display_path(source.lesson_path(name)))
                yield Problem.at(place, "lesson-without-unit", f"the plan has no unit “{name}”", hint)


def links(library: Library, source: Source) -> Found:
    """Links within and between lessons lead somewhere, and pictures are there."""
    anchors_at = cache(partial(_anchors_at, library, source))
    for name in source.lessons:
        path = display_path(source.lesson_path(name))
        for link in source.facts(name).links:
            if not is_external(link.target):
                place = Place(path, link.line, link.column)
                target, fragment = split(link.target)
                if link.is_picture:
                    yield from _picture(source, place, target)
                else:
                    yield from _link(source, place, target, fragment, anchors_at(target or f"{name}.md"))


def _picture(source: Source, place: Place, path: str) -> Found:
    if path not in source.pictures and path not in source.unread:
        hint = did_you_mean(path, source.pictures) or "put it into the plan's lessons folder"
        yield Problem.at(place, "dead-picture", f"there is no picture “{path}”", hint)


def _link(source: Source, place: Place, path: str, fragment: str, anchors: Anchors) -> Found:
    if anchors == "nowhere":
        files = [f"{unit.id}.md" for unit in source.plan.units]
        hint = did_you_mean(path, files) or "a link to a lesson is the name of its file, such as other-unit.md"
        yield Problem.at(place, "dead-link", f"no unit has its lesson at “{path}”", hint)
    elif fragment and anchors != "unknown" and fragment not in anchors:
        hint = did_you_mean(fragment, anchors) or "a link to a block is its id after “#”"
        yield Problem.at(place, "dead-anchor", f"there is no “{fragment}” on that page", hint)


def _anchors_at(library: Library, source: Source, path: str) -> Anchors:
    """Give the anchors of the page that a link in a lesson leads to."""
    if path == GLOSSARY:
        return frozenset(term_anchor(term) for name in source.lessons for term in source.facts(name).terms)
    found = linked_unit(library, source, path)
    if found is None:
        return "unknown" if _may_be_there(library, source, path) else "nowhere"
    other, unit_id = found
    if unit_id not in other.lessons:
        return "unknown" if unit_id in other.unread else frozenset()
    facts = other.facts(unit_id)
    return facts.anchors if facts.is_whole else "unknown"


def _may_be_there(library: Library, source: Source, path: str) -> bool:
    """Tell whether a link that leads to no unit may be right, once other problems have been mended."""
    *folders, file = [part for part in path.split("/") if part not in {".", "..", "lessons"}] or [path]
    other = library.by_plan.get(folders[0]) if folders else source
    name = file.removesuffix(".md")
    return other is not None and (name in other.lessons or name in other.unread or not has_all_units(other))


def diagrams(_library: Library, source: Source) -> Found:
    """Diagrams hold shapes and text only, since they stand inside the page."""
    folder = source.lesson_path("").parent
    for name, data in source.pictures.items():
        if name.lower().endswith(".svg"):
            for fault in svg.faults(data):
                hint = 'keep to shapes and text, with colours as fill="var(--dw-ink, #1c1f24)"'
                yield Problem.at(Place(display_path(folder / name)), "diagram", fault, hint)


RULES: tuple[Rule, ...] = (lesson_files, links, diagrams)
