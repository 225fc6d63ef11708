"""When the source of a page was last changed, as the theme asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Day(NamedTuple):
    """A day as HTML's ``datetime`` has it, and as people read it."""

    date: str
    words: str


def lookup(project: Path) -> Callable[[str], Day | None]:
    """Give what tells of a source, by its path below the project's folder, when it was last changed, if git knows."""
    from daywise.history import last_changes, spelled  # noqa: PLC0415 - the hooks have set the path by now

    changes = last_changes(project)

    def last_changed(source: str) -> Day | None:
        day = changes.get(source)
        return Day(day.isoformat(), spelled(day)) if day else None

    return last_changed
