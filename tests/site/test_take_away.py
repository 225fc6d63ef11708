"""What readers take away: a sheet that prints on one page, and books that a plan's page leads to where there are any."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.pages import PAGE_TYPES, addresses, read_page
from tests.site.samples import FILES
from tests.site.serving import ENVIRONMENT, REPO_URL, build, make_project

Open = Callable[..., Page]
PLANS = ("backend-6-week", "backend-semester")
A4 = (595, 842)


@pytest.mark.parametrize("name", ["sheet", "sheet-in-weeks"])
def test_a_plan_prints_on_one_a4_page(name: str, open_page: Open) -> None:
    printed = open_page(PAGE_TYPES[name]).pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [A4]


def test_the_sheet_on_paper_is_the_plan_alone(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["sheet"])
    expect(page.locator(".dw-sheet__blanks")).to_be_hidden()
    page.emulate_media(media="print")
    for selector in (".dw-header", ".dw-trail", ".dw-lead", ".dw-footer"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.get_by_text("My interview is on")).to_be_visible()
    expect(page.locator(".dw-sheet__box").last).to_be_visible()


@pytest.mark.parametrize("plan", PLANS)
def test_overview_and_chart_lead_to_the_sheet(plan: str, built: Path) -> None:
    for address in (f"{plan}/", f"{plan}/gantt/"):
        targets = {link.target.removeprefix("../") for link in read_page(built, address).links}
        assert "sheet/" in targets, address


def test_each_plans_page_leads_to_its_books_and_no_other_page_does(built: Path) -> None:
    for address in addresses(built):
        found = [link.target for link in read_page(built, address).links if "/releases/" in link.target]
        plan = address.rstrip("/")
        base = f"{REPO_URL}/releases/latest/download/{plan}"
        assert found == ([f"{base}.epub", f"{base}.pdf"] if plan in PLANS else []), address


@pytest.mark.parametrize(("name", "value"), [("REPO_URL", ""), ("BOOKS", "false")])
def test_where_there_is_no_release_no_page_speaks_of_books(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, name, value)
    site = build(tmp_path / "site", make_project(tmp_path / "project", FILES))
    for address in addresses(site):
        assert not [link for link in read_page(site, address).links if "/releases/" in link.target]
    assert "EPUB" not in read_page(site, "small/").text
