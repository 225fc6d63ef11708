"""MongoDB's shell language, on two imitations that must agree, since the real server is not to be had."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from daywise.lesson import Code
from daywise.verify import workers
from daywise.verify.result import Failure, MissingToolError, Result, Tool
from daywise.verify.runners.runner import Runner, timed_out
from daywise.verify.runners.worker import Answer, Worker, failure_of
from daywise.verify.servers.mongodb import NOTE
from daywise.verify.tools import SET_UP, node, project_root
from daywise.verify.workplace import Workplace

FOLDER = Path(workers.__path__[0])


class MongoDBRunner(Runner):
    """Runs blocks on mingo, asks SecantusDB the same, and fails when the answers differ."""

    languages = frozenset({"mongodb"})

    def __init__(self, place: Workplace) -> None:
        """Start the process of mingo."""
        super().__init__(place)
        package = project_root() / "node_modules" / "mingo" / "package.json"
        if not package.is_file():
            name = "mingo"
            raise MissingToolError(name, SET_UP)
        self._database = place.databases["mongodb"]
        version = json.loads(package.read_text("utf-8"))["version"]
        self._tools = (self._database.tool, Tool("mingo", version, NOTE))
        self._worker = Worker([str(node()), str(FOLDER / "mongodb_worker.cjs"), str(project_root())], place)

    def run(self, block: Code) -> Result:
        """Run a block."""
        answer = self._worker.ask({"source": block.source, "line": block.line, "path": self.place.lesson.path}, block)
        printed = self._worker.capture.new_text()
        if isinstance(answer, Failure):
            return Result(printed, self._tools, answer)
        failure = self._disagreement(answer, block) or failure_of(answer["failure"] or {})
        return Result(printed + answer["shown"], self._tools, failure)

    def _disagreement(self, answer: Answer, block: Code) -> Failure | None:
        """Ask the other imitation, and give a failure when it answers otherwise."""
        url, database = self._database.client
        asked = json.dumps({"url": url, "database": database, "calls": answer["calls"]})
        finished = self.place.run([sys.executable, FOLDER / "mongodb_replay.py"], block, asked)
        if finished.status is None:
            return timed_out(block)
        if finished.status:
            return Failure(("replay",), details=finished.printed)
        different = json.loads(finished.printed)
        if not different:
            return None
        call, other = different[0]
        ours = "an error" if call.get("failed") else json.dumps(call["result"])
        details = (
            f"the two imitations of MongoDB do not agree on {call['collection']}.{call['operation']}:\n"
            f"mingo: {ours}\nSecantusDB: {json.dumps(other)}"
        )
        return Failure(("disagreement",), details=details)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
