"""Zensical builds the written tree to the same site: the way on, when Material for MkDocs has come to its end."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.site.pages import PAGE_TYPES, RESULT, addresses, dead_links, read_page, read_pages
from tests.site.serving import ROOT, link_project, once, run, serve


def write_and_build(folder: Path) -> None:
    """Write the pages to a folder, and let Zensical build it."""
    link_project(folder, "mkdocs.yml", "zensical.yml", "docs", "overrides", "plans")
    for command in (["daywise", "write", "build/docs"], ["zensical", "build", "--strict", "-f", "zensical.yml"]):
        result = run(*command, project=folder)
        assert result.returncode == 0, result.stdout
    subprocess.run([sys.executable, ROOT / "scripts" / "search_index.py", "build/site"], cwd=folder, check=True)


@pytest.fixture(scope="module")
def second(shared: Path) -> Path:
    """Give the site as Zensical builds it."""
    return once(shared / "zensical", write_and_build) / "build" / "site"


def test_it_has_the_same_pages(built: Path, second: Path) -> None:
    assert addresses(second) == addresses(built)


@pytest.mark.parametrize("what", ["title", "canonical", "meta", "headings", "ids", "type"])
def test_its_pages_have_the_same(what: str, built: Path, second: Path) -> None:
    for address in addresses(built):
        ours, theirs = (getattr(read_page(site, address), what) for site in (built, second))
        if what == "ids":
            ours, theirs = sorted(ours), sorted(theirs)
        if what == "meta":  # without MkDocs' hooks there is no list of files, so no worker to keep them
            ours = {name: values for name, values in ours.items() if name != "daywise:worker"}
        assert theirs == ours, address


def test_its_pages_say_the_same_word_for_word(built: Path, second: Path) -> None:
    for address in addresses(built):
        ours, theirs = (read_page(site, address).text.split() for site in (built, second))
        assert theirs == ours, address


def test_it_has_the_same_files_beside_the_pages(built: Path, second: Path) -> None:
    def ours(site: Path) -> dict[str, bytes]:
        paths = [*site.glob("search-*.json"), *site.glob("backend-*/**/*.*"), *site.glob("assets/[!ijs]*/*")]
        paths += [*site.glob("assets/icons/*"), *site.glob("assets/js/**/*"), *site.glob("assets/vendor/**/*")]
        paths += site.glob("assets/cards/**/*")
        paths = [path for path in paths if path.is_file() and path.suffix != ".html"]
        files = {path.relative_to(site).as_posix(): path for path in paths}
        return {name: path.read_bytes() for name, path in files.items()}

    assert ours(built).keys() >= {
        "assets/css/daywise.css",
        "assets/js/daywise.js",
        "assets/js/plan/today.js",
        "backend-6-week/plan.json",
    }
    assert ours(second) == ours(built)


def test_its_links_lead_somewhere(second: Path) -> None:
    assert [dead for page in read_pages(second) for dead in dead_links(second, page)] == []


@pytest.mark.parametrize("name", ["home", "unit-without-lesson", "gantt"])
def test_its_pages_work_in_the_browser(name: str, second: Path, reader: Callable[..., BrowserContext]) -> None:
    with serve(second) as server:
        page = reader(base_url=server.url).new_page()
        page.goto(PAGE_TYPES[name])
        expect(page.locator("html.dw-js")).to_have_count(1)
        for tick in page.locator("[data-tick]").all():
            tick.check()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_its_search_leads_to_the_lesson(second: Path, reader: Callable[..., BrowserContext]) -> None:
    with serve(second) as server:
        page = reader(base_url=server.url).new_page()
        page.goto("")
        page.keyboard.press("/")
        page.get_by_label("Words to search for").fill("refcount")
        expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/python-memory-model/"))


def test_what_is_no_site_is_not_indexed(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "search_index.py"
    result = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.partition(":")[0]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []
