"""What is kept between runs of the check: it gives the same report in less time, and is not believed when broken."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest

from daywise.lesson import Lesson
from daywise.load import read_library
from daywise.notes import read_lesson
from daywise.problems import Problem
from daywise.store import Store
from daywise.validate import find_problems
from tests.rules.case_files import BASE

PLANS = Path("plans")
STORE = Path("cache/kept.sqlite3")


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make a project whose lesson has a mistake, and give the list of the notes that are read in it."""
    shutil.copytree(BASE, tmp_path / "plans", ignore=shutil.ignore_patterns("house"))
    monkeypatch.chdir(tmp_path)
    notes = PLANS / "small" / "lessons" / "first.md"
    notes.write_text(notes.read_text("utf-8").replace("**Correct answer**", "**An answer**"), "utf-8")
    names: list[str] = []

    def read(text: str, unit_id: str, path: str) -> Lesson:
        names.append(unit_id)
        return read_lesson(text, unit_id, path)

    monkeypatch.setattr("daywise.load.read_lesson", read)
    return names


def check() -> list[Problem]:
    store = Store(STORE)
    problems = find_problems(read_library(PLANS, store))
    store.close()
    return problems


def test_only_notes_that_have_changed_are_read_again(read: list[str]) -> None:
    first = check()
    assert [problem.rule for problem in first] == ["no-answer"]
    assert sorted(read) == ["basics", "first"]
    read.clear()
    assert check() == first
    assert read == []
    notes = PLANS / "other" / "lessons" / "basics.md"
    notes.write_text(notes.read_text("utf-8").replace("id: bits", "id: bytes"), "utf-8")
    assert "dead-anchor" in {problem.rule for problem in check()}
    assert read == ["basics"]


def test_what_other_code_has_found_is_not_believed(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check()
    monkeypatch.setattr("daywise.store.code_digest", lambda: "other")
    read.clear()
    check()
    assert sorted(read) == ["basics", "first"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"owners": 3}', '{"owners": [[1]], "anchors": []}'])
def test_findings_that_are_broken_are_none(read: list[str], text: str) -> None:
    first = check()
    with sqlite3.connect(STORE) as file:
        file.execute("UPDATE kept SET value = ?", (zlib.compress(text.encode()),))
    file.close()
    read.clear()
    assert check() == first
    assert sorted(read) == ["basics", "first"]


def test_a_lesson_is_held_to_the_style_that_its_plan_asks_for_now(read: list[str]) -> None:
    plan = PLANS / "other" / "plan.yaml"
    text = plan.read_text("utf-8")
    for style, kind, is_asked_for in [
        ("", "lesson", False),
        ("style: house\n", "lesson", True),
        ("style: house\n", "practice", True),
        ("", "practice", False),
    ]:
        plan.write_text(f"{style}{text}        kind: {kind}\n", "utf-8")
        for _run in ("found", "kept"):
            store = Store(STORE)
            problems = find_problems(read_library(PLANS, store), finished=True)
            store.close()
            parts = {problem.message for problem in problems if problem.rule == "missing-part"}
            assert ("the lesson has no blocks" in parts) is False
            assert ("the lesson has no “Further reading”" in parts) == (is_asked_for and kind == "lesson")
            assert ("the lesson has no “Self-check”" in parts) == is_asked_for
    assert read.count("basics") == 3


def test_where_nothing_can_be_written_the_check_goes_on(read: list[str]) -> None:
    STORE.parent.write_text("a file where the folder should be")
    assert check() == check()
    assert len(read) == 4
