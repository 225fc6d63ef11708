"""``plan.json``: the plan as the scripts in the browser, and other tools, read it. Texts are plain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from daywise.lesson import Lesson
from daywise.load import Library, Source
from daywise.model import Unit
from daywise.render.lesson_view import text_of
from daywise.render.page import Page
from daywise.render.questions import questions_of
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
        "units": [_unit(source, unit, library.lesson_of(source, unit)) for unit in plan.units],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    yield Page(f"{plan.id}/plan.json", f"{text}\n", source.tree.path)


def _unit(source: Source, unit: Unit, lesson: Lesson | None) -> dict[str, Any]:
    plan = source.plan
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
        "has_lesson": lesson is not None,
        "checklist": [{"id": item.id, "text": item.text} for item in unit.checklist],
        "questions": [
            {
                "id": question.id,
                "question": text_of(question.prompt),
                "answer": text_of(question.answer),
                "url": unit_url(plan.id, unit.id, question.id),
            }
            for question in (questions_of(lesson) if lesson else ())
        ],
    }
