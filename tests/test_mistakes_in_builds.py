"""A mistake in a plan: every way to build says the same, and leaves alone what an earlier build has made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daywise import cli
from tests.builders import ROOT
from tests.rules.case_files import BASE


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Make a folder of plans with two mistakes."""
    shutil.copytree(BASE, tmp_path / "plans")
    plan = tmp_path / "plans" / "small" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("minutes: 30", "minutes: soon").replace("at: 3", "at: 2"), "utf-8")
    return tmp_path / "plans"


@pytest.fixture
def report(plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Give what ``check`` says of the plans."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert cli.main(["check", "--plans", str(plans)]) == 1
    return capsys.readouterr().out


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    """Make a folder with a page of an earlier build."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("the last good page")
    return tmp_path / "site"


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def mkdocs(plans: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "GITHUB_ACTIONS"}
    environment |= {"DAYWISE_PLANS": str(plans), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_build_says_what_check_says_and_leaves_the_old_site(
    plans: Path, report: str, old_site: Path, strict: tuple[str, ...]
) -> None:
    before = snapshot(old_site)
    built = mkdocs(plans, "build", *strict, "--site-dir", str(old_site))
    assert built.returncode != 0
    assert report in built.stderr
    assert "Traceback" not in built.stdout + built.stderr
    assert snapshot(old_site) == before


def test_serving_says_what_check_says(plans: Path, report: str) -> None:
    served = mkdocs(plans, "serve", "--dev-addr", "127.0.0.1:0")
    assert served.returncode != 0
    assert report in served.stderr
    assert "Traceback" not in served.stdout + served.stderr


@pytest.mark.parametrize("command", ["write", "ids"])
def test_commands_that_write_say_what_check_says_and_write_nothing(
    plans: Path, old_site: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    before = snapshot(plans) | snapshot(old_site)
    arguments = ["write", str(old_site)] if command == "write" else ["ids"]
    assert cli.main([*arguments, "--plans", str(plans)]) == 1
    assert "plan.yaml:18:18: wrong-type: minutes is “soon”" in capsys.readouterr().err
    assert snapshot(plans) | snapshot(old_site) == before


def test_a_report_is_printed_where_its_characters_cannot_be(plans: Path) -> None:
    command = [sys.executable, "-m", "daywise", "check", "--plans", str(plans)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT / "scripts")}
    checked = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="ascii", check=False)
    assert checked.returncode == 1
    assert r"minutes is \u201csoon\u201d" in checked.stdout
    assert checked.stderr == ""


def test_mend_puts_a_file_right_in_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes("Days 1 â€“ 4\r\n".encode())
    assert cli.main(["mend", str(path)]) == 0
    assert path.read_text("utf-8") == "Days 1 – 4\n"
    assert "line 1: Days 1 – 4" in capsys.readouterr().out
    assert cli.main(["mend", str(path)]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["gone.md", "."])
def test_mend_says_when_there_is_nothing_to_read(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["mend", str(tmp_path / name)]) == 1
    assert "unreadable: the file cannot be read" in capsys.readouterr().err


def test_mend_leaves_a_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"\xff\xfea\x00b")
    assert cli.main(["mend", str(path)]) == 1
    assert "encoding: this is no text" in capsys.readouterr().err
    assert path.read_bytes() == b"\xff\xfea\x00b"
