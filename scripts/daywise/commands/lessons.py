"""What the commands that run lessons share: which lessons, and a line about each."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.lesson import Lesson
from daywise.load import read_library
from daywise.problems import InvalidSourceError, Place, Problem, did_you_mean
from daywise.rules import code
from daywise.rules.rule import Note
from daywise.verify.session import Report


def add_lesson_argument(parser: argparse.ArgumentParser) -> None:
    """Take the unit whose lesson is meant."""
    parser.add_argument("--lesson", metavar="ID", default="", help="the unit (default: every lesson)")


def chosen(plans: Path, name: str) -> list[tuple[Lesson, str]]:
    """Give the lessons to run, each with the text of its file.

    Raises InvalidSourceError when there is none, or when the runner could not make sense of one. What else is wrong
    with plans and lessons does not keep an author from running code.
    """
    library = read_library(plans)
    found = []
    problems = []
    names = []
    for source in library.sources:
        for unit_id, lesson in source.lessons.items():
            names.append(unit_id)
            if name in {"", unit_id, lesson.path}:
                text = Path(lesson.path).read_text("utf-8")
                note = Note(lesson, text, source.facts(unit_id))
                problems += [problem for rule in code.RULES for problem in rule(note)]
                found.append((lesson, text))
    if not found and (name or library.problems):
        hint = did_you_mean(name, names)
        problems += library.problems or [Problem.at(Place(name), "no-lesson", f"there is no lesson “{name}”", hint)]
    if problems:
        raise InvalidSourceError(problems, library.texts)
    return found


def summary(report: Report) -> str:
    """Say in a line what came of a lesson."""
    if report.missing is not None:
        return f"{report.lesson.path}: not run, {report.missing}"
    tools = ", ".join(str(tool) for _name, tool in sorted(report.record.tools.items())) or "nothing to run"
    blocks = f"{len(report.found)} block{'s' if len(report.found) != 1 else ''}"
    bad = sum(bool(block) for block in report.found)
    verdict = f"{bad} of {blocks} wrong" if bad else f"{blocks} right"
    return f"{report.lesson.path}: {verdict} ({tools})"
