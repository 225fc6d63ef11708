"""``search-plans.json``: the titles of the plans by id, for the headings above what a search finds.

The browser fetches it when the search is opened. The plan of a found page is the first part of its address.
"""

from __future__ import annotations

import json

from daywise.load import Library
from daywise.render.page import Page


def page(library: Library) -> Page:
    """Give the titles of the plans, in the order of the home page."""
    plans = {source.plan.id: source.plan.title for source in library.sources}
    text = json.dumps({"plans": plans}, ensure_ascii=False, separators=(",", ":"))
    return Page("search-plans.json", f"{text}\n", "plans")
