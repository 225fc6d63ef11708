"""Import a file of notes: write the plan into a folder of its own, check it, and say what was done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daywise import ids
from daywise.importer.complete import complete, plan_id
from daywise.importer.draft import Draft, DraftUnit
from daywise.importer.leftovers import LEFTOVERS, leftovers_text, with_lost_words
from daywise.importer.lesson_text import lesson_text, mended
from daywise.importer.lines import Line, read_lines
from daywise.importer.mend import LOST, Mended, mend, other_form
from daywise.importer.outline import read_outline
from daywise.importer.plan_text import plan_text
from daywise.load import LESSONS_FOLDER, PLAN_FILE, load, read_library
from daywise.model import ID_PATTERN, Span
from daywise.problems import InvalidSourceError, Place, Problem
from daywise.schedule import when
from daywise.text_file import display_path
from daywise.validate import find_problems, load_valid
from daywise.write import replace_text

MAX_BYTES = 200_000
"""More than a year of daily notes; what is larger is no plan."""
PART_NAMES = {
    "plan": "the plan's title",
    "goal": "its goal and outcomes",
    "resources": "resources",
    "interview_context": "interview context",
    "milestones": "milestones",
}
_LATER = frozenset({"missing-id", "ids-register"})
_ROUNDS = 3


@dataclass(frozen=True)
class Imported:
    """What an import did: the plan's folder, and a line for each thing to tell the author."""

    folder: Path
    report: tuple[str, ...]


def import_notes(notes: Path, out: Path, wanted_id: str = "") -> Imported:
    """Make a plan of a file of notes in a new folder below ``out``.

    Raises InvalidSourceError when the file cannot be read as a plan, or the plan is there already.
    """
    name = display_path(notes)
    if wanted_id and not ID_PATTERN.fullmatch(wanted_id):
        raise _error(name, f"“{wanted_id}” is no id", "lower-case words joined by hyphens, such as my-first-plan")
    text = mend(_read(notes, name))
    if not any(char.isalnum() for char in text.text):
        raise _error(name, "the file has no words in it")
    lines = read_lines(text.text)
    draft = read_outline(lines)
    draft.lines = lines
    complete(draft, name)
    own_id = plan_id(draft, wanted_id)
    target = out / own_id
    if target.exists():
        raise _error(name, f"{display_path(target)} is there already", "choose another id: --id another-name")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".import-") as scratch:
        work = _Work(draft, notes.name, Path(scratch) / own_id, text)
        try:
            work.write()
        except InvalidSourceError as error:
            message = f"no plan that passes the check could be made of it: {error.problems[0].message}"
            raise _error(name, message, "split it, or take out what is no plan") from None
        report = tuple(_report(draft, text, work, name, target))
        shutil.move(work.folder, target)
    return Imported(target, report)


def _read(notes: Path, name: str) -> bytes:
    try:
        data = notes.read_bytes()
    except OSError as error:
        raise _error(name, f"the file cannot be read: {error.strerror}") from None
    if form := other_form(data):
        raise _error(
            name, f"the file is {form}, expected plain text or Markdown", "save it as plain text (.txt, UTF-8)"
        )
    if len(data) > MAX_BYTES:
        raise _error(name, f"the file has {len(data):,} bytes, at most {MAX_BYTES:,} are taken", "split it")
    return data


def _error(name: str, message: str, hint: str = "") -> InvalidSourceError:
    return InvalidSourceError([Problem.at(Place(name), "import", message, hint)])


class _Work:
    """The plan's folder while it is being written."""

    def __init__(self, draft: Draft, notes: str, folder: Path, text: Mended) -> None:
        self.draft = draft
        self.text = text
        self.notes = notes
        self.folder = folder
        self.kept: list[Line] = []
        self.refused: dict[str, str] = {}

    def write(self) -> None:
        """Write plan, lessons and leftovers, and hold them to every rule."""
        (self.folder / LESSONS_FOLDER).mkdir(parents=True)
        replace_text(self.folder / PLAN_FILE, plan_text(self.draft, self.folder.name, self.notes))
        for unit in self.lessons():
            replace_text(self.lesson_path(unit), lesson_text(unit))
        for _round in range(_ROUNDS):
            self.mend_lessons(last=_round == _ROUNDS - 1)
        ids.write_missing_ids(load(self.folder.parent))
        ids.write_registers(load(self.folder.parent))
        self.write_leftovers()
        load_valid(self.folder.parent)

    def lessons(self) -> Iterator[DraftUnit]:
        """Give the units that have lesson notes."""
        return (unit for unit in self.draft.units if unit.lesson)

    def lesson_path(self, unit: DraftUnit) -> Path:
        """Give the file of a unit's lesson."""
        return self.folder / LESSONS_FOLDER / f"{unit.id}.md"

    def mend_lessons(self, *, last: bool) -> None:
        """Mend what rules refuse in lessons; in the last round, take the lessons that are still refused out."""
        problems = [found for found in find_problems(read_library(self.folder.parent)) if found.rule not in _LATER]
        for unit in list(self.lessons()):
            path = self.lesson_path(unit)
            own = [problem for problem in problems if problem.path == display_path(path)]
            if own and last:
                self.refused[unit.id] = own[0].message
                for line in unit.lesson:
                    line.placed = line.kind == "blank" or line in unit.lines
                unit.lesson = []
                path.unlink()
            elif own:
                replace_text(path, mended(path.read_text("utf-8"), own))

    def write_leftovers(self) -> None:
        """Keep the lines that found no place, and those with a word that stands nowhere."""
        written = "\n".join(path.read_text("utf-8") for path in sorted(self.folder.rglob("*")) if path.is_file())
        lost = {line.number for line in with_lost_words(self.draft.lines, written)}
        self.kept = [line for line in self.draft.lines if not line.placed or line.number in lost]
        if self.kept or self.text.lost:
            numbers = {line.number for line in self.kept}
            found = leftovers_text(self.draft.lines, numbers, self.text.lost, self.notes)
            replace_text(self.folder / LEFTOVERS, found)


def _report(draft: Draft, text: Mended, work: _Work, name: str, target: Path) -> Iterator[str]:
    """Tell the author, line by line, what became of the notes and what is left to do."""
    folder = display_path(target)
    yield f"{name}: {_count(len(draft.lines), 'line')} read"
    if text.how:
        yield f"  encoding mended: {text.how}"
    for number, line in text.lost.items():
        yield f"  line {number}: characters were lost before, “{LOST}” stands for them; as it came: {line.strip()}"
    units = draft.units
    sizes = ((len(draft.phases), "phase"), (len(units), "unit"), (draft.length, draft.step))
    yield f"{folder}/{PLAN_FILE}: {', '.join(_count(number, of) for number, of in sizes)}"
    yield from _placed(draft, {line.number for line in work.kept})
    yield from _lessons(work, folder)
    if work.kept:
        yield f"{folder}/{LEFTOVERS}: {_count(len(work.kept), 'line')} that found no place"
    if made_up := sorted({key for unit in units for key in unit.made_up}):
        yield f"Revise what the notes did not say ({', '.join(made_up)}): look for “# revise” in {PLAN_FILE}"
    yield "It passes the check. See it: make serve"


def _placed(draft: Draft, kept: set[int]) -> Iterator[str]:
    """Say of each phase, unit and part from which line it came."""
    for phase in draft.phases:
        yield f"  {_where(phase.lines)}phase {phase.id}: {phase.title}"
        for unit in phase.units:
            yield f"  {_where(unit.lines)}{when(draft.step, Span(unit.first, unit.last)).lower()}: {unit.title}"
    for part, lines in draft.sources.items():
        if not all(line.number in kept for line in lines):
            yield f"  {_where(lines)}{PART_NAMES[part]}"


def _lessons(work: _Work, folder: str) -> Iterator[str]:
    """Say from which lines each lesson came, and which could not become one."""
    for unit in work.lessons():
        numbers = [line.number for line in unit.lesson if line.number]
        yield f"{folder}/{LESSONS_FOLDER}/{unit.id}.md: lines {numbers[0]}-{numbers[-1]}"
    for unit_id, why in work.refused.items():
        yield f"  the notes of {unit_id} are no lesson yet: {why}; they are in {LEFTOVERS}"


def _count(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


def _where(lines: list[Line]) -> str:
    return f"line {lines[0].number}: " if lines else ""
