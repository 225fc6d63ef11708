"""``check``: look for mistakes in plans and lessons."""

from __future__ import annotations

import argparse

from daywise.text_file import display_path
from daywise.validate import load_valid

NAME = "check"
HELP = "look for mistakes in plans and lessons"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no argument beside ``--plans``."""


def run(options: argparse.Namespace) -> int:
    """Say of each plan how many lessons are written."""
    for source in load_valid(options.plans).sources:
        units = source.plan.units
        written = sum(unit.id in source.lessons for unit in units)
        name = display_path(source.folder)
        print(f"{name}: {len(units)} units, {written} of them with a lesson, no problems")
    return 0
