"""A process that runs the blocks of a lesson one after the other, so that each continues the one before."""

from __future__ import annotations

import json
import os
import select
import subprocess
from typing import IO, Any

from daywise.lesson import Code
from daywise.verify.process import Capture, end_group
from daywise.verify.result import Failure
from daywise.verify.runners.runner import timed_out
from daywise.verify.workplace import Workplace, timeout_of

Answer = dict[str, Any]


class Worker:
    """A process that takes commands and gives answers, a line of JSON each, and prints into a file meanwhile."""

    def __init__(self, command: list[str], place: Workplace) -> None:
        """Start it; the numbers of the two pipes are its last arguments."""
        self.capture = Capture()
        self._dead: Failure | None = None
        commands_out, commands_in = os.pipe()
        answers_out, answers_in = os.pipe()
        self._child = subprocess.Popen(
            [*command, str(commands_out), str(answers_in)],
            cwd=place.folder,
            env=place.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.capture.file,
            stderr=self.capture.file,
            pass_fds=(commands_out, answers_in),
            start_new_session=True,
        )
        self._reaper = place.servers.reaper
        self._reaper.process(self._child.pid)
        os.close(commands_out)
        os.close(answers_in)
        self._commands: IO[str] = os.fdopen(commands_in, "w", encoding="utf-8")
        self._answers: IO[str] = os.fdopen(answers_out, encoding="utf-8")

    def ask(self, command: dict[str, Any], block: Code) -> Answer | Failure:
        """Send a command and wait for the answer; give a failure when there is none in time, or the process ends."""
        if self._dead:
            return self._dead
        line: str | None = ""
        try:
            print(json.dumps(command), file=self._commands, flush=True)
            ready, _, _ = select.select([self._answers], [], [], timeout_of(block))
            line = self._answers.readline() if ready else None
        except BrokenPipeError:
            pass
        if line:
            answer: Answer = json.loads(line)
            return answer
        self._dead = Failure(("ended",), details="the lesson's program ended in an earlier block")
        if line is None:
            end_group(self._child.pid)
            return timed_out(block)
        status = self._child.wait()
        return Failure((f"exit {status}",), details=f"the lesson's program ended with exit status {status}")

    def close(self) -> None:
        """End the process and all that it started."""
        end_group(self._child.pid)
        self._child.wait()
        self._reaper.ended(self._child.pid)
        for file in (self._commands, self._answers):
            try:
                file.close()
            except BrokenPipeError:
                continue
        self.capture.close()


def failure_of(answer: Answer | Failure) -> Failure | None:
    """Give the error that an answer tells of, if it does."""
    if isinstance(answer, Failure):
        return answer
    if not answer:
        return None
    return Failure(tuple(answer["names"]), answer["shown"], answer["details"], answer["line"])
