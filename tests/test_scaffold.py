"""``new plan`` and ``new lesson``: what they write passes the check, and nothing is written over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from daywise.cli import main
from daywise.lesson import Exercise, Misconception, Panel, Predict, Trap
from daywise.notes import LABELS
from daywise.validate import load_valid


def run(*arguments: str, plans: Path) -> int:
    """Run a command on a folder of plans."""
    return main([*arguments, "--plans", str(plans)])


def test_a_new_plan_passes_the_check(tmp_path: Path) -> None:
    assert run("new", "plan", "my-plan", plans=tmp_path / "plans") == 0
    (source,) = load_valid(tmp_path / "plans").sources
    assert source.plan.title == "My plan"
    assert set(source.plan.ids()) <= set(source.registered)


def test_a_new_lesson_passes_the_check_and_has_the_parts_of_a_lesson(tmp_path: Path) -> None:
    run("new", "plan", "my-plan", plans=tmp_path)
    assert run("new", "lesson", "my-plan", "first-day", plans=tmp_path) == 0
    lesson = load_valid(tmp_path).by_plan["my-plan"].lessons["first-day"]
    kinds = {type(part) for _section, part in lesson.parts()}
    assert {Misconception, Predict, Panel, Trap, Exercise} <= kinds
    assert {question.kind for question in lesson.questions} == {"check", "interview"}
    assert lesson.sections[0].id == "goal"
    assert [section.id for section in lesson.sections][-2:] == ["self-check", "further-reading"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Make a plan that is held to the house style, with a day of each kind that has a form of its own."""
    run("new", "plan", "my-plan", plans=tmp_path)
    plan = tmp_path / "my-plan" / "plan.yaml"
    text = plan.read_text("utf-8").replace("goal: ", "style: house\ngoal: ", 1).replace("length: 2", "length: 3")
    third = "      - {id: third-day, at: 3, title: Third, kind: mock-interview, minutes: 40, objective: Be asked.,\n"
    third += "         checklist: [{id: be-asked, text: Be asked}]}\n"
    plan.write_text(text + third, "utf-8")
    run("ids", plans=tmp_path)
    return tmp_path


LINKS = [f"[Question {number}](first-day.md#q-first-day-{number})" for number in range(1, 7)] + [
    f"[Once more](first-day.md#{name}-first-day-{number})" for name in ("say", "check") for number in (1, 2, 3)
]
TERMS = " ".join(f"A *thing {number}*<!-- term --> is a thing." for number in range(6))


def fill_in(notes: Path, sentences: int) -> None:
    """Put some sentences in the place of each comment that says what to write there."""
    text = notes.read_text("utf-8")
    text = text.replace("<!-- Twelve", "\n".join(f"- {link}" for link in LINKS) + "\n\n<!-- Twelve")
    text = text.replace("<!-- One or two", f"{TERMS}\n\n<!-- One or two")
    sentence = "These words stand for what an author would write: a timer of 20 minutes. "
    notes.write_text(re.sub(r"<!--(?! id:| term)(?s:.*?)-->", sentence * sentences, text), "utf-8")


def test_the_form_of_the_house_style_passes_the_check_once_it_is_filled_in(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for unit, sentences in (("first-day", 4), ("second-day", 6), ("third-day", 12)):
        assert run("new", "lesson", "my-plan", unit, plans=house) == 0
        load_valid(house)  # Builds take it as it is, so that authors see what they write.
        capsys.readouterr()
        assert run("check", plans=house) == 1
        assert "leftover" in capsys.readouterr().out
        fill_in(house / "my-plan" / "lessons" / f"{unit}.md", sentences)
        run("check", plans=house)
        assert re.findall(r": ([a-z-]+: .*)", capsys.readouterr().out) == []


@pytest.mark.parametrize("unit", ["first-day", "second-day", "third-day"])
def test_every_label_of_a_new_lesson_is_known(unit: str, house: Path) -> None:
    run("new", "lesson", "my-plan", unit, plans=house)
    text = (house / "my-plan" / "lessons" / f"{unit}.md").read_text("utf-8")
    bold = [line.split("**")[1].rstrip(":").lower() for line in text.split("\n") if line.startswith("**")]
    assert len(bold) > 8
    assert [label for label in bold if label not in LABELS] == []


def test_every_label_of_the_short_lesson_is_known(tmp_path: Path) -> None:
    run("new", "plan", "my-plan", plans=tmp_path)
    run("new", "lesson", "my-plan", "first-day", plans=tmp_path)
    text = (tmp_path / "my-plan" / "lessons" / "first-day.md").read_text("utf-8")
    bold = [line.split("**")[1].rstrip(":").lower() for line in text.split("\n") if line.startswith("**")]
    assert len(bold) > 8
    assert [label for label in bold if label not in LABELS] == []


def test_a_second_new_lesson_has_ids_of_its_own(tmp_path: Path) -> None:
    run("new", "plan", "my-plan", plans=tmp_path)
    for unit in ("first-day", "second-day"):
        assert run("new", "lesson", "my-plan", unit, plans=tmp_path) == 0
    load_valid(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "my-plan"), "it is there already"),
        (("plan", "My Plan"), "cannot be the id"),
        (("plan", "../outside"), "cannot be the id"),
        (("plan", "assets"), "cannot be the id"),
        (("lesson", "my-plam", "first-day"), "did you mean “my-plan”?"),
        (("lesson", "my-plan", "frist-day"), "did you mean “first-day”?"),
        (("lesson", "my-plan", "second-day"), "it is there already"),
    ],
)
def test_a_mistake_is_refused_with_a_hint(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("new", "plan", "my-plan", plans=tmp_path)
    run("new", "lesson", "my-plan", "second-day", plans=tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run("new", *arguments, plans=tmp_path) == 1
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_lesson_needs_its_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "lesson", "my-plan", plans=tmp_path) == 2
    assert "new lesson PLAN UNIT" in capsys.readouterr().err


def test_the_folder_of_plans_can_be_set_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYWISE_PLANS", str(tmp_path / "my-plans"))
    assert main(["new", "plan", "mine"]) == 0
    assert main(["check"]) == 0
    assert (tmp_path / "my-plans" / "mine" / "plan.yaml").is_file()
