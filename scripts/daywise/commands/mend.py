"""``mend``: put a file's encoding right."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.problems import InvalidSourceError, Place, Problem
from daywise.report import visible
from daywise.text_file import display_path, read_bytes
from daywise.write import replace_text

NAME = "mend"
HELP = "put a file's encoding right: UTF-8, no broken characters (â€“), no hidden ones"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a plan, lesson notes, or any text")


def run(options: argparse.Namespace) -> int:
    """Mend each file, and say what was done to it."""
    for path in options.files:
        print("\n".join(map(visible, _mend(path))))
    return 0


def _mend(path: Path) -> list[str]:
    """Mend a file in place, in one step; raises InvalidSourceError when it cannot be read as text."""
    from daywise.mending import mend  # noqa: PLC0415 - it loads ftfy, which no other command is to wait for

    name = display_path(path)
    try:
        data = read_bytes(path)
        mended = mend(data)
    except OSError as error:
        message = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        raise InvalidSourceError([Problem.at(Place(name), "unreadable", message)]) from None
    except UnicodeDecodeError as error:
        raise InvalidSourceError([Problem.at(Place(name), "encoding", f"this is no text: {error}")]) from None
    if mended.text.encode() == data:
        return [f"{name}: nothing to mend"]
    replace_text(path.resolve(), mended.text)
    return [f"{name}: {done}" for done in mended.done]
