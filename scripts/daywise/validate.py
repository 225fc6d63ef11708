"""Hold a library to every rule, and report all that they find together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from daywise.finding_store import Findings, keep_findings, kept_findings
from daywise.load import Library, Source, read_library
from daywise.problems import InvalidSourceError, Problem
from daywise.rules import LESSON_RULES, RULES
from daywise.rules.rule import Note, Rule
from daywise.store import Store

Ahead: TypeAlias = Callable[[Path, Library], None]


def load_valid(
    plans: Path, store: Store | None = None, more_rules: Sequence[Rule] = (), ahead: Ahead = lambda *_: None
) -> Library:
    """Load the plans below a folder and hold them to every rule; raises InvalidSourceError when any is broken.

    A store keeps what was found in each lesson for the next run. ``ahead`` is done once the files are read: it may
    have workers put into the store what is needed now.
    """
    library = read_library(plans, store)
    ahead(plans, library)
    problems = find_problems(library, more_rules)
    if problems:
        raise InvalidSourceError(problems, library.texts)
    return library


def find_problems(library: Library, more_rules: Sequence[Rule] = ()) -> list[Problem]:
    """Give every problem of a library: those of form, and those that the rules find."""
    found = list(library.problems)
    for source in library.sources:
        found += (problem for problem in _in_lessons(library, source) if not _is_marred(library, problem))
    for source in library.sources:
        for rule in (*RULES, *more_rules):
            found += (problem for problem in rule(library, source) if not _is_marred(library, problem))
    return found


def _is_marred(library: Library, problem: Problem) -> bool:
    return (problem.path, problem.line) in library.marred


def _in_lessons(library: Library, source: Source) -> Iterator[Problem]:
    """Give what the rules for lessons find, and leave the facts about each lesson with its source."""
    for unit_id in source.lessons:
        findings = findings_in(library, source, unit_id)
        source.known_facts[unit_id] = findings.facts
        yield from findings.problems


def findings_in(library: Library, source: Source, unit_id: str) -> Findings:
    """Give what is found in a lesson: what the store has of it, else it is read now, and kept."""
    path, text = source.notes(unit_id)
    findings = kept_findings(library.store, path, text)
    if findings is None:
        findings = _look(source, unit_id, text)
        keep_findings(library.store, path, text, findings)
    return findings


def _look(source: Source, unit_id: str, text: str) -> Findings:
    note = Note(source.lessons[unit_id], text, source.facts(unit_id))
    problems = [problem for rule in LESSON_RULES for problem in rule(note)]
    # What comes after a fence that is not closed is not what it seems.
    return Findings(note.facts, tuple(problem for problem in problems if problem.line <= note.facts.whole_until))
