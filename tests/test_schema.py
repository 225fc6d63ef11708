"""The JSON Schema and the page about plan.yaml: made of the model, kept in step, and saying what the model says."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from daywise.commands.schema import FILES
from daywise.plan_file import read_plan
from daywise.problems import Problem
from daywise.schema import TITLES, plan_schema
from daywise.yaml_tree import read_tree

ROOT = Path(__file__).resolve().parents[1]
PLANS = sorted((ROOT / "plans").glob("*/plan.yaml"))
NEW_PLAN = ROOT / "scripts" / "daywise" / "templates" / "new" / "plan.yaml.j2"
VALIDATOR = Draft202012Validator(plan_schema())


@pytest.mark.parametrize("path", FILES, ids=str)
def test_the_stored_file_is_what_the_model_says(path: Path) -> None:
    assert (ROOT / path).read_text("utf-8") == FILES[path](), "run: python -m daywise schema"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(plan_schema())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_our_plans_hold_to_the_schema_and_name_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))] == []
    _, _, named = text.split("\n", 1)[0].partition("$schema=")
    assert (path.parent / named).resolve() == ROOT / "docs" / "schema" / "plan.schema.json"


def a_plan() -> dict[str, Any]:
    """Give the plan that `new plan` writes."""
    text = NEW_PLAN.read_text("utf-8").replace("{{ id }}", "mine").replace("{{ title }}", "Mine")
    plan: dict[str, Any] = yaml.safe_load(text)
    return plan


def as_the_model_reads(plan: dict[str, Any]) -> bool:
    """Tell whether the reader of plan files takes it."""
    problems: list[Problem] = []
    tree = read_tree(yaml.safe_dump(plan), "plan.yaml", problems)
    if tree is not None:
        read_plan(tree, str(plan.get("id")), problems)
    return not problems


@pytest.mark.parametrize(
    ("where", "value", "valid"),
    [
        (("at",), 1, True),
        (("at",), "1-2", True),
        (("at",), "1–2", True),
        (("at",), "one", False),
        (("at",), [1, 2], False),
        (("topics",), ["a", {"text": "b", "unit": "other/unit"}], True),
        (("topics",), ["a", {"unit": "other/unit"}], False),
        (("topics",), "a", False),
        (("kind",), "exam", False),
        (("minutes",), 0, False),
        (("minutes",), "an hour", False),
        (("optional",), True, True),
        (("optional",), "perhaps", False),
        (("id",), "Not an id", False),
        (("objective",), None, False),
        (("checklist",), [], False),
        (("checklist", 0, "text"), "", False),
        (("checklist", 0, "done"), "yes", False),
    ],
)
def test_schema_and_reader_agree_on_a_unit(where: tuple[str | int, ...], value: object, valid: bool) -> None:  # noqa: FBT001 - a parameter of the test
    plan = copy.deepcopy(a_plan())
    *way, last = where
    target: Any = plan["phases"][0]["units"][0]
    for step in way:
        target = target[step]
    target[last] = value
    assert VALIDATOR.is_valid(plan) is valid
    assert as_the_model_reads(plan) is valid


@pytest.mark.parametrize("key", ["id", "title", "summary", "step", "length", "goal", "phases"])
def test_what_a_plan_must_have_is_required(key: str) -> None:
    plan = a_plan()
    del plan[key]
    assert not VALIDATOR.is_valid(plan)
    assert not as_the_model_reads(plan)


def test_every_part_and_key_is_described() -> None:
    schema = plan_schema()
    parts = {"Plan": schema, **schema["$defs"]}
    assert set(parts) == set(TITLES)
    missing = [
        f"{name}.{key}" for name, part in parts.items() for key in part["properties"] if not described(part, key)
    ]
    assert missing == []


def described(part: dict[str, Any], key: str) -> bool:
    """Tell whether a key says what it is, in a sentence."""
    text: str = part["properties"][key].get("description", "")
    return text.endswith(".")
