"""Make the files of a new plan or a new lesson: a shape to fill in.

It passes ``check`` from the start, but in a plan that is held to the house style: there it does when it is filled in.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import partial
from itertools import count
from pathlib import Path

from daywise import ids
from daywise.importer.complete import Names, slug
from daywise.load import LESSONS_FOLDER, PLAN_FILE, Library, Source, load
from daywise.model import ID_PATTERN, Kind, Unit
from daywise.problems import InvalidSourceError, Place, Problem, RuleName, did_you_mean
from daywise.render.environment import environment
from daywise.rules.identity import RESERVED_PLAN_IDS, WINDOWS_DEVICES
from daywise.text_file import display_path
from daywise.write import replace_text

TEMPLATES = "new"
SHORT = "lesson.md.j2"
IN_HOUSE_STYLE: Mapping[Kind, str] = {
    "lesson": "house-lesson.md.j2",
    "review": "house-interview.md.j2",
    "mock-interview": "house-interview.md.j2",
}
"""The template with every part that the house style asks for, by the unit's kind."""


def new_plan(plans: Path, plan_id: str) -> Path:
    """Write a plan of two days with all that a plan must have; give its file.

    Raises InvalidSourceError when the id is no id, or the plan is there.
    """
    folder = plans / plan_id
    if not ID_PATTERN.fullmatch(plan_id) or plan_id in RESERVED_PLAN_IDS or WINDOWS_DEVICES.fullmatch(plan_id):
        hint = "lower-case words joined by hyphens, such as my-first-plan"
        raise _error(folder, "wrong-id", f"“{plan_id}” cannot be the id of a plan", hint)
    if folder.exists():
        raise _error(folder, "plan-id", "it is there already; nothing was written", "choose another id")
    title = plan_id.replace("-", " ").capitalize()
    plans.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=plans, prefix=".new-") as scratch:
        made = Path(scratch) / plan_id
        (made / LESSONS_FOLDER).mkdir(parents=True)
        replace_text(made / PLAN_FILE, _render("plan.yaml.j2", id=plan_id, title=title))
        ids.write_registers(load(Path(scratch)))
        shutil.move(made, folder)
    return folder / PLAN_FILE


def new_lesson(plans: Path, plan_id: str, unit_id: str) -> Path:
    """Write the notes of a unit with the parts of a lesson, each with a prompt; give the file.

    Raises InvalidSourceError when there is no such unit, or it has a lesson.
    """
    library = load(plans)
    source = _source(library, plans, plan_id)
    unit = _unit(source, unit_id)
    path = source.lesson_path(unit_id)
    if path.exists():
        raise _error(path, "two-lessons", "it is there already; nothing was written", "edit it")
    if unit.lesson:
        message = f"“{unit_id}” is taught by {unit.lesson}; nothing was written"
        raise _error(source.folder / PLAN_FILE, "two-lessons", message, "take “lesson:” out of the unit first")
    path.parent.mkdir(exist_ok=True)
    replace_text(path, _notes(source, unit))
    ids.write_registers(Library(tuple(each for each in load(plans).sources if each.plan.id == plan_id)))
    return path


def _notes(source: Source, unit: Unit) -> str:
    """Give the notes to fill in: with every part of the house style in a plan that asks for it, else a short form."""
    names = Names({*source.registered, *source.plan.ids()})
    template = IN_HOUSE_STYLE.get(unit.kind) if source.plan.style == "house" else None
    if template is None:
        prefix = slug(unit.title) or unit.id
        ids = {name: names.give(f"{prefix} {name}", name) for name in ("block", "question", "check", "exercise", "sc")}
        return _render(SHORT, title=unit.title, objective=unit.objective, ids=ids)
    new_id = partial(_new_id, names.taken, unit.id)
    return _render(template, title=unit.title, objective=unit.objective, kind=unit.kind, new_id=new_id)


def _new_id(taken: set[str], unit_id: str, name: str) -> str:
    """Give an id such as ``q-unit-1``, which is taken from then on."""
    found = next(each for number in count(1) if (each := f"{name}-{unit_id}-{number}") not in taken)
    taken.add(found)
    return found


def _render(template: str, **names: object) -> str:
    text: str = environment().overlay(autoescape=False).get_template(f"{TEMPLATES}/{template}").render(**names)
    return text


def _source(library: Library, plans: Path, plan_id: str) -> Source:
    if (source := library.by_plan.get(plan_id)) is not None:
        return source
    hint = did_you_mean(plan_id, library.by_plan) or f"the plans are: {', '.join(library.by_plan)}"
    raise _error(plans, "no-plan", f"no plan is “{plan_id}”", hint)


def _unit(source: Source, unit_id: str) -> Unit:
    known = {unit.id: unit for unit in source.plan.units}
    if unit_id in known:
        return known[unit_id]
    hint = did_you_mean(unit_id, known) or "its ids stand in the file"
    raise _error(source.folder / PLAN_FILE, "unknown-unit", f"no unit is “{unit_id}”", hint)


def _error(path: Path, rule: RuleName, message: str, hint: str) -> InvalidSourceError:
    return InvalidSourceError([Problem.at(Place(display_path(path)), rule, message, hint)])
