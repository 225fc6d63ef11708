"""The Jinja2 environment of the templates, and the step from a template to a page that Markdown leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from daywise import schedule
from daywise.problems import Place
from daywise.render import checklists, direction, markup, urls
from daywise.render.page import Head, Page, relative

_BLANK_LINE = re.compile(r"\n( +)(?=\n)")
KIND_NAMES = {
    "lesson": "Lesson",
    "review": "Review",
    "mock-interview": "Mock interview",
    "project": "Project",
    "practice": "Practice",
}


@cache
def environment() -> Environment:
    """Give the environment: everything escaped, an unknown name an error."""
    env = Environment(
        loader=PackageLoader("daywise"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # An edited template is read in a new process, or by modules imported anew.
    )
    env.globals.update(
        code=markup.code,
        output=markup.output,
        ran=markup.ran,
        item_ids=checklists.item_ids,
        item_minutes=checklists.item_minutes,
        urls=urls,
        when=schedule.when,
        total_minutes=schedule.total_minutes,
        kind_names=KIND_NAMES,
    )
    env.filters["duration"] = schedule.duration
    env.filters["side"] = direction.side
    env.filters["shape"] = lambda part: type(part).__name__
    return env


def render(template: str, url: str, /, **names: Any) -> str:
    """Render a template for the page at an address, or for a part of it, as in `make_page`."""
    to: Callable[[str], str] = lambda target: relative(target, url)  # noqa: E731 - a name for the template
    return environment().get_template(template).render(url=url, to=to, **names)


def make_page(url: str, template: str, head: Head, place: Place, /, **names: Any) -> Page:
    """Render a template to the page at an address; ``to(url)`` in the template gives the way to another page."""
    body = render(template, url, head=head, **names)
    return Page(urls.file_of(url), head.front_matter(place) + shield(body), place.path)


def shield(body: str) -> str:
    """Write HTML so that no Markdown engine changes a character of it.

    A block of HTML is left alone, but some steps come before it is recognised: backticks and tildes could begin a
    fence, tabs would become spaces, and the spaces of a line that has nothing else would go.
    """
    body = body.replace("`", "&#96;").replace("~", "&#126;").replace("\t", "&#9;")
    framed = _BLANK_LINE.sub(lambda match: "\n" + "&#32;" * len(match[1]), f"\n{body}\n")
    return framed[1:-1]
