"""Give meaning to ``plan.yaml``: from the tree of texts to a ``Plan``, with a problem for each thing that does not fit.

A plan comes out in any case, so that the rules can look at the rest of it: something of the right form stands in for
what does not fit, and the tree notes where, so that nothing is said of the stand-ins. A key that is misspelt is taken
for the one that was meant, so that what it holds is looked at in the same run.
"""

from __future__ import annotations

import json
import re
import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from daywise.field_texts import field_texts
from daywise.model import (
    ID_PATTERN,
    ChecklistItem,
    ContextGroup,
    InterviewContext,
    Milestone,
    Phase,
    Plan,
    Resource,
    ResourceGroup,
    TopicData,
    Track,
    Unit,
)
from daywise.problems import Problem, RuleName, did_you_mean, nearest
from daywise.yaml_tree import Data, DataPath, Tree

_CALLED: dict[type[BaseModel], str] = {
    Plan: "plan",
    Phase: "phase",
    Unit: "unit",
    TopicData: "topic",
    ChecklistItem: "checklist item",
    Track: "track",
    ResourceGroup: "group of resources",
    Resource: "resource",
    InterviewContext: "interview context",
    ContextGroup: "context group",
    Milestone: "milestone",
}
_EXPECTED = {
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "int_type": "a whole number",
    "less_than_equal": "at most {le}",
    "greater_than_equal": "at least {ge}",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "keys and values",
    "too_short": "at least {min_length} entry",
}
_ROUNDS = 9
"""More than a plan is deep: each round of mending lets the next one see what a misspelt key holds."""

_LONG = 60


def read_plan(tree: Tree, folder: str, problems: list[Problem]) -> tuple[Plan, Tree]:
    """Make a plan of a tree, adding a problem for each thing that does not fit; ``folder`` is the name of the plan's.

    The tree comes back with misspelt keys put right, and with marks where something stands in for what was written.
    """
    reading = _Reading(tree, folder)
    plan = reading.plan()
    problems.extend(reading.problems)
    return plan, replace(reading.tree, unsure=frozenset(reading.unsure))


def _copied(data: Data) -> Any:
    """Copy data, so that it can be mended."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


class _Reading:
    """Mends the data until it is a plan, and notes why it had to."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self.tree = tree
        self.folder = folder
        self.data: Any = _copied(tree.data)
        self.unsure = set(tree.unsure)
        self.problems: list[Problem] = []
        self.numbers = count(1)

    def plan(self) -> Plan:
        if not isinstance(self.data, dict):
            if not self.tree.cut and self.tree.is_sure(()):
                hint = "begin with “id: …”, as plans/backend-6-week/plan.yaml does"
                found = "the file is empty" if self.data is None else f"found {_shown(self.data)}"
                self._report((), "plan-shape", f"{found}, expected a plan: keys and values", hint)
            self._start_over()
        for _round in range(_ROUNDS):
            try:
                return Plan.model_validate(self.data)
            except ValidationError as error:
                self._mend(error.errors(include_url=False))
        self._start_over()
        return Plan.model_validate(self.data)

    def _start_over(self) -> None:
        """Let a plan that is all stand-ins take the place of what can be read no further."""
        self.unsure.add(())
        self.data = self._stand_in(Plan, "")
        self.data["id"] = self._plan_id()

    def _report(self, path: DataPath, rule: RuleName, message: str, hint: str = "", *, at_key: bool = False) -> None:
        place = self.tree.key_place(path) if at_key else self.tree.place(path)
        self.problems.append(Problem.at(place, rule, message, hint))

    # -- what does not fit ---------------------------------------------------------------------------------------

    def _mend(self, details: Sequence[ErrorDetails]) -> None:
        extra: dict[DataPath, list[str]] = defaultdict(list)
        missing: dict[DataPath, list[str]] = defaultdict(list)
        for each in details:
            parent, last = each["loc"][:-1], each["loc"][-1]
            match each["type"]:
                case "extra_forbidden":
                    extra[parent].append(str(last))
                case "missing" if isinstance(self._at(parent), dict):
                    missing[parent].append(str(last))
                case _:
                    self._value(each)
        for path in extra.keys() | missing.keys():
            self._keys(path, extra[path], missing[path])

    def _keys(self, path: DataPath, extra: list[str], missing: list[str]) -> None:
        """Deal with the unknown and the missing keys of one mapping: two of them may be one mistake."""
        model = _model_at(path)
        known = list(model.model_fields)
        called = _CALLED[model]
        mapping = self._at(path)
        for key in extra:
            meant = nearest(key, known)
            if meant and meant not in mapping:
                self._unknown(path, key, called, f"did you mean “{meant}”?")
                self.tree = self.tree.renamed((*path, key), meant)
                self.unsure = {_moved(old, (*path, key), meant) for old in self.unsure}
                mapping[meant] = mapping.pop(key)
                missing = [name for name in missing if name != meant]
                continue
            if model is TopicData and "text" in missing:
                self._unknown(path, key, called, "put a text with “: ” in it in quotes")
                self.unsure.add((*path, "text"))
            elif mapping[key] is None and " " in key:
                self._unknown(path, key, called, "put the text before it in quotes: without them, it ends at the comma")
            elif len(extra) == len(missing) == 1:
                self._unknown(path, key, called, f"“{missing[0]}” is missing here: did you mean that?")
                self.unsure.add((*path, missing[0]))
            elif meant:
                self._unknown(path, key, called, f"did you mean “{meant}”? It is there already")
            else:
                self._unknown(path, key, called, f"the keys of a {called} are {', '.join(known)}")
            del mapping[key]
        for key in missing:
            if self._is_news((*path, key)) and path not in self.tree.cut:
                hint = f"add “{key}: …” ({field_texts(model)[key]})"
                self._report(path, "missing-key", f"this {called} has no “{key}”", hint)
            self._replace((*path, key))

    def _unknown(self, path: DataPath, key: str, called: str, hint: str) -> None:
        message = f"“{_cut(key)}” is no key of a {called}"
        self._report((*path, key), "unknown-key", message, hint, at_key=True)

    def _value(self, details: ErrorDetails) -> None:
        path: DataPath = details["loc"]
        context = details.get("ctx", {})
        if details["type"] == "too_short" and len(details["input"]) >= context["min_length"]:
            return  # It is too short only because its entries do not fit, and they have been reported.
        if details["type"] == "reversed_range":
            meant = f"{context['last']}-{context['first']}"
            self._report(path, "reversed-range", f"{_name(path)} is “{details['input']}”, which runs backwards",
                         f"write {meant}")  # fmt: skip
            self._at(path[:-1])[path[-1]] = meant
            self.unsure.add(path)
            return
        if self._is_news(path) and path not in self.tree.cut:
            rule: RuleName = "wrong-type" if details["type"].endswith("_type") else "wrong-value"
            hint = _hint(path, details)
            self._report(path, rule, _message(path, details), hint, at_key=details["input"] is None)
        self._replace(path)

    def _is_news(self, path: DataPath) -> bool:
        """Tell whether nothing has been reported yet that may be why a value does not fit."""
        return not any(path[:length] in self.unsure for length in range(len(path) + 1))

    # -- stand-ins -----------------------------------------------------------------------------------------------

    def _at(self, path: DataPath) -> Any:
        """Give the data at a path, or the text that stands where the path would lead on."""
        found: Any = self.data
        for step in path:
            match found, step:
                case dict(), str():
                    found = found[step]
                case list(), int():
                    found = found[step]
                case _:
                    break
        return found

    def _replace(self, path: DataPath) -> None:
        """Take out what does not fit if the plan can do without it, or put something that fits in its place."""
        while len(path) > 1 and not isinstance(self._at(path[:-1]), dict | list):
            path = path[:-1]  # A text stands for a mapping here, and the path leads into it.
        self.unsure.add(path)
        *parent, last = path
        container = self._at(tuple(parent))
        if isinstance(last, str) and not _model_at(tuple(parent)).model_fields[last].is_required():
            del container[last]
        else:
            container[last] = self._plan_id() if path == ("id",) else self._stand_in(_annotation_at(path), str(last))

    def _plan_id(self) -> str:
        return self.folder if ID_PATTERN.fullmatch(self.folder) else "stand-in"

    def _stand_in(self, annotation: Any, name: str) -> Any:
        """Give data that fits where a type is asked for (``name`` is the key it is for, or nothing)."""
        annotation = _bare(annotation)
        if name in {"id", "at", "url"}:
            return {"id": f"stand-in-{next(self.numbers)}", "at": "1", "url": "https://example.org/"}[name]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = annotation.model_fields.items()
            return {key: self._stand_in(field.annotation, key) for key, field in fields if field.is_required()}
        if typing.get_origin(annotation) is tuple:
            return [self._stand_in(typing.get_args(annotation)[0], "")]
        if typing.get_origin(annotation) is Literal:
            return typing.get_args(annotation)[0]
        return "1" if annotation is int else "stand-in"


def _moved(path: DataPath, renamed: DataPath, key: str) -> DataPath:
    size = len(renamed)
    return (*renamed[:-1], key, *path[size:]) if path[:size] == renamed else path


# -- messages ----------------------------------------------------------------------------------------------------


def _message(path: DataPath, details: ErrorDetails) -> str:
    name, found, context = _name(path), _shown(details["input"]), details.get("ctx", {})
    match details["type"]:
        case "literal_error":
            return f"{name} is {found}, expected one of {', '.join(_words(context))}"
        case "value_error":
            return f"{name} is {found}, {context['error']}"
        case "string_too_long":
            return f"{name} has {len(details['input'])} characters, expected at most {context['max_length']}"
        case kind:
            return f"{name} is {found}, expected {_EXPECTED.get(kind, details['msg']).format(**context)}"


def _hint(path: DataPath, details: ErrorDetails) -> str:
    found = details["input"]
    hint = ""
    match details["type"]:
        case "literal_error":
            known = _words(details.get("ctx", {}))
            hint = did_you_mean(_ALSO_CALLED.get(str(found).lower(), str(found)), known)
        case "value_error" if path[-1] in _LIKELY and isinstance(found, str):
            likely = _LIKELY[path[-1]](found)
            hint = f"did you mean “{_cut(likely)}”?" if likely else ""
        case "int_type" if isinstance(found, str):
            likely = _likely_minutes(found) if str(path[-1]).endswith("minutes") else ""
            hint = f"write only the number: {likely}" if likely else ""
        case "model_type" if isinstance(found, str) and _annotation_at(path) is ChecklistItem:
            hint = f"write {{id: {_likely_id(found)[:_LONG].strip('-') or 'its-id'}, text: {_quoted(found)}}}"
        case "string_type" if isinstance(found, dict | list):
            hint = "put a text that has “: ” in it, or begins with [ or {, in quotes" if found else ""
        case "tuple_type":
            hint = "write its entries as [one, two], or each on a line of its own after “- ”"
            if isinstance(found, str) and found[:1] in _LIKE_HYPHENS:
                hint = "begin each line with a hyphen and a space: “- ”"
        case "bool_type" if str(found).lower() in _FLAGS:
            hint = f"write {_FLAGS[str(found).lower()]}"
    return hint


def _likely_id(found: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", found.lower()).strip("-")


def _likely_step(found: str) -> str:
    """Give the number or range in ``Day 12`` or ``days 36 to 38``; empty when there is another reading."""
    numbers = [str(int(number)) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", found)]
    rest = re.sub(r"\d{1,4}|\b(?:days?|weeks?|to|and)\b|[-–—:&\s]", "", found.lower())
    return "-".join(numbers) if len(numbers) in {1, 2} and not rest else ""


def _likely_minutes(found: str) -> str:
    """Give the minutes in ``75 min``, ``1.5 hours`` or ``60-90`` (of a range, the most)."""
    match = re.fullmatch(r"(?:\d+ *[-–—] *)?(\d{1,4}(?:\.\d)?) *(h|hours?|hrs?|m|min|mins|minutes?)?\.?", found.lower())
    if match is None:
        return ""
    return str(round(float(match[1]) * (60 if (match[2] or "m").startswith("h") else 1)))


def _quoted(text: str) -> str:
    return json.dumps(_cut(text), ensure_ascii=False)


def _likely_url(found: str) -> str:
    return f"https://{found}" if "." in found and "://" not in found and " " not in found else ""


_LIKELY: dict[str | int, Callable[[str], str]] = {"id": _likely_id, "url": _likely_url, "at": _likely_step}
_LIKE_HYPHENS = frozenset("-–—•◦▪●○*")
_ALSO_CALLED = {
    "revision": "review", "revise": "review", "recap": "review", "repeat": "review", "theory": "lesson",
    "study": "lesson", "reading": "lesson", "mock": "mock-interview", "interview": "mock-interview",
    "exercise": "practice", "exercises": "practice", "coding": "practice", "build": "project", "daily": "day",
    "weekly": "week",
}  # fmt: skip
"""What people call a kind of unit, or a step."""
_FLAGS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""What other readers of YAML take for true or false."""


def _words(context: Any) -> list[str]:
    """Give the words that pydantic lists as ``'a', 'b' or 'c'``."""
    return re.findall(r"'([^']*)'", context.get("expected", ""))


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
            return f"“{_cut(str(value))}”"


def _cut(text: str) -> str:
    return f"{text[:_LONG]}…" if len(text) > _LONG else text


# -- the model ---------------------------------------------------------------------------------------------------


def _model_at(path: DataPath) -> type[BaseModel]:
    """Give the model that stands at a path of the plan's data."""
    found: type[BaseModel] = _annotation_at(path)
    return found


def _annotation_at(path: Iterable[str | int]) -> Any:
    """Give the type that is asked for at a path of the plan's data."""
    found: Any = Plan
    for step in path:
        found = typing.get_args(found)[0] if isinstance(step, int) else found.model_fields[step].annotation
        found = _bare(found)
    return found


def _bare(annotation: Any) -> Any:
    """Give a type without what pydantic is told about it, and without “or None”."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    arguments = typing.get_args(annotation)
    if type(None) in arguments:
        return _bare(next(argument for argument in arguments if argument is not type(None)))
    return annotation
