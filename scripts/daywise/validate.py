"""Hold a library to every rule, and report all that they find together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from daywise.finding_store import Findings, FindingStore
from daywise.load import Library, Source, read_library
from daywise.model import Kind
from daywise.problems import InvalidSourceError, Problem
from daywise.rules import FINISHED_RULES, LESSON_RULES, RULES, STYLE_RULES
from daywise.rules.rule import Note, house_kinds
from daywise.rules.style_shapes import SHAPES


def load_valid(plans: Path, store: FindingStore | None = None, *, finished: bool = False) -> Library:
    """Load the plans below a folder and hold them to every rule; raises InvalidSourceError when any is broken.

    A store keeps what was found in each lesson for the next run. With ``finished``, they are also held to what an
    author need not mind while writing: the records of runs, and the house style where a plan asks for it.
    """
    library = read_library(plans)
    problems = find_problems(library, store, finished=finished)
    if problems:
        raise InvalidSourceError(problems, library.texts)
    return library


def find_problems(library: Library, store: FindingStore | None = None, *, finished: bool = False) -> list[Problem]:
    """Give every problem of a library: those of form, and those that the rules find."""
    found = list(library.problems)
    for source in library.sources:
        for findings in _in_lessons(source, store):
            of_lesson = (*findings.problems, *(findings.style if finished else ()))
            found += (problem for problem in of_lesson if not _is_marred(library, problem))
    for source in library.sources:
        for rule in (*RULES, *(FINISHED_RULES if finished else ())):
            found += (problem for problem in rule(library, source) if not _is_marred(library, problem))
    return found


def _is_marred(library: Library, problem: Problem) -> bool:
    return (problem.path, problem.line) in library.marred


def _in_lessons(source: Source, store: FindingStore | None) -> Iterator[Findings]:
    """Give what the rules for lessons find in each, and leave the facts about it with its source."""
    kinds = house_kinds(source)
    for unit_id in source.lessons:
        path, text = source.notes(unit_id)
        kind = kinds.get(unit_id)
        notes = (path, text, kind or "")
        findings = store.get(notes) if store else None
        if findings is None:
            findings = _look(Note(source.lessons[unit_id], text, source.facts(unit_id)), kind)
            if store:
                store.put(notes, findings)
        source.known_facts[unit_id] = findings.facts
        yield findings


def _look(note: Note, kind: Kind | None) -> Findings:
    """Hold a lesson to the rules, and to the house style of a kind of unit if it is to have it."""
    problems = tuple(problem for rule in LESSON_RULES for problem in rule(note))
    if not note.facts.is_whole:
        # What comes after a fence that is not closed is not what it seems.
        return Findings(note.facts, tuple(each for each in problems if each.line <= note.facts.whole_until))
    style = [problem for rule in STYLE_RULES for problem in rule(note, SHAPES[kind])] if kind else ()
    return Findings(note.facts, problems, tuple(style))
