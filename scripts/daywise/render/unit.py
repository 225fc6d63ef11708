"""The page of a unit: its lesson when there is one; what to do that day, always."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from daywise import schedule
from daywise.lesson import Lesson
from daywise.links import linked_unit, split, targets
from daywise.load import Library, Source
from daywise.model import Plan, Span, Topic, Unit
from daywise.notes import slug
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_view import LessonView
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Link, Page, relative
from daywise.render.urls import phase_url, unit_url
from daywise.render.warm_ups import earlier_units, warm_ups
from daywise.rules.rule import units_with_paths
from daywise.yaml_tree import DataPath

Kept: TypeAlias = dict[str, tuple[tuple[object, ...], Page]]
"""Pages by their address, each with what it was made of."""


def pages(library: Library, source: Source, kept: Kept | None = None) -> Iterator[Page]:
    """Give a page for each unit of the plan; one that would be made of the same as a kept page is that page."""
    units = source.plan.units
    for index, unit in enumerate(units):
        previous = units[index - 1] if index else None
        following = units[index + 1] if index + 1 < len(units) else None
        around = _neighbour(source, previous), _neighbour(source, following)
        if kept is None:
            yield _page(library, source, unit, *around)
            continue
        key, made_of = unit_url(source.plan.id, unit.id), _made_of(library, source, unit)
        if key not in kept or kept[key][0] != made_of:
            kept[key] = made_of, _page(library, source, unit, *around)
        yield kept[key][1]


def _made_of(library: Library, source: Source, unit: Unit) -> tuple[object, ...]:
    """Give all that a unit's page is made of, but the code: the same gives the same page.

    Those are all plans, which units have lessons, its own lesson with its pictures and the record of its run, and the
    lessons whose questions it may ask: those of earlier units, and those that its own links to.
    """
    plans = tuple((library.texts.get(each.tree.path), tuple(each.lessons)) for each in library.sources)
    own = library.lesson_of(source, unit)
    found = [linked_unit(library, source, split(target)[0]) for _line, _picture, target in targets(own)] if own else []
    linked = [other.lessons.get(name) for other, name in filter(None, found)]
    earlier = [source.lessons[each.id] for each in earlier_units(source, unit)]
    record = source.records.get(unit.id)
    return (plans, source.has_glossary, dict(source.pictures), record, own, *earlier, *linked)


def _neighbour(source: Source, unit: Unit | None) -> Link | None:
    if unit is None:
        return None
    return Link(unit.title, unit_url(source.plan.id, unit.id), schedule.when(source.plan.step, unit.at))


def _page(library: Library, source: Source, unit: Unit, previous: Link | None, following: Link | None) -> Page:
    plan = source.plan
    url = unit_url(plan.id, unit.id)
    phase = plan.phase_of[unit.id]
    when = schedule.when(plan.step, unit.at)
    lesson = library.lesson_of(source, unit)
    view = LessonView(library, source, lesson, url) if lesson else None
    head = Head(
        "unit",
        unit.title,
        f"{when} of the {plan.title}. {unit.objective}",
        trail=trail(source, Link(f"{phase.label}: {phase.title}", phase_url(plan.id, phase.id))),
        navigation=navigation(source, url, phase),
        contents=(*(view.contents() if view else ()), *_own_contents(unit, lesson)),
        previous=previous,
        next=following,
        plan_title=plan.title,
        search={"when": when} | _steps(plan, unit),
    )
    names = {
        "source": source,
        "plan": plan,
        "phase": phase,
        "unit": unit,
        "lesson": lesson,
        "view": view,
        "extras": [(slug(title), title, texts) for title, texts in extras(unit) if texts],
        "topics": [(topic.text, _taught_by(library, topic, url)) for topic in unit.topics],
        "warm_ups": warm_ups(library, source, unit, url),
        "other_lesson": _other_lesson(library, unit, url),
    }
    place = Place(lesson.path) if lesson else source.tree.place(_path_of(source, unit))
    return make_page(url, "unit.html.j2", head, place, **names)


def _steps(plan: Plan, unit: Unit) -> dict[str, str]:
    """Name each step of a longer unit, so that a search for any of them finds it."""
    if unit.at.length == 1:
        return {}
    steps = range(unit.at.first, unit.at.last + 1)
    return {"steps": " ".join(schedule.when(plan.step, Span(step, step)) for step in steps)}


def _own_contents(unit: Unit, lesson: Lesson | None) -> Iterator[tuple[str, str]]:
    """Give the headings that come from the plan, in the order of the page."""
    if lesson is None and unit.topics:
        yield "topics", "Topics"
    for title, texts in extras(unit):
        if texts:
            yield slug(title), title
    if unit.output:
        yield "output", "Output"
    if unit.notes:
        yield "key-points", "Also worth knowing" if lesson else "Key points"
    yield "checklist", "Checklist"
    if unit.resources:
        yield "to-read", "Free resources"


def extras(unit: Unit) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the unit's lists under their headings, in the order of the page; a list may be empty."""
    return (
        ("Learn", unit.learn),
        ("Pick one", unit.pick_one),
        ("Build", unit.build),
        ("Practise designing", unit.practise_designing),
        ("To hand in", unit.deliverables),
    )


def _taught_by(library: Library, topic: Topic, url: str) -> Link | None:
    found = library.find(topic.unit) if topic.unit else None
    if found is None:
        return None
    source, unit = found
    when = schedule.when(source.plan.step, unit.at)
    return Link(unit.title, relative(unit_url(source.plan.id, unit.id), url), f"{when} of the {source.plan.title}")


def _other_lesson(library: Library, unit: Unit, url: str) -> Link | None:
    found = library.find(unit.lesson) if unit.lesson else None
    if found is None:
        return None
    source, other = found
    return Link(other.title, relative(unit_url(source.plan.id, other.id), url), source.plan.title)


def _path_of(source: Source, unit: Unit) -> DataPath:
    return next(path for each, path in units_with_paths(source) if each is unit)
