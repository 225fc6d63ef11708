"""Index a site for the search that another engine than MkDocs has built, such as Zensical.

    python scripts/search_index.py build/site     # the folder of the built site

With MkDocs, hooks do this while pages are laid out.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

SCRIPTS = str(Path(__file__).parent)
if SCRIPTS not in sys.path:
    sys.path.insert(0, SCRIPTS)

from daywise.search.indexer import Indexer  # noqa: E402 - the path is set above
from daywise.search.pagefind import IndexingError  # noqa: E402


def index(site: Path) -> None:
    """Write the search index of a built site into it; raises IndexingError."""
    with Indexer() as indexer:
        for path in sorted(site.rglob("*.html")):
            indexer.add(path.relative_to(site).as_posix(), path.read_text("utf-8"))
        indexer.write(site)


def main(arguments: Sequence[str]) -> int:
    """Index the built site that is the only argument; give the exit status."""
    if len(arguments) != 1 or not Path(arguments[0], "index.html").is_file():
        sys.stderr.write("usage: python scripts/search_index.py SITE (the folder of a built site)\n")
        return 2
    try:
        index(Path(arguments[0]))
    except IndexingError as error:
        sys.stderr.write(f"Pagefind could not index the site:\n{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
