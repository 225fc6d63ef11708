"""``verify``: run the code of lessons, and compare what it prints with the pages."""

from __future__ import annotations

import argparse
import sys
import time

from daywise.commands.lessons import add_lesson_argument, chosen, summary
from daywise.problems import InvalidSourceError, Problem
from daywise.verify.servers import Servers
from daywise.verify.session import verify

NAME = "verify"
HELP = "run the code of lessons, and compare what it prints with the pages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the lesson to run."""
    add_lesson_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Run the lessons, say of each what came of it, and at the end what is wrong."""
    start = time.monotonic()
    problems: list[Problem] = []
    blocks = 0
    with Servers() as servers:
        lessons = chosen(options.plans, options.lesson)
        for report in verify(lessons, servers):
            problems += report.problems
            blocks += len(report.found)
            print(summary(report), file=sys.stderr if report.missing else sys.stdout, flush=True)
    if problems:
        raise InvalidSourceError(problems, {lesson.path: text for lesson, text in lessons})
    print(f"{blocks} blocks in {time.monotonic() - start:.1f} s")
    return 0
