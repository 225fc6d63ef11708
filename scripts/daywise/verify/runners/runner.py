"""What every runner of a language is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from daywise.lesson import Code
from daywise.verify.process import Finished
from daywise.verify.result import Failure, Result, Tool
from daywise.verify.workplace import Workplace, timeout_of


class Runner(ABC):
    """Runs the blocks of one language in one lesson, in their order."""

    languages: ClassVar[frozenset[str]]

    def __init__(self, place: Workplace) -> None:
        """Take the place where the lesson runs; raises MissingToolError when the machine lacks something."""
        self.place = place

    @abstractmethod
    def run(self, block: Code) -> Result:
        """Run a block to its end."""

    def close(self) -> None:  # noqa: B027 - most runners keep nothing
        """End what the runner keeps between blocks."""


def timed_out(block: Code) -> Failure:
    """Give the failure of a block whose time ran out."""
    details = f"it was not done after {timeout_of(block):g} seconds; <!-- timeout: 30 --> before it allows more"
    return Failure(("timeout",), details=details)


def result_of(finished: Finished, block: Code, tool: Tool) -> Result:
    """Give the result of a program that fails by its exit status."""
    failure = None
    if finished.status is None:
        failure = timed_out(block)
    elif finished.status:
        failure = Failure((f"exit {finished.status}",), details=f"it ended with exit status {finished.status}")
    return Result(finished.printed, (tool,), failure)
