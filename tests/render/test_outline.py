"""``outline.json``: what the reader's dates and progress are worked out from."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from daywise.load import Library
from daywise.render import outline
from tests.builders import (
    PLANS,
    ROOT,
    SAMPLE_PLANS,
    lesson_library,
    load_from_root,
    make_library,
    make_plan,
    make_source,
    unit_data,
)

ALL_PLANS = [
    (PLANS, "backend-6-week"),
    (PLANS, "backend-semester"),
    (SAMPLE_PLANS, "http-in-days"),
    (SAMPLE_PLANS, "http-in-weeks"),
]


@cache
def library_of(plans: Path) -> Library:
    return load_from_root(plans)


def outline_of(library: Library, plan_id: str) -> dict[str, Any]:
    (page,) = outline.pages(library, library.by_plan[plan_id])
    assert page.path == f"{plan_id}/outline.json"
    data: dict[str, Any] = json.loads(page.content)
    return data


@pytest.mark.parametrize(("plans", "plan_id"), ALL_PLANS)
def test_it_says_what_the_plan_says(plans: Path, plan_id: str) -> None:
    data, plan = outline_of(library_of(plans), plan_id), library_of(plans).by_plan[plan_id].plan
    assert (data["id"], data["title"], data["step"], data["length"]) == (plan.id, plan.title, plan.step, plan.length)
    assert [tuple(phase.values()) for phase in data["phases"]] == [
        (phase.id, phase.label, phase.title, *phase.span) for phase in plan.phases
    ]
    assert {track["id"]: track["title"] for track in data["tracks"]} == plan.track_titles
    assert [tuple(each.values()) for each in data["milestones"]] == [
        (each.id, each.when, each.title) for each in plan.milestones
    ]
    for found, unit in zip(data["units"], plan.units, strict=True):
        assert (found["id"], found["from"], found["to"], found["minutes"]) == (unit.id, *unit.at, unit.minutes)
        assert (found["title"], found["kind"], found["optional"]) == (unit.title, unit.kind, unit.optional)
        assert (found["track"], found["phase"]) == (unit.track, plan.phase_of[unit.id].id)
        assert [(item["id"], item["text"]) for item in found["items"]] == [
            (item.id, item.text) for item in unit.checklist
        ]


@pytest.mark.parametrize(("plans", "plan_id"), ALL_PLANS)
def test_it_has_the_keys_that_the_browser_reads(plans: Path, plan_id: str) -> None:
    """The typedefs of the scripts name the same keys, no more and no fewer."""
    types = (ROOT / "docs/assets/js/types.js").read_text(encoding="utf-8")
    data = outline_of(library_of(plans), plan_id)
    for name, found in (("Outline", data), ("PlanUnit", data["units"][0])):
        block = re.search(rf"@typedef \{{object}} {name}\n(.*?)\*/", types, re.DOTALL)
        assert block
        assert re.findall(r"@property \{.*} (\w+)", block[1]) == list(found)


def test_it_says_which_units_have_a_lesson() -> None:
    source = make_source(
        make_plan(unit_data(), unit_data("second", at=2), length="2"), {"second": "## Goal\n\n- Know it"}
    )
    units = outline_of(make_library(source), "a-plan")["units"]
    assert [(unit["id"], unit["has_lesson"]) for unit in units] == [("first", False), ("second", True)]


@pytest.mark.parametrize(
    ("step", "more", "limit"),
    [
        ("day", {}, None),
        ("day", {"daily_minutes": "90"}, 90),
        ("week", {"weekly_minutes": "600"}, 600),
        ("week", {"daily_minutes": "90"}, None),
    ],
)
def test_the_limit_is_that_of_the_plan_s_own_steps(step: str, more: dict[str, str], limit: int | None) -> None:
    library = make_library(make_source(make_plan(unit_data(), step=step, **more)))
    assert outline_of(library, "a-plan")["limit"] == limit


def test_it_is_compact() -> None:
    library, source, _lesson = lesson_library("", title="منصوبہ")
    (page,) = outline.pages(library, source)
    assert str(page.content).startswith('{"id":"a-plan","title":"منصوبہ","step":"day","length":1,"limit":null,')
