"""``search-terms.json``: words a reader may type in part or with a typo, for the search to suggest.

The browser fetches it only when a word is on no page: then ``refcount`` and ``getrefcont`` can lead to
``getrefcount``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from daywise.load import Library
from daywise.render.lesson_parts import summary
from daywise.render.page import Page

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,40}")


def page(library: Library) -> Page:
    """Give the words of titles and topics, and the identifiers of code, each once, in order."""
    words = {word for text in _texts(library) for word in IDENTIFIER.findall(text)}
    text = json.dumps(sorted(words, key=lambda word: (word.casefold(), word)), separators=(",", ":"))
    return Page("search-terms.json", f"{text}\n", "plans")


def _texts(library: Library) -> Iterator[str]:
    for source in library.sources:
        for unit in source.plan.units:
            yield unit.title
            yield from (topic.text for topic in unit.topics)
            if unit.id in source.lessons:
                yield from summary(library, source, unit).code
