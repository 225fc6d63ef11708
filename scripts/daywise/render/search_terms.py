"""``search-terms.json``: words a reader may type in part or with a typo, for the search to suggest.

The browser fetches it only when a word is on no page: then ``refcount`` and ``getrefcont`` can lead to
``getrefcount``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from daywise.load import Library
from daywise.render.lesson_parts import IDENTIFIER, summary
from daywise.render.page import Page


def page(library: Library) -> Page:
    """Give the words of titles and topics, and the identifiers of code, each once, in order."""
    words = sorted(sorted(set(_words(library))), key=str.casefold)
    text = json.dumps(words, separators=(",", ":"))
    return Page("search-terms.json", f"{text}\n", "plans")


def _words(library: Library) -> Iterator[str]:
    for source in library.sources:
        for unit in source.plan.units:
            yield from IDENTIFIER.findall(unit.title)
            yield from (word for topic in unit.topics for word in IDENTIFIER.findall(topic.text))
            if unit.id in source.lessons:
                yield from summary(library, source, unit).words
