"""``plan.json``: the contract that scripts in the browser, and other tools, rely on."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from daywise.load import Library
from daywise.render import plan_json, render_site
from tests.builders import PLANS, SAMPLE_PLANS, lesson_library, load_from_root
from tests.html_reading import page_html, read_html

PLAN_KEYS = ["id", "title", "step", "length", "phases", "units"]
PHASE_KEYS = ["id", "title", "from", "to"]
UNIT_KEYS = [
    "id", "url", "from", "to", "title", "phase", "minutes", "kind", "optional", "has_lesson", "checklist", "questions",
]  # fmt: skip
ITEM_KEYS = ["id", "text"]
QUESTION_KEYS = ["id", "question", "answer", "url"]
ALL_PLANS = [(PLANS, "backend-6-week"), (PLANS, "backend-semester"), (SAMPLE_PLANS, "http-in-days")]


@cache
def library_of(plans: Path) -> Library:
    return load_from_root(plans)


@cache
def rendered(plans: Path) -> dict[str, Any]:
    return {page.path: page for page in render_site(library_of(plans))}


def data_of(plans: Path, plan_id: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(rendered(plans)[f"{plan_id}/plan.json"].content)
    return data


@pytest.mark.parametrize(("plans", "plan_id"), ALL_PLANS)
def test_every_part_has_its_keys_and_values_of_their_kind(plans: Path, plan_id: str) -> None:
    data = data_of(plans, plan_id)
    assert set(PLAN_KEYS) <= set(data)
    assert (data["id"], data["step"]) == (plan_id, library_of(plans).by_plan[plan_id].plan.step)
    for phase in data["phases"]:
        assert set(PHASE_KEYS) <= set(phase)
    kinds = dict.fromkeys(UNIT_KEYS, str) | {
        "from": int, "to": int, "minutes": int, "optional": bool, "has_lesson": bool,
        "checklist": list, "questions": list,
    }  # fmt: skip
    for unit in data["units"]:
        assert {key: type(unit[key]) for key in UNIT_KEYS} == kinds
        for keys, parts in ((ITEM_KEYS, unit["checklist"]), (QUESTION_KEYS, unit["questions"])):
            for part in parts:
                assert set(keys) <= set(part)
                assert all(isinstance(value, str) and value for value in part.values())


@pytest.mark.parametrize(("plans", "plan_id"), ALL_PLANS)
def test_it_says_what_the_plan_says(plans: Path, plan_id: str) -> None:
    data, source = data_of(plans, plan_id), library_of(plans).by_plan[plan_id]
    plan = source.plan
    assert (data["title"], data["length"]) == (plan.title, plan.length)
    assert [tuple(phase[key] for key in PHASE_KEYS) for phase in data["phases"]] == [
        (phase.id, phase.title, *phase.span) for phase in plan.phases
    ]
    for found, unit in zip(data["units"], plan.units, strict=True):
        assert tuple(found[key] for key in UNIT_KEYS[:-3]) == (
            unit.id, f"{plan_id}/{unit.id}/", *unit.at, unit.title, plan.phase_of[unit.id].id, unit.minutes, unit.kind,
            unit.optional,
        )  # fmt: skip
        assert found["has_lesson"] == (source.folder / "lessons" / f"{unit.id}.md").exists()
        assert found["checklist"] == [{"id": item.id, "text": item.text} for item in unit.checklist]
        assert bool(found["questions"]) <= found["has_lesson"]


@pytest.mark.parametrize(("plans", "plan_id"), ALL_PLANS)
def test_every_address_is_a_page_and_every_anchor_stands_on_it(plans: Path, plan_id: str) -> None:
    for unit in data_of(plans, plan_id)["units"]:
        file = f"{unit['url']}index.md"
        assert file in rendered(plans)
        ids = read_html(page_html(rendered(plans)[file].content)).ids
        for question in unit["questions"]:
            assert question["url"] == f"{unit['url']}#{question['id']}"
            assert question["id"] in ids


def test_questions_and_answers_are_plain_texts_of_every_kind_of_question() -> None:
    notes = """
<!-- id: q -->

**Interview question**

What does `print(1)` *print*?

```python
print(1)
```

**Correct answer:** See [one](#q) & **two**. <b>

<!-- id: c -->

**Check:** So?
"""
    library, source, _lesson = lesson_library(notes)
    (page,) = plan_json.pages(library, source)
    assert json.loads(page.content)["units"][0]["questions"] == [
        {
            "id": "q",
            "question": "What does print(1) print? print(1)",
            "answer": "See one & two. <b>",
            "url": "a-plan/first/#q",
        },
        {"id": "c", "question": "So?", "answer": "", "url": "a-plan/first/#c"},
    ]


def test_it_is_small_and_readable_in_every_script() -> None:
    library, source, _lesson = lesson_library("", title="منصوبہ")
    (page,) = plan_json.pages(library, source)
    assert str(page.content).startswith('{"id":"a-plan","title":"منصوبہ","step":"day",')
