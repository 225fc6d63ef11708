"""Pages that are kept between builds of `make serve`: after any edit they are those of a build from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from daywise.load import load
from daywise.render import render_site
from daywise.render.unit import Kept
from daywise.scaffold import new_lesson, new_plan
from tests.builders import SAMPLE_PLANS

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><title>A</title><desc>B</desc></svg>'


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give a plan of two days with two lessons: the second warms up with the first, the first asks what it links to."""
    folder = tmp_path / "plans"
    new_plan(folder, "mine")
    for unit in ("first-day", "second-day"):
        new_lesson(folder, "mine", unit)
    first, second = (folder / "mine" / "lessons" / f"{unit}-day.md" for unit in ("first", "second"))
    asked = "[Again](second-day.md#title-of-the-second-day-question)"
    first.write_text(f"{first.read_text('utf-8')}\n---\n\n- {asked}\n", "utf-8")
    second.write_text(f"{second.read_text('utf-8')}\n![a](a.svg)\n", "utf-8")
    (folder / "mine" / "lessons" / "a.svg").write_text(PICTURE.format(1), "utf-8")
    return folder


def replaced(path: Path, old: str, new: str) -> None:
    """Edit a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lessons/first-day.md", "Why it prints that.", "Another why."),
        ("lessons/first-day.md", "One quick question on this idea?", "A question that the next day asks again?"),
        ("lessons/second-day.md", "The question as an interviewer asks it?", "A question that the first day asks too?"),
        ("lessons/second-day.md", "Hello", "Good-bye"),
        ("lessons/a.svg", "0 0 1 1", "0 0 2 2"),
        ("plan.yaml", "Title of the first day", "Another title"),
        ("plan.yaml", "Title of the first week", "Another phase"),
        ("plan.yaml", "at: 2", "at: 2-3"),
    ],
)
def test_an_edit_shows_on_every_page_that_it_changes(plans: Path, file: str, old: str, new: str) -> None:
    kept: Kept = {}
    before = list(render_site(load(plans), kept))
    replaced(plans / "mine" / file, old, new)
    after = list(render_site(load(plans), kept))
    assert after == list(render_site(load(plans)))
    assert after != before


def test_a_lesson_that_comes_or_goes_shows(plans: Path) -> None:
    kept: Kept = {}
    lesson = plans / "mine" / "lessons" / "first-day.md"
    list(render_site(load(plans), kept))
    moved = lesson.rename(plans / "first-day.md")
    assert list(render_site(load(plans), kept)) == list(render_site(load(plans)))
    moved.rename(lesson)
    assert list(render_site(load(plans), kept)) == list(render_site(load(plans)))


def test_pages_that_an_edit_leaves_alone_are_not_made_anew(plans: Path) -> None:
    new_plan(plans, "other")
    new_lesson(plans, "other", "first-day")
    kept: Kept = {}
    list(render_site(load(plans), kept))
    before = {url: page for url, (_made_of, page) in kept.items()}
    replaced(plans / "mine" / "lessons" / "second-day.md", "Hello", "Good-bye")
    list(render_site(load(plans), kept))
    changed = {url for url, (_made_of, page) in kept.items() if page is not before[url]}
    assert changed == {"mine/first-day/", "mine/second-day/"}  # The first asks a question of the second.


def test_the_sample_plans_are_the_same_with_kept_pages(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE_PLANS, tmp_path / "plans")
    kept: Kept = {}
    fresh = list(render_site(load(tmp_path / "plans")))
    assert list(render_site(load(tmp_path / "plans"), kept)) == fresh
    assert list(render_site(load(tmp_path / "plans"), kept)) == fresh
