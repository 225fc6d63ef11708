"""What is kept of lessons between builds: after any edit the pages are those of a build from nothing."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from daywise.lesson import Lesson
from daywise.load import load, read_library
from daywise.notes import read_lesson
from daywise.render import render_site
from daywise.render.page import Page
from daywise.scaffold import new_lesson, new_plan
from daywise.store import Store
from daywise.validate import find_problems
from tests.builders import SAMPLE_PLANS

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><title>A</title><desc>B</desc></svg>'
RECORD = (
    '{{"tools": {{"Python": {{"versions": ["{0}"]}}}}, '
    '"blocks": [{{"language": "python", "digest": "{1}", "status": "ran", "tools": ["Python"]}}]}}'
)


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


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the lessons that are read."""
    names: list[str] = []

    def read(text: str, unit_id: str, path: str) -> Lesson:
        names.append(unit_id)
        return read_lesson(text, unit_id, path)

    monkeypatch.setattr("daywise.load.read_lesson", read)
    return names


def pages(plans: Path) -> list[Page]:
    """Give the pages of a build from nothing."""
    return list(render_site(load(plans)))


def pages_with_store(plans: Path) -> list[Page]:
    """Give the pages of a build that keeps what it works out, and uses what earlier ones have kept."""
    store = Store(plans.parent / "kept.sqlite3")
    library = read_library(plans, store)
    find_problems(library)  # It leaves the facts that it knows from earlier with the library.
    found = list(render_site(library))
    store.close()
    return found


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
        ("lessons/second-day.md", "# Title", "# *Another* <!-- term --> title"),
        ("lessons/a.svg", "0 0 1 1", "0 0 2 2"),
        ("plan.yaml", "Title of the first day", "Another title"),
        ("plan.yaml", "Title of the first week", "Another phase"),
        ("plan.yaml", "at: 2", "at: 2-3"),
    ],
)
def test_an_edit_shows_on_every_page_that_it_changes(plans: Path, file: str, old: str, new: str) -> None:
    before = pages_with_store(plans)
    replaced(plans / "mine" / file, old, new)
    if "2-3" in new:
        replaced(plans / "mine" / "plan.yaml", "length: 2", "length: 3")
    after = pages_with_store(plans)
    assert after == pages(plans)
    assert after != before
    assert pages_with_store(plans) == after


def test_the_title_of_the_plan_shows_on_every_page(plans: Path, read: list[str]) -> None:
    pages_with_store(plans)
    text = (plans / "mine" / "plan.yaml").read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    replaced(plans / "mine" / "plan.yaml", title, "title: Another plan")
    read.clear()
    after = pages_with_store(plans)
    assert read == []
    assert after == pages(plans)


def test_what_a_quoted_block_ran_on_shows_where_it_is_quoted(plans: Path) -> None:
    pages_with_store(plans)
    (code, *_) = load(plans).by_plan["mine"].facts("second-day").code
    record = plans / "mine" / "lessons" / "second-day.ran.json"
    for python in ("3.12.1", "3.14.2"):
        record.write_text(RECORD.format(python, code), "utf-8")
        assert pages_with_store(plans) == pages(plans)


def test_a_lesson_that_comes_or_goes_shows(plans: Path) -> None:
    lesson = plans / "mine" / "lessons" / "first-day.md"
    first = pages_with_store(plans)
    moved = lesson.rename(plans / "first-day.txt")
    without = pages_with_store(plans)
    assert without == pages(plans)
    assert without != first
    moved.rename(lesson)
    assert pages_with_store(plans) == pages(plans) == first


def test_a_renamed_unit_shows(plans: Path) -> None:
    pages_with_store(plans)
    shutil.move(plans / "mine" / "lessons" / "second-day.md", plans / "mine" / "lessons" / "other-day.md")
    replaced(plans / "mine" / "plan.yaml", "id: second-day\n", "id: other-day\n")
    replaced(plans / "mine" / "lessons" / "first-day.md", "second-day.md", "other-day.md")
    assert pages_with_store(plans) == pages(plans)


def test_only_what_an_edit_touches_is_read_again(plans: Path, read: list[str]) -> None:
    new_plan(plans, "other")
    new_lesson(plans, "other", "first-day")
    pages_with_store(plans)
    read.clear()
    pages_with_store(plans)
    assert read == []
    replaced(plans / "mine" / "lessons" / "second-day.md", "Hello", "Good-bye")
    pages_with_store(plans)
    assert sorted(read) == ["first-day", "second-day"]  # The first asks a question of the second.


def test_the_other_lessons_that_a_page_asks_about_are_not_read_for_an_edit_of_one(plans: Path, read: list[str]) -> None:
    units = "".join(
        f"      - {{id: u{step}, at: {step}, title: Unit {step}, minutes: 60, objective: See.,\n"
        f"         checklist: [{{id: u{step}-a, text: Do it}}]}}\n"
        for step in (1, 3, 4)
    )
    head = "title: Mine\nsummary: A plan\nstep: day\nlength: 4\ngoal: Learn.\nphases:\n"
    phase = "  - id: week-1\n    label: Week 1\n    title: All of it\n    units:\n"
    (plans / "mine" / "plan.yaml").write_text(f"id: mine\n{head}{phase}{units}", "utf-8")
    for step in (1, 3, 4):
        notes = f"<!-- id: q{step} -->\n\n**Check:** What is {step}?\n\n**Answer:** So.\n"
        (plans / "mine" / "lessons" / f"u{step}.md").write_text(notes, "utf-8")
    pages_with_store(plans)
    replaced(plans / "mine" / "lessons" / "u3.md", "What is 3?", "Why is 3?")
    read.clear()
    after = pages_with_store(plans)
    assert read == ["u3"]
    assert after == pages(plans)
    (page,) = (str(page.content) for page in after if page.path == "mine/u4/index.md")
    assert page.index("Why is 3?") < page.index("What is 1?")


def test_the_sample_plans_are_the_same_with_what_is_kept(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE_PLANS, tmp_path / "plans")
    fresh = pages(tmp_path / "plans")
    assert pages_with_store(tmp_path / "plans") == fresh
    assert pages_with_store(tmp_path / "plans") == fresh


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda _: b"\0" * 9, lambda _: zlib.compress(b"[1, 2"),
                                   lambda _: zlib.compress(b'{"cards": 3}'), lambda value: value[:-9]],
                         ids=["empty", "zeros", "cut-json", "other-json", "cut"])  # fmt: skip
def test_broken_values_are_worked_out_anew(plans: Path, spoil: Callable[[bytes], bytes]) -> None:
    fresh = pages_with_store(plans)
    with sqlite3.connect(plans.parent / "kept.sqlite3") as file:
        rows = file.execute("SELECT key, value FROM kept").fetchall()
        file.executemany("UPDATE kept SET value = ? WHERE key = ?", [(spoil(value), key) for key, value in rows])
    file.close()
    assert rows
    assert pages_with_store(plans) == fresh
