"""The generated pages, one of each type, as they are: read the diff of their golden files as you would a patch.

Then what holds of every page of these and of the real plans: links and anchors lead somewhere, ids stand once.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml

from daywise.load import Library
from daywise.render import render_site
from daywise.render.page import Page
from daywise.text_file import CONTROL
from tests.builders import PLANS, SAMPLE_PLANS, load_from_root
from tests.conftest import Golden
from tests.html_reading import Seen, page_html, read_html, split_page

SITE = "https://site.invalid/"
GOLDEN = (
    "index.md",
    "search-terms.json",
    "search-titles.json",
    "http-in-days/index.md",
    "http-in-days/today/index.md",
    "http-in-days/gantt/index.md",
    "http-in-days/phases/the-wire/index.md",
    "http-in-days/requests-and-responses/index.md",
    "http-in-days/status-codes/index.md",
    "http-in-days/sessions-again/index.md",
    "http-in-days/questions/index.md",
    "http-in-days/resources/index.md",
    "http-in-days/glossary/index.md",
    "http-in-days/context/index.md",
    "http-in-days/sheet/index.md",
    "http-in-days/plan.json",
    "http-in-days/outline.json",
    "http-in-days/ordinals.json",
    "http-in-weeks/index.md",
    "http-in-weeks/today/index.md",
    "http-in-weeks/gantt/index.md",
    "http-in-weeks/phases/sem-1/index.md",
    "http-in-weeks/sessions/index.md",
    "http-in-weeks/anchor-project/index.md",
    "http-in-weeks/context/index.md",
    "http-in-weeks/sheet/index.md",
    "http-in-weeks/plan.json",
    "http-in-weeks/outline.json",
    "http-in-weeks/ordinals.json",
)
REPEATS = {
    "http-in-days/curl-drills/index.md",
    "http-in-days/wire-review/index.md",
    "http-in-days/mock-and-project/index.md",
    "http-in-days/phases/in-use/index.md",
    "http-in-weeks/questions/index.md",
    "http-in-weeks/glossary/index.md",
}
"""Pages of a type, and in a shape, that a golden file shows already."""


@cache
def pages_of(plans: Path) -> dict[str, Page]:
    pages = list(render_site(load_from_root(plans)))
    assert len({page.path for page in pages}) == len(pages), "two pages have one path"
    return {page.path: page for page in pages}


@cache
def seen_on(plans: Path) -> dict[str, Seen]:
    """Give what is on each page, by its address."""
    return {
        address(path): read_html(page_html(page.content))
        for path, page in pages_of(plans).items()
        if path.endswith(".md")
    }


def address(path: str) -> str:
    """Give the address at which MkDocs serves what is built from a file."""
    return path.removesuffix("index.md") if path.endswith("index.md") else path.replace(".md", "/")


def readable(page: Page) -> str:
    """Give a page with its data spread over lines, so that a diff shows what changed."""
    if page.path.endswith(".json"):
        return json.dumps(json.loads(page.content), ensure_ascii=False, indent=1) + "\n"
    body, meta = split_page(page.content)
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=120)}---\n{body}"


@pytest.mark.parametrize("path", GOLDEN)
def test_a_page_is_as_it_was(path: str, golden: Golden) -> None:
    golden(readable(pages_of(SAMPLE_PLANS)[path]), f"pages/{path}")


def test_every_page_of_the_samples_is_held_or_repeats_one_that_is() -> None:
    assert set(pages_of(SAMPLE_PLANS)) == {*GOLDEN, *REPEATS}


EVERYWHERE = pytest.mark.parametrize("plans", [SAMPLE_PLANS, PLANS], ids=["samples", "plans"])


@EVERYWHERE
def test_every_link_within_the_site_leads_to_a_page_and_an_anchor_on_it(plans: Path) -> None:
    seen, files = seen_on(plans), {path for path in pages_of(plans) if not path.endswith(".md")}
    dead = []
    for url, page in seen.items():
        for link in (*page.values("href"), *page.values("src")):
            target, fragment = urldefrag(urljoin(f"{SITE}{url}", link))
            if not target.startswith(SITE):
                continue
            path = target.removeprefix(SITE)
            if path not in seen.keys() | files or (fragment and fragment not in seen[path].ids):
                dead.append((url, link))
    assert dead == []


@EVERYWHERE
def test_every_id_stands_once_on_its_page_and_names_that_point_to_one_find_it(plans: Path) -> None:
    wrong = []
    for url, page in seen_on(plans).items():
        ids = Counter(page.ids)
        wrong += [(url, name) for name, number in ids.items() if number > 1 or not name]
        pointed = [*page.values("aria-labelledby"), *page.values("for")]
        wrong += [(url, name) for name in pointed if name not in ids]
        _body, meta = split_page(pages_of(plans)[_file(url)].content)
        wrong += [(url, item["id"]) for item in meta["daywise"]["contents"] if item["id"] not in ids]
    assert wrong == []


def _file(url: str) -> str:
    return f"{url}index.md"


@EVERYWHERE
def test_every_address_in_a_head_is_a_page(plans: Path) -> None:
    known = seen_on(plans).keys()
    for path, page in pages_of(plans).items():
        if path.endswith(".md"):
            head = split_page(page.content)[1]["daywise"]
            links = [*head["trail"], *head["navigation"], head["previous"], head["next"]]
            while links:
                link = links.pop()
                if link:
                    assert link["url"] in known, path
                    links += link.get("links", [])


@EVERYWHERE
def test_a_pages_own_entry_is_the_current_one_of_its_navigation(plans: Path) -> None:
    for path, page in pages_of(plans).items():
        if path.endswith(".md"):
            links = [*split_page(page.content)[1]["daywise"]["navigation"]]
            current = []
            while links:
                link = links.pop()
                links += link.get("links", [])
                current += [link["url"]] if link.get("current") else []
            assert current == ([address(path)] if path != "index.md" else []), path


@EVERYWHERE
def test_every_page_has_one_first_heading_and_a_description(plans: Path) -> None:
    for url, page in seen_on(plans).items():
        assert [tag for tag, _attributes in page.elements].count("h1") == 1, url
        description = split_page(pages_of(plans)[_file(url)].content)[1]["description"]
        assert 20 <= len(description) <= 160, url
        assert not CONTROL.search(page.text), url


@EVERYWHERE
def test_headings_go_down_one_level_at_a_time(plans: Path) -> None:
    for url, page in seen_on(plans).items():
        levels = [int(tag[1]) for tag, _attributes in page.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert levels[0] == 1, url
        assert all(after <= before + 1 for before, after in pairwise(levels)), url


@EVERYWHERE
def test_pages_say_which_file_an_author_would_edit(plans: Path) -> None:
    root = plans.parents[len(plans.relative_to(PLANS.parent).parts) - 1]
    for path, page in pages_of(plans).items():
        source = root / page.source
        assert source.exists(), path
        if path.endswith(".md"):
            assert split_page(page.content)[1]["daywise"]["source"] == page.source


@EVERYWHERE
def test_units_follow_each_other_from_the_first_to_the_last(plans: Path) -> None:
    library: Library = load_from_root(plans)
    for source in library.sources:
        urls = [f"{source.plan.id}/{unit.id}/" for unit in source.plan.units]
        heads = [split_page(pages_of(plans)[_file(url)].content)[1]["daywise"] for url in urls]
        assert [head["next"] and head["next"]["url"] for head in heads] == [*urls[1:], None]
        assert [head["previous"] and head["previous"]["url"] for head in heads] == [None, *urls[:-1]]
