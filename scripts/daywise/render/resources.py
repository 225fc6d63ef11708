"""The plan's curated resources, by topic."""

from __future__ import annotations

from collections.abc import Iterator

from daywise.load import Library, Source
from daywise.render.environment import make_page
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's page of resources, if it names any."""
    plan = source.plan
    if not plan.resources:
        return
    url = page_url(plan.id, "resources")
    head = Head(
        "resources",
        f"Free resources: {plan.title}",
        f"Free and mostly official: {', '.join(group.title for group in plan.resources)}.",
        trail=trail(source),
        navigation=navigation(source, url),
        contents=tuple((group.id, group.title) for group in plan.resources),
        plan_title=plan.title,
    )
    names = {
        "source": source,
        "plan": plan,
        "used_by": {item: [unit for unit in plan.units if item in unit.resources] for item in plan.resource_of},
    }
    yield make_page(url, "resources.html.j2", head, source.tree.place(("resources",)), **names)
