"""Hold a page to what a run printed: every difference is a problem with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from daywise.lesson import Code, Lesson
from daywise.masks import masked, split_names
from daywise.problems import Place, Problem
from daywise.verify.lesson_run import Pass, blocks_of
from daywise.verify.result import Result

WRITE_OUTPUTS = "“make outputs” writes what was printed"


def judge(lesson: Lesson, passes: Sequence[Pass]) -> tuple[tuple[Problem, ...], ...]:
    """Give for each block the problems that all runs found; one that every interpreter shows is told once."""
    return tuple(
        tuple(_judge_block(lesson, block, [(run, run.results[index]) for run in passes]))
        for index, block in enumerate(blocks_of(lesson))
    )


def _judge_block(lesson: Lesson, block: Code, results: Sequence[tuple[Pass, Result]]) -> Iterator[Problem]:
    found: dict[tuple[object, ...], tuple[Problem, list[str]]] = {}
    for run, result in results:
        for problem in judge_result(lesson, block, result):
            # Versions of Python word their tracebacks differently: the first one will do.
            what = problem.hint if problem.rule == "code-fails" else problem.message
            found.setdefault((problem.rule, problem.line, what), (problem, []))[1].append(run.interpreter.version)
    for problem, versions in found.values():
        if len(versions) == len(results):
            yield problem
        else:
            first, *rest = problem.message.split("\n")
            yield replace(problem, message="\n".join([f"{first} (on Python {', '.join(versions)})", *rest]))


def judge_result(lesson: Lesson, block: Code, result: Result) -> Iterator[Problem]:
    """Give what is wrong with one block after one run."""
    if result.status == "skipped":
        return
    place = Place(lesson.path, block.line)
    failure = result.failure
    if failure and not block.raises:
        line = failure.line or block.line
        message = f"the code fails\n{indented(result.printed + failure.details)}"
        hint = f"if it must, write <!-- raises: {failure.names[0]} --> before the block"
        yield Problem.at(Place(lesson.path, line), "code-fails", message, hint)
        return
    if block.raises and not failure:
        yield Problem.at(place, "no-error", f"the code must end with {block.raises}, and ended well")
    elif failure and block.raises not in failure.names:
        message = f"the code must end with {block.raises}, and ended with {failure.names[0]}"
        yield Problem.at(place, "other-error", f"{message}\n{indented(failure.details)}")
        return
    yield from _compare(lesson, block, result)


def covered(block: Code, output: str) -> str:
    """Give an output with everything covered that the block's masks name."""
    masks = block.directive("mask")
    return masked(normal(output), split_names(masks) if masks else ())


def normal(text: str) -> str:
    """Give an output without the line feeds at its end, which a fence cannot show."""
    return text.rstrip("\n")


def _compare(lesson: Lesson, block: Code, result: Result) -> Iterator[Problem]:
    shown = normal(result.shown)
    if block.output is None:
        if shown and block.hidden:
            message = f"the block is hidden, so it must print nothing, and it printed\n{indented(shown)}"
            yield Problem.at(Place(lesson.path, block.line), "hidden-output", message)
        elif shown:
            message = f"the code prints, and no output stands after it\n{indented(covered(block, shown))}"
            yield Problem.at(Place(lesson.path, block.line), "no-output", message, WRITE_OUTPUTS)
        return
    page, run = covered(block, block.output).split("\n"), covered(block, shown).split("\n")
    if page != run:
        line = block.output_line + _first_difference(page, run)
        diff = "\n".join(difflib.unified_diff(page, run, "the page", "the run", lineterm="", n=2))
        message = f"the page shows another output than the run printed\n{indented(diff)}"
        yield Problem.at(Place(lesson.path, line), "other-output", message, WRITE_OUTPUTS)
    elif not shown:
        message = "the code prints nothing, and an output stands after it"
        yield Problem.at(Place(lesson.path, block.output_line), "empty-output", message, WRITE_OUTPUTS)


def _first_difference(page: Sequence[str], run: Sequence[str]) -> int:
    """Give the index of the first line of the page that the run did not print there."""
    same = (index for index, (ours, theirs) in enumerate(zip(page, run, strict=False)) if ours != theirs)
    return next(same, min(len(page), len(run), max(len(page) - 1, 0)))


def indented(text: str) -> str:
    """Give a text set off from the message around it."""
    return "\n".join(f"      {line}".rstrip() for line in text.rstrip("\n").split("\n"))
