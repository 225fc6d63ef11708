"""How problems are shown: the source line, the mark under the column, hints, and GitHub's annotations."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from daywise.problems import InvalidSourceError, Place, Problem
from daywise.report import WIDTH, annotation, excerpt, explained_at, full_report, report, visible

PROBLEM = Problem.at(Place("plans/a/plan.yaml", 2, 10), "wrong-type", "minutes is “soon”", "write a number")
ERROR = InvalidSourceError([PROBLEM], {"plans/a/plan.yaml": "at: 1\nminutes: soon\n"})


@pytest.fixture(autouse=True)
def _on_no_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the machine that runs the tests says of itself."""
    for name in ("SITE_URL", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_report_shows_the_line_the_mark_and_the_hint() -> None:
    assert report(ERROR) == (
        "plans/a/plan.yaml:2:10: wrong-type: minutes is “soon”\n"
        "    2 | minutes: soon\n"
        "      |          ^\n"
        "        hint: write a number\n"
        "         why: docs/rules.md#wrong-type\n"
        "\n"
        "1 problem found"
    )


@pytest.mark.parametrize("texts", [{}, {"plans/a/plan.yaml": "at: 1"}, {"plans/a/plan.yaml": "at: 1\n   \n"}])
def test_without_the_line_the_rest_is_shown(texts: dict[str, str]) -> None:
    assert report(InvalidSourceError([PROBLEM, PROBLEM], texts)).splitlines()[:2] == [
        "plans/a/plan.yaml:2:10: wrong-type: minutes is “soon”",
        "        hint: write a number",
    ]


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "docs/rules.md#gap"),
        ({"SITE_URL": "https://guide.example/sub/"}, "https://guide.example/sub/rules/#gap"),
        ({"SITE_URL": "https://guide.example"}, "https://guide.example/rules/#gap"),
        (
            {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "me/guide", "GITHUB_SHA": "abc"},
            "https://github.com/me/guide/blob/abc/docs/rules.md#gap",
        ),
        ({"GITHUB_REPOSITORY": "me/guide", "GITHUB_SHA": "abc"}, "docs/rules.md#gap"),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_SERVER_URL": "https://git.example",
                "GITHUB_REPOSITORY": "me/guide",
                "GITHUB_SHA": "abc",
            },
            "https://git.example/me/guide/blob/abc/docs/rules.md#gap",
        ),
    ],
)
def test_each_problem_says_where_its_rule_is_explained(
    variables: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    problem = Problem.at(Place("a.md"), "gap", "no unit takes day 2")
    assert explained_at("gap") == address
    assert report(InvalidSourceError([problem])).splitlines()[1] == f"         why: {address}"
    assert annotation(problem).endswith(f"::no unit takes day 2%0A{address}")


def test_a_message_may_have_several_lines() -> None:
    error = InvalidSourceError([Problem.at(Place("a.md"), "code-fails", "the code fails\n  KeyError: 'a'")])
    assert report(error).splitlines()[:2] == ["a.md:1:1: code-fails: the code fails", "  KeyError: 'a'"]


@pytest.mark.parametrize(
    ("line", "column", "shown", "before"),
    [
        ("a: b", 4, "a: b", 3),
        ("\ta: b", 2, "    a: b", 4),
        ("ab\tc", 4, "ab  c", 4),
        ("漢字: x", 5, "漢字: x", 6),
        ("e\u0301te\u0301: x", 8, "e\u0301te\u0301: x", 5),
        ("\u0645\u06cc\u200c\u06a9: x", 7, "\u0645\u06cc\u200c\u06a9: x", 5),
        ("a\u202eb", 2, "a<U+202E>b", 1),
        ("a\x1b[31mb", 7, "a<U+001B>[31mb", 13),
        ("a\udc92b", 3, "a<92>b", 5),
        ("a\xa0b", 3, "a<U+00A0>b", 9),
        ("abc", 4, "abc", 3),
        ("abc", 99, "abc", 3),
        ("", 1, "", 0),
    ],
)
def test_the_mark_stands_under_its_column(line: str, column: int, shown: str, before: int) -> None:
    assert excerpt(line, column) == (shown, before)


@pytest.mark.parametrize("column", [1, 50, 99, 100, 101, 500, 900, 1000, 1001])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    line = "".join(f"{number:04}" for number in range(250))
    shown, before = excerpt(line, column)
    assert len(shown) <= WIDTH + 2
    assert shown[before : before + 1] == line[column - 1 : column]
    assert shown.startswith("…") == (line[:40] not in shown)
    assert shown.endswith("…") == (line[-40:] not in shown)


def test_a_line_of_a_megabyte_is_cut_in_no_time() -> None:
    shown, before = excerpt("漢" * 1_000_000, 700_000)
    assert wcswidth(shown) <= WIDTH + 2
    assert before < WIDTH


@given(st.text(st.characters(exclude_characters="\n")), st.integers(1, 300))
def test_what_is_shown_is_one_line_that_a_terminal_does_not_act_on(line: str, column: int) -> None:
    shown, before = excerpt(line * 3, column)
    assert all(unicodedata.category(each) not in {"Cc", "Cs", "Zl", "Zp"} for each in shown)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert 0 <= before <= WIDTH + 20
    assert visible(line) == "".join(map(visible, line))


def test_only_github_gets_annotations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert full_report(ERROR) == report(ERROR)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = full_report(ERROR).splitlines()
    assert lines[-1] == (
        "::error file=plans/a/plan.yaml,line=2,col=10,title=wrong-type::minutes is “soon”%0Awrite a number"
        "%0Adocs/rules.md#wrong-type"
    )


def test_github_obeys_no_command_that_stands_in_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    problem = Problem.at(Place("a.md"), "code-fails", "the code fails\n::add-mask::e\n##[add-mask]e")
    text = full_report(InvalidSourceError([problem]))
    start = re.match(r"::stop-commands::([0-9a-f]{32})\n", text)
    assert start
    shown, _, after = text.removeprefix(start[0]).partition(f"\n::{start[1]}::\n")
    assert "::add-mask::e" in shown
    assert [line for line in after.splitlines() if not line.startswith("::error ")] == []


def test_what_means_something_in_an_annotation_is_escaped() -> None:
    problem = Problem.at(Place("a, b:c%\n.md", 3, 4), "gap", "50 %: a,b\r\nc", "x\ny")
    assert annotation(problem) == (
        "::error file=a%2C b%3Ac%25%0A.md,line=3,col=4,title=gap::50 %25: a,b<U+000D>%0Ac%0Ax<U+000A>y"
        "%0Adocs/rules.md#gap"
    )
