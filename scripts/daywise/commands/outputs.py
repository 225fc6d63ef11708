"""``outputs``: write what the code of lessons printed into the notes, and what it ran on into the records."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.commands.lessons import add_lesson_argument, chosen, summary
from daywise.lesson import Lesson
from daywise.notes import read_lesson
from daywise.problems import InvalidSourceError, Problem
from daywise.ran import RecordError, read_record, record_path, record_text
from daywise.verify.outputs import rewritten
from daywise.verify.servers import Servers
from daywise.verify.session import Report, verify
from daywise.write import replace_text

NAME = "outputs"
HELP = "write what the code of lessons printed into the notes, and what it ran on into the records"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the lesson to run, and whether to renew records that still hold."""
    add_lesson_argument(parser)
    parser.add_argument("--renew", action="store_true", help="write the records of unchanged lessons too")


def run(options: argparse.Namespace) -> int:
    """Write outputs, then run the lessons that changed once more: what is recorded has been seen to hold."""
    problems: list[Problem] = []
    with Servers() as servers:
        lessons = chosen(options.plans, options.lesson)
        texts = {lesson.path: text for lesson, text in lessons}
        changed = []
        for report in verify(lessons, servers):
            new = rewritten(texts[report.lesson.path], report.lesson, report.passes)
            if new != texts[report.lesson.path]:
                replace_text(Path(report.lesson.path), new)
                texts[report.lesson.path] = new
                changed.append((read_lesson(new, report.lesson.unit_id, report.lesson.path), new))
                print(f"{report.lesson.path}: outputs written")
            else:
                problems += _finish(report, renew=options.renew)
        for report in verify(changed, servers):
            problems += _finish(report, renew=options.renew)
    if problems:
        raise InvalidSourceError(problems, texts)
    return 0


def _finish(report: Report, *, renew: bool) -> tuple[Problem, ...]:
    """Write the record of a lesson that is right; give the problems of one that is not."""
    print(summary(report))
    if not report.problems and not report.missing and (renew or not _has_record(report.lesson)):
        record = report.record
        path = record_path(Path(report.lesson.path))
        if record.blocks:
            replace_text(path, record_text(record))
            print(f"{path}: written")
        else:
            path.unlink(missing_ok=True)
    return report.problems


def _has_record(lesson: Lesson) -> bool:
    try:
        return read_record(record_path(Path(lesson.path)).read_text("utf-8")).fits(lesson)
    except (OSError, RecordError):
        return False
