"""The home page: the plans, and one tap to the first day."""

from __future__ import annotations

from daywise.load import Library, Source
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.page import Head, Link, Page
from daywise.render.urls import HOME, plan_url

SOURCE = "scripts/daywise/templates/home.html.j2"
TITLE = "Study one day at a time"
DESCRIPTION = (
    "Free study plans for backend interviews: one day at a time, code that really ran, questions with answers."
)


def page(library: Library) -> Page:
    """Give the home page; its first button leads to the first unit of the plan that has most lessons.

    A site of one plan says on it what that plan is for.
    """
    first = first_source(library)
    plans = tuple(Link(source.plan.title, plan_url(source.plan.id)) for source in library.sources)
    about = first.plan.summary if len(library.sources) == 1 else DESCRIPTION
    head = Head("home", TITLE, about, navigation=(Link("Plans", HOME, links=plans),), wide=True)
    return make_page(HOME, "home.html.j2", head, Place(SOURCE), sources=library.sources, first=first)


def first_source(library: Library) -> Source:
    """Give the plan that the home page leads to first: the one that has most lessons."""
    return max(library.sources, key=lambda source: len(source.lessons))
