"""What the search sees of units' pages before they are laid out is what it sees of them afterwards."""

from __future__ import annotations

from daywise.render import render_site
from daywise.search.early import as_laid_out
from tests.builders import SAMPLE_PLANS, load_from_root


def test_units_are_indexed_early_and_nothing_else_is() -> None:
    pages = list(render_site(load_from_root(SAMPLE_PLANS)))
    early = {page.path: html for page in pages if (html := as_laid_out(page, "ur"))}
    assert "http-in-days/status-codes/index.md" in early
    assert not {path for path in early if path.endswith("gantt/index.md") or not path.endswith(".md")}
    html = early["http-in-days/status-codes/index.md"]
    assert html.startswith('<!doctype html><html lang="ur">')
    assert '<meta data-pagefind-meta="when[content]" content="Days 2–3' in html
    assert '<meta data-pagefind-meta="phase[content]" content="' in html
    assert "data-pagefind-body" in html
    assert "<h1" in html
