"""What single pages show, in the cases that the sample plans do not have."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from daywise.load import Library, Source
from daywise.model import Plan
from daywise.render import context, gantt, glossary, home, overview, phase, questions, resources, search_terms
from daywise.render import unit as unit_pages
from daywise.render.navigation import plan_pages
from daywise.render.page import Page
from tests.builders import make_library, make_plan, make_source, phase_data, unit_data
from tests.html_reading import Seen, page_html, read_html, split_page


def seen_on(page: Page) -> Seen:
    return read_html(page_html(page.content))


def alone(plan: Plan, **lessons: str) -> tuple[Library, Source]:
    source = make_source(plan, lessons)
    return make_library(source), source


def unit_page(**fields: Any) -> Seen:
    (page,) = unit_pages.pages(*alone(make_plan(unit_data(**fields))))
    return seen_on(page)


# -- gantt -----------------------------------------------------------------------------------------------------------


def test_the_chart_has_a_row_for_each_track_in_use_and_a_cell_for_each_step() -> None:
    tracks = [{"id": "b", "title": "Second"}, {"id": "unused", "title": "Unused"}, {"id": "a", "title": "First"}]
    units = [
        unit_data("later", "4", track="a"),
        unit_data("long", "1-3", track="a"),
        unit_data("pair", "2-3", track="b"),
    ]
    plan = make_plan(*units, tracks=tracks, length="4")
    found = [
        (row.title, [(cell.step, cell.unit.id, cell.edge) for cell in row.cells])
        for row in gantt.rows(plan, plan.phases[0])
    ]
    assert found == [
        ("Second", [(2, "pair", "first"), (3, "pair", "last")]),
        ("First", [(1, "long", "first"), (2, "long", "middle"), (3, "long", "last"), (4, "later", "only")]),
    ]


def test_a_plan_of_one_track_needs_no_name_for_it() -> None:
    plan = make_plan()
    assert [row.title for row in gantt.rows(plan, plan.phases[0])] == [""]


@pytest.mark.parametrize(("step", "across"), [("day", 7), ("week", 2)])
def test_cells_stand_in_a_grid_that_begins_with_their_phase(step: str, across: int) -> None:
    phases = [
        phase_data(unit_data("a", "1-2"), phase_id="one"),
        phase_data(unit_data("b", "3-10"), unit_data("c", "11"), phase_id="two"),
    ]
    (page,) = gantt.pages(*alone(make_plan(phases=phases, length="11", step=step)))
    styles = [
        attributes["style"] for tag, attributes in seen_on(page).elements if tag == "li" and "data-step" in attributes
    ]
    places = [(number, (number - first) % across + 1, (number - first) // across + 1) for first, numbers in
              ((1, range(1, 3)), (3, range(3, 12))) for number in numbers]  # fmt: skip
    assert styles == [f"--step: {number}; --column: {column}; --line: {line}" for number, column, line in places]


def test_every_cell_leads_to_its_unit_and_the_table_says_the_same() -> None:
    units = [unit_data("a", "1-2", optional="true"), unit_data("b", "3")]
    (page,) = gantt.pages(*alone(make_plan(*units, length="3")))
    seen = seen_on(page)
    assert [href for href in seen.values("href") if href.startswith("../")] == [
        "../sheet/", "../today/#my-dates", "../phases/phase-one/", "../a/", "../a/", "../b/", "../a/", "../b/",
    ]  # fmt: skip
    assert "30 min, optional" in seen.text


# -- units -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("lesson", "The full lesson for this day is not written yet."),
        ("project", "This day has no reading of its own."),
    ],
)
def test_a_unit_without_a_lesson_says_so(kind: str, note: str) -> None:
    assert note in unit_page(kind=kind).text


def test_a_unit_shows_only_the_parts_it_has() -> None:
    headings = {"Topics", "Learn", "Pick one", "Build", "Practise designing", "To hand in", "Output", "Key points"}
    seen = unit_page()
    assert not [heading for heading in headings if heading in seen.text]
    assert seen.ids[-2:] == ["checklist", "tick-first-done"]


def test_pointers_to_units_that_are_not_there_are_plain_words() -> None:
    seen = unit_page(topics=[{"text": "Heap", "unit": "no-plan/heap"}], lesson="no-plan/heap")
    assert "Heap" in seen.text
    assert "Taught in" not in seen.text
    assert "The lesson for this unit" not in seen.text


def test_the_contents_are_the_headings_of_the_page_in_its_order() -> None:
    unit = unit_data(topics=["a"], learn=["b"], build=["c"], output="d", notes=["e"])
    (page,) = unit_pages.pages(*alone(make_plan(unit), first="## Goal\n\n- f\n\n## Further reading\n"))
    contents = [item["id"] for item in split_page(page.content)[1]["daywise"]["contents"]]
    assert contents == ["goal", "further-reading", "learn", "build", "output", "key-points", "checklist"]
    assert [name for name in seen_on(page).ids if name in contents] == contents


def test_the_same_unit_names_each_of_its_steps_for_the_search() -> None:
    (page,) = unit_pages.pages(*alone(make_plan(unit_data(at="2-4"))))
    assert split_page(page.content)[1]["daywise"]["search"]["steps"] == "Day 2 Day 3 Day 4"


def test_the_search_finds_a_unit_by_its_phase_too() -> None:
    plan = make_plan()
    (page,) = unit_pages.pages(*alone(plan))
    assert split_page(page.content)[1]["daywise"]["search"]["phase"] == plan.phases[0].title


@pytest.mark.parametrize(("kind", "weight"), [("review", 1), ("lesson", 0), ("mock-interview", 0)])
def test_for_the_search_a_review_weighs_less_than_the_days_it_repeats(kind: str, weight: int) -> None:
    (page,) = unit_pages.pages(*alone(make_plan(unit_data(kind=kind))))
    assert str(page.content).count('data-pagefind-weight="0.5"') == weight


# -- the plan's own pages --------------------------------------------------------------------------------------------

CONTEXT = [
    {"id": "c", "title": "Here", "region": "R", "groups": [{"id": "g", "sign": "tested", "title": "T", "items": ["i"]}]}
]
MILESTONES = [{"id": "m", "when": "June", "title": "Done"}]
RESOURCES = [
    {
        "id": "r",
        "title": "R",
        "items": [{"id": "s", "title": "S", "url": "https://s.example", "by": "B", "form": "book"}],
    }
]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"interview_context": CONTEXT, "milestones": MILESTONES}, "Interviews and timeline"),
        ({"interview_context": CONTEXT}, "Interviews"),
        ({"milestones": MILESTONES}, "Timeline"),
    ],
)
def test_the_page_of_interviews_and_milestones_is_named_for_what_it_has(fields: dict[str, Any], title: str) -> None:
    library, source = alone(make_plan(**fields))
    (page,) = context.pages(library, source)
    assert f"<h1>{title}</h1>" in page_html(page.content)
    assert plan_pages(source)[-2] == (title, "a-plan/context/")


def test_a_plan_has_no_page_for_what_it_has_not() -> None:
    library, source = alone(make_plan())
    for renderer in (context.pages, resources.pages, glossary.pages, questions.pages):
        assert list(renderer(library, source)) == []
    assert [title for title, _url in plan_pages(source)] == ["Overview", "Today", "Gantt chart", "Printable sheet"]


def test_a_plan_with_lessons_terms_and_resources_has_their_pages() -> None:
    library, source = alone(make_plan(resources=RESOURCES), first="A *term*<!-- term --> is a word.")
    for renderer in (resources.pages, glossary.pages, questions.pages):
        assert len(list(renderer(library, source))) == 1
    titles = [title for title, _url in plan_pages(source)]
    assert titles == ["Overview", "Today", "Gantt chart", "Questions", "Resources", "Glossary", "Printable sheet"]


ASKED = """## Interview questions

<!-- id: q-{0} -->
**Interview question**

Why {0}?

**Correct answer**

Since [that](#q-{0}).
"""


def questions_of(*numbers: int) -> list[Page]:
    """Give the pages of questions of a plan whose phases have so many lessons with a question each."""
    names = [[f"u{phase}-{n}" for n in range(number)] for phase, number in enumerate(numbers)]
    days = itertools.count(1)
    phases = [
        phase_data(*(unit_data(name, next(days)) for name in units), phase_id=f"p{phase}", label=f"Week {phase}")
        for phase, units in enumerate(names)
    ]
    lessons = {name: ASKED.format(name) for units in names for name in units}
    source = make_source(make_plan(phases=phases, length=str(sum(numbers))), lessons)
    return list(questions.pages(make_library(source), source))


def test_the_questions_of_a_few_lessons_are_on_one_page() -> None:
    (page,) = questions_of(6, 6)
    assert page.path == "a-plan/questions/index.md"
    assert page_html(page.content).count("data-question=") == 12


def test_the_questions_of_many_lessons_are_on_a_page_for_each_phase() -> None:
    pages = {page.path: page_html(page.content) for page in questions_of(12, 1)}
    assert list(pages) == [
        "a-plan/questions/p0/index.md",
        "a-plan/questions/p1/index.md",
        "a-plan/questions/index.md",
    ]
    assert [html.count("data-question=") for html in pages.values()] == [12, 1, 0]
    assert 'href="../../u1-0/#q-u1-0"' in pages["a-plan/questions/p1/index.md"]
    overview_of_them = " ".join(read_html(pages["a-plan/questions/index.md"]).text.split())
    assert "Week 0 Phase one 12 questions" in overview_of_them
    assert "Week 1 Phase one 1 question" in overview_of_them


def test_a_page_of_questions_of_a_phase_stands_in_its_navigation() -> None:
    _first, second, overview_of_them = questions_of(12, 1)
    (entry,) = (link for link in entries(second) if link["title"] == "Questions")
    assert "current" not in entry
    assert entry["links"] == [
        {"title": "Phase one", "url": "a-plan/questions/p1/", "note": "Week 1", "current": True},
    ]
    (entry,) = (link for link in entries(overview_of_them) if link["title"] == "Questions")
    assert entry["current"]
    assert "links" not in entry


def entries(page: Page) -> list[dict[str, Any]]:
    """Give the plan's own pages as a page's navigation has them."""
    found: list[dict[str, Any]] = split_page(page.content)[1]["daywise"]["navigation"][0]["links"]
    return found


def test_a_resource_says_which_units_it_is_for() -> None:
    units = [unit_data("a", 1, resources=["s"]), unit_data("b", "2-3", resources=["s"]), unit_data("c", 4)]
    (page,) = resources.pages(*alone(make_plan(*units, resources=RESOURCES)))
    text = " ".join(seen_on(page).text.split())
    assert "For Day 1, Days 2–3" in text


def test_optional_time_is_told_apart() -> None:
    units = [unit_data("a", 1, minutes="90"), unit_data("b", 2, minutes="120", optional="true")]
    (page,) = overview.pages(*alone(make_plan(*units)))
    assert "90 min in all" in seen_on(page).text
    assert "2 h optional" in seen_on(page).text
    (page,) = overview.pages(*alone(make_plan(unit_data())))
    assert "optional" not in seen_on(page).text


def test_phases_lead_to_the_one_before_and_the_one_after() -> None:
    phases = [phase_data(unit_data(f"u{at}", at), phase_id=f"p{at}", title=f"P{at}") for at in (1, 2, 3)]
    heads = [
        split_page(page.content)[1]["daywise"] for page in phase.pages(*alone(make_plan(phases=phases, length="3")))
    ]
    around = [
        (head["previous"] and head["previous"]["title"], head["next"] and head["next"]["title"]) for head in heads
    ]
    assert around == [(None, "P2"), ("P1", "P3"), ("P2", None)]


def test_the_glossary_keeps_the_first_explanation_and_sorts_without_regard_to_case() -> None:
    lessons = {
        "b": "*Zip*<!-- term --> is late. A *frame*<!-- term --> again.",
        "a": "*Frame*<!-- term --> first. An *apple*<!-- term --> falls.",
    }
    source = make_source(make_plan(unit_data("a", 1), unit_data("b", 2)), lessons)
    found = [(entry.term, entry.sentence, entry.unit.id) for entry in glossary.entries(make_library(source), source)]
    assert found == [
        ("apple", "An apple falls.", "a"),
        ("Frame", "Frame first.", "a"),
        ("Zip", "Zip is late.", "b"),
    ]


# -- the site's own pages --------------------------------------------------------------------------------------------


def test_the_home_page_begins_with_the_plan_that_has_most_lessons() -> None:
    sources = [
        make_source(make_plan(unit_data(f"{name}-unit"), id=name, title=name), lessons)
        for name, lessons in [("one", {}), ("two", {"two-unit": "Hello."}), ("three", {})]
    ]
    seen = seen_on(home.page(make_library(*sources)))
    assert seen.values("href")[0] == "two/two-unit/"
    assert [url for url in seen.values("href") if url in {"one/", "two/", "three/"}] == ["one/", "two/", "three/"]


def test_search_terms_are_the_words_of_titles_topics_and_code() -> None:
    notes = "Call `sys.getrefcount`.\n\n```python\n_private = snake_case + 1\n```\n\nNot *prose*.\n"
    source = make_source(make_plan(unit_data(title="B-tree Basics", topics=["heap", "Heap"])), {"first": notes})
    words = json.loads(search_terms.page(make_library(source)).content)
    assert words == ["_private", "Basics", "getrefcount", "Heap", "heap", "snake_case", "sys", "tree"]
