"""The navigation of a page: its own plan and its own phase, so that it stays small however many pages there are."""

from __future__ import annotations

from daywise import schedule
from daywise.load import Source
from daywise.model import Phase, Plan
from daywise.render.page import Link
from daywise.render.urls import HOME, page_url, phase_url, plan_url, questions_url, unit_url

SHEET = "sheet"
CONTEXT_TITLES = {(True, True): "Interviews and timeline", (True, False): "Interviews", (False, True): "Timeline"}


MOST_PHASES = 12
"""A plan of more phases shows those around the page's own, so that no page grows with the plan."""


def context_title(plan: Plan) -> str:
    """Name the page that holds the interview context and the milestones; empty when the plan has neither."""
    return CONTEXT_TITLES.get((bool(plan.interview_context), bool(plan.milestones)), "")


def plan_pages(source: Source) -> tuple[tuple[str, str], ...]:
    """Give the plan's own pages as (title, address)."""
    plan = source.plan
    pages = [
        ("Overview", plan_url(plan.id)),
        ("Today", page_url(plan.id, "today")),
        ("Gantt chart", page_url(plan.id, "gantt")),
    ]
    if source.lessons:
        pages.append(("Questions", questions_url(plan.id)))
    if plan.resources:
        pages.append(("Resources", page_url(plan.id, "resources")))
    if source.has_glossary:
        pages.append(("Glossary", page_url(plan.id, "glossary")))
    if title := context_title(plan):
        pages.append((title, page_url(plan.id, "context")))
    pages.append(("Printable sheet", page_url(plan.id, SHEET)))
    return tuple(pages)


def navigation(source: Source, url: str, phase: Phase | None = None) -> tuple[Link, ...]:
    """Give the navigation of a page: the plan's own pages, its phases, and the units of the page's phase."""
    plan = source.plan
    pages = tuple(
        Link(title, address, current=address == url, links=_questions_of_phase(plan, address, url, phase))
        for title, address in plan_pages(source)
    )
    phases = tuple(
        Link(
            each.title,
            address,
            each.label,
            current=address == url,
            links=_units(source, each, url) if phase is each else (),
        )
        for each in _phases_near(plan, phase)
        for address in [phase_url(plan.id, each.id)]
    )
    if len(phases) < len(plan.phases):
        phases += (Link("All phases", plan_url(plan.id), f"{len(plan.phases)}"),)
    return (Link(plan.title, plan_url(plan.id), links=pages), Link("Phases", plan_url(plan.id), links=phases))


def _questions_of_phase(plan: Plan, address: str, url: str, phase: Phase | None) -> tuple[Link, ...]:
    """Give the page itself, below the entry of the plan's questions, where it has those of one phase."""
    if phase and address == questions_url(plan.id) and url == questions_url(plan.id, phase.id):
        return (Link(phase.title, url, phase.label, current=True),)
    return ()


def _phases_near(plan: Plan, phase: Phase | None) -> tuple[Phase, ...]:
    at = next((index for index, each in enumerate(plan.phases) if each is phase), 0)
    start = max(0, min(at - MOST_PHASES // 2, len(plan.phases) - MOST_PHASES))
    return plan.phases[start : start + MOST_PHASES]


def _units(source: Source, phase: Phase, url: str) -> tuple[Link, ...]:
    plan = source.plan
    return tuple(
        Link(unit.title, address, schedule.when(plan.step, unit.at), current=address == url)
        for unit in phase.units
        for address in [unit_url(plan.id, unit.id)]
    )


def trail(source: Source, *more: Link) -> tuple[Link, ...]:
    """Give the way from the home page to a page of the plan."""
    return (Link("Home", HOME), Link(source.plan.title, plan_url(source.plan.id)), *more)
