"""Hold a library to every rule, and report all that they find together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from daywise.finding_store import Findings, Notes, keep_findings, kept_findings
from daywise.load import Library, Source, read_library
from daywise.problems import InvalidSourceError, Problem
from daywise.rules import FINISHED_RULES, LESSON_RULES, RULES, STYLE_RULES
from daywise.rules.rule import Note, house_kinds
from daywise.rules.style_shapes import SHAPES
from daywise.store import Store

Ahead: TypeAlias = Callable[[Path, Library], None]


def load_valid(
    plans: Path, store: Store | None = None, *, finished: bool = False, ahead: Ahead = lambda *_: None
) -> Library:
    """Load the plans below a folder and hold them to every rule; raises InvalidSourceError when any is broken.

    A store keeps what was found in each lesson for the next run. With ``finished``, plans are also held to what an
    author need not mind while writing: the records of runs, and the house style where a plan asks for it. ``ahead`` is
    done once the files are read: it may have workers put into the store what is needed now.
    """
    library = read_library(plans, store)
    ahead(plans, library)
    problems = find_problems(library, finished=finished)
    if problems:
        raise InvalidSourceError(problems, library.texts)
    return library


def find_problems(library: Library, *, finished: bool = False) -> list[Problem]:
    """Give every problem of a library: those of form, and those that the rules find."""
    found = list(library.problems)
    for source in library.sources:
        for findings in _in_lessons(library, source):
            of_lesson = (*findings.problems, *(findings.style if finished else ()))
            found += (problem for problem in of_lesson if not _is_marred(library, problem))
    for source in library.sources:
        for rule in (*RULES, *(FINISHED_RULES if finished else ())):
            found += (problem for problem in rule(library, source) if not _is_marred(library, problem))
    return found


def _is_marred(library: Library, problem: Problem) -> bool:
    return (problem.path, problem.line) in library.marred


def _in_lessons(library: Library, source: Source) -> Iterator[Findings]:
    """Give what the rules for lessons find in each, and leave the facts about it with its source."""
    for unit_id, notes in notes_of(source).items():
        findings = findings_in(library, source, unit_id, notes)
        source.known_facts[unit_id] = findings.facts
        yield findings


def notes_of(source: Source) -> dict[str, Notes]:
    """Give the notes of each lesson of a plan, by the unit's id."""
    kinds = house_kinds(source)
    return {
        unit_id: Notes(source.digest(unit_id), source.notes(unit_id)[1], kinds.get(unit_id, ""))
        for unit_id in source.lessons
    }


def findings_in(library: Library, source: Source, unit_id: str, notes: Notes) -> Findings:
    """Give what is found in a lesson: what the store has of it, else it is read now, and kept."""
    findings = kept_findings(library.store, notes)
    if findings is None:
        findings = _look(source, unit_id, notes)
        keep_findings(library.store, notes, findings)
    return findings


def _look(source: Source, unit_id: str, notes: Notes) -> Findings:
    """Hold a lesson to the rules, and to the house style of its kind of unit if it is to have it."""
    note = Note(source.lessons[unit_id], notes.text, source.facts(unit_id))
    problems = tuple(problem for rule in LESSON_RULES for problem in rule(note))
    if not note.facts.is_whole:
        # What comes after a fence that is not closed is not what it seems.
        return Findings(note.facts, tuple(each for each in problems if each.line <= note.facts.whole_until))
    style = (problem for rule in STYLE_RULES for problem in rule(note, SHAPES[notes.kind])) if notes.kind else ()
    return Findings(note.facts, problems, tuple(style))
