"""The search of a site so large that its index is in parts finds what the index in one part finds."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from daywise.store import Store
from tests.site.serving import ROOT, Server, serve
from tests.site.watching import Watch

QUERIES = ["weakref", "getrefcont", "rate limiting", "day 23", "reference counting"]
Reader = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def indexing() -> ModuleType:
    """Load the script that MkDocs runs, with parts of a few pages."""
    spec = importlib.util.spec_from_file_location("search_index_under_test", ROOT / "scripts" / "search_index.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["PART_SIZE"] = 40
    return module


@pytest.fixture(scope="module")
def in_parts(built: Path, indexing: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site with an index of several parts."""
    site = tmp_path_factory.mktemp("parts") / built.name
    shutil.copytree(built, site, ignore=shutil.ignore_patterns(indexing.SUBDIRECTORY))
    indexing.index(site, Store())
    return site


@pytest.fixture
def server_of_parts(in_parts: Path) -> Iterator[Server]:
    with serve(in_parts) as running:
        yield running


def found(page: Page, query: str) -> list[str]:
    """Search, and give the addresses of the pages that are found first, the best first."""
    page.goto("about/")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(query)
    links = page.locator("dialog a.dw-search-link")
    expect(links.first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return [(link.get_attribute("href") or "").partition("#")[0].partition("/guide/")[2] for link in links.all()]


def test_the_index_is_in_parts_which_hold_no_programs(in_parts: Path) -> None:
    parts = sorted(path.name for path in (in_parts / "pagefind").glob("part-*"))
    assert parts[:2] == ["part-2", "part-3"]
    for name in parts:
        assert {path.suffix for path in (in_parts / "pagefind" / name).rglob("*") if path.is_file()} == {
            ".json", ".pf_meta", ".pf_index", ".pf_fragment"
        }  # fmt: skip


def test_it_finds_what_one_part_finds(server: Server, server_of_parts: Server, reader: Reader) -> None:
    pages = [reader(base_url=each.url).new_page() for each in (server, server_of_parts)]
    for query in QUERIES:
        one, many = (found(page, query) for page in pages)
        assert many[0] in one, query
        assert one[0] in many, query
    assert set(found(pages[1], "weakref")) == set(found(pages[0], "weakref"))


def test_a_part_that_cannot_be_had_is_said_and_tried_again(
    server_of_parts: Server, reader: Reader, watch: Watch
) -> None:
    page = reader(base_url=server_of_parts.url).new_page()
    watch.expected += ["pagefind", "Failed to fetch"]
    page.goto("about/")
    page.route("**/part-2/*", lambda route: route.abort())
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("weakref")
    expect(page.locator("dialog a.dw-search-link")).to_have_count(0)
    page.unroute("**/part-2/*")
    page.get_by_role("searchbox").fill("weakref ")
    expect(page.locator("dialog a.dw-search-link").first).to_be_visible()


def test_a_part_is_taken_from_the_store_only_when_its_pages_are_the_same(
    in_parts: Path, indexing: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []
    run = indexing._run_pagefind

    def counted(site: Path, pages: list[Path]) -> dict[str, bytes]:
        ran.append(len(pages))
        files: dict[str, bytes] = run(site, pages)
        return files

    monkeypatch.setattr(indexing, "_run_pagefind", counted)
    site, store = tmp_path / "guide", Store()
    shutil.copytree(in_parts, site, ignore=shutil.ignore_patterns(indexing.SUBDIRECTORY))
    indexing.index(site, store)
    assert len(ran) > 2
    first = {path: path.read_bytes() for path in (site / "pagefind").rglob("*") if path.is_file()}
    ran.clear()
    shutil.rmtree(site / "pagefind")
    indexing.index(site, store)
    assert ran == []
    assert {path: path.read_bytes() for path in (site / "pagefind").rglob("*") if path.is_file()} == first
    page = site / "about" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</article>", "More.</article>"), "utf-8")
    shutil.rmtree(site / "pagefind")
    indexing.index(site, store)
    assert ran == [40]
