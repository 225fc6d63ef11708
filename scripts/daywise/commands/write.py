"""``write``: write the pages to a folder, for any site engine."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.render import render_site
from daywise.validate import load_valid
from daywise.write import copy_tree, write_folder

NAME = "write"
HELP = "write the pages to a folder, for any site engine"
DOCS = Path("docs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder to write to."""
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")


def run(options: argparse.Namespace) -> int:
    """Write every page, and beside them the hand-written pages and the assets."""
    pages = list(render_site(load_valid(options.plans)))
    if DOCS.is_dir():
        copy_tree(DOCS, options.out)
    print(f"{options.out}: {write_folder(pages, options.out)} pages written")
    return 0
