"""The commands of ``python -m daywise``, one a module: each adds its arguments to a parser and runs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Protocol

from daywise.commands import check, ids, import_plan, new, outputs, schema, verify, write


class Command(Protocol):
    """A module that is a command."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Say which arguments the command takes, beside ``--plans``."""

    def run(self, options: argparse.Namespace, /) -> int:
        """Do it; gives the exit code."""


COMMANDS: Sequence[Command] = (check, verify, outputs, write, ids, new, import_plan, schema)
