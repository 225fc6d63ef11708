"""``ids``: write missing ids into lesson notes, and keep the register of ids."""

from __future__ import annotations

import argparse

from daywise import ids
from daywise.load import load
from daywise.retirement import write_retired

NAME = "ids"
HELP = "write missing ids, and keep the register of ids"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether ids that stand nowhere any more are gone for good."""
    help_text = "note the ids that stand nowhere any more as retired: they are never used again"
    parser.add_argument("--retire", action="store_true", help=help_text)


def run(options: argparse.Namespace) -> int:
    """Write ids into the notes first, so that the register has them too."""
    done = write_retired(load(options.plans)) if options.retire else []
    done += ids.write_missing_ids(load(options.plans))
    done += ids.write_registers(load(options.plans))
    print("\n".join(done or ["every id is there"]))
    return 0
