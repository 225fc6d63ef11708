"""What a renderer gives: pages with their path, their text, and what the theme needs to know of them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from daywise.problems import Place

DESCRIPTION_LENGTH = 160
"""What link previews and search engines show of a description, in characters."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the built tree.

    ``path`` is where it goes below the docs folder (forward slashes); ``source`` is the file that an author would
    edit to change it.
    """

    path: str
    content: str | bytes
    source: str


class Link(NamedTuple):
    """A link of the navigation; ``url`` is relative to the site's root, ``note`` a word beside the title."""

    title: str
    url: str
    note: str = ""
    current: bool = False
    links: tuple[Link, ...] = ()

    def data(self) -> dict[str, Any]:
        """Give the link as the theme reads it."""
        found: dict[str, Any] = {"title": self.title, "url": self.url}
        if self.note:
            found["note"] = self.note
        if self.current:
            found["current"] = True
        if self.links:
            found["links"] = [link.data() for link in self.links]
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """What the theme knows of a page: it fills the head, the navigation, the table of contents and the footer.

    ``trail`` leads from the site's root to the page above; ``contents`` are (anchor, heading) pairs.
    """

    kind: str
    title: str
    description: str
    trail: tuple[Link, ...] = ()
    navigation: tuple[Link, ...] = ()
    contents: tuple[tuple[str, str], ...] = ()
    previous: Link | None = None
    next: Link | None = None
    wide: bool = False
    plan_title: str = ""
    search: Mapping[str, str] = field(default_factory=dict)

    def front_matter(self, source: Place) -> str:
        """Give the page's head as YAML front matter; its values are JSON, which is YAML too and quick to write."""
        meta: dict[str, Any] = {
            "title": self.title,
            "description": shorten(self.description, DESCRIPTION_LENGTH),
            "daywise": {
                "kind": self.kind,
                "plan": self.plan_title,
                "trail": [link.data() for link in self.trail],
                "navigation": [link.data() for link in self.navigation],
                "contents": [{"id": anchor, "title": title} for anchor, title in self.contents],
                "previous": self.previous.data() if self.previous else None,
                "next": self.next.data() if self.next else None,
                "source": source.path,
                "search": dict(self.search),
            },
        }
        if self.wide:
            meta["hide"] = ["navigation", "toc"]
        lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
        return f"---\n{''.join(lines)}---\n"


def read_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split the text of a page into its front matter, as `Head.front_matter` has written it, and its body."""
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    pairs = (line.split(": ", 1) for line in head.split("\n"))
    return {name: json.loads(value) for name, value in pairs}, body.strip()


def shorten(text: str, length: int) -> str:
    """Cut a text at a word so that it has at most ``length`` characters, an ellipsis at its end."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(',;:. ')}…"


def relative(url: str, start: str) -> str:
    """Give the way from one address to another, both relative to the site's root (``""``, ``plan/unit/#block``)."""
    path, mark, fragment = url.partition("#")
    if path == start and mark:
        return f"#{fragment}"
    way = posixpath.relpath(f"/{path}", f"/{start}")
    return f"{way}{'/' if not path or path.endswith('/') else ''}{mark}{fragment}"
