"""What learners type leads to the right day: the share of queries that are answered by one of the first three hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page, expect

from tests.site.pages import PAGE_TYPES
from tests.site.search_queries import OF_LESSONS, OF_PLANS, Query

FIRST = 3
LEAST_SHARE = 0.95

ASK = """async ({base, queries, first}) => {
  const { createEngine } = await import(`${base}assets/js/search-engine.js`);
  const pagefind = await import(`${base}pagefind/pagefind.js`);
  await pagefind.options({ baseUrl: base, excerptLength: 24, noWorker: true });
  const terms = async () => (await fetch(`${base}search-terms.json`)).json();
  const engine = createEngine({ base, load: async () => pagefind, terms, intact: () => true });
  const answers = [];
  for (const query of queries) {
    const outcome = await engine.search(query);
    answers.push(outcome.hits.slice(0, first).map(({ url }) => url));
  }
  return answers;
}"""
"""Asks the dialog's own engine, one query after the other."""


def missed(page: Page, queries: Iterable[Query]) -> dict[str, list[str]]:
    """Give each query that none of its first hits answers, with those hits."""
    queries = list(queries)
    base = page.evaluate("new URL('../../', document.querySelector('script[type=module]').src).pathname")
    answers = page.evaluate(ASK, {"base": base, "queries": [query.text for query in queries], "first": FIRST})
    return {
        query.text: hits
        for query, hits in zip(queries, answers, strict=True)
        if not any(hit.partition("#")[0].rstrip("/").rpartition("/")[2] in query.units for hit in hits)
    }


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
