"""What the offline worker is told: which files it keeps, what they hold, and which list is its own."""

from __future__ import annotations

import hashlib
import json

import pytest

from daywise import precache
from tests.builders import ROOT


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "plan/unit/index.html",
        "plan/plan.json",
        "plan/first/picture.png",
        "manifest.webmanifest",
        "assets/js/search.js",
        "pagefind/pagefind.js",
        "pagefind/pagefind-entry.json",
        "pagefind/fragment/en_0.pf_fragment",
    ],
)
def test_what_a_reader_may_need_is_kept(path: str) -> None:
    assert precache.is_kept(path)


@pytest.mark.parametrize(
    "path",
    [
        "sw.js",
        "precache.json",
        "sitemap.xml.gz",
        "assets/stylesheets/main.css.map",
        "assets/javascripts/lunr/min/lunr.ar.min.js",
        "assets/stylesheets/palette.dfe2e883.min.css",
        "assets/cards/plan/unit.png",
        "pagefind/wasm.unknown.pagefind",
        "plan/plan.epub",
    ],
)
def test_what_no_page_needs_is_not(path: str) -> None:
    assert not precache.is_kept(path)


def test_the_list_is_in_order_and_says_hash_and_size() -> None:
    listed = precache.file_list({"b": b"two", "a": b"", "é": b"x"})
    files = json.loads(listed)["files"]
    assert list(files) == ["a", "b", "é"]
    assert files["b"] == [hashlib.sha256(b"two").hexdigest(), 3]
    assert listed == precache.file_list({"é": b"x", "a": b"", "b": b"two"})


def test_the_worker_changes_with_any_file() -> None:
    source = (ROOT / "docs" / precache.WORKER).read_text("utf-8")
    released = {precache.release(source, precache.file_list({"a": content})) for content in (b"1", b"2")}
    assert len(released) == 2
    assert source not in released


@pytest.mark.parametrize("source", ["", 'const VERSION = "1";', 'const VERSION = "";\nconst VERSION = "";'])
def test_a_worker_without_a_place_for_its_version_is_an_error(source: str) -> None:
    with pytest.raises(ValueError, match="VERSION"):
        precache.release(source, b"{}")
