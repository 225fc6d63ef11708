"""``ordinals.json``: what a share link needs of the register of ids, and keeps needing when the plan changes."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from daywise.load import Library, Source
from daywise.render import ordinals
from tests.builders import PLANS, load_from_root


@pytest.fixture(scope="module")
def library() -> Library:
    return load_from_root(PLANS)


def data_of(library: Library, source: Source) -> dict[str, Any]:
    (page,) = ordinals.pages(library, source)
    assert page.path == f"{source.plan.id}/ordinals.json"
    data: dict[str, Any] = json.loads(page.content)
    return data


@pytest.mark.parametrize("plan", ["backend-6-week", "backend-semester"])
def test_it_has_every_item_and_unit_with_the_line_of_its_id(plan: str, library: Library) -> None:
    source = library.by_plan[plan]
    data = data_of(library, source)
    lines = (Path(source.folder) / "ids.txt").read_text("utf-8").split()
    assert (data["plan"], data["registered"]) == (plan, len(lines))
    assert list(data["items"]) == [item.id for unit in source.plan.units for item in unit.checklist]
    assert list(data["units"]) == [unit.id for unit in source.plan.units]
    for found, ordinal in (data["items"] | data["units"]).items():
        assert lines[ordinal - 1] == found


def test_ordinals_stay_when_items_are_added_moved_and_retired(library: Library) -> None:
    source = library.by_plan["backend-6-week"]
    before = data_of(library, source)
    first, second, *others = source.plan.phases[0].units
    moved, gone, *rest = first.checklist
    added = moved.model_copy(update={"id": "brand-new"})
    units = (
        first.model_copy(update={"checklist": (added, *reversed(rest))}),
        second.model_copy(update={"checklist": (*second.checklist, moved)}),
        *others,
    )
    phases = (source.plan.phases[0].model_copy(update={"units": units}), *source.plan.phases[1:])
    # A plan remembers its units: a copy would too, so it is made anew.
    plan = type(source.plan).model_construct(**{**dict(source.plan), "phases": phases})
    after = data_of(library, dataclasses.replace(source, plan=plan, registered=(*source.registered, "brand-new")))
    assert gone.id not in after["items"]
    assert after["registered"] == before["registered"] + 1
    assert after["items"].pop("brand-new") == after["registered"]
    assert after["items"].items() <= before["items"].items()
    assert before["items"].keys() - after["items"].keys() == {gone.id}


def test_an_id_that_is_not_registered_yet_has_no_ordinal(library: Library) -> None:
    source = library.by_plan["backend-6-week"]
    cut = dataclasses.replace(source, registered=source.registered[:3])
    assert data_of(library, cut) == {
        "plan": "backend-6-week",
        "registered": 3,
        "items": {source.registered[2]: 3},
        "units": {source.registered[1]: 2},
    }
