"""Python, and HTTP requests to the lesson's own app: one process for each run of a lesson."""

from __future__ import annotations

import json
import os
import select
import subprocess
from pathlib import Path
from typing import IO, Any

from daywise.lesson import Code
from daywise.verify import workers
from daywise.verify.process import Capture, end_group
from daywise.verify.result import Failure, Result
from daywise.verify.runners.runner import Runner, timed_out
from daywise.verify.tools import package_tool
from daywise.verify.workplace import Workplace, timeout_of

WORKER = Path(workers.__path__[0]) / "python_worker.py"
# These differ from run to run, or say nothing about the app.
UNSHOWN_HEADERS = frozenset({"connection", "content-length", "date", "server"})


class PythonRunner(Runner):
    """Runs blocks of Python; each continues the one before."""

    languages = frozenset({"python", "http"})

    def __init__(self, place: Workplace) -> None:
        """Start the process."""
        super().__init__(place)
        self._capture = Capture()
        self._dead: Failure | None = None
        commands_out, commands_in = os.pipe()
        answers_out, answers_in = os.pipe()
        interpreter = place.interpreter.command
        self._child = subprocess.Popen(
            [*interpreter, "-s", "-P", "-X", "utf8", str(WORKER), str(commands_out), str(answers_in)],
            cwd=place.folder,
            env=place.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._capture.file,
            stderr=self._capture.file,
            pass_fds=(commands_out, answers_in),
            start_new_session=True,
        )
        os.close(commands_out)
        os.close(answers_in)
        self._commands: IO[str] = os.fdopen(commands_in, "w", encoding="utf-8")
        self._answers: IO[str] = os.fdopen(answers_out, encoding="utf-8")
        self._first = True

    def run(self, block: Code) -> Result:
        """Run a block, or send a request."""
        if block.language == "http":
            return self._exchange(block)
        if block.title:
            self.place.save(block)
        tools = (self.place.interpreter.tool,)
        answer = self._ask(block, {"source": block.source, "line": block.line})
        return Result(self._capture.new_text(), tools, self._failure(answer))

    def _exchange(self, block: Code) -> Result:
        tools = tuple(package_tool(name, name.lower()) for name in ("FastAPI", "uvicorn"))
        try:
            request = read_request(block.source)
        except ValueError as error:
            return Result("", tools, Failure(("request",), details=str(error)))
        answer = self._ask(block, {"request": {**request, "timeout": timeout_of(block)}})
        printed = self._capture.new_text()
        if isinstance(answer, dict) and "response" in answer:
            return Result(printed + response_text(answer["response"]), tools)
        return Result(printed, tools, self._failure(answer))

    def _ask(self, block: Code, command: dict[str, Any]) -> dict[str, Any] | Failure:
        """Send a command and wait for the answer; give a failure when there is none in time, or the process ends."""
        if self._dead:
            return self._dead
        command |= {"path": self.place.lesson.path}
        if self._first:
            command |= {"lesson": self.place.text, "executable": self.place.interpreter.command[0]}
            self._first = False
        try:
            print(json.dumps(command), file=self._commands, flush=True)
            ready, _, _ = select.select([self._answers], [], [], timeout_of(block))
            line = self._answers.readline() if ready else None
        except BrokenPipeError:
            line = ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        later = "the lesson's Python ended in an earlier block"
        if line is None:
            end_group(self._child.pid)
            failure = timed_out(block)
        else:
            status = self._child.wait()
            failure = Failure((f"exit {status}",), details=f"the lesson's Python ended with exit status {status}")
        self._dead = Failure(("ended",), details=later)
        return failure

    def _failure(self, answer: dict[str, Any] | Failure) -> Failure | None:
        if isinstance(answer, Failure):
            return answer
        if not answer:
            return None
        return Failure(tuple(answer["names"]), answer["shown"], answer["details"], answer["line"])

    def close(self) -> None:
        """End the process and all that it started."""
        end_group(self._child.pid)
        self._child.wait()
        for file in (self._commands, self._answers):
            try:
                file.close()
            except BrokenPipeError:
                continue
        self._capture.close()


def read_request(source: str) -> dict[str, Any]:
    """Read a request as it is written in HTTP/1.1; raises ValueError saying what is wrong."""
    head, _, body = source.partition("\n\n")
    first, *lines = head.splitlines() or [""]
    words = first.split()
    match words:
        case [method, target, "HTTP/1.1"] if method.isupper() and target.startswith("/"):
            pass
        case _:
            message = f"expected a first line such as “GET /orders HTTP/1.1”, found “{first}”"
            raise ValueError(message)
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            message = f"expected a header such as “Accept: application/json”, found “{line}”"
            raise ValueError(message)
        headers.append([name.strip(), value.strip()])
    return {"method": method, "target": target, "headers": headers, "body": body.strip("\n")}


def response_text(response: dict[str, Any]) -> str:
    """Give a response as it is written in HTTP/1.1, without the headers that say nothing about the app."""
    headers = [f"{name}: {value}" for name, value in response["headers"] if name not in UNSHOWN_HEADERS]
    lines = [f"HTTP/1.1 {response['status']} {response['reason']}", *headers, "", response["body"]]
    return "\n".join(lines).rstrip("\n") + "\n"


