"""What learners type leads to the right day: the share of queries that are answered by one of the first three hits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from playwright.sync_api import Page, expect

from search_queries import Query
from search_share import TABLES, missed
from tests.site.pages import PAGE_TYPES

LEAST_SHARE = 0.95

def test_there_are_a_hundred_queries_and_none_twice() -> None:
    texts = [query.text.lower() for query in chain(*TABLES.values())]
    assert len(texts) >= 100
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("queries", TABLES.values(), ids=TABLES)
def test_what_learners_type_leads_to_the_right_day(queries: tuple[Query, ...], open_page: Callable[..., Page]) -> None:
    wrong = missed(open_page(), queries)
    assert 1 - len(wrong) / len(queries) >= LEAST_SHARE, "\n".join(map(str, wrong.items()))


def test_the_dialog_shows_the_hits_in_the_order_of_the_engine(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.keyboard.press("/")
    page.get_by_label("Words to search for").fill("garbage collector cycle")
    first = page.locator(".dw-search-item > a").first
    expect(first).to_have_attribute("href", page.url)


def test_how_the_guide_is_made_comes_after_what_it_teaches(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["home"])
    page.keyboard.press("/")
    page.get_by_label("Words to search for").fill("git")
    first = page.locator(".dw-search-item > a").first
    expect(first).to_be_visible()
    assert "/backend-" in (first.get_attribute("href") or "")
