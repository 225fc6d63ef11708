"""Lessons among others: each belongs to a unit, its links and pictures are there, and its diagrams are safe to show."""

from __future__ import annotations

from collections.abc import Iterator

from daywise import svg
from daywise.facts import LinkFact
from daywise.links import GLOSSARY, is_external, linked_unit, split, term_anchor
from daywise.load import Library, Source
from daywise.problems import Place, Problem, did_you_mean
from daywise.rules.rule import Found, Rule, has_all_units
from daywise.text_file import display_path


def lesson_files(_library: Library, source: Source) -> Found:
    """Every lesson file belongs to a unit."""
    if has_all_units(source):
        for name in source.lessons:
            if name not in source.units_by_id:
                without = [unit.id for unit in source.plan.units if unit.id not in source.lessons]
                hint = did_you_mean(name, without) or "name the file after the unit's id"
                place = Place(display_path(source.lesson_path(name)))
                yield Problem.at(place, "lesson-without-unit", f"the plan has no unit “{name}”", hint)


def links(library: Library, source: Source) -> Found:
    """Links within and between lessons lead somewhere, and pictures are there."""
    leads_to = cache(partial(linked_unit, library, source))
    for name in source.lessons:
        path = display_path(source.lesson_path(name))
        own = source.facts(name).anchors
        for link in source.facts(name).links:
            is_here = link.target.startswith("#") and link.target[1:] in own
            if not is_here and not is_external(link.target):
                place = Place(path, link.line, link.column)
                yield from (
                    _picture(source, place, link) if link.is_picture else _link(library, source, name, place, link)
                )


def _picture(source: Source, place: Place, link: LinkFact) -> Found:
    path, _fragment = split(link.target)
    if path not in source.pictures and path not in source.unread:
        hint = did_you_mean(path, source.pictures) or "put it into the plan's lessons folder"
        yield Problem.at(place, "dead-picture", f"there is no picture “{path}”", hint)


def _link(library: Library, source: Source, lesson: str, place: Place, link: LinkFact) -> Found:
    path, fragment = split(link.target)
    if path == GLOSSARY:
        known: Iterator[str] | None = _terms(source)
    elif not path:
        known = _anchors(source, lesson)
    elif (found := linked_unit(library, source, path)) is not None:
        known = _anchors(found[0], found[1])
    else:
        if not _may_be_there(library, source, path):
            files = [f"{unit.id}.md" for unit in source.plan.units]
            hint = did_you_mean(path, files) or "a link to a lesson is the name of its file, such as other-unit.md"
            yield Problem.at(place, "dead-link", f"no unit has its lesson at “{path}”", hint)
        return
    if fragment and known is not None and fragment not in (anchors := set(known)):
        hint = did_you_mean(fragment, anchors) or "a link to a block is its id after “#”"
        yield Problem.at(place, "dead-anchor", f"there is no “{fragment}” on that page", hint)


def _anchors(source: Source, lesson: str) -> Iterator[str] | None:
    """Give the anchors of a unit's page, or None when its notes could not be read to their end."""
    if lesson not in source.lessons:
        return None if lesson in source.unread else iter(())
    facts = source.facts(lesson)
    return iter(facts.anchors) if facts.is_whole else None


def _terms(source: Source) -> Iterator[str]:
    return (term_anchor(term) for name in source.lessons for term in source.facts(name).terms)


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
