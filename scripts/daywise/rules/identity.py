"""Ids: well placed, unique in their plan, and all in the register that makes them permanent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from daywise.load import IDS_FILE, RETIRED_FILE, Library, Source
from daywise.model import ID_PATTERN
from daywise.problems import Place, Problem, nearest
from daywise.rules.rule import Found, Rule, has_all_units, units_with_paths
from daywise.text_file import display_path
from daywise.yaml_tree import Data, DataPath

RESERVED_UNIT_IDS = frozenset(
    {
        "gantt", "questions", "resources", "context", "today", "phases", "assets", "index", "search", "timeline",
        "glossary", "sheet",
    }
)  # fmt: skip
RESERVED_PLAN_IDS = frozenset({"assets", "pagefind", "index", "404", "schema", "search", "glossary", "phases"})
WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")

_HOLDERS = frozenset(
    {"phases", "units", "checklist", "tracks", "resources", "items", "interview_context", "groups", "milestones", "id"}
)
"""The keys below which ids stand."""

_FEW = 3
_COMPARISONS = 10_000  # Where that many ids have changed, nobody renamed them one by one.
RETIRE = "run “python -m daywise ids --retire”"
Ids: TypeAlias = list[tuple[str, Place]]


def plan_ids(_library: Library, source: Source) -> Found:
    """Plans are named like their folders, and no address is one that the site or a file system needs for itself."""
    plan, tree = source.plan, source.tree
    if tree.is_sure(("id",)):
        if plan.id != source.folder.name:
            message = f"the plan's id is “{plan.id}”, but its folder is “{source.folder.name}”"
            yield Problem.at(tree.place(("id",)), "plan-id", message, "give both the same name")
        elif plan.id in RESERVED_PLAN_IDS or WINDOWS_DEVICES.fullmatch(plan.id):
            message = f"“{plan.id}” cannot be a plan's id: the site, or Windows, has another use for it"
            yield Problem.at(tree.place(("id",)), "reserved-id", message, "choose another, and rename the folder")
    for index, phase in enumerate(plan.phases):
        if WINDOWS_DEVICES.fullmatch(phase.id):
            place = tree.place(("phases", index, "id"))
            message = f"“{phase.id}” cannot be a phase's id: Windows has another use for it"
            yield Problem.at(place, "reserved-id", message, "choose another")
    for unit, path in units_with_paths(source):
        if unit.id in RESERVED_UNIT_IDS or WINDOWS_DEVICES.fullmatch(unit.id):
            message = f"“{unit.id}” cannot be a unit's id: the site, or Windows, has another use for it"
            yield Problem.at(tree.place((*path, "id")), "reserved-id", message, "choose another")


def ids(_library: Library, source: Source) -> Found:
    """Every id stands once in its plan, lessons included, and is in the register, which does not have it as retired."""
    found = list(all_ids(source))
    yield from _unique(found)
    lost = lost_ids(source) or []
    yield from _missing(source, lost)
    yield from _registered(source, found, lost)
    yield from _retired(source, found)


def _unique(ids: Ids) -> Found:
    first: dict[str, Place] = {}
    for found, place in ids:
        if found in first:
            earlier = first[found]
            message = f"the id “{found}” is taken already, at {earlier.path}:{earlier.line}"
            yield Problem.at(place, "duplicate-id", message, "choose another: ids are unique in their plan")
        else:
            first[found] = place


def all_ids(source: Source) -> Iterator[tuple[str, Place]]:
    """Give every well-formed id of a plan with its place: those of plan.yaml first, then those of the lessons."""
    yield from _ids_within(source, source.tree.data, ())
    units = dict.fromkeys(unit.id for unit in source.plan.units)
    others = dict.fromkeys(source.lessons) if not has_all_units(source) else {}
    for unit_id in units | others:
        if unit_id in source.lessons:
            yield from _lesson_ids(source, unit_id)


def _lesson_ids(source: Source, unit_id: str) -> Iterator[tuple[str, Place]]:
    path = source.notes(unit_id)[0]
    for owner in source.facts(unit_id).owners:
        if ID_PATTERN.fullmatch(owner.id):
            yield owner.id, Place(path, owner.line, owner.column)


def _ids_within(source: Source, data: Data, path: DataPath) -> Iterator[tuple[str, Place]]:
    if isinstance(data, dict):
        if path and isinstance(found := data.get("id"), str) and ID_PATTERN.fullmatch(found):
            yield found, source.tree.place((*path, "id"))
        for key, value in data.items():
            yield from _ids_within(source, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _ids_within(source, value, (*path, index))


def _missing(source: Source, lost: list[str]) -> Found:
    """Everything in a lesson that takes an id has one."""
    hint = "run “python -m daywise ids”, which writes it"
    if lost:
        few = f"those in {IDS_FILE} that stand nowhere ({', '.join(lost[:_FEW])})"
        hint = f"was its id deleted? If it is one of {few}, put it back; else {hint}"
    for name in source.lessons:
        facts = source.facts(name)
        for owner in facts.owners:
            if not owner.id and owner.line <= facts.whole_until:
                place = Place(display_path(source.lesson_path(name)), owner.line, owner.column)
                yield Problem.at(place, "missing-id", f"{owner.called} has no id", hint)


# -- the register ------------------------------------------------------------------------------------------------


def lists(_library: Library, source: Source) -> Found:
    """Every line of the register and of the list of retired ids is one id, each once: its number is the ordinal."""
    known = set(source.registered)
    for name, lines in ((IDS_FILE, source.registered), (RETIRED_FILE, source.retired)):
        first: dict[str, int] = {}
        path = display_path(source.folder / name)
        for number, line in enumerate(lines, 1):
            place = Place(path, number)
            hint = "take the file of before from version control: it only grows at its end"
            if not ID_PATTERN.fullmatch(line):
                message = f"this line is “{line}”, expected one id" if line else "this line is empty, expected one id"
                yield Problem.at(place, "ids-register", message, hint)
            elif line in first:
                message = f"“{line}” stands here already, on line {first[line]}"
                yield Problem.at(place, "ids-register", message, hint)
            elif name == RETIRED_FILE and line not in known and IDS_FILE not in source.unread:
                message = f"“{line}” is retired, but {IDS_FILE} does not have it"
                yield Problem.at(place, "ids-register", message, hint)
            first.setdefault(line, number)


def _registered(source: Source, ids: Ids, lost: list[str]) -> Found:
    """Every id is in the register, and none has been renamed."""
    if IDS_FILE in source.unread:
        return
    known = set(source.registered)
    new = {found: place for found, place in reversed(ids) if found not in known}
    has_missing = any(not owner.id for name in source.lessons for owner in source.facts(name).owners)
    renamed = _renamed(lost, new)
    for old, name in renamed.items():
        message = f"“{name}” is new, and “{old}” of {IDS_FILE} is gone: an id is never changed"
        hint = f"write “{old}” again, since readers' ticks and links hang on it; if this is another thing, {RETIRE}"
        yield Problem.at(new.pop(name), "lost-id", message, hint)
    gone = [each for each in lost if each not in renamed]
    if gone and not has_missing:
        message = f"the id “{gone[0]}” stands nowhere in the plan any more{_nor(gone[1:])}"
        hint = f"put it back; or, if it is gone for good, {RETIRE}"
        place = Place(display_path(source.folder / IDS_FILE), source.registered.index(gone[0]) + 1)
        yield Problem.at(place, "lost-id", message, hint)
    if new:
        first = min(new, key=lambda each: new[each])
        more = len(new) - 1
        others = f", as {'is 1 other' if more == 1 else f'are {more} others'}" if more else ""
        message = f"the id “{first}” is not in {IDS_FILE} yet{others}"
        yield Problem.at(new[first], "ids-register", message, "run “python -m daywise ids”, which adds new ids")


def _nor(others: list[str]) -> str:
    """Go on with the others that are gone, too; the first of them by name."""
    if not others:
        return ""
    few = ", ".join(others[: _FEW - 1]) + (" …" if len(others) >= _FEW else "")
    return f", nor {'does 1 other' if len(others) == 1 else f'do {len(others)} others'} ({few})"


def _renamed(lost: list[str], new: Mapping[str, Place]) -> dict[str, str]:
    """Give each lost id that an author seems to have changed, with its new form; no two have the same."""
    renamed: dict[str, str] = {}
    for old in lost if len(lost) * len(new) <= _COMPARISONS else ():
        if (name := nearest(old, [each for each in new if each not in renamed.values()])) is not None:
            renamed[old] = name
    return renamed


def _retired(source: Source, ids: Ids) -> Found:
    """No id that was retired is used again: a reader's old tick would come back on something else."""
    lines = {line: number for number, line in enumerate(source.retired, 1)}
    for found, place in ids:
        if found in lines:
            message = f"the id “{found}” was retired: line {lines[found]} of {RETIRED_FILE}"
            hint = "choose another; or, if the very same thing has come back, delete that line"
            yield Problem.at(place, "retired-id", message, hint)


def lost_ids(source: Source) -> list[str] | None:
    """Give the registered ids that stand nowhere and are not retired, or None when part of the plan is not known."""
    tree = source.tree
    doubtful = any(not path or isinstance(path[-1], int) or path[-1] in _HOLDERS for path in tree.unsure)
    if doubtful or tree.cut or source.unread or not all(source.facts(name).is_whole for name in source.lessons):
        return None
    standing = {found for found, _place in _ids_within(source, tree.data, ())}
    standing |= {anchor for name in source.lessons for anchor in source.facts(name).anchors}
    gone = dict.fromkeys(source.registered)
    return [each for each in gone if each and each not in standing and each not in source.retired]


RULES: tuple[Rule, ...] = (plan_ids, ids, lists)
