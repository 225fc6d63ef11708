"""``new``: make the files of a plan or a lesson, ready to be filled in."""

from __future__ import annotations

import argparse
import sys

from daywise.scaffold import new_lesson, new_plan
from daywise.text_file import display_path

NAME = "new"
HELP = "make a plan (new plan ID), or the notes of a unit (new lesson PLAN UNIT), ready to be filled in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to make, and its name."""
    parser.add_argument("kind", choices=("plan", "lesson"), metavar="KIND", help="plan or lesson")
    parser.add_argument("plan", metavar="PLAN", help="the plan's id and folder name, such as my-first-plan")
    parser.add_argument("unit", metavar="UNIT", nargs="?", help="for a lesson: the unit's id")


def run(options: argparse.Namespace) -> int:
    """Write the files, and say what comes next."""
    if (options.kind == "lesson") != bool(options.unit):
        print("write “new plan PLAN”, or “new lesson PLAN UNIT”", file=sys.stderr)
        return 2
    if options.kind == "plan":
        path = new_plan(options.plans, options.plan)
        print(f"{display_path(path)}: written; put your own words in, then run “python -m daywise check”")
    else:
        path = new_lesson(options.plans, options.plan, options.unit)
        print(f"{display_path(path)}: written; fill in each part, and leave out what you do not need")
    return 0
