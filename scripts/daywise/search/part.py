"""Read the index that Pagefind made of some pages, into what merging it with others needs.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import cbor2

from daywise.search.pagefind import ENTRY

MARK = b"pagefind_dcd"
GZIP = 31
"""Tells zlib that what it reads or writes is gzip."""

PAGE = b"\x83"
"""The head of a list of three, such as a word and a page."""

_WHOLE = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a....)"
_NEGATIVE = rb"(?:[\x20-\x37]|\x38.|\x39..|\x3a....)"
_PLACES = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)(?:" + _WHOLE + rb"|" + _NEGATIVE + rb")*+"
_PAGE = re.compile(PAGE + rb"(" + _WHOLE + rb")(" + _PLACES + _PLACES + rb")", re.DOTALL)
_PAGES = re.compile(rb"(?:" + PAGE + _WHOLE + _PLACES + _PLACES + rb")*+", re.DOTALL)
_IN_FIELDS = re.compile(rb"(" + PAGE + _WHOLE + _PLACES + rb")(" + _PLACES + rb")", re.DOTALL)
_NUMBER = re.compile(_WHOLE + rb"|(" + _NEGATIVE + rb")", re.DOTALL)
_LONGEST_ADDRESS = 4000

WHOLE, NEGATIVE, TEXT, LIST = 0, 1, 3, 4
"""CBOR's major types that an index is made of."""


class Word(NamedTuple):
    """A word, or a form of it, and the pages of a part that have it.

    ``first`` and ``last`` are the numbers of the first and the last of its ``pages`` pages. ``places`` are those of all
    pages as an index has them, but without the head and the number of the first. ``forms`` are those with accents.
    """

    text: bytes
    pages: int
    first: int
    last: int
    places: bytes
    forms: list[Word]


class Part(NamedTuple):
    """The index of some pages in one language.

    ``pages`` are in the order of their addresses, each an address, how many words it has, and its fragment, packed.
    ``wasm`` is the name of the program for the language; None for one that Pagefind has no stems of.
    """

    language: str
    wasm: str | None
    fields: list[str]
    pages: list[tuple[str, int, bytes]]
    words: list[Word]


def read(files: Mapping[str, bytes]) -> Iterator[Part]:
    """Read an index, its files by their path in it: give a part for each language."""
    for language, known in json.loads(files[ENTRY])["languages"].items():
        meta = cbor2.loads(unpacked(files[f"pagefind.{known['hash']}.pf_meta"]))
        _version, its_pages, chunks, _filters, _sorts, fields = meta
        fragments = [files[f"fragment/{name}.pf_fragment"] for name, _count in its_pages]
        pages = [(_address(data), count, data) for data, (_name, count) in zip(fragments, its_pages, strict=True)]
        order = sorted(range(len(pages)), key=pages.__getitem__)
        numbers = [order.index(old) for old in range(len(order))]
        contents = (unpacked(files[f"index/{name}.pf_index"]) for _first, _last, name in chunks)
        words = [word for content in contents for word in _words(content, numbers)]
        yield Part(language, known["wasm"], fields, [pages[old] for old in order], words)


def kept(parts: Sequence[Part]) -> bytes:
    """Give parts as bytes to keep."""
    return cbor2.dumps([list(part) for part in parts])


def from_kept(data: Any) -> list[Part]:
    """Read parts that were kept; raises ValueError when it is something else."""
    try:
        return [Part._make((*fields, [_from_kept(word) for word in words])) for *fields, words in cbor2.loads(data)]
    except (cbor2.CBORDecodeError, RecursionError, TypeError) as error:
        raise ValueError(str(error)) from None


def _from_kept(fields: Iterable[Any]) -> Word:
    word = Word._make(fields)
    return word._replace(forms=[_from_kept(form) for form in word.forms]) if word.forms else word


def unpacked(data: bytes) -> bytes:
    """Give what a file of an index holds."""
    return zlib.decompress(data, GZIP).removeprefix(MARK)


def _address(fragment: bytes) -> str:
    """Read the address of a page, which is what its fragment begins with."""
    start = zlib.decompressobj(GZIP).decompress(fragment, _LONGEST_ADDRESS).removeprefix(MARK)
    address: str = json.JSONDecoder().raw_decode(start.decode("utf-8", "ignore"), len('{"url":'))[0]
    return address


def _words(chunk: bytes, numbers: Sequence[int]) -> Iterator[Word]:
    """Read the words of a chunk; ``numbers`` are the pages' new ones."""
    count, at = _head(chunk, 1)
    for _ in range(count):
        word, at = _word(chunk, at, numbers)
        number, at = _head(chunk, at)
        for _form in range(number):
            form, at = _word(chunk, at, numbers)
            word.forms.append(form)
        yield word


def _word(chunk: bytes, at: int, numbers: Sequence[int]) -> tuple[Word, int]:
    """Read what words and forms begin with: a list's head, a text, and pages. Give it, and where it ends."""
    length, start = _head(chunk, at + 1)
    text = chunk[start : start + length]
    _count, at = _head(chunk, start + length)
    found = _PAGES.match(chunk, at)
    end = found.end() if found else at
    old, pages = 0, []
    for step, places in _PAGE.findall(chunk, at, end):
        old += _whole(step)
        pages.append((numbers[old], places))
    pages.sort()
    first = before = pages[0][0] if pages else 0
    written = [pages[0][1]] if pages else []
    for number, places in pages[1:]:
        written += (PAGE, head(WHOLE, number - before), places)
        before = number
    return Word(text, len(pages), first, before, b"".join(written), []), end


def renumbered(places: bytes, fields: Sequence[str], among: Sequence[str]) -> bytes:
    """Give a word's places with the numbers that some fields have among more of them."""
    moved = {head(NEGATIVE, old): head(NEGATIVE, among.index(field)) for old, field in enumerate(fields)}

    def in_fields(found: re.Match[bytes]) -> bytes:
        _count, at = _head(found[2], 0)
        return found[1] + found[2][:at] + _NUMBER.sub(lambda number: moved.get(number[0], number[0]), found[2][at:])

    start = PAGE + head(WHOLE, 0)  # The places of the first page stand without them.
    return _IN_FIELDS.sub(in_fields, start + places)[len(start) :] if places else places


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
