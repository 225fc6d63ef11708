"""``books``: make an EPUB and a PDF of each plan, to take away."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from daywise.load import Library
from daywise.validate import load_valid

NAME = "books"
HELP = "make an EPUB and a PDF of each plan"
OUT = Path("build/books")
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
"""The time of the edition (https://reproducible-builds.org/specs/source-date-epoch/): nothing else tells the time."""
NO_EPOCH = "1767225600"
SITE_VARIABLE = "SITE_URL"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder to write to, and the address of the site."""
    parser.add_argument("out", type=Path, nargs="?", default=OUT, metavar="OUT", help=f"the folder (default: {OUT})")
    site = os.environ.get(SITE_VARIABLE, "")
    parser.add_argument(
        "--site", default=site, metavar="URL", help=f"where the site is published (default: {SITE_VARIABLE})"
    )


def run(options: argparse.Namespace) -> int:
    """Write the books; where what makes them is not installed, say what to do."""
    library = load_valid(options.plans)
    site = f"{options.site.rstrip('/')}/" if options.site else ""
    try:
        return _write(library, site, options.out)
    except ImportError as error:
        print(f"books need packages that are not installed ({error}): run “make books”", file=sys.stderr)
    except OSError as error:
        print(f"{options.out}: the books cannot be written: {error}", file=sys.stderr)
    return 1


def _write(library: Library, site: str, out: Path) -> int:
    from daywise.books import pdf  # noqa: PLC0415 - only this command needs the packages, and it can say so
    from daywise.books.chapters import make_book  # noqa: PLC0415
    from daywise.books.cover import cover  # noqa: PLC0415
    from daywise.books.epub import pack  # noqa: PLC0415

    changed = int(os.environ.get(EPOCH_VARIABLE) or NO_EPOCH)
    out.mkdir(parents=True, exist_ok=True)
    for source in library.sources:
        book = make_book(library, source, site, changed)
        try:
            contents = {"epub": pack(book, cover(source.plan)), "pdf": pdf.typeset(book)}
        except pdf.MissingSetterError as error:
            print(error, file=sys.stderr)
            return 1
        for suffix, content in contents.items():
            path = out / f"{book.id}.{suffix}"
            path.write_bytes(content)
            print(f"{path.as_posix()}: {len(content) // 1000} kB")
    return 0
