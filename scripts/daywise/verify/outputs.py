"""Write into lesson notes what their blocks printed: only the outputs that differ, nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from daywise.lesson import Code, Lesson
from daywise.verify.judge import covered, judge_result, normal
from daywise.verify.lesson_run import Pass, blocks_of
from daywise.verify.result import Result

# Differences of these kinds are mended by writing what was printed.
MENDED = frozenset({"no-output", "other-output", "empty-output"})
_MARKER = re.compile(r"(?P<before>[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}|~{3,})")


def rewritten(text: str, lesson: Lesson, passes: Sequence[Pass]) -> str:
    """Give the text of a lesson with every output as it was printed.

    A block whose outputs differ between interpreters is left alone: which of them is right is the author's question.
    """
    lines = text.split("\n")
    for index, block in reversed(list(enumerate(blocks_of(lesson)))):
        results = [run.results[index] for run in passes]
        if len({covered(block, result.shown) for result in results}) == 1 and _is_to_write(lesson, block, results[0]):
            _write(lines, block, normal(results[0].shown))
    return "\n".join(lines)


def _is_to_write(lesson: Lesson, block: Code, result: Result) -> bool:
    problems = list(judge_result(lesson, block, result))
    return bool(problems) and all(problem.rule in MENDED for problem in problems)


def _write(lines: list[str], block: Code, output: str) -> None:
    """Put an output into the lines: in place of the one that is there, after the code, or, if it is empty, nowhere."""
    code_end = block.line - 1 + _length(block.source)  # The index of the fence that closes the code.
    before = _before(lines[block.line - 2])
    after = code_end + 1
    end = after
    if block.output is not None:
        end = block.output_line + _length(block.output)
    new = []
    if output:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`{3,}", output)), default=0))
        new = [
            before.rstrip(),
            *(f"{before}{line}".rstrip() for line in (f"{fence}output", *output.split("\n"), fence)),
        ]
    lines[after:end] = new


def _before(opening: str) -> str:
    """Give what stands before a fence on its line (in a list or a quotation), as later lines repeat it."""
    match = _MARKER.match(opening)
    return re.sub(r"[^ \t>]", " ", match["before"]) if match else ""


def _length(content: str) -> int:
    return content.count("\n")
