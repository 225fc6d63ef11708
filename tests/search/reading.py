"""Read all that a search index says, by addresses and names instead of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import cbor2

from daywise.search import pagefind
from daywise.search.part import unpacked

Files = Mapping[str, bytes]


def chunks(files: Files, language: str) -> Iterator[tuple[str, str, list[Any]]]:
    """Give the chunks of an index: the first word and the last one that are looked for there, and the words."""
    for first, last, name in meta(files, language)[2]:
        yield first, last, cbor2.loads(unpacked(files[f"index/{name}.pf_index"]))[0]


def meta(files: Files, language: str) -> Any:
    known = json.loads(files[pagefind.ENTRY])["languages"][language]
    return cbor2.loads(unpacked(files[f"pagefind.{known['hash']}.pf_meta"]))


def said(files: Files, language: str = "en") -> dict[str, Any]:
    """Give all that an index says, by addresses and names instead of numbers."""
    version, pages, _chunks, filters, sorts, fields = meta(files, language)
    fragments = [json.loads(unpacked(files[f"fragment/{name}.pf_fragment"])) for name, _count in pages]
    urls = [fragment["url"] for fragment in fragments]
    words: dict[str, Any] = {}
    for _first, _last, found in chunks(files, language):
        for text, its_pages, forms in found:
            assert text not in words
            words[text] = places(its_pages, urls, fields), {form: places(its, urls, fields) for form, its in forms}
    counts = {url: count for url, (_name, count) in zip(urls, pages, strict=True)}
    by_url = {fragment["url"]: fragment for fragment in fragments}
    return {
        "version": version,
        "words": words,
        "counts": counts,
        "pages": by_url,
        "fields": fields,
        "rest": [filters, sorts],
    }


def places(pages: list[Any], urls: Sequence[str], fields: Sequence[str]) -> dict[str, Any]:
    found, number = {}, 0
    for step, on_page, in_fields in pages:
        number += step
        named: list[Any] = [fields[-place - 1] if place < 0 else place for place in in_fields]
        found[urls[number]] = on_page, named
    return found
