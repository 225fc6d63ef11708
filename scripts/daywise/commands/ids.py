"""``ids``: write missing ids into lesson notes, and keep the register of ids."""

from __future__ import annotations

import argparse

from daywise import ids
from daywise.load import load

NAME = "ids"
HELP = "write missing ids, and keep the register of ids"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no argument beside ``--plans``."""


def run(options: argparse.Namespace) -> int:
    """Write ids into the notes first, so that the register has them too."""
    done = ids.write_missing_ids(load(options.plans))
    done += ids.write_registers(load(options.plans))
    print("\n".join(done or ["every id is there"]))
    return 0
