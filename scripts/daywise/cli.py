"""The command line: picks the command, and reports an author's mistakes without a traceback."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from daywise.commands import COMMANDS
from daywise.problems import InvalidSourceError

PLANS = Path("plans")


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
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, parents=[plans], help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser
