"""What every rule is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from daywise.facts import LessonFacts
from daywise.lesson import Lesson
from daywise.load import Library, Source
from daywise.model import Kind, Unit
from daywise.problems import Problem
from daywise.rules.style_shapes import Shape
from daywise.yaml_tree import DataPath

Found: TypeAlias = Iterator[Problem]
Rule: TypeAlias = Callable[[Library, Source], Found]
"""A rule about a plan: what it sees is all plans, and the one that it is about."""


class Note(NamedTuple):
    """One lesson, the text of its notes, and the facts about it."""

    lesson: Lesson
    text: str
    facts: LessonFacts


LessonRule: TypeAlias = Callable[[Note], Found]
"""A rule about one lesson, which sees nothing else: what it finds can be kept between runs."""


StyleRule: TypeAlias = Callable[[Note, Shape], Found]
"""A rule of the house style about one lesson, which has the shape that its kind of unit asks for."""


def units_with_paths(source: Source) -> Iterator[tuple[Unit, DataPath]]:
    """Give each unit, in the order of the file, with its path in the plan's data."""
    for phase_index, phase in enumerate(source.plan.phases):
        for unit_index, unit in enumerate(phase.units):
            yield unit, ("phases", phase_index, "units", unit_index)


def house_kinds(source: Source) -> dict[str, Kind]:
    """Give the kind of each unit whose lesson is held to the house style, by the unit's id; none, unless asked for."""
    if source.plan.style != "house":
        return {}
    return {
        unit.id: unit.kind
        for unit, path in units_with_paths(source)
        if all(source.tree.is_sure((*path, key)) for key in ("id", "kind"))
    }


def has_all(source: Source, *paths: DataPath) -> bool:
    """Tell whether lists and mappings were read to their end: only then can a rule say that something is not there."""
    tree = source.tree
    return () not in tree.cut and all(tree.is_sure(path) and path not in tree.cut for path in paths)


def has_all_units(source: Source) -> bool:
    """Tell whether every unit of the plan, and its id, is known."""
    phases = (("phases", index) for index in range(len(source.plan.phases)))
    lists: list[DataPath] = [("phases",), *(path for phase in phases for path in (phase, (*phase, "units")))]
    units = (path for _unit, path in units_with_paths(source))
    return has_all(source, *lists) and all(source.tree.is_sure((*path, "id")) for path in units)
