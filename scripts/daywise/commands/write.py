"""``write``: write the pages to a folder, for any site engine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from daywise.cards import pages as cards
from daywise.cards import store as cards_store
from daywise.render import examples, render_site
from daywise.render.page import Page
from daywise.store import STORE, Store
from daywise.validate import load_valid
from daywise.workers import work_ahead
from daywise.write import write_folder

NAME = "write"
HELP = "write the pages to a folder, for any site engine"
DOCS = Path("docs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder to write to."""
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")


def run(options: argparse.Namespace) -> int:
    """Write every page, and beside them the hand-written pages and the assets; what is gone since last time goes."""
    out: Path = options.out
    if out.resolve().is_relative_to(DOCS.resolve()):
        print(f"{out}: name a folder outside of {DOCS}, which holds the hand-written pages", file=sys.stderr)
        return 2
    store = Store(STORE)
    try:
        library = load_valid(options.plans, store, ahead=partial(work_ahead, pages=True))
        pictures = cards.pages(library, DOCS, cards_store.STORE)
        number = write_folder(chain(_written_by_hand(), render_site(library), pictures), out)
    except cards_store.MissingDrawerError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{out}: the pages cannot be written: {error}", file=sys.stderr)
        return 1
    finally:
        store.close()
    print(f"{out}: {number} files written")
    return 0


def _written_by_hand() -> Iterator[Page]:
    """Give the files of the project that are no generated pages; on one, examples are shown as they look."""
    for path in sorted(path for path in DOCS.rglob("*") if path.is_file()):
        name, content = path.relative_to(DOCS).as_posix(), path.read_bytes()
        yield Page(name, examples.with_examples(content.decode()) if name == examples.PAGE else content, str(path))
