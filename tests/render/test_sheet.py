"""The printable sheet has a line for each step of the plan, in order, and shares out a longer unit's time."""

from __future__ import annotations

import pytest

from daywise.render.sheet import lines, pages
from tests.builders import PLANS, load_from_root, make_library, make_plan, make_source, unit_data
from tests.html_reading import page_html, read_html


def test_a_longer_unit_has_a_line_for_each_of_its_steps() -> None:
    plan = make_plan(unit_data("one", 1), unit_data("three", "2-4", minutes="100"), length="4")
    found = [(line.step, line.unit.id, line.part, line.minutes) for line in lines(plan.phases[0])]
    assert found == [(1, "one", 1, 30), (2, "three", 1, 33), (3, "three", 2, 33), (4, "three", 3, 33)]


def test_lines_are_in_the_order_of_days_whatever_the_order_of_the_file() -> None:
    plan = make_plan(unit_data("late", 3), unit_data("early", "1-2"), length="3")
    assert [line.step for line in lines(plan.phases[0])] == [1, 2, 3]


def test_each_line_has_a_place_for_its_own_date() -> None:
    plan = make_plan(unit_data("one", 1), unit_data("three", "2-4"), length="4")
    (page,) = pages(make_library(), make_source(plan))
    cells = [
        each for _tag, each in read_html(page_html(page.content)).elements if each.get("class") == "dw-sheet__date"
    ]
    assert [cell.get("data-date-part") for cell in cells] == ["one 1", "three 1", "three 2", "three 3"]


@pytest.mark.parametrize("plan_id", ["backend-6-week", "backend-semester"])
def test_every_step_of_a_real_plan_has_a_line(plan_id: str) -> None:
    plan = load_from_root(PLANS).by_plan[plan_id].plan
    steps = [line.step for phase in plan.phases for line in lines(phase)]
    assert set(steps) == set(range(1, plan.length + 1))
    assert len(steps) == sum(unit.at.length for unit in plan.units)
