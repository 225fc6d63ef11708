"""The commands of ``python -m daywise``, one a module: each adds its arguments to a parser and runs.

A command's module is imported when it is asked for: what one of them loads takes longer than another takes to run.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Protocol, cast

MODULES = {
    "check": "check",
    "verify": "verify",
    "outputs": "outputs",
    "write": "write",
    "books": "books",
    "ids": "ids",
    "mend": "mend",
    "new": "new",
    "import": "import_plan",
    "schema": "schema",
}
"""The module of each command, by the command's name."""


class Command(Protocol):
    """A module that is a command."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Say which arguments the command takes, beside ``--plans``."""

    def run(self, options: argparse.Namespace, /) -> int:
        """Do it; gives the exit code."""


def commands(name: str = "") -> list[Command]:
    """Give the command of a name, or every command when there is none of that name."""
    names = [name] if name in MODULES else list(MODULES)
    return [cast("Command", import_module(f"daywise.commands.{MODULES[each]}")) for each in names]
