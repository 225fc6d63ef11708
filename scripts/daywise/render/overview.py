"""A plan's overview: its goal, its phases, where to begin, how many hours."""

from __future__ import annotations

from collections.abc import Iterator

from daywise import schedule
from daywise.load import Library, Source
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.navigation import navigation, plan_pages, trail
from daywise.render.page import Head, Page
from daywise.render.urls import plan_url


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's overview."""
    plan = source.plan
    url = plan_url(plan.id)
    head = Head(
        "overview",
        plan.title,
        plan.summary,
        trail=trail(source)[:1],
        navigation=navigation(source, url),
        contents=tuple((phase.id, f"{phase.label}: {phase.title}") for phase in plan.phases),
        plan_title=plan.title,
    )
    names = {
        "source": source,
        "plan": plan,
        "minutes": schedule.total_minutes(plan.units),
        "optional_minutes": schedule.total_minutes(plan.units, optional=True) - schedule.total_minutes(plan.units),
        "own_pages": plan_pages(source)[1:],
    }
    yield make_page(url, "overview.html.j2", head, Place(source.tree.path), **names)
