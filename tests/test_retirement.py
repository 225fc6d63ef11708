"""Ids that are gone for good: written down when asked for, and never used again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from daywise import cli
from daywise.load import read_library
from daywise.retirement import write_retired
from daywise.validate import find_problems
from tests.rules.case_files import BASE


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the small plan's file, in a project of its own."""
    shutil.copytree(BASE, tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return Path("plans/small/plan.yaml")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rules() -> list[str]:
    return [problem.rule for problem in find_problems(read_library(Path("plans")))]


def test_an_id_that_was_taken_out_is_retired_when_asked_and_never_used_again(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(plan, "{id: draw-two, text: Draw two}", "{id: sketch, text: Sketch it}")
    assert cli.main(["ids"]) == 0
    assert rules() == ["lost-id"]
    assert cli.main(["ids", "--retire"]) == 0
    assert "plans/small/retired-ids.txt: retired draw-two" in capsys.readouterr().out
    assert Path("plans/small/retired-ids.txt").read_text() == "gone-for-good\ndraw-two\n"
    assert Path("plans/small/ids.txt").read_text().splitlines()[4] == "draw-two"
    assert rules() == []
    change(plan, "{id: draw-one,", "{id: draw-two,")
    assert "retired-id" in rules()


def test_nothing_is_retired_that_is_still_there(plan: Path) -> None:
    assert plan.is_file()
    before = Path("plans/small/retired-ids.txt").read_bytes()
    assert write_retired(read_library(Path("plans"))) == []
    assert Path("plans/small/retired-ids.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("plan.yaml", "    units:", "    units: ["),
        (
            "plan.yaml",
            "        checklist:\n          - {id: draw-one",
            "        checklist: &a\n          - {<<: *b, id: x",
        ),
        ("lessons/first.md", "```\n\n```output", "\n```output"),
    ],
)
def test_nothing_is_retired_while_part_of_the_plan_cannot_be_read(plan: Path, name: str, old: str, new: str) -> None:
    change(plan.parent / name, old, new)
    (line,) = write_retired(read_library(Path("plans")))
    assert "not written" in line
    assert "lost-id" not in rules()


def test_a_lesson_that_is_moved_away_loses_no_id_by_it(plan: Path) -> None:
    shutil.move(plan.parent / "lessons" / "first.md", plan.parent / "lessons" / "frist.md")
    assert rules() == ["lesson-without-unit"]
