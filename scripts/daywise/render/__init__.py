"""Make the pages of a site from a library: each renderer is ``(library, source) -> pages``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from daywise.load import Library, Source
from daywise.render import (
    context,
    gantt,
    glossary,
    home,
    ordinals,
    outline,
    overview,
    phase,
    pictures,
    plan_json,
    questions,
    resources,
    search_terms,
    search_titles,
    sheet,
    today,
    unit,
)
from daywise.render.page import Page

Renderer = Callable[[Library, Source], Iterable[Page]]

RENDERERS: tuple[Renderer, ...] = (
    overview.pages,
    today.pages,
    gantt.pages,
    phase.pages,
    unit.pages,
    questions.pages,
    resources.pages,
    glossary.pages,
    context.pages,
    sheet.pages,
    plan_json.pages,
    outline.pages,
    ordinals.pages,
    pictures.pages,
)


def render_site(library: Library) -> Iterator[Page]:
    """Give every generated page of the site, the home page first."""
    yield home.page(library)
    yield search_titles.page(library)
    yield search_terms.page(library)
    for source in library.sources:
        for renderer in RENDERERS:
            yield from renderer(library, source)
