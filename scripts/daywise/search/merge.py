"""Merge the indexes that Pagefind made of parts of a site into one, as it would have made of the whole.

Pagefind holds a megabyte of memory for each page that it indexes, and knows no partial update. In parts it takes
little, and an edit needs only its own part anew. Merged, all pages of a word are in one file, which a reader on a slow
line waits for once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise, takewhile

import cbor2

from daywise.search.pagefind import ENTRY
from daywise.search.part import GZIP, LIST, MARK, PAGE, TEXT, WHOLE, Part, Word, head, renumbered

CHUNK = 20_000
"""Bytes of words after which a file of them ends; compressed, they are a third. A reader fetches a file for each word.

A slow phone waits for a first result of 1,500 lessons 1.4 seconds, with 40,000 bytes 1.6, with 80,000 bytes 1.9.
"""

_LEVEL = 5  # The ninth takes six times as long, to save 3 bytes of 100.
_SHORTEST_NAME = 7
_WORD, _FORM = PAGE, b"\x82"  # Lists of three and of two.

Found = list[tuple[int, Word]]
"""The same word of some parts, each with how many pages the parts before it have."""


def merge(parts: Sequence[Part], entry: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the files of one index of all pages, each with its path; ``entry`` is the entry file of one of the parts.

    The pages stand in the order of the parts.
    """
    known = json.loads(entry)
    merged = {}
    for language in sorted({part.language for part in parts}):
        its_parts = [part for part in parts if part.language == language]
        names = _Names(language)
        yield from _merged(its_parts, known["version"], names)
        number = sum(len(part.pages) for part in its_parts)
        merged[language] = {"hash": names.last, "wasm": its_parts[0].wasm, "page_count": number}
    yield ENTRY, json.dumps(known | {"languages": merged}, separators=(",", ":")).encode()


class _Names:
    """Gives each file a name of its own, made of its content; `last` is the one given last."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._taken: set[str] = set()
        self.last = ""

    def of(self, content: bytes) -> str:
        digest = blake2b(content).hexdigest()
        names = (f"{self._language}_{digest[:length]}" for length in range(_SHORTEST_NAME, len(digest)))
        self.last = next(name for name in names if name not in self._taken)
        self._taken.add(self.last)
        return self.last


def _merged(parts: Sequence[Part], version: str, names: _Names) -> Iterator[tuple[str, bytes]]:
    """Give the files of one language, the meta file last."""
    pages = []
    for _address, count, fragment in (page for part in parts for page in part.pages):
        pages.append([names.of(fragment), count])
        yield f"fragment/{names.last}.pf_fragment", fragment
    fields = sorted({field for part in parts for field in part.fields})
    chunks = []
    for first, last, content in _chunks(_by_text(parts, fields)):
        chunks.append([first.decode(), last.decode(), names.of(content)])
        yield f"index/{names.last}.pf_index", _packed(content)
    _shorten(chunks)
    meta = cbor2.dumps([version, pages, chunks, [], [], fields])
    yield f"pagefind.{names.of(meta)}.pf_meta", _packed(meta)


def _packed(content: bytes) -> bytes:
    compressor = zlib.compressobj(_LEVEL, wbits=GZIP)
    return compressor.compress(MARK) + compressor.compress(content) + compressor.flush()


def _by_text(parts: Sequence[Part], fields: Sequence[str]) -> dict[bytes, Found]:
    """Bring the words of all parts together."""
    found: dict[bytes, Found] = {}
    for part, before in zip(parts, accumulate((len(part.pages) for part in parts), initial=0), strict=False):
        words: Iterable[Word] = part.words
        if part.fields != fields:
            words = (_with_fields(word, part.fields, fields) for word in words)
        for word in words:
            found.setdefault(word.text, []).append((before, word))
    return found


def _with_fields(word: Word, fields: Sequence[str], among: Sequence[str]) -> Word:
    forms = [_with_fields(form, fields, among) for form in word.forms]
    return word._replace(places=renumbered(word.places, fields, among), forms=forms)


def _chunks(words: dict[bytes, Found]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give the words in files: the first word and the last one of each, and its content."""
    found: list[bytes] = []
    first, size = b"", 0
    texts = sorted(words)
    for text in texts:
        first = first if found else text
        found.append(_written(text, words[text]))
        size += len(found[-1])
        if size >= CHUNK or text is texts[-1]:
            yield first, text, b"".join((head(LIST, 1), head(LIST, len(found)), *found))
            found, size = [], 0


def _written(text: bytes, found: Found) -> bytes:
    """Write a word: its pages in all parts, and its forms."""
    forms: dict[bytes, Found] = {}
    for before, word in found:
        for form in word.forms:
            forms.setdefault(form.text, []).append((before, form))
    written = [_FORM + _text_and_pages(form, forms[form]) for form in sorted(forms)]
    return b"".join((_WORD, _text_and_pages(text, found), head(LIST, len(written)), *written))


def _text_and_pages(text: bytes, found: Found) -> bytes:
    """Write what words and forms begin with: a text, and pages by the steps between their numbers."""
    pages: list[bytes] = []
    number, total = 0, 0
    for before, (_text, its_pages, first, last, places, _forms) in found:
        if its_pages:
            pages += (PAGE, head(WHOLE, before + first - number), places)
            number = before + last
            total += its_pages
    return b"".join((head(TEXT, len(text)), text, head(LIST, total), *pages))


def _shorten(chunks: list[list[str]]) -> None:
    """Cut the first and the last word of each chunk to what tells it from its neighbour, as Pagefind does."""
    for one, other in pairwise(chunks):
        last, first = one[1], other[0]
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, first, strict=False))) + 1
        if last[:length] >= one[0]:
            one[1] = last[:length]
        other[0] = first[:length]
