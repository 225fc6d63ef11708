"""Index pages for the search while others are still being laid out.

Pages are added one by one. So many of them make a part, which Pagefind indexes on another processor; a part whose pages
did not change since an earlier build is taken from the store. In the end the parts are merged into one index.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import cbor2

from daywise.search import pagefind
from daywise.search.merge import merge
from daywise.search.part import Part, from_kept, kept, read
from daywise.store import STORE, Store, key

PART_SIZE = 32
"""Pages in a part: Pagefind takes 45 MB and 0.3 s for so many. With more an edit takes longer, with fewer a merge."""

Files = dict[str, bytes]


class Indexer:
    """Makes the search index of a site. It is to be closed in the end, also when the site could not be built."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin an index; ``store`` keeps its parts for later builds: that of the project in whose folder this runs."""
        self._store = store or Store(STORE)
        self._folder = tempfile.TemporaryDirectory(prefix="daywise-search-")
        self._worker = ThreadPoolExecutor(1, "search-index")
        self._added: set[str] = set()
        self._pages: list[tuple[str, bytes]] = []
        self._parts: list[list[Part] | Future[list[Part]]] = []
        self._new: dict[str, Future[list[Part]]] = {}
        self._same_for_all = _files(self._store.get(_same_for_all()))

    def add(self, path: str, page: str) -> None:
        """Add a page: its path in the site, and its HTML. One that was added, or is not to be searched, is left out."""
        if pagefind.SEARCHED not in page or path in self._added:
            return
        self._added.add(path)
        self._pages.append((path, pagefind.readable(page).encode()))
        if len(self._pages) == PART_SIZE:
            self._end_part()

    def write(self, site: Path) -> None:
        """Wait for all parts, and write the index into a site; raises IndexingError."""
        if self._pages or not self._parts:
            self._end_part()
        parts = [part for made in self._parts for part in (made.result() if isinstance(made, Future) else made)]
        for at, made in self._new.items():
            self._store.put(at, kept(made.result()))
        if self._new:
            self._store.put(_same_for_all(), cbor2.dumps(self._same_for_all))
        programs = sorted({path for part in parts for path in _programs(part)})
        ready = ((path, self._same_for_all[path]) for path in programs)
        for path, data in (*ready, *merge(parts, self._same_for_all[pagefind.ENTRY])):
            target = site / pagefind.SUBDIRECTORY / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def close(self) -> None:
        """End what is under way, delete what it needed, and let go of the store."""
        self._worker.shutdown(cancel_futures=True)
        self._folder.cleanup()
        self._store.close()

    def __enter__(self) -> Self:
        """Give the indexer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _end_part(self) -> None:
        """Take the index of the pages that are waiting from the store, or have it made."""
        digests = [[path, blake2b(page, digest_size=20).hexdigest()] for path, page in self._pages]
        at = key("search", pagefind.LOOK, digests)
        if (known := self._from_store(at)) is not None:
            self._parts.append(known)
            self._pages = []
            return
        folder = Path(self._folder.name, str(len(self._parts)))
        (folder / "pages").mkdir(parents=True)
        for path, page in self._pages:
            target = folder / "pages" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(page)
        self._new[at] = self._worker.submit(self._make_part, folder)
        self._parts.append(self._new[at])
        self._pages = []

    def _from_store(self, at: str) -> list[Part] | None:
        """Give the parts that are kept under a key; None when they, or a program that they need, are not there."""
        try:
            parts = from_kept(self._store.get(at))
        except ValueError:
            return None
        return parts if all(_programs(part) <= self._same_for_all.keys() for part in parts) else None

    def _make_part(self, folder: Path) -> list[Part]:
        """Let Pagefind index the pages of a folder, and read what it wrote."""
        files = pagefind.run(folder / "pages", folder / "index")
        self._same_for_all |= {path: data for path, data in files.items() if pagefind.is_same_for_all(path)}
        return list(read(files))


def _programs(part: Part) -> set[str]:
    """Name the programs that a browser needs to search a part."""
    return {pagefind.SCRIPT, pagefind.GENERAL, *([pagefind.program(part.wasm)] if part.wasm else [])}


def _same_for_all() -> str:
    return key("search programs", pagefind.LOOK)


def _files(data: Any) -> Files:
    """Read files that were kept, by their path; none when it is something else."""
    try:
        files = cbor2.loads(data)
    except (cbor2.CBORDecodeError, TypeError, RecursionError):
        return {}
    sound = isinstance(files, dict) and {pagefind.ENTRY, pagefind.SCRIPT} <= files.keys()
    return files if sound and all(map(pagefind.is_same_for_all, files)) else {}
