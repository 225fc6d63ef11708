"""``search-titles.json``: the titles of the plans and of their units, for the search.

The browser fetches it when the search is opened. Plans stand above what is found: the first part of an address is that
of a plan. Units are what a reader is shown while the index is still on its way.
"""

from __future__ import annotations

import json

from daywise.load import Library
from daywise.model import Plan
from daywise.render.page import Page
from daywise.schedule import when


def page(library: Library) -> Page:
    """Give the plans by id, in the order of the home page: each with its title, and id, day and title of its units."""
    plans = {plan.id: {"title": plan.title, "units": _units(plan)} for plan in (each.plan for each in library.sources)}
    text = json.dumps({"plans": plans}, ensure_ascii=False, separators=(",", ":"))
    return Page("search-titles.json", f"{text}\n", "plans")


def _units(plan: Plan) -> list[list[str]]:
    return [[unit.id, when(plan.step, unit.at), unit.title] for unit in plan.units]
