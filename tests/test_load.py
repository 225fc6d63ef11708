"""Gathering the source: what is there is read once, and what cannot be read is reported and hides nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from daywise import cli
from daywise.lesson import Lesson
from daywise.load import MAX_PICTURE_BYTES, Library, load, read_library
from daywise.notes import read_lesson
from daywise.problems import InvalidSourceError
from daywise.validate import find_problems, load_valid
from tests.rules.case_files import BASE


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of two plans without a mistake, named as an author would: ``plans``."""
    shutil.copytree(BASE, tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return Path("plans")


def rules(library: Library) -> list[str]:
    return sorted(f"{problem.path}: {problem.rule}" for problem in find_problems(library))


def test_plans_come_in_the_order_of_their_ids(plans: Path) -> None:
    library = load(plans)
    assert list(library.by_plan) == ["house", "other", "small"]
    assert library.find("small/first") == (library.sources[2], library.sources[2].plan.unit("first"))
    assert library.find("small/fourth") is library.find("large/first") is library.find("first") is None


def test_lessons_are_read_when_they_are_asked_for(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def read(text: str, unit_id: str, path: str) -> Lesson:
        asked.append(unit_id)
        return read_lesson(text, unit_id, path)

    monkeypatch.setattr("daywise.load.read_lesson", read)
    lessons = load(plans).by_plan["small"].lessons
    assert "first" in lessons
    assert "second" not in lessons
    assert (list(lessons), len(lessons), asked) == (["first"], 1, [])
    assert lessons["first"] is lessons["first"]
    assert asked == ["first"]
    with pytest.raises(KeyError):
        lessons["second"]


def test_pictures_lie_anywhere_among_the_lessons(plans: Path) -> None:
    folder = plans / "small" / "lessons"
    (folder / "week 1").mkdir()
    (folder / "week 1" / "a b.PNG").write_bytes(b"png")
    (folder / ".hidden.svg").write_bytes(b"<svg")
    assert load(plans).by_plan["small"].pictures == {"week 1/a b.PNG": b"png"}


def test_the_lines_of_the_register_keep_their_numbers(plans: Path) -> None:
    (plans / "other" / "ids.txt").write_text("month-1\n\nbasics \nread-basics\nbits")
    assert load(plans).by_plan["other"].registered == ("month-1", "", "basics", "read-basics", "bits")
    (plans / "other" / "ids.txt").write_text("")
    assert load(plans).by_plan["other"].registered == ()


def test_where_no_folder_of_plans_is_the_hint_says_where_to_go(tmp_path: Path) -> None:
    (problem,) = read_library(tmp_path / "plans").problems
    assert problem.rule == "unreadable"
    assert "--plans DIR" in problem.hint


@pytest.mark.parametrize("name", ["nowhere", "plans/small/ids.txt", "plans/small/lessons"])
def test_a_folder_without_plans_is_a_problem(plans: Path, name: str) -> None:
    assert plans.is_dir()
    with pytest.raises(InvalidSourceError) as caught:
        load(Path(name))
    assert {problem.rule for problem in caught.value.problems} <= {"no-plan", "unreadable"}


def test_who_names_the_plan_instead_of_the_plans_is_told(plans: Path) -> None:
    (problem,) = read_library(plans / "other").problems[-1:]
    assert problem.rule == "no-plan"
    (plans / "other" / "lessons" / "basics.md").unlink()
    (plans / "other" / "lessons").rmdir()
    (problem,) = read_library(plans / "other").problems
    assert problem.hint == "name the folder above: --plans plans"


def test_hidden_and_empty_folders_are_no_plans(plans: Path) -> None:
    (plans / ".import-1" / "small").mkdir(parents=True)
    (plans / "empty").mkdir()
    (plans / "README.md").write_text("# Plans\n")
    assert rules(read_library(plans)) == []


def test_what_cannot_be_read_is_reported_and_hides_nothing_else(plans: Path) -> None:
    (plans / "other" / "plan.yaml").unlink()
    (plans / "other" / "plan.yaml").mkdir()
    (plans / "small" / "ids.txt").write_bytes(b"first\xff\n")
    (plans / "small" / "lessons" / "first.md").write_text("# First\n\n[Gone](gone.md)\n")
    found = rules(read_library(plans))
    assert "plans/other/plan.yaml: unreadable" in found
    assert "plans/small/ids.txt: encoding" in found
    assert "plans/small/lessons/first.md: dead-link" in found
    assert not [each for each in found if "unknown-unit" in each or "no-lesson" in each]


@pytest.mark.parametrize(
    "name", ["lessons/picture.png", "lessons/second.md", "ids.txt", "retired-ids.txt", "plan.yaml"]
)
def test_links_that_loop_are_reported(plans: Path, name: str) -> None:
    path = plans / "small" / name
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    assert f"plans/small/{name}: unreadable" in rules(read_library(plans))


@pytest.mark.parametrize("name", ["ids.txt", "retired-ids.txt"])
def test_of_a_list_of_ids_that_cannot_be_read_nothing_else_is_said(plans: Path, name: str) -> None:
    path = plans / "small" / name
    path.write_bytes(path.read_bytes().replace(b"o", b"\xf6"))
    assert rules(read_library(plans)) == [f"plans/small/{name}: encoding"]
    path.unlink()
    path.mkdir()
    assert rules(read_library(plans)) == [f"plans/small/{name}: unreadable"]


def test_a_folder_that_links_to_itself_ends(plans: Path) -> None:
    (plans / "small" / "lessons" / "again").symlink_to(".")
    (plans / "again").symlink_to(".")
    assert [each for each in rules(read_library(plans)) if "again" not in each] == []


def test_a_lessons_folder_may_be_a_file_by_mistake(plans: Path) -> None:
    shutil.rmtree(plans / "small" / "lessons")
    (plans / "small" / "lessons").write_text("notes")
    assert "plans/small/lessons: unreadable" in rules(read_library(plans))


def test_a_picture_may_not_be_heavy(plans: Path) -> None:
    path = plans / "small" / "lessons" / "big.png"
    path.write_bytes(bytes(MAX_PICTURE_BYTES))
    assert rules(read_library(plans)) == []
    path.write_bytes(bytes(MAX_PICTURE_BYTES + 1))
    assert rules(read_library(plans)) == ["plans/small/lessons/big.png: file-too-large"]


def test_a_file_name_that_is_no_text_is_shown_as_escapes(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = b"bad\xff\x1b[31m.md".decode("utf-8", "surrogateescape")
    (plans / "small" / "lessons" / name).write_text("# Bad\n")
    assert cli.main(["check"]) == 1
    assert "plans/small/lessons/bad<FF><U+001B>[31m.md:1:1: lesson-without-unit: " in capsys.readouterr().out


def test_all_problems_of_all_stages_are_raised_together(plans: Path) -> None:
    (plans / "small" / "plan.yaml").write_text("id: small\ntitle: [\n")
    (plans / "other" / "lessons" / "basics.md").write_text(
        "# Basics\n\n<!-- id: bits -->\n\n## Bits \x00\n\n[Gone](gone.md)\n"
    )
    with pytest.raises(InvalidSourceError) as caught:
        load_valid(plans)
    found = {problem.rule for problem in caught.value.problems}
    assert found == {"yaml-syntax", "dead-link", "control-character"}
    assert caught.value.texts["plans/small/plan.yaml"] == "id: small\ntitle: [\n"
