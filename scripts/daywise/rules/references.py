"""References: what a unit points to is there."""

from __future__ import annotations

from collections.abc import Iterable

from daywise.load import Library, Source
from daywise.problems import Problem, did_you_mean
from daywise.rules.rule import Found, Rule, has_all, has_all_units, units_with_paths


def tracks(_library: Library, source: Source) -> Found:
    """Every unit's track is one of the plan's."""
    titles = source.plan.track_titles
    entries = (("tracks", index, "id") for index in range(len(source.plan.tracks)))
    if not has_all(source, ("tracks",), *entries):
        return
    for unit, path in units_with_paths(source):
        at = (*path, "track")
        if unit.track not in titles and source.tree.is_sure(at):
            hint = did_you_mean(unit.track, titles) or f"the tracks are {', '.join(titles)}"
            yield Problem.at(source.tree.place(at), "unknown-track", f"the plan has no track “{unit.track}”", hint)


def resources(_library: Library, source: Source) -> Found:
    """Every resource that a unit names is one of the plan's."""
    known = source.plan.resource_of
    if not has_all(source, ("resources",)) or any(path[:1] == ("resources",) for path in source.tree.unsure):
        return
    for unit, path in units_with_paths(source):
        for index, name in enumerate(unit.resources):
            at = (*path, "resources", index)
            if name not in known and source.tree.is_sure(at):
                hint = did_you_mean(name, known) or "add it to the plan's resources"
                place = source.tree.place(at)
                yield Problem.at(place, "unknown-resource", f"the plan has no resource “{name}”", hint)


def topics(library: Library, source: Source) -> Found:
    """Every unit that a topic points to is there."""
    for unit, path in units_with_paths(source):
        for index, topic in enumerate(unit.topics):
            at = (*path, "topics", index, "unit")
            if topic.unit is not None and source.tree.is_sure(at) and _is_missing(library, topic.unit):
                hint = _near(topic.unit, library)
                yield Problem.at(source.tree.place(at), "unknown-unit", f"there is no unit “{topic.unit}”", hint)


def lessons(library: Library, source: Source) -> Found:
    """Every lesson of another plan that a unit points to is there, and the unit has none of its own."""
    for unit, path in units_with_paths(source):
        at = (*path, "lesson")
        if unit.lesson is None or not source.tree.is_sure(at):
            continue
        place = source.tree.place(at)
        found = library.find(unit.lesson)
        if found is None:
            if _is_missing(library, unit.lesson):
                hint = _near(unit.lesson, library)
                yield Problem.at(place, "unknown-unit", f"there is no unit “{unit.lesson}”", hint)
        elif found[1].id not in found[0].lessons and found[1].id not in found[0].unread:
            hint = "point to a unit that has one, or name the unit in a topic"
            yield Problem.at(place, "no-lesson", f"“{unit.lesson}” has no lesson yet", hint)
        elif unit.id in source.lessons:
            message = f"the unit has a lesson of its own, lessons/{unit.id}.md, and points to another"
            yield Problem.at(place, "two-lessons", message, "keep one of the two")


def _is_missing(library: Library, reference: str) -> bool:
    """Tell whether there is surely no such unit: all units of its plan are known, and it is not among them."""
    other = library.by_plan.get(reference.partition("/")[0])
    return library.find(reference) is None and (other is None or has_all_units(other))


def _near(name: str, library: Library) -> str:
    everywhere: Iterable[str] = (
        f"{source.plan.id}/{unit.id}" for source in library.sources for unit in source.plan.units
    )
    return did_you_mean(name, everywhere) or "write it as plan/unit"


RULES: tuple[Rule, ...] = (tracks, resources, topics, lessons)
