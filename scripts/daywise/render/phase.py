"""The page of a phase: its goal and its units."""

from __future__ import annotations

from collections.abc import Iterator

from daywise import schedule
from daywise.load import Library, Source
from daywise.render.environment import make_page
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Link, Page
from daywise.render.urls import phase_url


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give a page for each phase of the plan."""
    plan = source.plan
    for index, phase in enumerate(plan.phases):
        url = phase_url(plan.id, phase.id)
        around = [plan.phases[index + step] if 0 <= index + step < len(plan.phases) else None for step in (-1, 1)]
        previous, following = (
            Link(other.title, phase_url(plan.id, other.id), other.label) if other else None for other in around
        )
        titles = ", ".join(unit.title for unit in phase.units)
        head = Head(
            "phase",
            f"{phase.label}: {phase.title}",
            f"{phase.label} of the {plan.title}: {titles}.",
            trail=trail(source),
            navigation=navigation(source, url, phase),
            previous=previous,
            next=following,
            plan_title=plan.title,
        )
        names = {
            "source": source,
            "plan": plan,
            "phase": phase,
            "units": sorted(phase.units, key=lambda unit: unit.at.first),
            "minutes": schedule.total_minutes(phase.units),
        }
        yield make_page(url, "phase.html.j2", head, source.tree.place(("phases", index)), **names)
