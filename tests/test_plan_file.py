"""From tree to plan: a plan comes out whatever the tree holds, and what stands in for a mistake is known as such."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from daywise.model import Plan, Unit, _Data
from daywise.plan_file import _CALLED, read_plan
from daywise.problems import Problem
from daywise.yaml_tree import Data, DataPath, Tree, read_partial_tree
from tests.builders import plan_data, unit_data


def read(data: Data) -> tuple[Plan, Tree, list[str]]:
    problems: list[Problem] = []
    plan, tree = read_plan(Tree(data, "plan.yaml"), "a-plan", problems)
    return plan, tree, [f"{problem.rule}: {problem.message}" for problem in problems]


def with_unit(**changes: Any) -> Data:
    return plan_data(unit_data(**changes))


def test_a_plan_without_a_mistake_is_itself() -> None:
    plan, tree, problems = read(plan_data())
    assert problems == []
    assert plan == Plan.model_validate(plan_data())
    assert tree.unsure == frozenset()


@pytest.mark.parametrize("data", [None, "", "id", [], ["a"], {}])
def test_what_is_no_plan_gives_a_plan_of_stand_ins(data: Data) -> None:
    plan, tree, problems = read(data)
    assert problems
    assert plan.id == "a-plan"
    assert not tree.is_sure(("phases", 0, "units", 0, "at"))


def test_the_rest_of_a_unit_is_kept_when_a_part_of_it_is_wrong() -> None:
    plan, tree, problems = read(with_unit(minutes="soon", kind="lessen", at="2"))
    assert problems == [
        "wrong-value: kind is “lessen”, expected one of lesson, review, mock-interview, project, practice",
        "wrong-type: minutes is “soon”, expected a whole number",
    ]
    (unit,) = plan.units
    assert (unit.id, unit.at.first, unit.kind) == ("first", 2, "lesson")
    path: DataPath = ("phases", 0, "units", 0)
    assert not tree.is_sure((*path, "minutes"))
    assert tree.is_sure((*path, "at"))


def test_a_misspelt_key_is_taken_for_the_one_that_was_meant() -> None:
    data = plan_data()
    data["phases"][0]["unit"] = data["phases"][0].pop("units")
    data["phases"][0]["unit"][0]["minuts"] = data["phases"][0]["unit"][0].pop("minutes")
    plan, tree, problems = read(data)
    assert problems == ["unknown-key: “unit” is no key of a phase", "unknown-key: “minuts” is no key of a unit"]
    assert plan.units[0].minutes == 30
    assert tree.value(("phases", 0, "units", 0, "minutes")) == "30"


def test_two_units_that_are_no_units_get_different_ids() -> None:
    data = plan_data()
    data["phases"][0]["units"] += ["one", None]
    plan, _tree, problems = read(data)
    assert len(problems) == 2
    assert len({unit.id for unit in plan.units}) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [("true", True), ("false", False), ("no", None), ("yes", None), ("1", None), ("True", None)],
)
def test_a_flag_is_true_or_false_and_nothing_else(value: str, *, expected: bool | None) -> None:
    plan, _tree, problems = read(with_unit(optional=value))
    assert plan.units[0].optional is bool(expected)
    assert bool(problems) == (expected is None)


@pytest.mark.parametrize(
    "value", ["1:30", "0x1F", "1_000", "1e3", "12.0", "+5", "-5", "۱۲", "", "9" * 5000, "0", "10000"]
)
def test_a_number_is_digits_and_within_bounds(value: str) -> None:
    plan, _tree, problems = read(with_unit(minutes=value))
    assert len(problems) == 1
    assert len(problems[0]) < 200
    assert plan.units[0].minutes == 1


def test_every_model_of_a_plan_has_a_name_for_messages() -> None:
    assert set(_CALLED) == set(_Data.__subclasses__())


KEYS = st.sampled_from([*Plan.model_fields, *Unit.model_fields, "text", "items", "untis", "x"])
VALUES = st.recursive(
    st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["1", "3-1", "2-9", "day", "lesson", "a-b", "true"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(VALUES)
@example({"outcomes": ""})
def test_whatever_a_tree_holds_a_plan_comes_out(data: Data) -> None:
    plan, _tree, problems = read(data)
    assert isinstance(plan, Plan)
    assert problems


@given(st.data())
def test_whatever_is_put_into_a_plan_a_plan_comes_out(data: st.DataObject) -> None:
    whole = plan_data(unit_data("first"), unit_data("second", at=2), tracks=[{"id": "main", "title": "Main"}])
    place: Any = whole
    while isinstance(place, dict | list) and place and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or data.draw(st.integers(0, 3)) == 0:
            place[key] = data.draw(VALUES)
            break
        place = place[key]
    plan, tree, problems = read(whole)
    assert isinstance(plan, Plan)
    assert bool(problems) or not tree.unsure


def test_what_stands_before_a_mistake_of_syntax_lacks_nothing_that_may_follow() -> None:
    problems: list[Problem] = []
    tree = read_partial_tree("id: a-plan\nlength: soon\ntitle: A: plan\n", "plan.yaml", problems)
    read_plan(tree, "a-plan", problems)
    assert [problem.rule for problem in problems] == ["yaml-syntax", "wrong-type"]
