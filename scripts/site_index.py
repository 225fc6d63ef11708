"""The search index of the site that is being built: what the hooks and the script for pages share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# The index that is being made, while a site is built.
_indexers: list[Any] = []


def begin(site: Path) -> None:
    """Begin an index for a site, which MkDocs has emptied, unless that is done.

    Only `mkdocs serve --dirty` leaves an index there. An edit is not to wait for a new one.
    """
    from daywise.search.indexer import Indexer  # noqa: PLC0415 - `plan_source` has set the path
    from daywise.search.pagefind import SUBDIRECTORY  # noqa: PLC0415 - as above

    if not _indexers and not (site / SUBDIRECTORY).is_dir():
        _indexers.append(Indexer())


def add_early(page: Any, address: str, language: str) -> None:
    """Add a page of the generator that MkDocs will lay out at an address, if it can be indexed without that."""
    from daywise.search.early import as_laid_out  # noqa: PLC0415 - as above

    for indexer in _indexers:
        if html := as_laid_out(page, language):
            indexer.add(address, html)


def add(address: str, html: str) -> None:
    """Add a page that was laid out at an address, unless it was added before."""
    for indexer in _indexers:
        indexer.add(address, html)


def finish(site: Path) -> None:
    """Write the index into the site; raises PluginError."""
    from daywise.search.pagefind import IndexingError  # noqa: PLC0415 - as above

    try:
        for indexer in _indexers:
            indexer.write(site)
    except IndexingError as error:
        message = f"Pagefind could not index the site:\n{error}"
        raise PluginError(message) from None
    finally:
        abandon()


def abandon() -> None:
    """Let go of an index that nobody will finish, or that is finished."""
    while _indexers:
        _indexers.pop().close()
