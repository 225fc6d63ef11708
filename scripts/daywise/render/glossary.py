"""The glossary: every term that a lesson explains, with the sentence that explains it and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daywise.links import term_anchor
from daywise.load import Library, Source
from daywise.model import Unit
from daywise.notes import slug
from daywise.problems import Place
from daywise.render.environment import make_page
from daywise.render.lesson_parts import summary
from daywise.render.navigation import navigation, trail
from daywise.render.page import Head, Page
from daywise.render.urls import page_url
from daywise.text_file import display_path


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, the sentence that explains it, and the unit whose lesson says it."""

    term: str
    sentence: str
    unit: Unit

    @property
    def id(self) -> str:
        """Its anchor, on the glossary and in the lesson."""
        return term_anchor(self.term)


def entries(library: Library, source: Source) -> tuple[Entry, ...]:
    """Give the plan's terms in alphabetical order; of a term explained twice, the first explanation."""
    found: dict[str, Entry] = {}
    for unit in source.plan.units:
        if unit.id in source.lessons and source.facts(unit.id).terms:
            for term, sentence in summary(library, source, unit).terms:
                found.setdefault(slug(term), Entry(term, sentence, unit))
    return tuple(sorted(found.values(), key=lambda entry: (entry.term.casefold(), entry.term)))


def pages(library: Library, source: Source) -> Iterator[Page]:
    """Give the plan's glossary, if its lessons explain any term."""
    plan = source.plan
    listed = entries(library, source)
    if not listed:
        return
    url = page_url(plan.id, "glossary")
    head = Head(
        "glossary",
        f"Glossary: {plan.title}",
        f"{len(listed)} words that backend interviews use, each in one sentence, with the lesson that explains it.",
        trail=trail(source),
        navigation=navigation(source, url),
        plan_title=plan.title,
    )
    names = {"source": source, "plan": plan, "entries": listed}
    yield make_page(url, "glossary.html.j2", head, Place(display_path(source.lessons_folder)), **names)
