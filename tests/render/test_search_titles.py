"""The titles that a search shows above what it finds, and finds units by before the index is there."""

from __future__ import annotations

import json

from daywise.render.search_titles import page
from tests.builders import make_library, make_plan, make_source, unit_data


def test_plans_and_units_are_named_in_their_order() -> None:
    titles = {"b-plan": "منصوبہ", "a-plan": "A plan"}
    units = (unit_data("first", 1, title="GIL deep dive"), unit_data("second", "2-4"))
    sources = [make_source(make_plan(*units, id=plan_id, title=title)) for plan_id, title in titles.items()]
    made = page(make_library(*sources))
    assert made.path == "search-titles.json"
    data = json.loads(made.content)
    rows = [["first", "Day 1", "GIL deep dive"], ["second", "Days 2–4", "Title of second"]]
    assert data == {"plans": {plan_id: {"title": title, "units": rows} for plan_id, title in titles.items()}}
    assert list(data["plans"]) == list(titles)
