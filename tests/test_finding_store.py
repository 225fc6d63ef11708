"""What is kept between runs: it gives the same report in less time, and is thrown away when it may be wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from daywise.finding_store import FindingStore
from daywise.lesson import Lesson
from daywise.load import read_library
from daywise.notes import read_lesson
from daywise.problems import Problem
from daywise.validate import find_problems
from tests.rules.case_files import BASE

PLANS = Path("plans")
STORE = Path("cache/findings.json")


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
    store = FindingStore(STORE)
    problems = find_problems(read_library(PLANS), store)
    store.save()
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


def test_what_other_code_has_found_is_not_believed(read: list[str]) -> None:
    check()
    kept = json.loads(STORE.read_text())
    STORE.write_text(json.dumps(kept | {"code": "other"}))
    read.clear()
    check()
    assert sorted(read) == ["basics", "first"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"code": 1}', '{"code": "CODE", "findings": {"KEY": {"owners": 3}}}']
)
def test_a_store_that_is_broken_is_none(read: list[str], text: str) -> None:
    first = check()
    kept = json.loads(STORE.read_text())
    STORE.write_text(text.replace("CODE", kept["code"]).replace("KEY", next(iter(kept["findings"]))))
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
            store = FindingStore(STORE)
            problems = find_problems(read_library(PLANS), store, finished=True)
            store.save()
            parts = {problem.message for problem in problems if problem.rule == "missing-part"}
            assert ("the lesson has no blocks" in parts) is False
            assert ("the lesson has no “Further reading”" in parts) == (is_asked_for and kind == "lesson")
            assert ("the lesson has no “Self-check”" in parts) == is_asked_for
    assert read.count("basics") == 3


def test_only_the_newest_findings_are_kept(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("daywise.finding_store.MOST", 3)
    notes = PLANS / "other" / "lessons" / "basics.md"
    for number in range(3):
        notes.write_text(f"{notes.read_text('utf-8')}\nEdit {number}.\n", "utf-8")
        check()
    assert read == ["basics", "first", "basics", "basics"]
    assert len(json.loads(STORE.read_text())["findings"]) == 3
    read.clear()
    check()
    assert read == []


def test_where_nothing_can_be_written_the_check_goes_on(read: list[str]) -> None:
    STORE.parent.write_text("a file where the folder should be")
    assert check() == check()
    assert len(read) == 4
