"""Questions that come back: the warm-ups of a unit, and the questions of other lessons that notes list."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from daywise.load import Library, Source
from daywise.model import Plan
from daywise.render import unit as unit_pages
from daywise.render.warm_ups import MOST, STEPS_BACK, warm_ups
from tests.builders import make_library, make_plan, make_source, unit_data
from tests.html_reading import page_html, read_html


def asking(*names: str) -> str:
    """Give notes that ask a question of each name."""
    return "".join(
        f"<!-- id: {name} -->\n\n**Interview question:** What is {name}?\n\n**Correct answer:** It is {name}.\n\n"
        for name in names
    )


def plan_of(length: int) -> Plan:
    return make_plan(*(unit_data(f"u{step}", step) for step in range(1, length + 1)), length=str(length))


def library_of(plan: Plan, lessons: Mapping[str, str]) -> tuple[Library, Source]:
    source = make_source(plan, lessons)
    return make_library(source), source


def asked(library: Library, source: Source, unit_id: str) -> list[str]:
    unit = source.plan.unit(unit_id)
    return [warm_up.question.id for warm_up in warm_ups(library, source, unit, f"a-plan/{unit_id}/")]


def html_of(library: Library, source: Source, unit_id: str) -> str:
    pages = {page.path: page for page in unit_pages.pages(library, source)}
    return page_html(pages[f"a-plan/{unit_id}/index.md"].content)


# -- warm-ups --------------------------------------------------------------------------------------------------------


def test_warm_ups_come_from_the_days_before_the_nearest_first() -> None:
    library, source = library_of(plan_of(20), {f"u{step}": asking(f"q{step}") for step in range(1, 21)})
    assert [f"q{18 - back}" for back in STEPS_BACK] == ["q17", "q15", "q11", "q2"]
    assert asked(library, source, "u18") == ["q17", "q15", "q11", "q2"]
    assert asked(library, source, "u4") == ["q3", "q1"]
    assert asked(library, source, "u1") == []


def test_each_day_gives_one_question_before_any_gives_a_second() -> None:
    lessons = {"u1": asking("a1", "a2", "a3", "a4"), "u3": asking("c1", "c2", "c3")}
    library, source = library_of(plan_of(4), lessons)
    found = asked(library, source, "u4")
    assert [name[0] for name in found] == ["c", "a", "c", "a", "c"]
    assert len(set(found)) == MOST
    assert asked(library, source, "u4") == found


def test_different_units_begin_with_different_questions() -> None:
    source = make_source(
        make_plan(unit_data("u0", 1), *(unit_data(f"v{number}", 2, track=f"t{number}") for number in range(8))),
        {"u0": asking(*(f"q{number}" for number in range(7)))},
    )
    library = make_library(source)
    assert len({asked(library, source, f"v{number}")[0] for number in range(8)}) > 1


def test_a_unit_that_takes_several_of_those_days_is_asked_once_and_never_itself() -> None:
    source = make_source(
        make_plan(unit_data("long", "1-5"), unit_data("now", "6-8"), unit_data("beside", "5-6", track="side")),
        {"long": asking("q1"), "now": asking("q2"), "beside": asking("q3")},
    )
    library = make_library(source)
    assert asked(library, source, "now") == ["q1", "q3"] or asked(library, source, "now") == ["q3", "q1"]
    assert asked(library, source, "beside") == ["q1"]


@pytest.mark.parametrize("prompt", ["- a\n- b", "One?\n\nTwo?", "```python\na\n```", "One?\n\n```python\na\n```", ""])
def test_only_questions_of_one_paragraph_are_short_enough(prompt: str) -> None:
    notes = f"<!-- id: long -->\n\n**Check**\n\n{prompt}\n\n**Answer:** So.\n\n{asking('short')}"
    library, source = library_of(plan_of(2), {"u1": notes})
    assert asked(library, source, "u2") == ["short"]


def test_a_warm_up_shows_its_question_with_the_answer_folded_and_the_way_to_its_lesson() -> None:
    library, source = library_of(plan_of(2), {"u1": asking("q1") + "\n**Check:** See [this](#q1).\n"})
    html = html_of(library, source, "u2")
    assert "<summary><span>What is q1?</span>" in html
    assert '<a href="../u1/#q1">See it in Title of u1</a>' in html
    assert read_html(html).ids.count("q1") == 0, "the anchor is the lesson's own"
    assert '<a href="../u1/#q1">this</a>' in html


# -- questions of other lessons in notes -----------------------------------------------------------------------------


def recalled(listed: str, other: str = "") -> str:
    """Give the page of a unit whose notes list questions of the unit before."""
    lessons = {"u1": asking("q1", "q2") + other, "u9": f"## Earlier\n\n{listed}\n"}
    library, source = library_of(plan_of(9), lessons)
    return html_of(library, source, "u9")


def test_a_list_of_links_to_questions_asks_them() -> None:
    html = recalled("- [One](u1.md#q1)\n- [Two](u1.md#q2)")
    assert re.findall(r"<summary><span>(.*?)</span>", html) == ["What is q1?", "What is q2?"]
    assert '<a href="../u1/#q2">See it in Title of u1</a>' in html
    assert "Day 1" in html


@pytest.mark.parametrize(
    "listed",
    [
        "- [One](u1.md#q1)\n- and more",
        "- [One](u1.md#q1) and [two](u1.md#q2)",
        "- See [one](u1.md#q1)",
        "- [One](u1.md#q1)\n\n  ```text\n  more\n  ```",
        "- [One](u1.md#no-question)",
        "- [One](u1.md)",
        "- [One](no-unit.md#q1)",
        "- [One](u2.md#q1)",
        "- #\n- more",
        "[One](u1.md#q1)",
    ],
)
def test_any_other_list_stays_a_list(listed: str) -> None:
    seen = read_html(recalled(listed))
    assert "dw-recall" not in seen.values("class")
    for word in re.findall("One|one|two|more|See", listed):
        assert word in seen.text


def test_questions_that_point_to_each_other_are_asked_once() -> None:
    other = "**Check:** And?\n\n**Answer**\n\n- [Nine](u9.md#q9)\n"
    answer = "\n\n<!-- id: q9 -->\n\n**Check:** So?\n\n**Answer**\n\n- [One](u1.md#q3)\n- [Itself](u9.md#q9)"
    html = recalled(f"- [One](u1.md#q3){answer}", f"<!-- id: q3 -->\n\n{other}")
    assert "<summary><span>And?</span>" in html
    assert '<a href="#q9">Nine</a>' in html
    assert '<a href="#q9">Itself</a>' in html
