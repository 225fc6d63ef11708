"""Python, and HTTP requests to the lesson's own app: one process for each run of a lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from daywise.languages import PACKAGES
from daywise.lesson import Code
from daywise.verify import workers
from daywise.verify.result import Failure, Result
from daywise.verify.runners.runner import Runner
from daywise.verify.runners.worker import Answer, Worker, failure_of
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
        packages = (PACKAGES[need] for need in place.lesson.settings.needs if need in PACKAGES)
        self._tools = (place.interpreter.tool, *(package_tool(name) for name in packages))
        command = [*place.interpreter.command, "-s", "-P", "-X", "utf8", str(WORKER)]
        self._worker = Worker(command, place)
        self._first = True

    def run(self, block: Code) -> Result:
        """Run a block, or send a request."""
        if block.language == "http":
            return self._exchange(block)
        if block.title:
            self.place.save(block)
        answer = self._ask(block, {"source": block.source, "line": block.line})
        return Result(self._worker.capture.new_text(), self._tools, failure_of(answer))

    def _exchange(self, block: Code) -> Result:
        tools = tuple(package_tool(name) for name in ("fastapi", "uvicorn"))
        try:
            request = read_request(block.source)
        except ValueError as error:
            return Result("", tools, Failure(("request",), details=str(error)))
        answer = self._ask(block, {"request": {**request, "timeout": timeout_of(block)}})
        printed = self._worker.capture.new_text()
        if isinstance(answer, dict) and "response" in answer:
            return Result(printed + response_text(answer["response"]), tools)
        return Result(printed, tools, failure_of(answer))

    def _ask(self, block: Code, command: Answer) -> Answer | Failure:
        command |= {"path": self.place.lesson.path}
        if self._first:
            command |= {"lesson": self.place.text, "executable": self.place.interpreter.command[0]}
            self._first = False
        return self._worker.ask(command, block)

    def close(self) -> None:
        """End the process and all that it started."""
        self._worker.close()


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
