"""Each language runs on the real thing: a short lesson for each, in samples/, that passes and breaks when changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from daywise.fences import code_of
from daywise.languages import LANGUAGES
from daywise.lesson import Lesson
from daywise.notes import read_lesson
from daywise.text_file import display_path
from daywise.verify.judge import judge
from daywise.verify.lesson_run import blocks_of
from daywise.verify.outputs import rewritten
from daywise.verify.session import Report
from tests.verify.conftest import HERE, LESSONS, report_of

SAMPLES = sorted((HERE / "samples").glob("*.md"))
RUNNABLE = [*SAMPLES, *LESSONS]


def read(path: Path) -> tuple[Lesson, str]:
    text = path.read_text("utf-8")
    return read_lesson(text, path.stem, display_path(path)), text


def run(request: pytest.FixtureRequest, path: Path) -> tuple[Report, str]:
    lesson, text = read(path)
    return report_of(request.config, lesson, text), text


def grouped(paths: list[Path]) -> list[object]:
    """Give paths as parameters whose tests share a process, so that each lesson is run once for all of them."""
    return [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(display_path(path))) for path in paths]


def test_there_is_a_sample_for_each_language() -> None:
    used = {block.language for path in SAMPLES for block in blocks_of(read(path)[0])}
    assert used == {language for language, how in LANGUAGES.items() if how != "shown"}


@pytest.mark.parametrize("path", grouped(SAMPLES))
def test_a_sample_passes(request: pytest.FixtureRequest, path: Path) -> None:
    report, _text = run(request, path)
    assert [str(problem) for problem in report.problems] == []


@pytest.mark.parametrize("path", grouped(RUNNABLE))
def test_nothing_is_written_when_all_outputs_are_right(request: pytest.FixtureRequest, path: Path) -> None:
    report, text = run(request, path)
    assert rewritten(text, report.lesson, report.passes) == text


@pytest.mark.parametrize("path", grouped(RUNNABLE))
def test_one_changed_character_in_any_output_is_found_with_its_line(request: pytest.FixtureRequest, path: Path) -> None:
    report, text = run(request, path)
    lines = text.split("\n")
    outputs = [block for block in code_of(report.lesson) if block.output]
    for block in outputs:
        changed = [*lines]
        line = block.output_line - 1
        last = changed[line].rstrip()[-1]
        changed[line] = changed[line].rstrip()[:-1] + ("x" if last != "x" else "y")
        lesson = read_lesson("\n".join(changed), path.stem, display_path(path))
        found = [problem for each in judge(lesson, report.passes) for problem in each]
        assert [(problem.rule, problem.line) for problem in found] == [("other-output", block.output_line)]
        assert not report.record.fits(lesson)


@pytest.mark.parametrize("path", grouped(RUNNABLE))
def test_an_output_that_is_left_out_is_found_and_written_back(request: pytest.FixtureRequest, path: Path) -> None:
    report, text = run(request, path)
    without = text.split("\n")
    for block in reversed([block for block in code_of(report.lesson) if block.output and not block.directive("mask")]):
        end = block.output_line + block.output.count("\n") if block.output else 0
        start = block.line - 1 + block.source.count("\n") + 1
        without[start:end] = []
    lesson = read_lesson("\n".join(without), path.stem, display_path(path))
    found = {problem.rule for each in judge(lesson, report.passes) for problem in each}
    assert found <= {"no-output"}
    assert rewritten("\n".join(without), lesson, report.passes) == text


@pytest.mark.parametrize("path", grouped(RUNNABLE))
def test_a_changed_character_of_code_makes_the_record_stale(request: pytest.FixtureRequest, path: Path) -> None:
    report, text = run(request, path)
    for block in blocks_of(report.lesson):
        lines = text.split("\n")
        lines[block.line - 1] += "x"
        assert not report.record.fits(read_lesson("\n".join(lines), path.stem, display_path(path)))
