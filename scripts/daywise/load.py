"""Gather what the source folders hold: every plan with its lesson notes, pictures and register of ids.

This is the only module that reads files (templates apart). Reading goes on where something is wrong: the problems are
kept with what could be read, and `validate` adds those that show when things are seen together.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from daywise.facts import LessonFacts, facts_of
from daywise.lesson import Lesson
from daywise.model import Plan, Unit
from daywise.notes import read_lesson
from daywise.plan_file import read_plan
from daywise.problems import InvalidSourceError, Place, Problem, RuleName, Texts, nearest
from daywise.ran import Record, read_records
from daywise.store import Store, text_digest
from daywise.text_file import MAX_BYTES, display_path, read_bytes, read_text
from daywise.yaml_tree import Tree, read_partial_tree

PLAN_FILE = "plan.yaml"
IDS_FILE = "ids.txt"
RETIRED_FILE = "retired-ids.txt"
LESSONS_FOLDER = "lessons"
LESSON_SUFFIX = ".md"
LIKE_LESSONS = frozenset({".md", ".markdown", ".mdown"})
PICTURE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})
MAX_LESSON_BYTES = 200_000
"""A lesson of 2,000 words takes about 30 kB."""
MAX_PICTURE_BYTES = 1_000_000
"""A reader on a slow phone waits for ten seconds and more for such a picture."""


MOST_LESSONS = 32
"""So many lessons are held at once as they were read: each takes half a megabyte."""


class Lessons(Mapping[str, Lesson]):
    """Lessons by unit id, each read from its notes when it is asked for; those asked for last are held."""

    def __init__(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """Take the path and the text of the notes of each unit."""
        self.notes = notes
        self._read: dict[str, Lesson] = {}

    def __getitem__(self, unit_id: str) -> Lesson:
        """Read the notes of a unit; raises KeyError when it has none."""
        lesson = self._read.pop(unit_id, None)
        if lesson is None:
            path, text = self.notes[unit_id]
            lesson = read_lesson(text, unit_id, path)
        self._read[unit_id] = lesson  # the last of all again
        if len(self._read) > MOST_LESSONS:
            del self._read[next(iter(self._read))]
        return lesson

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the units that have notes."""
        return iter(self.notes)

    def __len__(self) -> int:
        """Give the number of notes."""
        return len(self.notes)

    def __contains__(self, unit_id: object) -> bool:
        """Tell whether a unit has notes, without reading them."""
        return unit_id in self.notes


@dataclass(frozen=True)
class Source:
    """One plan and all that belongs to it, with the places of things for messages.

    ``lessons`` are the notes by unit id (one entry for each file, whether a unit names it or not); ``pictures`` are
    the bytes of picture files by their path within the lessons folder; ``registered`` and ``retired`` are the lines of
    ``ids.txt`` and ``retired-ids.txt``. ``unread`` are lessons, pictures and lists of ids that cannot be read as meant.
    What is ``known`` of lessons was found out before, by unit id; what is shown, and the summaries, are
    `daywise.render.lesson_parts`'s.
    """

    plan: Plan
    tree: Tree
    folder: Path
    lessons: Mapping[str, Lesson]
    pictures: Mapping[str, bytes]
    registered: tuple[str, ...]
    retired: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    known_facts: dict[str, LessonFacts] = field(default_factory=dict)
    known_digests: dict[str, str] = field(default_factory=dict)
    known_shown: dict[str, str] = field(default_factory=dict)
    known_summaries: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def has_glossary(self) -> bool:
        """Whether any lesson explains a term."""
        return any(self.facts(unit_id).terms for unit_id in self.lessons)

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """What the code of lessons ran on, by unit id."""
        return read_records(self.lessons_folder)

    @property
    def lessons_folder(self) -> Path:
        """The folder of the plan's lessons."""
        return self.folder / LESSONS_FOLDER

    def lesson_path(self, unit_id: str) -> Path:
        """Give the file that holds, or would hold, a unit's lesson."""
        return self.lessons_folder / f"{unit_id}{LESSON_SUFFIX}"

    def notes(self, unit_id: str) -> tuple[str, str]:
        """Give the path and the text of a lesson's notes; the text is empty for a lesson that comes from no file."""
        return self.lessons.notes[unit_id] if isinstance(self.lessons, Lessons) else (self.lessons[unit_id].path, "")

    def digest(self, unit_id: str) -> str:
        """Give a digest of a lesson's notes and of their path; raises KeyError when there is none."""
        if unit_id not in self.known_digests:
            self.known_digests[unit_id] = text_digest(*self.notes(unit_id))
        return self.known_digests[unit_id]

    def facts(self, unit_id: str) -> LessonFacts:
        """Give what other files need to know of a lesson; raises KeyError when there is none."""
        if unit_id not in self.known_facts:
            self.known_facts[unit_id] = facts_of(self.lessons[unit_id], self.notes(unit_id)[1])
        return self.known_facts[unit_id]


@dataclass(frozen=True)
class Library:
    """All plans of a site, in the order of their ids, and what was wrong with the form of the files they came from.

    ``texts`` are the files' texts; ``marred`` are the lines (with their path) that were not read as they stand, so that
    whatever else seems wrong there may come of that. ``store`` keeps what is worked out from the lessons.
    """

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    texts: Texts = field(default_factory=dict)
    marred: frozenset[tuple[str, int]] = frozenset()
    store: Store = field(default_factory=Store, compare=False, repr=False)

    @cached_property
    def by_plan(self) -> dict[str, Source]:
        """Each source by its plan's id, and by the name of its folder, which is to be the same."""
        return {source.plan.id: source for source in self.sources} | {s.folder.name: s for s in self.sources}

    def find(self, reference: str) -> tuple[Source, Unit] | None:
        """Give the unit that ``plan/unit`` names, with its source."""
        plan_id, _, unit_id = reference.partition("/")
        source = self.by_plan.get(plan_id)
        unit = source.plan.units_by_id.get(unit_id) if source else None
        return (source, unit) if source and unit else None

    def lesson_of(self, source: Source, unit: Unit) -> Lesson | None:
        """Give the unit's own lesson (not one of another plan that it points to)."""
        return source.lessons.get(unit.id)


def load(plans_folder: Path) -> Library:
    """Read every plan below a folder; raises InvalidSourceError with all problems of form when there are any."""
    library = read_library(plans_folder)
    if library.problems:
        raise InvalidSourceError(library.problems, library.texts)
    return library


def read_library(plans_folder: Path, store: Store | None = None) -> Library:
    """Read every plan below a folder, as far as it can be read; the library has the problems of form."""
    return _Reader().library(plans_folder, store or Store())


class _Reader:
    """Reads files, and keeps their texts and their problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.marred: set[tuple[str, int]] = set()
        self.top: Path | None = None

    def library(self, plans_folder: Path, store: Store) -> Library:
        self.top = plans_folder
        sources = tuple(self._plan(folder) for folder in self._folders(plans_folder))
        return Library(sources, tuple(self.problems), self.texts, frozenset(self.marred), store)

    def _folders(self, plans_folder: Path) -> list[Path]:
        """Give the folders of plans; hidden ones are none of ours."""
        found = [path for path in self._entries(plans_folder) if _is_folder(path) and not path.name.startswith(".")]
        plans = [path for path in found if os.path.lexists(path / PLAN_FILE)]
        for path in found:
            if path not in plans and (files := [file.name for file in self._entries(path)]):
                like = nearest(PLAN_FILE, files)
                hint = f"rename “{like}” to {PLAN_FILE}" if like else f"write {PLAN_FILE}, or move the folder away"
                self._report(path, "no-plan", f"this folder has no {PLAN_FILE}", hint)
        if not plans and not self.problems:
            inside = os.path.lexists(plans_folder / PLAN_FILE)
            hint = f"name the folder above: --plans {display_path(plans_folder.absolute().parent)}" if inside else (
                f"a plan is a folder with a {PLAN_FILE} in it"
            )  # fmt: skip
            self._report(plans_folder, "no-plan", f"found no */{PLAN_FILE} here", hint)
        return plans

    def _plan(self, folder: Path) -> Source:
        path = folder / PLAN_FILE
        name = display_path(path)
        found: list[Problem] = []
        text = self._text(path)
        unknown = Tree(None, name, unsure=frozenset({()}))
        tree = unknown if text is None else read_partial_tree(text, name, found)
        plan, tree = read_plan(tree, folder.name, found)
        self.problems += [each for each in found if (each.path, each.line) not in self.marred]
        notes, pictures, unread = self._lessons_folder(folder / LESSONS_FOLDER)
        registered, retired = self._lines(folder / IDS_FILE), self._lines(folder / RETIRED_FILE)
        unread |= {name for name, lines in ((IDS_FILE, registered), (RETIRED_FILE, retired)) if lines is None}
        return Source(plan, tree, folder, Lessons(notes), pictures, registered or (), retired or (), unread)

    def _lessons_folder(self, folder: Path) -> tuple[dict[str, tuple[str, str]], dict[str, bytes], frozenset[str]]:
        """Give the notes with their paths, the pictures, and the names of what could not be read."""
        notes: dict[str, tuple[str, str]] = {}
        pictures: dict[str, bytes] = {}
        unread = set()
        for path in self._tree(folder) if os.path.lexists(folder) else ():
            suffix = path.suffix.lower()
            name = path.relative_to(folder).as_posix()
            if suffix in PICTURE_SUFFIXES:
                if (data := self._picture(path)) is None:
                    unread.add(name)
                else:
                    pictures[name] = data
            elif path.parent == folder and path.suffix == LESSON_SUFFIX:
                if (text := self._text(path, MAX_LESSON_BYTES)) is None:
                    unread.add(path.stem)
                else:
                    notes[path.stem] = (display_path(path), text)
            elif suffix in LIKE_LESSONS:
                hint = f"put it into {display_path(folder)}, with a name that ends in {LESSON_SUFFIX}"
                self._report(path, "lesson-without-unit", "this file is not read as a lesson", hint)
        return notes, pictures, frozenset(unread)

    # -- files -----------------------------------------------------------------------------------------------------

    def _text(self, path: Path, most: int = MAX_BYTES) -> str | None:
        """Give the text of a file to be parsed; what it shows is kept."""
        read = read_text(path, self.problems, most)
        if read is None:
            return None
        name = display_path(path)
        self.texts[name] = read.shown
        self.marred.update((name, line) for line in read.marred)
        return read.clean

    def _lines(self, path: Path) -> tuple[str, ...] | None:
        """Give the lines of a list of ids, which may not be there; None when they are not what was meant."""
        if not os.path.lexists(path):
            return ()
        text = self._text(path)
        if text is None or any(name == display_path(path) for name, _line in self.marred):
            return None
        return tuple(line.strip() for line in text.removesuffix("\n").split("\n")) if text else ()

    def _picture(self, path: Path) -> bytes | None:
        try:
            data = read_bytes(path, MAX_PICTURE_BYTES + 1)
        except OSError as error:
            self._unreadable(path, error)
            return None
        if len(data) > MAX_PICTURE_BYTES:
            message = f"the picture is larger than {MAX_PICTURE_BYTES // 1000} kB"
            self._report(path, "file-too-large", message, "make it smaller: readers pay for each megabyte")
            return None
        return data

    def _entries(self, folder: Path) -> list[Path]:
        try:
            return sorted(folder.iterdir())
        except OSError as error:
            self._unreadable(folder, error)
            return []

    def _tree(self, folder: Path) -> Iterator[Path]:
        """Give the files of a folder and of those in it, in order; links to folders are not followed."""
        for path in self._entries(folder):
            if _is_folder(path) and not path.is_symlink() and path.suffix != LESSON_SUFFIX:
                yield from self._tree(path)
            elif not path.name.startswith("."):
                yield path

    def _unreadable(self, path: Path, error: OSError) -> None:
        message = f"this cannot be read: {(error.strerror or str(error)).lower()}"
        hint = "put a file or folder there that can be read"
        if isinstance(error, FileNotFoundError) and path == self.top:
            hint = (
                "go to the project's folder, or name the folder of plans: --plans DIR; “new plan ID” makes a first plan"
            )
        self._report(path, "unreadable", message, hint)

    def _report(self, path: Path, rule: RuleName, message: str, hint: str) -> None:
        self.problems.append(Problem.at(Place(display_path(path)), rule, message, hint))


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where rights are missing
