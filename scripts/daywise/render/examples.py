"""Show authors what their notes become: each example of Markdown on a page is followed by what a reader sees of it."""

from __future__ import annotations

import re
from pathlib import Path

from daywise.load import Library, Source
from daywise.model import Plan
from daywise.notes import read_lesson
from daywise.render.environment import environment, shield
from daywise.render.lesson_view import LessonView
from daywise.render.urls import unit_url
from daywise.yaml_tree import Tree

PAGE = "authors/notes.md"
_EXAMPLE = re.compile(r"^````markdown\n(.*?)^````\n", re.MULTILINE | re.DOTALL)
_UNIT = "example"
_PLAN = {
    "id": _UNIT, "title": "Example", "summary": "Example", "step": "day", "length": 1, "goal": "Example",
    "phases": [{"id": "week-1", "label": "Week 1", "title": "Example", "units": [{
        "id": _UNIT, "at": "1", "title": "Example", "minutes": 1, "objective": "Example",
        "checklist": [{"id": "do", "text": "Do"}],
    }]}],
}  # fmt: skip
_TEMPLATE = """\
{% import "lesson.html.j2" as l %}
<div class="dw-page dw-unit dw-example"><div class="dw-lesson">
{{ l.parts(view, lesson.intro) }}
{% for section in lesson.sections %}
{{ l.section(view, section) }}
{% endfor %}
</div></div>
"""


def with_examples(page: str) -> str:
    """Give a page of Markdown with the rendered look after each of its examples."""
    return _EXAMPLE.sub(lambda match: f"{match[0]}\n{rendered(match[1])}\n", page)


def rendered(notes: str) -> str:
    """Give notes as the HTML that a lesson's page has."""
    lesson = read_lesson(notes, _UNIT, PAGE)
    plan = Plan.model_validate(_PLAN)
    source = Source(plan, Tree(None, PAGE), Path(_UNIT), {_UNIT: lesson}, {}, ())
    view = LessonView(Library((source,)), source, lesson, unit_url(plan.id, _UNIT))
    html = environment().from_string(_TEMPLATE).render(view=view, lesson=lesson)
    return shield(html).strip()
