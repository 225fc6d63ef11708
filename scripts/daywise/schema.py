"""The form of ``plan.yaml`` for editors (a JSON Schema) and for authors (a page), both made of the model.

The schema describes what authors write, not what the model holds: ``at`` is a number or a range, a topic may be a
plain text. It is published at ``/schema/plan.schema.json``, and each plan names it on its first line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from daywise import model
from daywise.field_texts import field_texts
from daywise.model import SPAN_PATTERN, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AT = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 9999},
        {"type": "string", "pattern": f"^{SPAN_PATTERN.pattern}$"},
    ],
}
LIMITS = {"ge": "minimum", "le": "maximum"}
"""What pydantic calls the limits of a number that it reads from a text, with their names in JSON Schema."""
TITLES = {
    "Plan": "The plan",
    "Phase": "A phase",
    "Unit": "A unit",
    "TopicData": "A topic",
    "ChecklistItem": "An item of the checklist",
    "Track": "A track",
    "ResourceGroup": "A group of resources",
    "Resource": "A resource",
    "InterviewContext": "Interview context",
    "ContextGroup": "A group of interview context",
    "Milestone": "A milestone",
}
"""The parts of a plan in the order of the page, with their headings."""


def plan_schema() -> dict[str, Any]:
    """Give the JSON Schema of ``plan.yaml``."""
    schema = Plan.model_json_schema()
    parts = schema["$defs"]
    parts.pop("Span", None)
    for name, part in {"Plan": schema, **parts}.items():
        for key, text in field_texts(getattr(model, name)).items():
            part["properties"][key] = dict(sorted({**part["properties"][key], "description": text}.items()))
    unit = parts["Unit"]["properties"]
    unit["at"] = {"description": unit["at"]["description"], **AT}
    unit["topics"]["items"] = {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/TopicData"}]}
    for part in (schema, *parts.values()):
        del part["title"]
        part["description"] = _plain(part["description"])
        for name, form in part["properties"].items():
            part["properties"][name] = _tidy(form)
    return {"$schema": DIALECT, "title": "A Daywise study plan", **schema}


def _tidy(form: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing to an author: generated titles, empty defaults, “or null”."""
    form = {LIMITS.get(key, key): form[key] for key in form if key != "title" and (key != "default" or form[key])}
    choices = form.get("anyOf", [])
    kept = [_tidy(choice) for choice in choices if choice != {"type": "null"}]
    if len(kept) == 1 and len(choices) > 1:
        del form["anyOf"]
        form.update(kept[0])
    return form


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").split())


def schema_text() -> str:
    """Give the schema as it is stored."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


HEAD = """\
---
title: plan.yaml, key by key
description: Every key that a plan file may hold, what it means and which values it takes.
source: scripts/daywise/model.py
---

# plan.yaml, key by key

<!-- Made of scripts/daywise/model.py by `python -m daywise schema`. -->

Every key that is not marked *optional* is required. Every text is plain: it is shown as you type it, without Markdown
or HTML. An id is made of lower-case words joined by hyphens, such as `names-and-objects`. You choose it. It is unique
in its plan, and permanent: saved ticks and links hang on it.

Put a text in double quotes when it contains `: ` or ` #`, or begins with a special character. `check` refuses anchors,
aliases, merges, tags and tabs, since they can hide what a plan says.

The first line of our plans says where the schema is. An editor that knows YAML schemas then checks the file, and
completes keys as you type:

```yaml
# yaml-language-server: $schema=../../docs/schema/plan.schema.json
```

Outside this repository, write an address there: that of a published site, followed by `schema/plan.schema.json`.
"""


def reference_text() -> str:
    """Give the author's page about ``plan.yaml``: a list of keys for each of its parts."""
    schema = plan_schema()
    parts = {"Plan": schema, **schema["$defs"]}
    sections = ["\n".join(_section(title, parts[name], parts)) for name, title in TITLES.items()]
    return "\n".join([HEAD, *sections])


def _section(title: str, part: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield part["description"]
    yield ""
    required = part.get("required", ())
    for name, form in part["properties"].items():
        needed = "" if name in required else ", optional"
        yield f"- **`{name}`** – {_value(form, parts)}{needed}. {form['description']}"
    yield ""


def _value(form: dict[str, Any], parts: dict[str, Any]) -> str:  # noqa: PLR0911 - one for each form
    """Say which values a key takes."""
    match form:
        case {"enum": values}:
            named = [f"`{value}`" for value in values]
            first = f" (`{form['default']}` if left out)" if "default" in form else ""
            return f"{', '.join(named[:-1])} or {named[-1]}{first}"
        case {"$ref": reference}:
            return _linked(reference)
        case {"type": "array", "items": items}:
            return f"a list, each {_value(items, parts)}"
        case {"anyOf": choices}:
            return " or ".join(_value(choice, parts) for choice in choices)
        case {"type": "integer"}:
            return "a whole number"
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"pattern": pattern}:
            return {"^[": "an id", "^h": "an address, `https://…`"}.get(pattern[:2], "a range, `36-38`")
        case {"maxLength": length}:
            return f"a text of at most {length} characters"
        case _:
            return f"a text (`{form['default']}` if left out)" if "default" in form else "a text"


def _linked(reference: str) -> str:
    title = TITLES[reference.rpartition("/")[2]]
    return f"[{title[0].lower()}{title[1:]}](#{title.lower().replace(' ', '-')})"
