"""What interviews are like where the reader lives, and the plan's timeline."""

from __future__ import annotations

from collections.abc import Iterator

from daywise.load import Library, Source
from daywise.render.environment import make_page
from daywise.render.navigation import context_title, navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's page of interview context and milestones, if it has either."""
    plan = source.plan
    title = context_title(plan)
    if not title:
        return
    url = page_url(plan.id, "context")
    subjects = [context.title for context in plan.interview_context]
    subjects += [f"{milestone.when}: {milestone.title}" for milestone in plan.milestones]
    contents = [(context.id, context.title) for context in plan.interview_context]
    if plan.milestones:
        contents.append(("timeline", "Timeline"))
    head = Head(
        "context",
        f"{title}: {plan.title}",
        f"{'; '.join(subjects)}.",
        trail=trail(source),
        navigation=navigation(source, url),
        contents=tuple(contents),
        plan_title=plan.title,
    )
    key = "interview_context" if plan.interview_context else "milestones"
    names = {"source": source, "plan": plan, "title": title}
    yield make_page(url, "context.html.j2", head, source.tree.place((key,)), **names)
