"""Run many lessons at a time, and say of each what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from daywise.lesson import Lesson
from daywise.problems import Place, Problem
from daywise.ran import RanBlock, Record, UsedTool, digest_of
from daywise.verify.judge import judge
from daywise.verify.lesson_run import Pass, blocks_of, interpreters_of, run_once
from daywise.verify.result import MissingToolError
from daywise.verify.servers import Servers


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a lesson: all its runs, what each block did wrong, or the program that was missing."""

    lesson: Lesson
    passes: tuple[Pass, ...] = ()
    found: tuple[tuple[Problem, ...], ...] = ()
    missing: MissingToolError | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give the problems of all blocks; in continuous integration a missing program is one too."""
        own = tuple(problem for block in self.found for problem in block)
        if self.missing is None or not in_ci():
            return own
        message = f"the lesson was not run: {self.missing.name} is missing"
        return (*own, Problem.at(Place(self.lesson.path), "missing-tool", message, self.missing.install))

    @property
    def record(self) -> Record:
        """Give what the lesson's blocks ran on."""
        versions: dict[str, dict[str, None]] = {}
        notes = {}
        for run in self.passes:
            for result in run.results:
                for tool in result.tools:
                    versions.setdefault(tool.name, {})[tool.version] = None
                    notes[tool.name] = tool.note
        tools = {name: UsedTool(name, tuple(found), notes[name]) for name, found in versions.items()}
        results = self.passes[0].results if self.passes else ()
        blocks = tuple(
            RanBlock(
                block.language,
                digest_of(block, self.lesson),
                result.status,
                tuple(tool.name for tool in result.tools),
            )
            for block, result in zip(blocks_of(self.lesson), results, strict=True)
        )
        return Record(tools, blocks)


def in_ci() -> bool:
    """Tell whether this is continuous integration, where nothing may be left out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def verify(lessons: Sequence[tuple[Lesson, str]], servers: Servers) -> Iterator[Report]:
    """Run lessons, each given with the text of its file, as many at a time as there are processors; in their order."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        started = [
            (
                lesson,
                [pool.submit(run_once, lesson, text, interpreter, servers) for interpreter in interpreters_of(lesson)],
            )
            for lesson, text in lessons
        ]
        try:
            for lesson, runs in started:
                yield report(lesson, runs)
        except BaseException:
            servers.reaper.close()  # Ends what runs, so that nobody waits for it.
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def report(lesson: Lesson, runs: Sequence[Future[Pass]]) -> Report:
    """Wait for a lesson's runs, and judge them."""
    try:
        passes = tuple(run.result() for run in runs)
    except MissingToolError as error:
        return Report(lesson, missing=error)
    return Report(lesson, passes, judge(lesson, passes))
