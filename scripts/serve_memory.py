"""What one run of `mkdocs serve` remembers from build to build, so that an edit rebuilds only the pages it changes.

MkDocs reads its hooks anew for each build, but the modules that they import stay: this one is where the memory is. A
build that is not one of `mkdocs serve` finds it empty.
"""

from __future__ import annotations

import sys
import time
from hashlib import blake2b
from pathlib import Path

# What each generated page was made of, and since when it has been like that, as a file's time; written by `since`.
_pages: dict[str, tuple[bytes, float]] = {}
# The newest file of the generator when it was imported; written by `forget_old_code`.
_imported: dict[str, float] = {}


def forget_old_code(package: str, folder: Path) -> None:
    """Drop a package's modules if one of its files has changed since they were imported, so that the edit shows."""
    newest = max(path.stat().st_mtime for suffix in ("py", "j2") for path in folder.rglob(f"*.{suffix}"))
    if _imported.get(package) != newest:
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
        _imported[package] = newest


def since(page: str, content: bytes) -> float:
    """Give the time since when a page has had this content; a page that is new, or first seen, has it since now.

    `mkdocs serve --dirty` builds a page anew when its source is newer than its HTML.
    """
    digest = blake2b(content).digest()
    known = _pages.get(page)
    if known is None or known[0] != digest:
        known = _pages[page] = (digest, time.time())
    return known[1]


def newest_of(*paths: Path) -> float:
    """Give the newest time of files, and of all files below folders."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return max((file.stat().st_mtime for file in files), default=0.0)
