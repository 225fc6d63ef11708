"""``plan.json``: the plan as the scripts in the browser, and other tools, read it. Texts are plain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from daywise.load import Library, Source
from daywise.model import Unit
from daywise.render.lesson_parts import summary
from daywise.render.page import Page
from daywise.render.urls import unit_url


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give the plan as JSON."""
    plan = source.plan
    data = {
        "id": plan.id,
        "title": plan.title,
        "step": plan.step,
        "length": plan.length,
        "phases": [
            {"id": phase.id, "title": phase.title, "from": phase.span.first, "to": phase.span.last}
            for phase in plan.phases
        ],
        "units": [_unit(library, source, unit) for unit in plan.units],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    yield Page(f"{plan.id}/plan.json", f"{text}\n", source.tree.path)


def _unit(library: Library, source: Source, unit: Unit) -> dict[str, Any]:
    plan = source.plan
    has_lesson = unit.id in source.lessons
    return {
        "id": unit.id,
        "url": unit_url(plan.id, unit.id),
        "from": unit.at.first,
        "to": unit.at.last,
        "title": unit.title,
        "phase": plan.phase_of[unit.id].id,
        "minutes": unit.minutes,
        "kind": unit.kind,
        "optional": unit.optional,
        "has_lesson": has_lesson,
        "checklist": [{"id": item.id, "text": item.text} for item in unit.checklist],
        "questions": [
            {
                "id": card.id,
                "question": card.question,
                "answer": card.answer,
                "url": unit_url(plan.id, unit.id, card.id),
            }
            for card in (summary(library, source, unit).cards if has_lesson else ())
        ],
    }
