"""References: what a unit points to is there."""

from __future__ import annotations

from collections.abc import Iterable

from daywise.load import Library, Source
from daywise.problems import Problem, did_you_mean
from daywise.rules.rule import Found, Rule, units_with_paths


def tracks(_library: Library, source: Source) -> Found:
    """Every unit's track is one of the plan's."""
    titles = source.plan.track_titles
    for unit, path in units_with_paths(source):
        if unit.track not in titles:
            hint = did_you_mean(unit.track, titles) or f"the tracks are: {', '.join(titles)}"
            yield Problem.at(source.tree.place((*path, "track")), "unknown-track", f"no track is “{unit.track}”", hint)


def resources(_library: Library, source: Source) -> Found:
    """Every resource that a unit names is one of the plan's."""
    known = source.plan.resource_of
    for unit, path in units_with_paths(source):
        for index, name in enumerate(unit.resources):
            if name not in known:
                place = source.tree.place((*path, "resources", index))
                yield Problem.at(place, "unknown-resource", f"no resource is “{name}”", did_you_mean(name, known))


def topics(library: Library, source: Source) -> Found:
    """Every unit that a topic points to is there."""
    for unit, path in units_with_paths(source):
        for index, topic in enumerate(unit.topics):
            if topic.unit is not None and library.find(topic.unit) is None:
                place = source.tree.place((*path, "topics", index, "unit"))
                yield Problem.at(place, "unknown-unit", f"no unit is “{topic.unit}”", _near(topic.unit, library))


def lessons(library: Library, source: Source) -> Found:
    """Every lesson of another plan that a unit points to is there, and the unit has none of its own."""
    for unit, path in units_with_paths(source):
        if unit.lesson is None:
            continue
        place = source.tree.place((*path, "lesson"))
        found = library.find(unit.lesson)
        if found is None:
            yield Problem.at(place, "unknown-unit", f"no unit is “{unit.lesson}”", _near(unit.lesson, library))
        elif found[1].id not in found[0].lessons:
            hint = "point to a unit that has one, or name it in a topic"
            yield Problem.at(place, "no-lesson", f"“{unit.lesson}” has no lesson yet", hint)
        elif unit.id in source.lessons:
            message = f"the unit has a lesson of its own, lessons/{unit.id}.md, and points to another"
            yield Problem.at(place, "two-lessons", message, "keep one of the two")


def _near(name: str, library: Library) -> str:
    everywhere: Iterable[str] = (
        f"{source.plan.id}/{unit.id}" for source in library.sources for unit in source.plan.units
    )
    return did_you_mean(name, everywhere) or "write it as plan/unit"


RULES: tuple[Rule, ...] = (tracks, resources, topics, lessons)
