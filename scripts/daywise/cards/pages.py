"""The cards of a site, as pages of it: one for each page that a person might share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from daywise import schedule
from daywise.cards.card import Card
from daywise.cards.store import drawn
from daywise.cards.workers import Worker, end, start_drawing
from daywise.load import Library, Source
from daywise.model import Plan
from daywise.render import home, navigation
from daywise.render.environment import KIND_NAMES
from daywise.render.page import Page
from daywise.render.questions import phases_with_a_page
from daywise.render.urls import HOME, phase_url, plan_url, questions_url, unit_url
from daywise.text_file import display_path

_FRONT_MATTER = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^# +(.+?) *$", re.MULTILINE)


def pages(library: Library, docs: Path, store: Path) -> Iterator[Page]:
    """Give the card of every page: of the generated ones, and of those written by hand in the folder ``docs``.

    Cards that were drawn before come from the folder ``store``. Where many are missing, workers begin to draw them at
    once, while the caller may do something else before it asks for the first. Raises MissingDrawerError.
    """
    cards = [*plan_cards(library), *hand_written_cards(docs)]
    return _pages(cards, store, start_drawing(cards, store))


def _pages(cards: Sequence[Card], store: Path, workers: Sequence[Worker]) -> Iterator[Page]:
    for card, picture in drawn(cards, store):
        yield Page(card.path, picture, card.source)
    end(workers)


def plan_cards(library: Library) -> Iterator[Card]:
    """Give the cards of the generated pages."""
    first, number = home.first_source(library), len(library.sources)
    above = f"{number} study plans" if number > 1 else first.plan.title
    yield Card(HOME, home.TITLE, home.SOURCE, above, facts="Free, without a login", length=first.plan.length)
    for source in library.sources:
        yield from _of_plan(source)


def _of_plan(source: Source) -> Iterator[Card]:
    plan, path = source.plan, source.tree.path
    for title, url in navigation.plan_pages(source):
        if url == plan_url(plan.id):
            yield Card(url, plan.title, path, facts=_length(plan), length=plan.length)
        else:
            yield Card(url, title, path, plan.title, facts=_length(plan), length=plan.length)
    for phase in plan.phases:
        url, time = phase_url(plan.id, phase.id), schedule.duration(schedule.total_minutes(phase.units))
        yield Card(url, phase.title, path, plan.title, phase.label, time, plan.length, phase.span)
    for phase in phases_with_a_page(source):
        url, title = questions_url(plan.id, phase.id), f"Questions: {phase.title}"
        yield Card(url, title, path, plan.title, phase.label, "", plan.length, phase.span)
    for unit in plan.units:
        facts = f"{KIND_NAMES[unit.kind]} · {schedule.duration(unit.minutes)}"
        when = f"{schedule.when(plan.step, unit.at)} of {plan.length}"
        yield Card(unit_url(plan.id, unit.id), unit.title, path, plan.title, when, facts, plan.length, unit.at)


def _length(plan: Plan) -> str:
    return f"{plan.length} {plan.step}s · {schedule.duration(schedule.total_minutes(plan.units))}"


def hand_written_cards(docs: Path) -> Iterator[Card]:
    """Give the cards of the pages that stand as Markdown files in a folder."""
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("").as_posix()
        url = f"{name.removesuffix('index').rstrip('/')}/"
        yield Card(url, _title(path.read_text("utf-8")) or path.stem, display_path(path))


def _title(text: str) -> str:
    """Give the title of a page: that of its front matter, else its first heading."""
    head = _FRONT_MATTER.match(text)
    data = yaml.safe_load(head[1]) if head else None
    if isinstance(data, dict) and data.get("title"):
        return str(data["title"])
    heading = _HEADING.search(text)
    return heading[1] if heading else ""
