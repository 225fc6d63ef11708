"""The page of a unit: its lesson when there is one; what to do that day, always."""

from __future__ import annotations

from collections.abc import Iterator

from daywise import schedule
from daywise.load import Library, Source
from daywise.model import Plan, Span, Topic, Unit
from daywise.notes import slug
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_parts import body, opening, summary
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Link, Page, relative
from daywise.render.urls import phase_url, unit_url


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give a page for each unit of the plan."""
    units = source.plan.units
    for index, unit in enumerate(units):
        previous = units[index - 1] if index else None
        following = units[index + 1] if index + 1 < len(units) else None
        yield _page(library, source, unit, _neighbour(source, previous), _neighbour(source, following))


def _neighbour(source: Source, unit: Unit | None) -> Link | None:
    if unit is None:
        return None
    return Link(unit.title, unit_url(source.plan.id, unit.id), schedule.when(source.plan.step, unit.at))


def _page(library: Library, source: Source, unit: Unit, previous: Link | None, following: Link | None) -> Page:
    plan = source.plan
    url = unit_url(plan.id, unit.id)
    phase = plan.phase_of[unit.id]
    when = schedule.when(plan.step, unit.at)
    has_lesson = unit.id in source.lessons
    sections = summary(library, source, unit).contents if has_lesson else ()
    head = Head(
        "unit",
        unit.title,
        f"{when} of the {plan.title}. {unit.objective}",
        trail=trail(source, Link(f"{phase.label}: {phase.title}", phase_url(plan.id, phase.id))),
        navigation=navigation(source, url, phase),
        contents=(*sections, *_own_contents(unit, has_lesson=has_lesson)),
        previous=previous,
        next=following,
        plan_title=plan.title,
        search={"when": when} | _steps(plan, unit) | {"phase": phase.title},
    )
    names = {
        "source": source,
        "plan": plan,
        "phase": phase,
        "unit": unit,
        "lesson": body(library, source, unit) if has_lesson else None,
        "extras": [(slug(title), title, texts) for title, texts in extras(unit) if texts],
        "topics": [(topic.text, _taught_by(library, topic, url)) for topic in unit.topics],
        "warm_ups": opening(library, source, unit),
        "below": _below(unit),
        "other_lesson": _other_lesson(library, unit, url),
    }
    place = Place(source.notes(unit.id)[0] if has_lesson else source.tree.path)
    return make_page(url, "unit.html.j2", head, place, **names)


def _steps(plan: Plan, unit: Unit) -> dict[str, str]:
    """Name each step of a longer unit, so that a search for any of them finds it."""
    if unit.at.length == 1:
        return {}
    steps = range(unit.at.first, unit.at.last + 1)
    return {"steps": " ".join(schedule.when(plan.step, Span(step, step)) for step in steps)}


def _own_contents(unit: Unit, *, has_lesson: bool) -> Iterator[tuple[str, str]]:
    """Give the headings that come from the plan, in the order of the page."""
    if not has_lesson and unit.topics:
        yield "topics", "Topics"
    for title, texts in extras(unit):
        if texts:
            yield slug(title), title
    if unit.output:
        yield "output", "Output"
    if unit.notes:
        yield "key-points", "Also worth knowing" if has_lesson else "Key points"
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


def _below(unit: Unit) -> str:
    """Name what the page of a unit without a lesson has to study from; every unit has a checklist."""
    lists = (("topics", unit.topics), ("key points", unit.notes), ("resources", unit.resources))
    names = [name for name, found in lists if found]
    return f"{', '.join(names)} and checklist" if names else "checklist"


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
