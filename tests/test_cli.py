"""The command line: what ``check``, ``write`` and ``ids`` print, and the exit codes that scripts rely on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daywise import cli
from daywise.commands import commands
from daywise.render import render_site
from daywise.write import MANIFEST, page_bytes
from tests.builders import ROOT, SAMPLE_PLANS, load_from_root


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project folder with the sample plans, and run the commands in it."""
    shutil.copytree(SAMPLE_PLANS, tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def broken(project: Path) -> Path:
    """Take an id out of the notes, and let a link lead to a unit that no plan has."""
    notes = project / "plans" / "http-in-weeks" / "lessons" / "sessions.md"
    text = notes.read_text("utf-8")
    notes.write_text(text.replace("<!-- id: cookies -->\n\n", "").replace("(#cookies)", "(gone.md)"), "utf-8")
    return project


def run(*arguments: str) -> int:
    return cli.main(arguments)


def test_check_says_of_each_plan_how_many_lessons_are_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check") == 0
    assert capsys.readouterr().out.splitlines() == [
        "plans/http-in-days: 6 units, 1 of them with a lesson, no problems",
        "plans/http-in-weeks: 2 units, 1 of them with a lesson, no problems",
    ]
    assert project.joinpath("plans").is_dir()


@pytest.mark.usefixtures("broken")
def test_check_reports_every_problem_with_its_place_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 1
    captured = capsys.readouterr()
    text = captured.out + captured.err
    assert "plans/http-in-weeks/lessons/sessions.md:7:" in text
    assert "gone.md" in text
    assert "Traceback" not in text


@pytest.mark.usefixtures("broken")
def test_write_and_ids_refuse_in_the_same_words_as_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("write", "out") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "plans/http-in-weeks/lessons/sessions.md:" in captured.err
    assert not Path("out").exists()


def test_plans_may_lie_anywhere(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "plans").rename(project / "elsewhere")
    assert run("check", "--plans", "elsewhere") == 0
    assert "elsewhere/http-in-days: 6 units" in capsys.readouterr().out
    assert run("check") == 1
    assert run("ids", "--plans", "elsewhere") == 0
    assert run("write", "out", "--plans", "elsewhere") == 0
    assert (project / "out" / "http-in-days" / "gantt" / "index.md").is_file()


def test_the_environment_may_name_the_folder_of_plans(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "plans").rename(project / "elsewhere")
    monkeypatch.setenv(cli.PLANS_VARIABLE, "elsewhere")
    assert run("check") == 0
    assert "elsewhere/http-in-days" in capsys.readouterr().out


def test_write_puts_pages_and_hand_written_files_into_a_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs" / "assets").mkdir(parents=True)
    (project / "docs" / "about.md").write_text("# About\n", "utf-8")
    (project / "docs" / "assets" / "a.css").write_text("a {}\n", "utf-8")
    assert run("write", "out") == 0
    out = project / "out"
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    pages = {page.path: page_bytes(page) for page in render_site(load_from_root(project / "plans"))}
    cards = {name for name in found if name.startswith("assets/cards/")}
    assert capsys.readouterr().out == f"out: {len(pages) + len(cards) + 2} files written\n"
    assert {"assets/cards/about.png", "assets/cards/http-in-days.png"} <= cards
    assert found.keys() == {*pages, *cards, "about.md", "assets/a.css", MANIFEST}
    assert found["http-in-days/plan.json"] == pages["http-in-days/plan.json"]


def test_write_removes_what_is_gone_since_the_last_time(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "about.md").write_text("# About\n", "utf-8")
    (project / "docs" / "old.md").write_text("# Old\n", "utf-8")
    assert run("write", "out") == 0
    (project / "out" / "mine.md").write_text("mine", "utf-8")
    (project / "docs" / "old.md").unlink()
    assert run("write", "out") == 0
    assert not (project / "out" / "old.md").exists()
    assert {"about.md", "mine.md"} <= {path.name for path in (project / "out").iterdir()}


@pytest.mark.parametrize("out", ["docs", "./docs/", "docs/built"])
def test_write_does_not_mix_its_pages_with_the_hand_written_ones(
    project: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    (project / "docs").mkdir()
    assert run("write", out) == 2
    assert "name a folder outside of docs" in capsys.readouterr().err
    assert list((project / "docs").iterdir()) == []


def test_write_says_when_it_cannot_write(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "out").write_text("a file", "utf-8")
    assert run("write", "out") == 1
    assert "out: the pages cannot be written:" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_write_works_without_hand_written_files() -> None:
    assert run("write", "out") == 0
    assert Path("out/index.md").is_file()


@pytest.mark.usefixtures("broken")
def test_ids_writes_what_is_missing_and_then_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ids") == 0
    assert capsys.readouterr().out.splitlines() == [
        "plans/http-in-weeks/lessons/sessions.md: wrote 1 ids",
        "plans/http-in-weeks/ids.txt: appended 1 ids",
    ]
    assert "<!-- id: cookies-2 -->" in Path("plans/http-in-weeks/lessons/sessions.md").read_text("utf-8")
    assert run("ids") == 0
    assert capsys.readouterr().out == "every id is there\n"


@pytest.mark.parametrize("arguments", [(), ("no-such-command",), ("write",), ("check", "--no-such-option")])
def test_wrong_usage_is_told_apart_from_problems(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    assert "usage: python -m daywise" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--help")
    assert caught.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for command in commands():
        assert f" {command.NAME} {command.HELP}"[:60] in text


def test_an_empty_folder_is_a_problem_not_an_empty_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "empty").mkdir()
    assert run("write", "out", "--plans", "empty") == 1
    assert "no-plan" in capsys.readouterr().err


def daywise(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "daywise", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    good = daywise("check", "--plans", "tests/samples/plans")
    assert (good.returncode, good.stderr) == (0, "")
    bad = daywise("check", "--plans", str(tmp_path))
    assert bad.returncode == 1
    assert "no-plan" in bad.stdout + bad.stderr


def test_the_same_source_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    expected = {page.path: page_bytes(page) for page in render_site(load_from_root(SAMPLE_PLANS))}
    for seed in ("0", "1"):
        out = tmp_path / seed
        result = daywise("write", str(out), "--plans", "tests/samples/plans", PYTHONHASHSEED=seed)
        assert result.returncode == 0, result.stderr
        assert {path: (out / path).read_bytes() for path in expected} == expected
