"""Ids: well placed, unique in their plan, and all in the register that makes them permanent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from daywise.lesson import owners
from daywise.load import IDS_FILE, Library, Source
from daywise.problems import Place, Problem
from daywise.rules.rule import Found, Rule, units_with_paths
from daywise.yaml_tree import Data, DataPath

RESERVED_UNIT_IDS = frozenset(
    {
        "gantt",
        "questions",
        "resources",
        "context",
        "today",
        "phases",
        "assets",
        "index",
        "search",
        "timeline",
        "glossary",
    }
)
RESERVED_PLAN_IDS = frozenset({"assets", "pagefind", "index", "404", "schema", "search", "glossary", "phases"})
WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def plan_ids(_library: Library, source: Source) -> Found:
    """Plans are named like their folders, and neither they nor units take a word that the site needs."""
    plan, tree = source.plan, source.tree
    if plan.id != source.folder.name:
        message = f"the plan's id is “{plan.id}”, but its folder is “{source.folder.name}”"
        yield Problem.at(tree.place(("id",)), "plan-id", message, "give both the same name")
    if plan.id in RESERVED_PLAN_IDS or WINDOWS_DEVICES.fullmatch(plan.id):
        yield Problem.at(tree.place(("id",)), "reserved-id", f"“{plan.id}” is not free for a plan", "choose another")
    for unit, path in units_with_paths(source):
        if unit.id in RESERVED_UNIT_IDS or WINDOWS_DEVICES.fullmatch(unit.id):
            place = tree.place((*path, "id"))
            yield Problem.at(place, "reserved-id", f"“{unit.id}” is not free for a unit", "choose another")


def unique_ids(_library: Library, source: Source) -> Found:
    """Every id stands once in its plan, lessons included."""
    first: dict[str, Place] = {}
    for found, place in all_ids(source):
        if found in first:
            earlier = first[found]
            message = f"the id “{found}” is taken already, at {earlier.path}:{earlier.line}"
            yield Problem.at(place, "duplicate-id", message, "choose another; ids are unique in their plan")
        else:
            first[found] = place


def all_ids(source: Source) -> Iterator[tuple[str, Place]]:
    """Give every id of a plan with its place: those of plan.yaml first, then those of the lessons."""
    yield from _ids_within(source, source.tree.data, ())
    for unit in source.plan.units:
        if (lesson := source.lessons.get(unit.id)) is not None:
            for owner in owners(lesson):
                if owner.id:
                    yield owner.id, Place(lesson.path, owner.line)


def _ids_within(source: Source, data: Data, path: DataPath) -> Iterator[tuple[str, Place]]:
    if isinstance(data, dict):
        if path and isinstance(found := data.get("id"), str):
            yield found, source.tree.place((*path, "id"))
        for key, value in data.items():
            yield from _ids_within(source, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _ids_within(source, value, (*path, index))


def register(_library: Library, source: Source) -> Found:
    """Every id stands in ids.txt, once; what stands there is never taken out."""
    known = set(source.registered)
    place = Place(f"{source.tree.path.rpartition('/')[0]}/{IDS_FILE}")
    if len(known) != len(source.registered):
        twice = next(name for name in source.registered if source.registered.count(name) > 1)
        yield Problem.at(place, "ids-register", f"“{twice}” stands here twice", "restore the file from version control")
    missing = [found for found, _place in all_ids(source) if found not in known]
    if missing:
        message = f"{len(missing)} ids are not in the register yet, the first is “{missing[0]}”"
        yield Problem.at(place, "ids-register", message, "run “python -m daywise ids”")


RULES: tuple[Rule, ...] = (plan_ids, unique_ids, register)
