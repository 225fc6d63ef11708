"""Every page leads to its source and to a form for mistakes, and says when its source was last changed."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from daywise.history import last_changes, spelled
from tests.site.pages import addresses, file_of
from tests.site.serving import ENVIRONMENT, REPO_URL, ROOT, SITE_URL, build, make_project
from tests.site.samples import FILES

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "mistake-in-a-lesson.yml"
SOURCES = {
    "": "scripts/daywise/templates/home.html.j2",
    "about/": "docs/about.md",
    "authors/plan-yaml/": "scripts/daywise/model.py",
    "backend-6-week/": "plans/backend-6-week/plan.yaml",
    "backend-6-week/gantt/": "plans/backend-6-week/plan.yaml",
    "backend-6-week/async-io/": "plans/backend-6-week/lessons/async-io.md",
    "backend-6-week/questions/": "plans/backend-6-week/lessons",
    "backend-semester/": "plans/backend-semester/plan.yaml",
}


def foot(site: Path, address: str) -> Tag:
    page = BeautifulSoup(file_of(site, address).read_text("utf-8"), "html.parser")
    (found,) = page.select(".dw-edit")
    return found


def links(site: Path, address: str) -> tuple[str, str]:
    edit, report = (str(link["href"]) for link in foot(site, address).select("a"))
    return edit, report


def source_of(edit: str) -> str:
    return re.sub(rf"^{re.escape(REPO_URL)}/(edit|tree)/main/", "", edit)


def pages(site: Path) -> list[str]:
    return [address for address in addresses(site) if address != "404.html"]


def test_every_page_leads_to_a_source_that_is_there(built: Path) -> None:
    for address in pages(built):
        edit, _report = links(built, address)
        source = ROOT / source_of(edit)
        assert source.is_file() if "/edit/" in edit else source.is_dir(), address


@pytest.mark.parametrize("address", SOURCES)
def test_the_source_is_the_one_that_makes_the_page(address: str, built: Path) -> None:
    assert source_of(links(built, address)[0]) == SOURCES[address]


def test_every_page_leads_to_the_form_for_mistakes_with_its_own_address_filled_in(built: Path) -> None:
    fields = {field.get("id") for field in yaml.safe_load(FORM.read_text("utf-8"))["body"]}
    for address in pages(built):
        url = urlsplit(links(built, address)[1])
        asked = {name: value for name, (value,) in parse_qs(url.query, strict_parsing=True).items()}
        assert f"{url.scheme}://{url.netloc}{url.path}" == f"{REPO_URL}/issues/new"
        assert asked.keys() - fields == {"template", "title"}
        assert asked["template"] == FORM.name
        assert asked["page"] == f"{SITE_URL}{address}"
        assert asked["title"].removeprefix("Mistake: ") != asked["title"]


def test_a_page_says_when_its_source_was_last_changed(built: Path) -> None:
    changes = last_changes(ROOT)
    for address in pages(built):
        day = changes.get(source_of(links(built, address)[0]))
        shown = [(str(time["datetime"]), time.get_text()) for time in foot(built, address).select("time")]
        assert shown == ([(day.isoformat(), spelled(day))] if day else []), address


def test_without_a_repository_or_its_history_a_page_says_nothing_of_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project", FILES)
    monkeypatch.setitem(ENVIRONMENT, "REPO_URL", "")
    site = build(tmp_path / "site", project)
    for address in addresses(site):
        assert "dw-edit" not in file_of(site, address).read_text("utf-8"), address


def test_every_block_of_code_in_a_plan_says_what_it_was_tested_with(built: Path) -> None:
    seen = 0
    for address in pages(built):
        page = BeautifulSoup(file_of(built, address).read_text("utf-8"), "html.parser")
        for block in page.select("[data-plan] .dw-run:has(.dw-code)"):
            seen += 1
            language = block.select_one("pre code")
            assert block.select(".dw-ran") or "language-text" in str(language), (address, block.get_text()[:200])
    assert seen
