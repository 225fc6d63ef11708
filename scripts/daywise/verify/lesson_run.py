"""Run all blocks of a lesson, on every interpreter that its outputs must hold on."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

from daywise.fences import code_of
from daywise.languages import LANGUAGES, PACKAGES, language_of
from daywise.lesson import Code, Lesson
from daywise.verify.result import Result
from daywise.verify.runners import RUNNER_OF
from daywise.verify.runners.runner import Runner
from daywise.verify.servers import Servers
from daywise.verify.tools import Interpreter, interpreters, own_interpreter
from daywise.verify.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Pass:
    """One run of a lesson: the interpreter of its Python, and a result for each block that is not only shown."""

    interpreter: Interpreter
    results: tuple[Result, ...]


def blocks_of(lesson: Lesson) -> tuple[Code, ...]:
    """Give the blocks to run, in their order, each under the name of its language."""
    blocks = (replace(block, language=language_of(block, lesson)) for block in code_of(lesson))
    return tuple(block for block in blocks if LANGUAGES[block.language] != "shown")


def interpreters_of(lesson: Lesson) -> tuple[Interpreter, ...]:
    """Give the interpreters to run a lesson on: all when it has Python that needs no packages, else this one."""
    languages = {block.language for block in blocks_of(lesson)}
    if "python" in languages and not needs_packages(lesson):
        return interpreters()
    return (own_interpreter(),)


def needs_packages(lesson: Lesson) -> bool:
    """Tell whether a lesson's Python needs packages that are not part of Python."""
    return any(need in PACKAGES for need in lesson.settings.needs)


def run_once(lesson: Lesson, text: str, interpreter: Interpreter, servers: Servers) -> Pass:
    """Run a lesson once; ``text`` is that of its file. Raises MissingToolError when the machine lacks something."""
    with ExitStack() as stack:
        place = stack.enter_context(Workplace(lesson, text, interpreter, servers))
        runners: dict[type[Runner], Runner] = {}
        results = []
        for block in blocks_of(lesson):
            if block.directive("skip") is not None:
                if block.title:
                    place.save(block)
                results.append(Result("", (), status="skipped"))
                continue
            kind = RUNNER_OF[block.language]
            if kind not in runners:
                runners[kind] = stack.enter_context(closing(kind(place)))
            results.append(runners[kind].run(block))
    return Pass(interpreter, tuple(results))
