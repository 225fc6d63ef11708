"""The command line: picks the command, and reports an author's mistakes without a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from daywise.commands import COMMANDS
from daywise.memory import collect_less_often
from daywise.problems import InvalidSourceError
from daywise.report import full_report

PLANS = "plans"
PLANS_VARIABLE = "DAYWISE_PLANS"
PLANS_HELP = f"the folder of plans (default: the one that {PLANS_VARIABLE} names, or {PLANS})"


def plans_folder() -> Path:
    """Give the folder of plans that the site is made of: ``plans``, unless DAYWISE_PLANS names another."""
    return Path(os.environ.get(PLANS_VARIABLE) or PLANS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 problems in the source, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    collect_less_often()
    try:
        code: int = options.run(options)
    except InvalidSourceError as error:
        print(full_report(error), file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m daywise", description="Turn study plans into a study guide.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    plans = argparse.ArgumentParser(add_help=False)
    plans.add_argument("--plans", type=Path, default=plans_folder(), metavar="DIR", help=PLANS_HELP)
    for command in COMMANDS:
        own = commands.add_parser(command.NAME, parents=[plans], help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser
