"""An index merged from those of parts of a site says what Pagefind's own index of the whole says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.search import merge as module
from daywise.search import pagefind
from daywise.search.merge import merge
from daywise.search.part import Word, _words, from_kept, head, kept, read, renumbered
from tests.search.reading import chunks, said

Files = dict[str, bytes]

WORDS = ("café", "cafe", "Café", "__slots__", "sys.getrefcount", "C++", "$lookup", "caching", "Schlüssel", "۱۲")
META = '<meta data-pagefind-meta="{0}[content]" content="{0} {1}">'


def page(number: int, language: str = "en") -> str:
    """Give a page: each has some words of all, one of its own, headings, and every third says when it is."""
    some = " ".join(word for at, word in enumerate(WORDS) if (number + at) % 3)
    many = " ".join(f"w{n}" for n in range(number, number + 300))
    meta = META.format("when", number) + META.format("about", number) if number % 3 == 0 else ""
    return (
        f'<html lang="{language}"><head>{meta}</head><body><main data-pagefind-body><h1>Page {number}</h1>'
        f'<p>{some} only{number}. {"often " * number}</p><h2 id="part">Caching</h2><p>{many}</p></main></body></html>'
    )


PAGES = {f"plan/unit-{number}/index.html": page(number) for number in range(40)}
IN_TWO_LANGUAGES = PAGES | {f"ur/{number}/index.html": page(number, "ur") for number in range(5)}


@cache
def index_of(paths: tuple[str, ...]) -> Files:
    """Let Pagefind index some pages."""
    with TemporaryDirectory() as folder:
        for path in paths:
            target = Path(folder, "pages", path)
            target.parent.mkdir(parents=True)
            target.write_text(IN_TWO_LANGUAGES[path], "utf-8")
        return pagefind.run(Path(folder, "pages"), Path(folder, "index"))


def merged(paths: Iterable[str], size: int) -> Files:
    """Index pages in parts of a size, keep the parts, and merge them."""
    paths = tuple(paths)
    indexes = [index_of(paths[start : start + size]) for start in range(0, len(paths), size)]
    parts = [part for index in indexes for part in from_kept(kept(list(read(index))))]
    return dict(merge(parts, indexes[0][pagefind.ENTRY]))


@pytest.mark.parametrize("size", [1, 7, 16, 40])
def test_it_says_what_pagefind_says_of_the_whole(size: int) -> None:
    whole = index_of(tuple(PAGES))
    assert len(said(whole)["words"]) > 300
    assert said(whole)["words"]["cafe"][1].keys() == {"café"}
    assert said(merged(PAGES, size)) == said(whole)


def test_the_order_of_pages_is_theirs_and_not_that_of_the_disk(tmp_path: Path) -> None:
    paths = sorted(PAGES)
    for path in reversed(paths):
        target = tmp_path / "pages" / path
        target.parent.mkdir(parents=True)
        target.write_text(PAGES[path], "utf-8")
    other = pagefind.run(tmp_path / "pages", tmp_path / "index")
    (one,), (two,) = read(index_of(tuple(paths))), read(other)
    assert one == two
    assert [address for address, _count, _fragment in one.pages] == [
        f"/{path.removesuffix('index.html')}" for path in paths
    ]


def test_each_language_has_an_index_of_its_own() -> None:
    files = merged(IN_TWO_LANGUAGES, 9)
    whole = index_of(tuple(IN_TWO_LANGUAGES))
    known = json.loads(files[pagefind.ENTRY])
    expected = json.loads(whole[pagefind.ENTRY])
    assert {name: each["page_count"] for name, each in known["languages"].items()} == {"en": 40, "ur": 5}
    assert {name: each["wasm"] for name, each in known["languages"].items()} == {"en": "en", "ur": None}
    assert known["include_characters"] == expected["include_characters"]
    for language in ("en", "ur"):
        assert said(files, language) == said(whole, language)


@pytest.mark.parametrize("size", [300, 4000])
def test_a_browser_finds_the_file_of_each_word(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", size)
    files = merged(PAGES, 7)
    found = list(chunks(files, "en"))
    assert len(found) > 2
    for first, last, words in found:
        for text, _pages, _forms in words:
            own = text[: max(len(first), len(last))]
            assert first <= text, (first, text)
            assert own[: len(last)] <= last, (text, last)
    for (_, last, _), (first, _, _) in pairwise(found):
        assert last < first
    assert said(files) == said(index_of(tuple(PAGES)))


def test_files_are_named_by_their_content_and_never_alike() -> None:
    names = module._Names("en")
    name = names.of(b"a")
    assert name.startswith("en_")
    assert module._Names("en").of(b"a") == name
    longer = names.of(b"a")
    assert longer != name
    assert longer.startswith(name)
    assert names.last == longer


# -- the bytes --------------------------------------------------------------------------------------------------------


@given(st.sampled_from([0, 1, 3, 4]), st.integers(0, 2**32 - 1))
def test_heads_are_those_of_cbor(kind: int, number: int) -> None:
    if kind == 0:
        assert head(kind, number) == cbor2.dumps(number)
    elif kind == 1:
        assert head(kind, number) == cbor2.dumps(-number - 1)
    elif number < 70_000:
        assert cbor2.dumps("a" * number if kind == 3 else [0] * number).startswith(head(kind, number))


numbers = st.integers(-300, 70_000)
on_pages = st.lists(
    st.tuples(st.integers(1, 70_000), st.lists(numbers, max_size=30), st.lists(numbers, max_size=3)), max_size=40
)
words = st.lists(st.tuples(st.text(), on_pages, st.lists(st.tuples(st.text(), on_pages), max_size=2)), max_size=30)


@given(words)
def test_words_are_read_as_they_were_written(written: list[Any]) -> None:
    """Whatever the numbers and the texts: no place is taken for the head of something else."""
    chunk = cbor2.dumps([written])
    found = list(_words(chunk, range(3_000_000)))
    assert found == [word(text, pages, [word(form, its, []) for form, its in forms]) for text, pages, forms in written]


@given(on_pages)
def test_fields_get_new_numbers_and_nothing_else_does(pages: list[Any]) -> None:
    moved = [
        (step, places, [[-3, -1, -2][-n - 1] if -3 <= n < 0 else n for n in others]) for step, places, others in pages
    ]
    assert renumbered(word("", pages, []).places, ["b", "c", "a"][::1], ["c", "a", "b"]) == word("", moved, []).places


def word(text: str, pages: list[Any], forms: list[Word]) -> Word:
    """Give what is to be read of a word."""
    numbers = list(accumulate(step for step, _places, _others in pages))
    first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
    places = b"".join(map(cbor2.dumps, map(list, pages)))
    return Word(
        text.encode(), len(pages), first, last, places[len(b"\x83" + cbor2.dumps(first)) :] if pages else b"", forms
    )
