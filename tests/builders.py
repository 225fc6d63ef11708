"""Small plans, lessons and libraries for tests, made without files; and the sample plans, read from theirs."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from daywise.lesson import Lesson
from daywise.load import Library, Source, load
from daywise.model import Plan
from daywise.notes import read_lesson
from daywise.yaml_tree import Tree

ROOT = Path(__file__).resolve().parents[1]
PLANS = ROOT / "plans"
SAMPLES = ROOT / "tests" / "samples"
SAMPLE_PLANS = SAMPLES / "plans"

Data = dict[str, Any]


def unit_data(unit_id: str = "first", at: int | str = 1, **more: Any) -> Data:
    """Give a unit as `plan.yaml` would say it, with what it must have."""
    return {
        "id": unit_id,
        "at": str(at),
        "title": f"Title of {unit_id}",
        "minutes": "30",
        "objective": f"Explain {unit_id}.",
        "checklist": [{"id": f"{unit_id}-done", "text": f"Do {unit_id}"}],
    } | more


def phase_data(*units: Data, phase_id: str = "phase-one", **more: Any) -> Data:
    """Give a phase of units."""
    return {"id": phase_id, "label": "Week 1", "title": "Phase one", "units": list(units) or [unit_data()]} | more


def plan_data(*units: Data, **more: Any) -> Data:
    """Give a plan of units, all in one phase, with what it must have."""
    return {
        "id": "a-plan",
        "title": "A plan",
        "summary": "A plan for tests.",
        "step": "day",
        "length": "1",
        "goal": "Test.",
        "phases": [phase_data(*units)],
    } | more


def make_plan(*units: Data, **more: Any) -> Plan:
    """Make a plan of units."""
    return Plan.model_validate(plan_data(*units, **more))


def make_lesson(text: str, unit_id: str = "first") -> Lesson:
    """Read notes."""
    return read_lesson(text, unit_id, f"plans/a-plan/lessons/{unit_id}.md")


def make_source(
    plan: Plan, lessons: Mapping[str, str] | None = None, pictures: Mapping[str, bytes] | None = None
) -> Source:
    """Make a source of a plan and of notes by unit id; its tree knows no places."""
    read = {unit_id: make_lesson(text, unit_id) for unit_id, text in (lessons or {}).items()}
    tree = Tree(None, f"plans/{plan.id}/plan.yaml")
    return Source(plan, tree, Path("plans") / plan.id, read, pictures or {}, ())


def make_library(*sources: Source) -> Library:
    """Make a library."""
    return Library(sources)


def lesson_library(text: str, **more: Any) -> tuple[Library, Source, Lesson]:
    """Make a library of one plan with one unit, ``first``, that has these notes."""
    source = make_source(make_plan(**more), {"first": text})
    return make_library(source), source, source.lessons["first"]


def load_from_root(plans: Path) -> Library:
    """Load plans with the paths that an author in the project's folder would see, wherever the tests run."""
    with contextlib.chdir(ROOT):
        return load(plans)
