"""The Today page: the shell that the browser fills with the reader's own day, and where they set their dates.

Dates are the reader's and stay in their browser, so the page says the same to everyone until scripts fill it.
"""

from __future__ import annotations

from collections.abc import Iterator

from daywise.load import Library, Source
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The weekdays in the order of their ISO numbers, which begin with 1."""


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's Today page."""
    plan = source.plan
    url = page_url(plan.id, "today")
    head = Head(
        "today",
        f"Today: {plan.title}",
        f"{plan.title}, with your own dates: what to study today, what is left from before, your rest days.",
        trail=trail(source),
        navigation=navigation(source, url),
        plan_title=plan.title,
    )
    names = {"source": source, "plan": plan, "first": plan.units[0], "weekdays": WEEKDAYS}
    yield make_page(url, "today.html.j2", head, Place(source.tree.path), **names)
