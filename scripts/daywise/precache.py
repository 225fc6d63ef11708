"""What the offline worker keeps on a reader's device: the list of a built site's files, each with its hash.

The worker (``docs/sw.js``) stores a file only when its bytes have the listed hash, and holds the hash of the list
itself. So a worker, its list and the files belong together, and a worker changes when any file does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fnmatch import fnmatchcase

WORKER = "sw.js"
LIST = "precache.json"
LEFT_OUT = (
    WORKER,
    LIST,
    # Not fetched by any page.
    "*.map",
    "assets/images/favicon.png",
    "assets/js/types.js",
    "assets/javascripts/*",
    "assets/stylesheets/palette.*",
    "pagefind/wasm.unknown.pagefind",
    # For robots.
    "assets/cards/*",
    "robots.txt",
    "sitemap.xml*",
    # Downloads: who wants one has it as a file.
    "*.epub",
    "*.ics",
    "*.pdf",
    "*.zip",
)
"""The files that are not kept, as patterns in which ``*`` stands for slashes, too."""
_UNRELEASED = 'const VERSION = "";'


def is_kept(path: str) -> bool:
    """Tell whether the worker keeps a file, given by its path below the site's root."""
    return not any(fnmatchcase(path, pattern) for pattern in LEFT_OUT)


def file_list(files: Mapping[str, bytes]) -> bytes:
    """Give the list of files as JSON: ``{"files": {path: [SHA-256 in hexadecimal, bytes]}}``, ordered by path."""
    entries = {path: [hashlib.sha256(files[path]).hexdigest(), len(files[path])] for path in sorted(files)}
    return json.dumps({"files": entries}, ensure_ascii=False, separators=(",", ":")).encode()


def release(worker: str, listed: bytes) -> str:
    """Write the version, which is the hash of the list, into the worker's source.

    Raises ValueError when the source has no place for it.
    """
    if worker.count(_UNRELEASED) != 1:
        message = f"{WORKER} has no line {_UNRELEASED}"
        raise ValueError(message)
    return worker.replace(_UNRELEASED, f'const VERSION = "{hashlib.sha256(listed).hexdigest()}";')
