"""``write``: write the pages to a folder, for any site engine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from daywise.cards import pages as cards
from daywise.cards.store import STORE, MissingDrawerError
from daywise.render import examples, render_site
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
    out: Path = options.out
    if out.resolve().is_relative_to(DOCS.resolve()):
        print(f"{out}: name a folder outside of {DOCS}, which holds the hand-written pages", file=sys.stderr)
        return 2
    library = load_valid(options.plans)
    try:
        pages, pictures = list(render_site(library)), list(cards.pages(library, DOCS, STORE))
    except MissingDrawerError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if DOCS.is_dir():
            copy_tree(DOCS, out)
            _show_examples(out / examples.PAGE)
        write_folder([*pages, *pictures], out)
    except OSError as error:
        print(f"{out}: the pages cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"{out}: {len(pages)} pages written, and {len(pictures)} cards for links to them")
    return 0


def _show_examples(page: Path) -> None:
    if page.is_file():
        page.write_text(examples.with_examples(page.read_text("utf-8")), "utf-8", newline="\n")
