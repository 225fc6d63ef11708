"""What learners type leads to the right day: the share of queries that are answered by one of the first three hits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.pages import PAGE_TYPES
from search_queries import OF_LESSONS, OF_PLANS, Query, missed

LEAST_SHARE = 0.95


def test_there_are_sixty_queries_and_none_twice() -> None:
    texts = [query.text.lower() for query in (*OF_LESSONS, *OF_PLANS)]
    assert len(texts) >= 60
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("queries", [OF_LESSONS, OF_PLANS], ids=["of-lessons", "of-plans"])
def test_what_learners_type_leads_to_the_right_day(queries: tuple[Query, ...], open_page: Callable[..., Page]) -> None:
    wrong = missed(open_page(), queries)
    assert 1 - len(wrong) / len(queries) >= LEAST_SHARE, "\n".join(map(str, wrong.items()))


def test_the_dialog_shows_the_hits_in_the_order_of_the_engine(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES["lesson"])
    page.keyboard.press("/")
    page.get_by_label("Words to search for").fill("garbage collector cycle")
    first = page.locator(".dw-search-item > a").first
    expect(first).to_have_attribute("href", page.url)
