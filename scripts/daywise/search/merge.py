"""Merge the indexes that Pagefind made of parts of a site into one, as it would have made of the whole.

Pagefind holds a megabyte of memory for each page that it indexes, and knows no partial update. In parts it takes
little, and an edit needs only its own part anew. Merged, all pages of a word are in one file, which a reader on a slow
line waits for once. The pages stand in the order of their addresses, so it does not matter which part a page was in.
"""

from __future__ import annotations

import heapq
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, groupby, pairwise, takewhile
from operator import itemgetter

import cbor2

from daywise.search.pagefind import ENTRY
from daywise.search.part import GZIP, LIST, MARK, TEXT, WHOLE, Entry, Part, head

CHUNK = 20_000
"""Bytes of words after which a file of them ends; compressed, they are a third. A reader fetches a file for each word.

A slow phone waits for a first result of 1,500 lessons 1.4 seconds, with 40,000 bytes 1.6, with 80,000 bytes 1.9.
"""

_SHORTEST_NAME = 7
_PAGE, _WORD, _FORM = b"\x83", b"\x83", b"\x82"  # Lists of three and of two.

Files = Mapping[str, bytes]


def merge(parts: Sequence[Files]) -> Iterator[tuple[str, bytes]]:
    """Give the files of the index of all pages of some indexes, each with its path. An index is its files by path."""
    entries = [json.loads(part[ENTRY]) for part in parts]
    languages: dict[str, list[Part]] = {}
    for entry, files in zip(entries, parts, strict=True):
        for language, known in entry["languages"].items():
            languages.setdefault(language, []).append(Part(files, known["hash"]))
    merged = {}
    for language, its_parts in sorted(languages.items()):
        names = _Names(language)
        yield from _merged(its_parts, entries[0]["version"], names)
        wasm = next(entry["languages"][language]["wasm"] for entry in entries if language in entry["languages"])
        number = sum(len(part.fragments) for part in its_parts)
        merged[language] = {"hash": names.last, "wasm": wasm, "page_count": number}
    yield ENTRY, json.dumps(entries[0] | {"languages": merged}, separators=(",", ":")).encode()


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
    fields = sorted({field for part in parts for field in part.fields})
    where = sorted((address, *place) for place, address in _places(parts))
    numbers = [[0] * len(part.fragments) for part in parts]
    pages = []
    for number, (_address, in_part, at) in enumerate(where):
        numbers[in_part][at] = number
        fragment = parts[in_part].fragments[at]
        pages.append([names.of(fragment), parts[in_part].word_counts[at]])
        yield f"fragment/{names.last}.pf_fragment", fragment
    chunks = []
    words = (part.words(its_numbers, fields) for part, its_numbers in zip(parts, numbers, strict=True))
    for first, last, content in _chunks(_joined(words)):
        chunks.append([first.decode(), last.decode(), names.of(content)])
        yield f"index/{names.last}.pf_index", _packed(content)
    _shorten(chunks)
    meta = cbor2.dumps([version, pages, chunks, [], [], fields])
    yield f"pagefind.{names.of(meta)}.pf_meta", _packed(meta)


def _places(parts: Sequence[Part]) -> Iterator[tuple[tuple[int, int], str]]:
    for in_part, part in enumerate(parts):
        for at, address in enumerate(part.addresses()):
            yield (in_part, at), address


def _packed(content: bytes) -> bytes:
    compressor = zlib.compressobj(6, wbits=GZIP)
    return compressor.compress(MARK) + compressor.compress(content) + compressor.flush()


def _joined(words: Iterable[Iterator[Entry]]) -> Iterator[Entry]:
    """Give the words of all parts in their order, each once."""
    by_text = itemgetter(0)
    for text, found in groupby(heapq.merge(*words, key=by_text), by_text):
        entries = list(found)
        if len(entries) == 1:
            yield entries[0]
            continue
        pages = list(chain.from_iterable(entry.pages for entry in entries))
        forms = sorted(chain.from_iterable(entry.forms for entry in entries), key=by_text)
        yield Entry(text, pages, list(_joined([iter(forms)])) if forms else [])


def _chunks(words: Iterable[Entry]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give the words in files: the first word and the last one of each, and its content."""
    found: list[bytes] = []
    first, last, size = b"", b"", 0
    for word in words:
        first = first if found else word.text
        last = word.text
        forms = [_FORM + _text_and_pages(form) for form in word.forms]
        found.append(b"".join((_WORD, _text_and_pages(word), head(LIST, len(forms)), *forms)))
        size += len(found[-1])
        if size >= CHUNK:
            yield first, last, _content(found)
            found, size = [], 0
    if found:
        yield first, last, _content(found)


def _content(words: Sequence[bytes]) -> bytes:
    return head(LIST, 1) + head(LIST, len(words)) + b"".join(words)


def _text_and_pages(entry: Entry) -> bytes:
    """Write what words and forms begin with: a text, and pages by the steps between their numbers."""
    written = [head(TEXT, len(entry.text)), entry.text, head(LIST, len(entry.pages))]
    before = 0
    for number, places in sorted(entry.pages):
        written += (_PAGE, head(WHOLE, number - before), places)
        before = number
    return b"".join(written)


def _shorten(chunks: list[list[str]]) -> None:
    """Cut the first and the last word of each chunk to what tells it from its neighbour, as Pagefind does."""
    for one, other in pairwise(chunks):
        last, first = one[1], other[0]
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, first, strict=False))) + 1
        if last[:length] >= one[0]:
            one[1] = last[:length]
        other[0] = first[:length]
