"""Every link within the site leads somewhere, in each place where a dead one could slip in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.pages import addresses, dead_links, file_of, parse, read_page, read_pages, targets
from tests.site.samples import FILES, LESSON, replaced
from tests.site.serving import BASE, ORIGIN, SITE_URL, make_project, run

LYCHEE = Path(sys.executable).with_name("lychee")
MODEL = "backend-6-week/python-memory-model/"
PLANTED = "backend-6-week/planted/"
DEAD = {
    "page": ("../no-such-page/", "no such page or file"),
    "page-from-the-root": (f"{BASE}no-such-page/", "no such page or file"),
    "page-with-the-address-of-the-site": (f"{SITE_URL}no-such-page/", "no such page or file"),
    "page-outside-the-base-path": ("/about/", f"outside {BASE}"),
    "anchor-of-the-page": ("#no-such-anchor", "no such anchor"),
    "anchor-of-another-page": ("../gantt/#no-such-anchor", "no such anchor"),
}
ALIVE = ["../gil-deep-dive/", "#names-and-objects", "../gantt/#as-a-table", SITE_URL, "https://elsewhere.example/"]


def lychee(site: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Check the links of built pages with lychee, the deployed address meaning the built folder, nothing fetched."""
    command: list[str | Path] = [
        LYCHEE,
        "--offline",
        "--no-progress",
        "--include-fragments=full",
        "--index-files",
        "index.html",
    ]
    deployed = f"^{re.escape(ORIGIN)}{BASE}(.*)$ {site.parent.as_uri()}{BASE}$1"
    command += ["--root-dir", site.parent, "--remap", deployed]
    return subprocess.run([*command, "--", *files], capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def copy(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the site, to have room for a planted page: hard links, so that it takes neither time nor space."""
    target = tmp_path_factory.mktemp("planted") / built.name
    shutil.copytree(built, target, copy_function=lambda source, new: Path(new).hardlink_to(source))
    return target


def plant(site: Path, target: str) -> Path:
    """Add a copy of a lesson's page that has one more link."""
    html = file_of(site, MODEL).read_text("utf-8")
    file = file_of(site, PLANTED)
    file.parent.mkdir(exist_ok=True)
    file.write_text(replaced(html, "</article>", f'<a href="{target}">planted</a></article>'), "utf-8")
    return file


def test_every_link_and_anchor_of_every_page_leads_somewhere(built: Path) -> None:
    pages = read_pages(built)
    assert len(pages) > 90
    assert sum(len(page.links) for page in pages) > 2000
    assert [dead for page in pages for dead in dead_links(built, page)] == []


def test_every_page_is_reached_from_the_home_page(built: Path) -> None:
    reached, to_do = {""}, [""]
    while to_do:
        new = targets(built, read_page(built, to_do.pop())) - reached
        reached |= new
        to_do += new
    assert set(addresses(built)) - reached == {"404.html"}


def test_lychee_agrees_that_every_link_leads_somewhere(built: Path) -> None:
    result = lychee(built, *sorted(built.rglob("*.html")))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("target", ALIVE)
def test_a_planted_link_that_leads_somewhere_is_let_pass(copy: Path, target: str) -> None:
    file = plant(copy, target)
    assert dead_links(copy, parse(file.read_text("utf-8"), PLANTED)) == []
    result = lychee(copy, file)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("target", "why"), DEAD.values(), ids=DEAD)
def test_a_planted_dead_link_is_found(copy: Path, target: str, why: str) -> None:
    file = plant(copy, target)
    (found,) = dead_links(copy, parse(file.read_text("utf-8"), PLANTED))
    assert found.endswith(f": {target}: {why}")
    result = lychee(copy, file)
    assert result.returncode == 2, result.stdout
    assert target.partition("#")[2] in result.stdout


def test_a_link_that_needs_a_redirect_is_found(copy: Path) -> None:
    file = plant(copy, "../gantt")
    (found,) = dead_links(copy, parse(file.read_text("utf-8"), PLANTED))
    assert found.endswith("the link lacks its last slash")


def test_a_relative_link_on_the_page_for_missing_addresses_is_found(built: Path) -> None:
    page = parse('<a href="about/">relative</a><a href="/guide/about/">from the root</a>', "404.html")
    (found,) = dead_links(built, page)
    assert "about/: relative" in found


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("[dead](no-such-page.md)", "contains a link 'no-such-page.md', but the target is not found"),
        ("[dead](#no-such-anchor)", "contains a link '#no-such-anchor', but there is no such anchor"),
        ("[dead](/about/)", "contains an absolute link '/about/'"),
        ("[dead](small/no-such-day/index.md)", "contains a link 'small/no-such-day/index.md', but the target is not"),
        (
            "[alive](small/first-day/index.md#checklist) [dead](small/first-day/index.md#no-such-anchor)",
            "contains a link 'small/first-day/index.md#no-such-anchor', but the doc 'small/first-day/index.md' does not"
            " contain an anchor '#no-such-anchor'",
        ),
    ],
    ids=["page", "anchor", "absolute", "generated-page", "anchor-of-a-generated-page"],
)
def test_a_dead_link_in_a_page_written_by_hand_fails_the_build(tmp_path: Path, markdown: str, message: str) -> None:
    project = make_project(tmp_path / "project", FILES, copied=("docs",))
    page = project / "docs" / "about.md"
    page.write_text(f"{page.read_text('utf-8')}\n{markdown}\n", "utf-8")
    result = run("mkdocs", "build", "--strict", "--site-dir", tmp_path / "site", project=project)
    assert result.returncode == 1
    assert f"Doc file 'about.md' {message}" in result.stdout
    assert result.stdout.count("Doc file 'about.md' contains") == 1


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("no-such-day.md", "dead-link"),
        ("#no-such-anchor", "dead-anchor"),
        ("second-day.md#no-such-anchor", "dead-anchor"),
    ],
    ids=["unit", "anchor", "anchor-of-another-unit"],
)
def test_a_dead_link_in_lesson_notes_fails_the_check(tmp_path: Path, target: str, rule: str) -> None:
    lesson = replaced(LESSON, "second-day.md", target)
    project = make_project(tmp_path / "project", {**FILES, "small/lessons/first-day.md": lesson})
    result = run("daywise", "check", project=project)
    assert result.returncode == 1
    assert re.search(rf"^plans/small/lessons/first-day.md:13:[0-9]+: {rule}: ", result.stdout, re.MULTILINE)
