"""``check``: look for mistakes in plans and lessons."""

from __future__ import annotations

import argparse
from functools import partial

from daywise.problems import InvalidSourceError
from daywise.report import full_report
from daywise.rules.records import MAKE_OUTPUTS, unrecorded
from daywise.store import STORE, Store
from daywise.text_file import display_path
from daywise.validate import load_valid
from daywise.workers import work_ahead

NAME = "check"
HELP = "look for mistakes in plans and lessons"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no argument beside ``--plans``."""


def run(options: argparse.Namespace) -> int:
    """Report every problem; when there is none, say of each plan how many lessons are written."""
    store = Store(STORE)
    try:
        ahead = partial(work_ahead, pages=False)
        library = load_valid(options.plans, store, finished=True, ahead=ahead)
    except InvalidSourceError as error:
        print(full_report(error))
        return 1
    finally:
        store.close()
    for source in library.sources:
        units = source.plan.units
        written = sum(unit.id in source.lessons for unit in units)
        name = display_path(source.folder)
        print(f"{name}: {len(units)} units, {written} of them with a lesson, no problems")
        if never_run := unrecorded(source):
            more = f", nor that of {len(never_run) - 1} more lessons" if len(never_run) > 1 else ""
            print(f"{never_run[0]}: its code was never run{more}; {MAKE_OUTPUTS}")
    return 0
