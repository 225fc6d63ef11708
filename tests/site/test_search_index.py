"""The index that a build makes, partly before pages are laid out, says what the laid-out pages say."""

from __future__ import annotations

import shutil
from pathlib import Path

from search_index import index
from tests.search.reading import said
from tests.site.serving import BASE


def files(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_that_of_the_laid_out_pages(built: Path, tmp_path: Path) -> None:
    site = tmp_path / BASE.strip("/")
    shutil.copytree(built, site, ignore=shutil.ignore_patterns("pagefind", "assets"))
    index(site)
    expected, found = said(files(site)), said(files(built))
    assert len(expected["pages"]) > 100
    assert found["pages"] == expected["pages"]
    assert found == expected
