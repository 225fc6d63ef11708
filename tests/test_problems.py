"""Problems: one line each, in the order of files, and the word that was probably meant."""

from __future__ import annotations

import pytest

from daywise.problems import InvalidSourceError, Place, Problem, did_you_mean


def test_a_problem_reads_as_path_line_column_rule_message() -> None:
    problem = Problem.at(Place("plans/a/plan.yaml", 12, 9), "wrong-type", "minutes is “soon”", "write a number")
    assert str(problem) == "plans/a/plan.yaml:12:9: wrong-type: minutes is “soon”"


def test_problems_come_in_the_order_of_files_and_lines_each_once() -> None:
    last, first, middle = (
        Problem.at(place, "gap", "no unit takes day 3")
        for place in (Place("b.yaml", 1, 1), Place("a.yaml", 9, 2), Place("a.yaml", 10, 1))
    )
    assert InvalidSourceError([last, middle, first, middle]).problems == (first, middle, last)


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("tilte", "did you mean “title”?"),
        ("Minutes", "did you mean “minutes”?"),
        ("colour", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_the_nearest_known_word_is_offered_and_none_that_is_far(found: str, hint: str) -> None:
    assert did_you_mean(found, ["title", "minutes", "at"]) == hint
