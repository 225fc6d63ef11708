"""Makes a test of every block of every lesson, beside the tests of the runner itself.

A lesson is run once for all its blocks, on every interpreter; each block's test then looks at its own result.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from daywise.lesson import Code, Lesson
from daywise.notes import read_lesson
from daywise.problems import Problem
from daywise.ran import RecordError, read_record, record_path, recorded_blocks
from daywise.rules.records import MAKE_OUTPUTS
from daywise.text_file import display_path
from daywise.verify.lesson_run import blocks_of
from daywise.verify.servers import Servers
from daywise.verify.session import Report, in_ci, verify

HERE = Path(__file__).parent
LESSONS = sorted((HERE.parents[1] / "plans").glob("*/lessons/*.md"))
COLLECTS_LESSONS = HERE / "test_lessons.py"

Reports = dict[str, Report]
SERVERS = pytest.StashKey[Servers]()
REPORTS = pytest.StashKey[Reports]()


class LessonProblems(Exception):  # noqa: N818 - it is what a test found, not an error of the tests
    """What is wrong with a block, or with a record."""


def servers_of(config: pytest.Config) -> Servers:
    """Give the servers of this test run; they end with it."""
    if SERVERS not in config.stash:
        config.stash[SERVERS] = Servers()
        config.add_cleanup(config.stash[SERVERS].close)
    return config.stash[SERVERS]


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """Share the servers of this test run."""
    return servers_of(request.config)


def report_of(config: pytest.Config, lesson: Lesson, text: str) -> Report:
    """Run a lesson, once in a test run; skip the test when a program is missing, but not in continuous integration."""
    reports = config.stash.setdefault(REPORTS, {})
    if lesson.path not in reports:
        (reports[lesson.path],) = verify([(lesson, text)], servers_of(config))
    report = reports[lesson.path]
    if report.missing is not None and not in_ci():
        pytest.skip(str(report.missing))
    return report


class LessonItem(pytest.Item):
    """A test of something in a lesson: its place is the lesson's."""

    line = 1
    lesson: Lesson
    text: str

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.lesson.path}:{self.line}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, LessonProblems):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class BlockItem(LessonItem):
    """A block of code does what the page shows."""

    def __init__(self, *, block: Code, index: int, lesson: Lesson, text: str, **more: Any) -> None:  # noqa: D107
        super().__init__(**more)
        self.line, self.index, self.lesson, self.text = block.line, index, lesson, text

    def runtest(self) -> None:
        report = report_of(self.config, self.lesson, self.text)
        found = report.problems if report.missing is not None else report.found[self.index]
        if found:
            raise LessonProblems("\n".join(str(problem) for problem in found))


class RecordItem(LessonItem):
    """The record beside a lesson is of the lesson as it stands."""

    def __init__(self, *, lesson: Lesson, text: str, **more: Any) -> None:  # noqa: D107
        super().__init__(**more)
        self.lesson, self.text = lesson, text

    def runtest(self) -> None:
        path = record_path(Path(self.path))
        try:
            fits = read_record(path.read_text("utf-8")).fits(self.lesson)
        except (OSError, RecordError):
            fits = False
        if not fits:
            message = "the record of what its code ran on is missing, or of an earlier version"
            raise LessonProblems(str(Problem(self.lesson.path, 1, 1, "stale-record", message, MAKE_OUTPUTS)))


class LessonFile(pytest.File):
    """The notes of a lesson."""

    def collect(self) -> Iterator[LessonItem]:
        text = self.path.read_text("utf-8")
        lesson = read_lesson(text, self.path.stem, display_path(self.path))
        # One process runs all blocks of a lesson.
        self.add_marker(pytest.mark.xdist_group(lesson.path))
        if any(True for _block in recorded_blocks(lesson)):
            yield RecordItem.from_parent(self, name="record", lesson=lesson, text=text)
        for index, block in enumerate(blocks_of(lesson)):
            name = f"{block.line}-{block.language}"
            yield BlockItem.from_parent(self, name=name, block=block, index=index, lesson=lesson, text=text)


class LessonsModule(pytest.Module):
    """The module of tests beside which the lessons are collected."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        yield from super().collect()
        for path in LESSONS:
            yield LessonFile.from_parent(self, path=path)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    if module_path == COLLECTS_LESSONS:
        module: pytest.Module = LessonsModule.from_parent(parent, path=module_path)
        return module
    return None
