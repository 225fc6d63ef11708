"""The titles of the plans that a search shows above what it finds."""

from __future__ import annotations

import json

from daywise.render.search_plans import page
from tests.builders import make_library, make_plan, make_source


def test_plans_are_named_by_their_id_in_the_order_of_the_library() -> None:
    titles = {"b-plan": "منصوبہ", "a-plan": "A plan"}
    sources = [make_source(make_plan(id=plan_id, title=title)) for plan_id, title in titles.items()]
    made = page(make_library(*sources))
    assert made.path == "search-plans.json"
    data = json.loads(made.content)
    assert data == {"plans": titles}
    assert list(data["plans"]) == list(titles)
