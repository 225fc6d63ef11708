"""The model: what each field of a plan takes, and what a plan says of itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from daywise.model import ID_PATTERN, ChecklistItem, Plan, Resource, Span, TopicData, Unit
from tests.builders import SAMPLE_PLANS, load_from_root, make_plan, phase_data, plan_data, unit_data


def unit_at(at: Any) -> Span:
    return Unit.model_validate(unit_data(at="1") | {"at": at}).at


def fault_of(data: dict[str, Any]) -> tuple[str | int, ...]:
    """Give the place of the first thing that is wrong with a plan."""
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(data)
    return caught.value.errors()[0]["loc"]


@pytest.mark.parametrize("at", ["38-37", "38-36"])
def test_a_range_that_runs_backwards_is_refused(at: str) -> None:
    with pytest.raises(ValidationError, match=f"{at} runs backwards"):
        unit_at(at)


@pytest.mark.parametrize(
    ("text", "span"),
    [("12", Span(12, 12)), ("36-38", Span(36, 38)), ("36–38", Span(36, 38)), (" 3 - 5 ", Span(3, 5))],
)
def test_a_span_is_a_number_or_a_range_with_either_dash(text: str, span: Span) -> None:
    assert unit_at(text) == span


@pytest.mark.parametrize("text", ["", "one", "1-", "-3", "1-2-3", "1.5", "12345", "٣", 12, None, ["1"]])
def test_what_is_neither_number_nor_range_is_no_span(text: Any) -> None:
    with pytest.raises(ValidationError, match="expected a number such as 12, or a range such as 36-38"):
        unit_at(text)


def test_a_span_knows_its_length_and_its_steps() -> None:
    span = Span(36, 38)
    assert span.length == 3
    assert [step for step in range(34, 41) if step in span] == [36, 37, 38]
    other: object = "37"
    assert other not in span


def test_a_topic_is_a_text_or_names_the_unit_that_teaches_it() -> None:
    unit = Unit.model_validate(unit_data(topics=["Heap", {"text": "Stack", "unit": "other/stack"}]))
    assert unit.topics == (TopicData(text="Heap"), TopicData(text="Stack", unit="other/stack"))


@given(st.from_regex(ID_PATTERN, fullmatch=True))
def test_ids_are_lower_case_words_joined_by_hyphens(name: str) -> None:
    assert ChecklistItem(id=name, text="Do it").id == name


@pytest.mark.parametrize("name", ["", "-", "a-", "-a", "a--b", "A", "a_b", "a.b", "a/b", "../a", "é", "a b", "٣"])
def test_anything_else_is_no_id(name: str) -> None:
    with pytest.raises(ValidationError, match="lower-case words joined by hyphens"):
        ChecklistItem(id=name, text="Do it")


@pytest.mark.parametrize("url", ["https://example.org", "http://example.org/a?b=c&d#e", "https://مثال.example/پ"])
def test_an_address_begins_with_its_scheme(url: str) -> None:
    assert Resource(id="r", title="R", url=url, by="B", form="book").url == url


@pytest.mark.parametrize("url", ["", "example.org", "javascript:alert(1)", "https://", 'https://a"b', "https://a b"])
def test_anything_else_is_no_address(url: str) -> None:
    with pytest.raises(ValidationError, match="expected an address that begins with https://"):
        Resource(id="r", title="R", url=url, by="B", form="book")


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("75", 75), (90, 90)])
def test_minutes_are_a_whole_number_written_as_text(text: Any, number: int) -> None:
    assert Unit.model_validate(unit_data(minutes=text)).minutes == number


@pytest.mark.parametrize("text", ["0", "-5", "1.5", "1_000", "١٢", "an hour", "", None, "10000", "9" * 99, "9" * 100])
def test_anything_else_is_no_number_of_minutes(text: Any) -> None:
    assert fault_of(plan_data(unit_data(minutes=text))) == ("phases", 0, "units", 0, "minutes")


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), (True, True)])
def test_a_flag_is_true_or_false(text: Any, flag: bool) -> None:  # noqa: FBT001 - the case's value
    assert Unit.model_validate(unit_data(optional=text)).optional is flag


@pytest.mark.parametrize("text", ["yes", "no", "1", "maybe", "", None, "True"])
def test_anything_else_is_no_flag(text: Any) -> None:
    assert fault_of(plan_data(unit_data(optional=text))) == ("phases", 0, "units", 0, "optional")


def test_texts_lose_the_space_around_them_and_cannot_be_empty() -> None:
    assert make_plan(title="  A plan\n").title == "A plan"
    assert fault_of(plan_data(title=" \n")) == ("title",)


def test_a_key_that_is_not_known_is_refused() -> None:
    assert fault_of(plan_data(unit_data(minute="30"))) == ("phases", 0, "units", 0, "minute")


def test_a_summary_fits_a_link_preview() -> None:
    assert make_plan(summary="x" * 160).summary
    assert fault_of(plan_data(summary="x" * 161)) == ("summary",)


@pytest.mark.parametrize(
    ("field", "value"), [("phases", []), ("step", "month"), ("length", "0"), ("tracks", [{"id": "main"}])]
)
def test_a_plan_without_phases_steps_or_titles_is_none(field: str, value: Any) -> None:
    assert fault_of(plan_data(**{field: value}))[0] == field


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_plan().title = "Another"  # type: ignore[misc]


def test_units_come_by_their_first_step_then_as_the_file_has_them() -> None:
    phases = [
        phase_data(unit_data("c", "3"), unit_data("b", "1-2"), phase_id="p"),
        phase_data(unit_data("d", "3"), unit_data("a", "1"), phase_id="q"),
    ]
    plan = make_plan(phases=phases, length="3")
    assert [unit.id for unit in plan.units] == ["b", "a", "c", "d"]
    assert {unit_id: phase.id for unit_id, phase in plan.phase_of.items()} == {"a": "q", "b": "p", "c": "p", "d": "q"}


def test_a_unit_is_found_by_its_id() -> None:
    plan = make_plan(unit_data("a", "1"), unit_data("b", "2"))
    assert plan.unit("b").at == Span(2, 2)
    with pytest.raises(KeyError, match="c"):
        plan.unit("c")


def test_a_phase_reaches_from_its_first_step_to_its_last() -> None:
    phase = make_plan(unit_data("a", "4"), unit_data("b", "2-7"), unit_data("c", "3")).phases[0]
    assert phase.span == Span(2, 7)


def test_a_plan_knows_which_units_are_on_a_step() -> None:
    plan = make_plan(unit_data("a", "2-3"), unit_data("b", "1-2"), unit_data("c", "5"))
    on_steps = {step: [unit.id for unit in units] for step, units in plan.units_at.items()}
    assert on_steps == {1: ["b"], 2: ["b", "a"], 3: ["a"], 5: ["c"]}


def test_a_plan_without_tracks_has_one_named_like_the_plan() -> None:
    assert make_plan().track_titles == {"main": "A plan"}
    tracks = [{"id": "b", "title": "Second"}, {"id": "a", "title": "First"}]
    assert list(make_plan(tracks=tracks).track_titles.items()) == [("b", "Second"), ("a", "First")]


def test_resources_are_found_by_their_id_whatever_their_group() -> None:
    plan = load_from_root(SAMPLE_PLANS).by_plan["http-in-days"].plan
    assert {name: resource.by for name, resource in plan.resource_of.items()} == {
        "mdn-http": "MDN",
        "rfc-9110": "IETF",
        "no-unit-uses-it": "Example",
    }


@pytest.mark.parametrize("plan_id", ["http-in-days", "http-in-weeks"])
def test_a_plans_ids_are_all_of_its_file_but_its_own_in_the_order_of_the_file(plan_id: str) -> None:
    text = (SAMPLE_PLANS / plan_id / "plan.yaml").read_text("utf-8")
    written = re.findall(r"^\W*id: ([a-z0-9-]+)", text, re.MULTILINE)
    assert written[0] == plan_id
    assert list(load_from_root(SAMPLE_PLANS).by_plan[plan_id].plan.ids()) == written[1:]
