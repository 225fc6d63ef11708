"""Index the built site for the search, in parts: Pagefind holds a megabyte of memory for each page that it indexes.

The browser searches all parts as one. Up to `PART_SIZE` pages there is just one part, as without all this. A part
whose pages have not changed since an earlier build is taken from the store.

MkDocs calls it. After another engine, such as Zensical: `python scripts/search_index.py build/site`.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

SUBDIRECTORY = "pagefind"
SCRIPT = "pagefind.js"
PART_SIZE = 1000
"""Pages in a part. More would take more memory here, fewer would make the browser fetch more files for a word.

With so many, a slow phone has a first result within two seconds on a site of 1,500 lessons: see docs/audit.md.
"""

# Keep these inside words, so that __slots__, sys.getrefcount, C++ and $lookup are found as they are written.
WORD_CHARACTERS = "_.$+#"
SEARCHED = b"data-pagefind-body"
"""The attribute of what is searched on a page; pages without it are not."""


class IndexingError(Exception):
    """Pagefind failed; the message is what it said."""


def index(site: Path, store: Any) -> None:
    """Write the search index of a built site into it; raises IndexingError."""
    pages = [path for path in sorted(site.rglob("*.html")) if SEARCHED in path.read_bytes()]
    parts = [pages[start : start + PART_SIZE] for start in range(0, len(pages), PART_SIZE)] or [[]]
    names = ["", *(f"part-{number}" for number in range(2, len(parts) + 1))]
    for name, part in zip(names, parts, strict=True):
        _write(_indexed(site, part, store), site / SUBDIRECTORY / name, whole=not name)
    with (site / SUBDIRECTORY / SCRIPT).open("a", encoding="utf-8") as script:
        script.write(f"\nexport const parts = {names[1:]};\n")


def index_with_what_is_kept(site: Path) -> None:
    """Index a built site, with the store of the project in whose folder this runs; raises IndexingError."""
    from daywise.store import STORE, Store  # noqa: PLC0415 - the path is set by now

    store = Store(STORE)
    try:
        index(site, store)
    finally:
        store.close()


def _indexed(site: Path, pages: Sequence[Path], store: Any) -> dict[str, bytes]:
    """Give the index of some pages, its files by their path: from the store, or from Pagefind."""
    from daywise.store import key  # noqa: PLC0415 - the path is set by now

    digests = [[_address(site, page), blake2b(page.read_bytes(), digest_size=20).hexdigest()] for page in pages]
    at = key("search", version("pagefind"), WORD_CHARACTERS, digests)
    kept = _decoded(store.get(at))
    if kept is None:
        kept = _run_pagefind(site, pages)
        store.put(at, {name: base64.b64encode(data).decode() for name, data in kept.items()})
    return kept


def _decoded(kept: Any) -> dict[str, bytes] | None:
    """Read what the store holds of an index; None when it holds none, or something else."""
    try:
        files = {name: base64.b64decode(text, validate=True) for name, text in kept.items()}
    except (AttributeError, TypeError, ValueError):
        return None
    inside = all(not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts for name in files)
    return files if inside and SCRIPT in files else None


def _run_pagefind(site: Path, pages: Sequence[Path]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="daywise-search-") as folder:
        staged, out = Path(folder) / "pages", Path(folder) / "index"
        staged.mkdir()
        for page in pages:
            target = staged / page.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(page, target)
        command = [sys.executable, "-m", "pagefind", "--quiet", "--site", str(staged), "--output-path", str(out)]
        command += ["--include-characters", WORD_CHARACTERS]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            raise IndexingError(result.stderr or result.stdout)
        return {_address(out, path): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def _link(source: Path, target: Path) -> None:
    """Let a file stand in a second place, by a link where the system can."""
    with suppress(OSError):
        target.hardlink_to(source)
        return
    shutil.copyfile(source, target)


def _write(files: dict[str, bytes], folder: Path, *, whole: bool) -> None:
    """Write an index; a part beside the first needs no programs of its own."""
    for name, data in files.items():
        if whole or (not name.endswith((".js", ".css")) and not name.startswith("wasm.")):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _address(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def main(arguments: Sequence[str]) -> int:
    """Index the built site that is the only argument; give the exit status."""
    sys.path.insert(0, str(Path(__file__).parent))
    if len(arguments) != 1 or not Path(arguments[0], "index.html").is_file():
        sys.stderr.write("usage: python scripts/search_index.py SITE (the folder of a built site)\n")
        return 2
    try:
        index_with_what_is_kept(Path(arguments[0]))
    except IndexingError as error:
        sys.stderr.write(f"Pagefind could not index the site:\n{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
