"""``outline.json``: the plan without its lessons, which is all that the reader's dates and progress need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from daywise.load import Library, Source
from daywise.model import Plan, Unit
from daywise.render.page import Page


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the outline as JSON. Its shape is ``Outline`` in ``docs/assets/js/types.js``."""
    plan = source.plan
    data = {
        "id": plan.id,
        "title": plan.title,
        "step": plan.step,
        "length": plan.length,
        "limit": plan.daily_minutes if plan.step == "day" else plan.weekly_minutes,
        "phases": [
            {
                "id": phase.id,
                "label": phase.label,
                "title": phase.title,
                "from": phase.span.first,
                "to": phase.span.last,
            }
            for phase in plan.phases
        ],
        "tracks": [{"id": track, "title": title} for track, title in plan.track_titles.items()],
        "units": [_unit(plan, unit, has_lesson=unit.id in source.lessons) for unit in plan.units],
        "milestones": [{"id": each.id, "when": each.when, "title": each.title} for each in plan.milestones],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    yield Page(f"{plan.id}/outline.json", f"{text}\n", source.tree.path)


def _unit(plan: Plan, unit: Unit, *, has_lesson: bool) -> dict[str, Any]:
    return {
        "id": unit.id,
        "title": unit.title,
        "from": unit.at.first,
        "to": unit.at.last,
        "track": unit.track,
        "phase": plan.phase_of[unit.id].id,
        "kind": unit.kind,
        "minutes": unit.minutes,
        "optional": unit.optional,
        "has_lesson": has_lesson,
        "items": [{"id": item.id, "text": item.text} for item in unit.checklist],
    }
