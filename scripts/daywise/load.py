"""Gather what the source folders hold: every plan with its lesson notes, pictures and register of ids.

This is the only module that reads files (templates apart).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from daywise.lesson import Lesson, explained_terms
from daywise.model import Plan, Unit
from daywise.notes import read_lesson
from daywise.plan_file import read_plan
from daywise.problems import InvalidSourceError, Place, Problem
from daywise.text_file import display_path, read_text
from daywise.yaml_tree import Tree, read_tree

PLAN_FILE = "plan.yaml"
IDS_FILE = "ids.txt"
LESSONS_FOLDER = "lessons"
PICTURE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})


@dataclass(frozen=True)
class Source:
    """One plan and all that belongs to it, with the places of things for messages.

    ``lessons`` are the notes by unit id (one entry for each file, whether a unit names it or not); ``pictures`` are
    the bytes of picture files by their path within the lessons folder; ``registered`` are the lines of ``ids.txt``.
    """

    plan: Plan
    tree: Tree
    folder: Path
    lessons: Mapping[str, Lesson]
    pictures: Mapping[str, bytes]
    registered: tuple[str, ...]

    @cached_property
    def has_glossary(self) -> bool:
        """Whether any lesson explains a term."""
        return any(True for lesson in self.lessons.values() for _term in explained_terms(lesson))

    def lesson_path(self, unit_id: str) -> Path:
        """Give the file that holds, or would hold, a unit's lesson."""
        return self.folder / LESSONS_FOLDER / f"{unit_id}.md"


@dataclass(frozen=True)
class Library:
    """All plans of a site, in the order of their ids."""

    sources: tuple[Source, ...]

    @cached_property
    def by_plan(self) -> dict[str, Source]:
        """Each source by its plan's id."""
        return {source.plan.id: source for source in self.sources}

    def find(self, reference: str) -> tuple[Source, Unit] | None:
        """Give the unit that ``plan/unit`` names, with its source."""
        plan_id, _, unit_id = reference.partition("/")
        source = self.by_plan.get(plan_id)
        unit = next((unit for unit in source.plan.units if unit.id == unit_id), None) if source else None
        return (source, unit) if source and unit else None

    def lesson_of(self, source: Source, unit: Unit) -> Lesson | None:
        """Give the unit's own lesson (not one of another plan that it points to)."""
        return source.lessons.get(unit.id)


def load(plans_folder: Path) -> Library:
    """Read every plan below a folder; raises InvalidSourceError with all problems of form when there are any."""
    problems: list[Problem] = []
    folders = sorted(path.parent for path in plans_folder.glob(f"*/{PLAN_FILE}"))
    if not folders:
        hint = "a plan is a folder with a plan.yaml in it"
        place = Place(display_path(plans_folder))
        problems.append(Problem.at(place, "no-plan", f"found no */{PLAN_FILE} here", hint))
    sources = [source for folder in folders if (source := _load_plan(folder, problems)) is not None]
    if problems:
        raise InvalidSourceError(problems)
    return Library(tuple(sources))


def _load_plan(folder: Path, problems: list[Problem]) -> Source | None:
    path = folder / PLAN_FILE
    lessons = _load_lessons(folder / LESSONS_FOLDER, problems)
    text = read_text(path, problems)
    tree = read_tree(text, display_path(path), problems) if text is not None else None
    plan = read_plan(tree, problems) if tree is not None else None
    if tree is None or plan is None:
        return None
    ids_path = folder / IDS_FILE
    registered = (read_text(ids_path, problems) or "").split() if ids_path.exists() else []
    return Source(plan, tree, folder, lessons, _load_pictures(folder / LESSONS_FOLDER), tuple(registered))


def _load_lessons(folder: Path, problems: list[Problem]) -> dict[str, Lesson]:
    lessons = {}
    for path in sorted(folder.glob("*.md")):
        if (text := read_text(path, problems)) is not None:
            lessons[path.stem] = read_lesson(text, path.stem, display_path(path))
    return lessons


def _load_pictures(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PICTURE_SUFFIXES and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
