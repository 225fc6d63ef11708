"""A book as data: its chapters in order, and what its title page says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from daywise.history import spelled


@dataclass(frozen=True)
class Chapter:
    """One file of the book; ``tree`` is its ``body`` element, in XHTML's namespace.

    ``level`` is 1 for what stands in the contents by itself (a phase, the glossary), 2 for a unit of a phase, 0 for
    what is not listed.
    """

    name: str
    title: str
    tree: ET.Element
    level: int = 1

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.xhtml"


@dataclass(frozen=True)
class Book:
    """A plan's book; ``site`` is the address it is published at, empty when nobody knows; ``pictures`` are by path.

    ``changed`` is the time of the edition, in seconds since 1970: files hold no other time.
    """

    id: str
    title: str
    summary: str
    site: str
    changed: int
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """The time of the edition."""
        return datetime.fromtimestamp(self.changed, UTC)

    @property
    def edition(self) -> str:
        """The day of the edition, in words."""
        return spelled(self.moment.date())

    def contents(self) -> Iterator[tuple[Chapter, tuple[Chapter, ...]]]:
        """Give each chapter of the first level with those of the second that follow it."""
        listed = [chapter for chapter in self.chapters if chapter.level]
        starts = [index for index, chapter in enumerate(listed) if chapter.level == 1]
        for start, end in zip(starts, [*starts[1:], len(listed)], strict=True):
            yield listed[start], tuple(listed[start + 1 : end])
