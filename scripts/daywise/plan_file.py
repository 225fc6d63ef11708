"""Give meaning to ``plan.yaml``: from the tree of texts to a ``Plan``, or to problems that say where and how."""

from __future__ import annotations

import typing
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from daywise.model import Plan
from daywise.problems import Place, Problem, did_you_mean
from daywise.yaml_tree import DataPath, Tree


def read_plan(tree: Tree, problems: list[Problem]) -> Plan | None:
    """Check the tree's shape against the model; give None after adding a problem for each thing that does not fit."""
    if not isinstance(tree.data, dict):
        hint = "begin with “id: …”, as plans/backend-6-week/plan.yaml does"
        problems.append(Problem.at(Place(tree.path), "plan-shape", "expected a plan: keys and values", hint))
        return None
    try:
        return Plan.model_validate(tree.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems.extend(_problem(detail, tree) for detail in details if not _is_echo(detail))
        return None


def _is_echo(details: ErrorDetails) -> bool:
    """Tell whether this is pydantic's complaint about a list that is too short only because its entries are wrong."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _problem(details: ErrorDetails, tree: Tree) -> Problem:
    path: DataPath = details["loc"]
    name = _name(path)
    found = _shown(details["input"])
    match details["type"]:
        case "extra_forbidden":
            known = _known_keys(path[:-1])
            hint = did_you_mean(name, known) or f"the keys here are: {', '.join(known)}"
            return Problem.at(tree.key_place(path), "unknown-key", f"the key “{name}” is not known here", hint)
        case "missing":
            return Problem.at(tree.place(path[:-1]), "missing-key", f"the key “{name}” is missing here")
        case "literal_error":
            expected = details.get("ctx", {}).get("expected", "")
            words = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
            message = f"{name} is {found}, expected one of {', '.join(words)}"
            return Problem.at(tree.place(path), "wrong-value", message, did_you_mean(str(details["input"]), words))
        case "value_error":
            return Problem.at(tree.place(path), "wrong-value", f"{name} is {found}, {details['ctx']['error']}")
        case _:
            expected = _EXPECTED.get(details["type"]) or details["msg"]
            if (ctx := details.get("ctx")) and "{" in expected:
                expected = expected.format(**ctx)
            rule = "wrong-type" if details["type"].endswith("_type") else "wrong-value"
            return Problem.at(tree.place(path), rule, f"{name} is {found}, expected {expected}")


_EXPECTED = {
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "string_too_long": "at most {max_length} characters",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "greater_than_equal": "at least {ge}",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
    "too_short": "at least {min_length} entry",
}


def _name(path: DataPath) -> str:
    """Name what stands at a place as an author would: a key by its name, a list's entry by its number."""
    if not path:
        return "the plan"
    last = path[-1]
    return f"entry {last + 1} of {_name(path[:-1])}" if isinstance(last, int) else last


def _shown(value: Any) -> str:
    """Describe what was found, short enough for one line."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a set of keys and values"
        case list() | tuple():
            return f"a list of {len(value)}" if value else "an empty list"
        case _:
            text = str(value)
            return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"  # noqa: PLR2004 - a line's worth


def _known_keys(path: DataPath) -> list[str]:
    """Give the keys that the model knows at a place of the file."""
    model: Any = Plan
    for step in path:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            annotation = model.model_fields[step].annotation if step in model.model_fields else None
            model = next(_models(annotation), None)
    return sorted(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _models(annotation: Any) -> typing.Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models(argument)
