"""JavaScript on Node.js: one process for each run of a lesson, each block continuing the one before."""

from __future__ import annotations

from pathlib import Path

from daywise.lesson import Code
from daywise.verify import workers
from daywise.verify.result import Result, Tool
from daywise.verify.runners.runner import Runner
from daywise.verify.runners.worker import Worker, failure_of
from daywise.verify.tools import node, version_of
from daywise.verify.workplace import Workplace

WORKER = Path(workers.__path__[0]) / "javascript_worker.cjs"


class JavaScriptRunner(Runner):
    """Runs blocks of JavaScript, each until nothing is left to wait for."""

    languages = frozenset({"javascript"})

    def __init__(self, place: Workplace) -> None:
        """Start the process."""
        super().__init__(place)
        program = node()
        self._tool = Tool("Node.js", version_of(program))
        self._worker = Worker([str(program), str(WORKER)], place)

    def run(self, block: Code) -> Result:
        """Run a block."""
        if block.title:
            self.place.save(block)
        command = {"source": block.source, "line": block.line, "path": self.place.lesson.path}
        failure = failure_of(self._worker.ask(command, block))
        return Result(self._worker.capture.new_text(), (self._tool,), failure)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
