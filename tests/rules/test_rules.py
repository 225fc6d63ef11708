"""Every mistake of an author's, and the report that it gives: see ``cases/<rule>/<behaviour>/``."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest

from daywise import cli
from daywise.problems import CheckRule, RunRule
from tests.rules.case_files import BASE, CASES, cases, make_library

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
PACKAGE = Path(cli.__file__).parent
FIRST_LINE = re.compile(r"(?P<path>[^:\n]+):[0-9]+:[0-9]+: (?P<rule>[a-z-]+): ", re.MULTILINE)


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["check"])
    captured = capsys.readouterr()
    assert not captured.err
    return code, captured.out


def test_the_library_that_cases_change_has_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--plans", str(BASE)]) == 0
    assert capsys.readouterr().out.count("no problems") == 3


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_mistake_is_reported(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    make_library(case, tmp_path / "plans")
    code, report = check(capsys)
    expected = case / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(report, "utf-8", newline="\n")
    assert report == expected.read_text("utf-8")
    assert code == (0 if case.parent.name == "accepted" else 1)
    # What was kept of the first run must give the same report.
    assert check(capsys) == (code, report)


def test_every_case_breaks_the_rule_that_it_is_for() -> None:
    for case in cases():
        report = (case / "expected.txt").read_text("utf-8")
        rules = {match["rule"] for match in FIRST_LINE.finditer(report)}
        if case.parent.name == "accepted":
            assert not rules, case
        elif case.parent.name != "together":
            assert case.parent.name in rules, case


def test_every_rule_of_check_has_a_case() -> None:
    assert {path.name for path in CASES.iterdir()} - {"accepted", "together"} == set(typing.get_args(CheckRule))


def test_every_rule_is_explained_and_none_that_is_not_there() -> None:
    headings = set(re.findall(r"^### ([a-z-]+)$", DOCS.read_text("utf-8"), re.MULTILINE))
    assert headings == {*typing.get_args(CheckRule), *typing.get_args(RunRule)}


def test_every_rule_is_one_that_something_finds() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "problems.py")
    assert [rule for rule in (*typing.get_args(CheckRule), *typing.get_args(RunRule)) if f'"{rule}"' not in code] == []
