"""The search index is made in parts while pages come in, and of pages that did not change it is kept."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import cbor2
import pytest

from daywise.search import indexer as module
from daywise.search import pagefind
from daywise.search.indexer import Indexer
from daywise.store import Store
from tests.search.reading import said

PAGES = {f"unit-{number}/index.html": f"a page about word{number}" for number in range(7)}


def html(text: str, language: str = "en") -> str:
    body = f"<nav>menu</nav><main data-pagefind-body><h1>Title</h1>{text}</main>"
    return f'<html lang="{language}"><body>{body}</body></html>'


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART_SIZE", 3)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take note of each run of Pagefind: how many pages it got."""
    runs: list[int] = []
    run = pagefind.run

    def counted(pages: Path, index: Path) -> dict[str, bytes]:
        runs.append(sum(1 for _ in pages.rglob("*.html")))
        return run(pages, index)

    monkeypatch.setattr(pagefind, "run", counted)
    return runs


def index(site: Path, pages: dict[str, str], store: Path | None, language: str = "en") -> dict[str, bytes]:
    """Index pages as a build does, and give the files of the index."""
    with Indexer(Store(store)) as indexer:
        for path, text in pages.items():
            indexer.add(path, html(text, language))
        indexer.add("404.html", "<html><body>not searched</body></html>")
        indexer.write(site)
    folder = site / pagefind.SUBDIRECTORY
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_what_a_browser_needs_is_written(tmp_path: Path) -> None:
    files = index(tmp_path, PAGES, None)
    names = {name.partition("/")[0].partition(".en_")[0] for name in files}
    programs = {"pagefind.js", "wasm.en.pagefind", "wasm.unknown.pagefind"}
    assert names == {"fragment", "index", "pagefind", "pagefind-entry.json"} | programs
    assert sum(name.startswith("fragment/") for name in files) == len(PAGES)


def test_the_items_of_a_checklist_are_searched_though_they_are_labels(tmp_path: Path) -> None:
    item = '<li><input type="checkbox" id="t"><label for="t">Reverse a linkedlist on paper</label></li>'
    found = said(index(tmp_path, {"unit/index.html": f"<ul>{item}</ul>"}, None))
    assert "linkedlist" in found["words"]
    assert "Reverse a linkedlist on paper" in found["pages"]["/unit/"]["content"]


def test_an_edit_needs_its_own_part_anew(tmp_path: Path, ran: list[int]) -> None:
    store = tmp_path / "kept.sqlite3"
    first = index(tmp_path / "a", PAGES, store)
    assert sorted(ran) == [1, 3, 3]
    ran.clear()
    assert index(tmp_path / "b", PAGES, store) == first
    assert ran == []
    edited = PAGES | {"unit-4/index.html": "a page that says something else"}
    after = index(tmp_path / "c", edited, store)
    assert ran == [3]
    assert after == index(tmp_path / "d", edited, None)
    assert after != first


def test_only_programs_for_the_languages_of_the_pages_are_written(tmp_path: Path, ran: list[int]) -> None:
    store = tmp_path / "kept.sqlite3"
    index(tmp_path / "a", PAGES, store)
    urdu = index(tmp_path / "b", {"ur/index.html": "text"}, store, "ur")
    assert "wasm.en.pagefind" not in urdu
    assert "wasm.unknown.pagefind" in urdu
    ran.clear()
    assert "wasm.en.pagefind" in index(tmp_path / "c", PAGES, store)
    assert ran == []
    only_urdu = Store(store)
    programs = {path: data for path, data in urdu.items() if pagefind.is_same_for_all(path)}
    only_urdu.put(module._same_for_all(), cbor2.dumps(programs))
    only_urdu.close()
    assert "wasm.en.pagefind" in index(tmp_path / "d", PAGES, store)
    assert len(ran) == 3


def test_what_the_store_has_wrong_is_made_anew(tmp_path: Path, ran: list[int]) -> None:
    store = tmp_path / "kept.sqlite3"
    first = index(tmp_path / "a", PAGES, store)
    with sqlite3.connect(store) as file:
        keys = [key for (key,) in file.execute("SELECT key FROM kept")]
    for number, wrong in enumerate(
        [b"no CBOR \xff", cbor2.dumps({"a": 1}), cbor2.dumps({"pagefind.js": b""}), "a text", [], {}]
    ):
        broken = Store(store)
        for key in keys:
            broken.put(key, wrong)
        broken.close()
        ran.clear()
        assert index(tmp_path / f"b{number}", PAGES, store) == first
        assert len(ran) == 3


def test_what_pagefind_says_when_it_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: sys.executable)  # knows none of the options
    indexer = Indexer(Store())
    indexer.add("index.html", html("text"))
    folder = Path(indexer._folder.name)
    assert folder.is_dir()
    with indexer, pytest.raises(pagefind.IndexingError, match="option"):
        indexer.write(tmp_path / "site")
    assert not folder.exists()
    assert not (tmp_path / "site").exists()
