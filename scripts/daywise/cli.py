"""The command line: ``check``, ``write`` and ``ids``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from daywise import ids
from daywise.load import Library, load
from daywise.problems import InvalidSourceError
from daywise.render import render_site
from daywise.text_file import display_path
from daywise.validate import validate
from daywise.write import copy_tree, write_folder

PLANS = Path("plans")
DOCS = Path("docs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 problems in the source, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except InvalidSourceError as error:
        print(error, file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m daywise", description="Turn study plans into a study guide.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    plans = argparse.ArgumentParser(add_help=False)
    plans.add_argument("--plans", type=Path, default=PLANS, metavar="DIR", help="the folder of plans (default: plans)")
    check = commands.add_parser("check", parents=[plans], help="look for mistakes in plans and lessons")
    check.set_defaults(run=_check)
    write = commands.add_parser("write", parents=[plans], help="write the pages to a folder, for any site engine")
    write.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")
    write.set_defaults(run=_write)
    give = commands.add_parser("ids", parents=[plans], help="write missing ids, and keep the register of ids")
    give.set_defaults(run=_ids)
    return parser


def _check(options: argparse.Namespace) -> int:
    library = load_valid(options.plans)
    for source in library.sources:
        units = source.plan.units
        written = sum(unit.id in source.lessons for unit in units)
        name = display_path(source.folder)
        print(f"{name}: {len(units)} units, {written} of them with a lesson, no problems")
    return 0


def _write(options: argparse.Namespace) -> int:
    library = load_valid(options.plans)
    pages = list(render_site(library))
    if DOCS.is_dir():
        copy_tree(DOCS, options.out)
    print(f"{options.out}: {write_folder(pages, options.out)} pages written")
    return 0


def _ids(options: argparse.Namespace) -> int:
    done = ids.write_missing_ids(load(options.plans))
    done += ids.write_registers(load(options.plans))
    print("\n".join(done or ["every id is there"]))
    return 0


def load_valid(plans: Path) -> Library:
    """Load the plans below a folder and hold them to all rules; raises InvalidSourceError when any is broken."""
    library = load(plans)
    validate(library)
    return library
