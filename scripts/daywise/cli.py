"""The command line: picks the command, and reports an author's mistakes without a traceback."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from daywise.commands import commands
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
    arguments = sys.argv[1:] if arguments is None else arguments
    _print_anything()
    options = _parser(arguments[0] if arguments else "").parse_args(arguments)
    collect_less_often()
    try:
        code: int = options.run(options)
    except InvalidSourceError as error:
        print(full_report(error), file=sys.stderr)
        return 1
    return code


def _print_anything() -> None:
    """Let reports be printed where the terminal does not know all their characters: those are written as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m daywise", description="Turn study plans into a study guide.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    plans = argparse.ArgumentParser(add_help=False)
    plans.add_argument("--plans", type=Path, default=plans_folder(), metavar="DIR", help=PLANS_HELP)
    for command in commands(name):
        own = subparsers.add_parser(command.NAME, parents=[plans], help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser
