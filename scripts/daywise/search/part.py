"""Read the index that Pagefind made of some pages.

Its files are CBOR (RFC 8949), each behind a mark of twelve bytes, gzipped. Of Pagefind 1.5, from its
`pagefind/src/index/index_metadata.rs` and `index_words.rs` (https://github.com/Pagefind/pagefind):

    pagefind.NAME.pf_meta       [version, [[fragment, words], …], [[first, last, chunk], …], filters, sorts, fields]
    index/CHUNK.pf_index        [[[word, pages, [[form, pages], …]], …]], in the order of the words
    fragment/NAME.pf_fragment   a page's address and text, as JSON

Each of the ``pages`` of a word is ``[steps since the page before, places, places in fields]``. Among the places are
negative numbers: weights, and in those in fields the numbers of fields, ``-(n + 1)`` for the field ``n``.

There are thousands of words on hundreds of pages, so the places of a word on a page are passed on as the bytes that
Pagefind wrote; only the pages' numbers are read. To decode and encode all of it takes seven times as long.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

import cbor2

MARK = b"pagefind_dcd"
GZIP = 31
"""Tells zlib that what it reads or writes is gzip."""

_WHOLE = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a....)"
_NEGATIVE = rb"(?:[\x20-\x37]|\x38.|\x39..|\x3a....)"
_PLACES = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)(?:" + _WHOLE + rb"|" + _NEGATIVE + rb")*+"
_PAGE = re.compile(rb"\x83(" + _WHOLE + rb")(" + _PLACES + rb")(" + _PLACES + rb")", re.DOTALL)
_PAGES = re.compile(rb"(?:\x83" + _WHOLE + _PLACES + _PLACES + rb")*+", re.DOTALL)
_NUMBER = re.compile(_WHOLE + rb"|(" + _NEGATIVE + rb")", re.DOTALL)
_LONGEST_ADDRESS = 4000

WHOLE, NEGATIVE, TEXT, LIST = 0, 1, 3, 4
"""CBOR's major types that an index is made of."""


Pages = list[tuple[int, bytes]]
"""The numbers of pages, with the places of a word on each."""


class Entry(NamedTuple):
    """A word or a form of it, the pages that have it, and a word's other forms: those with accents."""

    text: bytes
    pages: Pages
    forms: list[Entry]


PageReader = Callable[[bytes, int, int], Pages]
"""Reads the pages that stand in a chunk from one place to another."""


class Part:
    """The index of some pages in one language."""

    def __init__(self, files: Mapping[str, bytes], name: str) -> None:
        """Read the head of an index; ``name`` is that of its meta file, in ``files`` by their path."""
        self._files = files
        _version, pages, chunks, _filters, _sorts, fields = cbor2.loads(unpacked(files[f"pagefind.{name}.pf_meta"]))
        self.fields: list[str] = fields
        self.word_counts: list[int] = [count for _fragment, count in pages]
        self.fragments = [files[f"fragment/{fragment}.pf_fragment"] for fragment, _count in pages]
        self._chunks = [chunk for _first, _last, chunk in chunks]

    def addresses(self) -> list[str]:
        """Give the address of each page, in the order of their numbers."""
        return [_address(fragment) for fragment in self.fragments]

    def words(self, numbers: Sequence[int], fields: Sequence[str]) -> Iterator[Entry]:
        """Give the words in their order; the pages have new numbers, and the fields those in a longer list."""
        new_fields = {number: fields.index(field) for number, field in enumerate(self.fields)}
        moved = {head(NEGATIVE, old): head(NEGATIVE, new) for old, new in new_fields.items() if old != new}
        read_pages = partial(_pages, numbers=numbers, moved=moved)
        for chunk in self._chunks:
            yield from _entries(unpacked(self._files[f"index/{chunk}.pf_index"]), read_pages)


def unpacked(data: bytes) -> bytes:
    """Give what a file of an index holds."""
    return zlib.decompress(data, GZIP).removeprefix(MARK)


def _address(fragment: bytes) -> str:
    """Read the address of a page, which is what its fragment begins with."""
    start = zlib.decompressobj(GZIP).decompress(fragment, _LONGEST_ADDRESS).removeprefix(MARK)
    address: str = json.JSONDecoder().raw_decode(start.decode("utf-8", "ignore"), len('{"url":'))[0]
    return address


def _entries(chunk: bytes, read_pages: PageReader) -> Iterator[Entry]:
    """Read the words of a chunk."""
    count, at = _head(chunk, 1)
    for _ in range(count):
        text, pages, at = _text_and_pages(chunk, at, read_pages)
        number, at = _head(chunk, at)
        forms = []
        for _form in range(number):
            form, its_pages, at = _text_and_pages(chunk, at, read_pages)
            forms.append(Entry(form, its_pages, []))
        yield Entry(text, pages, forms)


def _text_and_pages(chunk: bytes, at: int, read_pages: PageReader) -> tuple[bytes, Pages, int]:
    """Read what words and forms begin with: a list's head, a text, and pages. Give them, and where they end."""
    length, start = _head(chunk, at + 1)
    _count, at = _head(chunk, start + length)
    found = _PAGES.match(chunk, at)
    end = found.end() if found else at
    return chunk[start : start + length], read_pages(chunk, at, end), end


def _pages(chunk: bytes, start: int, end: int, *, numbers: Sequence[int], moved: Mapping[bytes, bytes]) -> Pages:
    """Read the pages of a word, and give them by their new numbers."""
    old, pages = 0, []
    for step, places, in_fields in _PAGE.findall(chunk, start, end):
        old += _whole(step)
        pages.append((numbers[old], places + (_renamed(in_fields, moved) if moved else in_fields)))
    return pages


def _renamed(in_fields: bytes, moved: Mapping[bytes, bytes]) -> bytes:
    """Give places in fields with the fields' new numbers."""
    _count, at = _head(in_fields, 0)
    return in_fields[:at] + _NUMBER.sub(lambda found: moved.get(found[0], found[0]), in_fields[at:])


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Read CBOR's head of a number, a text or a list: give its number, and where it ends."""
    number = data[at] & 31
    if number < 24:  # noqa: PLR2004 - larger ones stand in the bytes behind it
        return number, at + 1
    end = at + 1 + (1 << number - 24)
    return int.from_bytes(data[at + 1 : end], "big"), end


@cache
def _whole(data: bytes) -> int:
    return _head(data, 0)[0]


@cache
def head(kind: int, number: int) -> bytes:
    """Write CBOR's head of a number, or of a text or a list of that length."""
    first = kind << 5
    if number < 24:  # noqa: PLR2004 - as above
        return bytes([first | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([first | 24 + size]) + number.to_bytes(1 << size, "big")
