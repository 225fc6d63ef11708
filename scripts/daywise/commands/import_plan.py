"""``import``: make a plan of notes as people jot them down."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.importer.store import import_notes

NAME = "import"
HELP = "make a plan of jotted notes: weeks, days, lists, lesson notes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, where to write the plan's folder, and its id."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the notes: plain text or Markdown")
    parser.add_argument("--out", type=Path, metavar="DIR", help="make the plan's folder here (default: as --plans)")
    parser.add_argument("--id", default="", metavar="ID", help="the plan's id (default: made of its title)")


def run(options: argparse.Namespace) -> int:
    """Write the plan, and say what became of each part of the notes."""
    print("\n".join(import_notes(options.file, options.out or options.plans, options.id).report))
    return 0
