"""Workers leave in the store what the build would have worked out, and when they cannot, the build does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from daywise import workers
from daywise.lesson import Lesson
from daywise.load import load, read_library
from daywise.problems import InvalidSourceError
from daywise.render import render_site
from daywise.scaffold import new_lesson, new_plan
from daywise.store import Store
from daywise.validate import load_valid
from daywise.workers import work_ahead


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a plan of two lessons, and let two be enough for workers."""
    monkeypatch.setattr(workers, "FEWEST", 2)
    monkeypatch.setattr(workers, "MOST_WORKERS", 2)
    folder = tmp_path / "plans"
    new_plan(folder, "mine")
    for unit in ("first-day", "second-day"):
        new_lesson(folder, "mine", unit)
    return folder


@pytest.fixture
def nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a mistake to read notes in this process."""

    def read(text: str, unit_id: str, path: str) -> Lesson:
        pytest.fail(f"{path} was read: {unit_id}, {len(text)}")

    monkeypatch.setattr("daywise.load.read_lesson", read)


def ahead(plans: Path, *, pages: bool) -> Store:
    store = Store(plans.parent / "kept.sqlite3")
    work_ahead(plans, read_library(plans, store), pages=pages)
    return store


def test_with_what_they_leave_a_check_reads_no_lesson(plans: Path, request: pytest.FixtureRequest) -> None:
    store = ahead(plans, pages=False)
    request.getfixturevalue("nothing_is_read")
    load_valid(plans, store)


def test_with_what_they_leave_a_build_reads_no_lesson(plans: Path, request: pytest.FixtureRequest) -> None:
    fresh = list(render_site(load(plans)))
    store = ahead(plans, pages=True)
    request.getfixturevalue("nothing_is_read")
    assert list(render_site(load_valid(plans, store))) == fresh


def test_they_are_not_started_for_little_or_for_nothing(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead(plans, pages=True).close()
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a worker was started"))
    ahead(plans, pages=True).close()
    work_ahead(plans, read_library(plans), pages=True)  # Nothing that they leave would last.
    (plans.parent / "kept.sqlite3").unlink()
    monkeypatch.setattr(workers, "FEWEST", 3)
    ahead(plans, pages=True).close()


def test_where_they_fail_the_build_does_their_work(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    store = ahead(plans, pages=True)
    assert list(render_site(load_valid(plans, store))) == list(render_site(load(plans)))


def test_a_lesson_with_a_mistake_is_left_to_the_report(plans: Path) -> None:
    notes = plans / "mine" / "lessons" / "first-day.md"
    notes.write_text(notes.read_text("utf-8").replace("```python", "```pythno", 1), "utf-8")
    store = ahead(plans, pages=True)
    library = read_library(plans, store)
    kept = [workers._is_missing(library, *lesson, pages=True) for lesson in workers._lessons(library)]
    assert kept == [True, False]


def test_a_picture_that_cannot_be_shown_is_left_to_the_report(plans: Path) -> None:
    lessons = plans / "mine" / "lessons"
    (lessons / "broken.svg").write_text("no picture", "utf-8")
    for notes in lessons.glob("*.md"):
        notes.write_text(f"{notes.read_text('utf-8')}\n![A picture](broken.svg)\n", "utf-8")
    store = ahead(plans, pages=True)
    with pytest.raises(InvalidSourceError):
        load_valid(plans, store)
