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
        self._pages: list[tuple[str, bytes]] = []
        self._parts: list[Files | Future[Files]] = []
        self._new: list[tuple[str, Future[Files]]] = []
        self._programs: Files = _files(self._store.get(key("search programs", pagefind.LOOK)))

    def add(self, path: str, page: str) -> None:
        """Add a page: its path in the site, and its HTML. One that is not searched is left out."""
        if pagefind.SEARCHED not in page:
            return
        self._pages.append((path, page.encode()))
        if len(self._pages) == PART_SIZE:
            self._end_part()

    def write(self, site: Path) -> None:
        """Wait for all parts, and write the index into a site; raises IndexingError."""
        if self._pages or not self._parts:
            self._end_part()
        for at, files in self._new:
            self._keep(at, files.result())
        parts = [part.result() if isinstance(part, Future) else part for part in self._parts]
        for path, data in (*self._programs.items(), *merge(parts)):
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
        kept = _files(self._store.get(at))
        if pagefind.ENTRY in kept and pagefind.SCRIPT in self._programs:
            self._parts.append(kept)
        else:
            folder = Path(self._folder.name, str(len(self._parts)))
            (folder / "pages").mkdir(parents=True)
            for path, page in self._pages:
                target = folder / "pages" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(page)
            made = self._worker.submit(pagefind.run, folder / "pages", folder / "index")
            self._parts.append(made)
            self._new.append((at, made))
        self._pages = []

    def _keep(self, at: str, files: Files) -> None:
        """Keep what was made for later builds."""
        data = {path: content for path, content in files.items() if pagefind.is_data(path)}
        self._store.put(at, cbor2.dumps(data))
        programs = {path: content for path, content in files.items() if pagefind.is_program(path)}
        if not programs.keys() <= self._programs.keys():
            self._programs |= programs
            self._store.put(key("search programs", pagefind.LOOK), cbor2.dumps(self._programs))


def _files(kept: Any) -> Files:
    """Read what the store holds of an index; nothing when it holds something else."""
    if not isinstance(kept, bytes):
        return {}
    try:
        files = cbor2.loads(kept)
    except (cbor2.CBORDecodeError, RecursionError):
        return {}
    sound = isinstance(files, dict) and all(
        isinstance(path, str) and isinstance(data, bytes) and (pagefind.is_data(path) or pagefind.is_program(path))
        for path, data in files.items()
    )
    return files if sound else {}
