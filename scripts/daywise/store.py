"""Keep what was worked out from source texts between runs, by a digest of all that went into it.

Reading a lesson's Markdown and highlighting its code take most of the time of a check and of a build. What came of
them is kept in one SQLite file, as text, JSON or bytes, so that whatever stands there is data and never runs. The file
may be deleted at any time, several runs may use it at once, and where it cannot be read or written everything is worked
out anew. Nothing is ever wrong in it for long: the code that works something out, and the versions of the libraries
that it uses, are part of every key.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

STORE = Path(".cache/daywise/kept.sqlite3")
"""Where commands and builds keep it, below the working folder."""

MOST_BYTES = 200_000_000
"""What the kept values may take together; 1,500 lessons with their pages take about 40 MB."""

LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "pygments")
"""What the generator's output depends on besides its own code."""

_COMPRESSION = 1  # The quickest; the best would save a fifth of the space and take four times as long.
_TEXT, _BYTES = b"=", b"#"  # What a text, or bytes, that are kept begin with, and JSON never does.
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB}
_WAIT = 10  # Seconds that one run waits for another that is writing.
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL)"
_TOO_MANY = """DELETE FROM kept WHERE key IN (SELECT key FROM (
    SELECT key, SUM(LENGTH(value)) OVER (ORDER BY used DESC, key) AS total FROM kept) WHERE total > ?)"""


class Store:
    """Values by key: those of earlier runs, and what this run adds, which `save` writes."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file; without one, values are kept for this run only."""
        self.path = path
        self._new: dict[str, bytes] = {}
        self._read: set[str] = set()
        self._file = _opened(path) if path else None

    @property
    def lasts(self) -> bool:
        """Whether values are kept for other runs."""
        return self._file is not None

    def get(self, key: str) -> Any:
        """Give the value of a key, or None when there is none that can be read."""
        data = self._new.get(key) or self._found("SELECT value FROM kept WHERE key = ?", key)
        with suppress(zlib.error, ValueError, TypeError, RecursionError):
            return _unpacked(data) if data else None
        return None

    def _found(self, query: str, key: str) -> Any:
        """Ask the file for something of a key; None when it has no such key."""
        if self._file is None:
            return None
        try:
            row = self._file.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None:
            return None
        self._read.add(key)
        return row[0]

    def has(self, key: str) -> bool:
        """Tell whether there is a value, without reading it."""
        return key in self._new or self._found("SELECT 1 FROM kept WHERE key = ?", key) is not None

    def put(self, key: str, value: Any) -> None:
        """Keep a text, bytes, or another value that JSON can hold."""
        self._new[key] = _packed(value)

    def save(self) -> None:
        """Write what is new, and drop what was not used for longest when there is too much."""
        if self._file is None or not self._new:
            return
        try:
            with self._file:  # one transaction
                self._file.execute("BEGIN IMMEDIATE")
                run = self._file.execute("PRAGMA user_version").fetchone()[0] + 1
                self._file.execute(f"PRAGMA user_version = {run:d}")
                used = [(run, key) for key in sorted(self._read)]
                self._file.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
                rows = [(key, run, value) for key, value in self._new.items()]
                self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                self._file.execute(_TOO_MANY, (MOST_BYTES,))
        except sqlite3.Error as error:
            self._give_up(error)
            return
        self._read.update(self._new)
        self._new.clear()

    def close(self) -> None:
        """Save, and let go of the file."""
        self.save()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _give_up(self, error: sqlite3.Error) -> None:
        """Go on without the file, and delete one that is no store: the next run makes it anew."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self.path and _is_broken(error):
            with suppress(OSError):
                self.path.unlink()


def _packed(value: Any) -> bytes:
    """Pack a value: a text as it is, since most that is kept is HTML; bytes, too; and all else as JSON."""
    if isinstance(value, bytes):
        return zlib.compress(_BYTES + value, 0)  # They are compressed already; this adds a checksum.
    if isinstance(value, str):
        return zlib.compress(_TEXT + value.encode("utf-8", "surrogatepass"), _COMPRESSION)
    text = json.dumps(value, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _COMPRESSION)


def _unpacked(data: bytes) -> Any:
    kept = zlib.decompress(data)
    if kept.startswith(_BYTES):
        return kept[1:]
    text = kept.decode("utf-8", "surrogatepass")
    return text[1:] if kept.startswith(_TEXT) else json.loads(text)


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open a store's file; give None where that cannot be done. A file that is something else makes room for one."""
    for _attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # MkDocs builds in one thread and serves in others; only the one that builds comes here.
            file = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            file.execute("PRAGMA synchronous = OFF")  # After a power cut the file may be broken: then it goes.
            file.execute(_SCHEMA)
        except sqlite3.Error as error:
            file.close()
            if not _is_broken(error):
                return None
            with suppress(OSError):
                path.unlink()
        else:
            return file
    return None


def _is_broken(error: sqlite3.Error) -> bool:
    """Tell whether an error means that the file is no store, rather than that it cannot be used now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def key(kind: str, *parts: object) -> str:
    """Give the key of what the generator works out from parts that JSON can hold."""
    return digest(code_digest(), kind, *parts)


def digest(*parts: object) -> str:
    """Give a digest of parts that JSON can hold."""
    text = json.dumps(parts, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def text_digest(*texts: str) -> str:
    """Give a digest of texts, as quickly as long ones need it."""
    found = hashlib.blake2b(digest_size=20)
    for data in (text.encode("utf-8", "surrogatepass") for text in texts):
        found.update(f"{len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()


@cache
def code_digest() -> str:
    """Give a digest of the generator's own code and templates, and of what its output depends on besides."""
    versions = [sys.version_info[:3], *((name, version(name)) for name in LIBRARIES)]
    return digest(versions, files_digest(Path(__file__).parent.rglob("*.py"), Path(__file__).parent.rglob("*.j2")))


def files_digest(*groups: Iterable[Path]) -> str:
    """Give a digest of the names and the contents of files."""
    found = hashlib.blake2b(digest_size=20)
    for path in sorted(path for group in groups for path in group if path.is_file()):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
