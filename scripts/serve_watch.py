"""How often `mkdocs serve` looks for edits."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from watchdog.observers.polling import PollingObserver

LOOK_EVERY = 0.2
"""Seconds between two looks, where MkDocs lets half a second pass. One takes 7 ms of processor at 200 lessons.

The system could tell of an edit at once, but not on every disk: not on one of Windows that is seen from WSL.
"""


def look_often(server: Any, config: Any) -> None:
    """Let a server that has not started yet look more often, at what MkDocs has told it to watch until now.

    That is the folder of pages and the settings; with ``--watch-theme``, the theme too.
    """
    watched = []
    for path in filter(None, (config.docs_dir, config.config_file_path, *config.theme.dirs)):
        with suppress(KeyError):  # It is not watched.
            server.unwatch(path)
            watched.append(path)
    server.observer = PollingObserver(timeout=LOOK_EVERY)
    for path in watched:
        server.watch(path)
