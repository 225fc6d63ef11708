"""Count how many of the queries that learners type are answered by one of the first hits.

    python scripts/search_share.py SITE     # the folder of this project's own site, built

It asks the dialog's own engine, in Chromium. `make bench` prints the same figures, and the tests hold them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from search_queries import AS_SPOKEN, OF_LESSONS, OF_PLANS, SHORT, Query
from search_speed import ARGUMENTS, chromium, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = 3
TABLES = {"of lessons": OF_LESSONS, "of plans": OF_PLANS, "as spoken": AS_SPOKEN, "of few words": SHORT}

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
    """Give each query that none of its first hits answers, with those hits; the page is one below the site's root."""
    queries = list(queries)
    base = page.evaluate("new URL('../../', document.querySelector('script[type=module]').src).pathname")
    answers = page.evaluate(ASK, {"base": base, "queries": [query.text for query in queries], "first": FIRST})
    return {
        query.text: hits
        for query, hits in zip(queries, answers, strict=True)
        if not any(hit.partition("#")[0].rstrip("/").rpartition("/")[2] in query.units for hit in hits)
    }


def rows(site: Path) -> dict[str, str]:
    """Give the share of each table; none without Playwright and a Chromium, which only the tests need."""
    program = chromium()
    if program is None:
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - is not there in a set-up for builds only

    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{address}about/")
        found = {name: 1 - len(missed(page, queries)) / len(queries) for name, queries in TABLES.items()}
        browser.close()
    return {
        f"search: {len(TABLES[name])} queries {name}, in the first {FIRST} hits, %": f"{100 * share:.1f}"
        for name, share in found.items()
    }


def rows_of_own_site(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Build this project's own site into a folder, and give its rows; raises CalledProcessError."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, cwd=Path(__file__).resolve().parents[1], env=environment, check=True)
    return rows(folder)


def main(arguments: Sequence[str]) -> int:
    """Print the rows for a built site; give the exit status."""
    found = rows(Path(arguments[0]))
    for name, value in found.items():
        print(f"{name:<64}{value:>8}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
