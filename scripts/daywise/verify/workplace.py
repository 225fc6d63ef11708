"""Where the blocks of one lesson run: a folder of their own, a clean environment, the servers that the lesson needs."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from daywise.lesson import Code, Lesson
from daywise.verify import process
from daywise.verify.process import Finished
from daywise.verify.servers import Database, Servers
from daywise.verify.tools import Interpreter, environment_bin

DEFAULT_TIMEOUT = 10.0
# A port that nothing listens on: whoever honours these variables reaches no other machine.
NO_PROXY_ANSWERS = "http://127.0.0.1:9"


@dataclass
class Workplace:
    """The surroundings of one run of a lesson; leaving it ends what the lesson started and removes its folder."""

    lesson: Lesson
    text: str
    interpreter: Interpreter
    servers: Servers
    folder: Path = field(init=False)
    databases: dict[str, Database] = field(default_factory=dict)
    _groups: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Make the folder and give the lesson a fresh database on each server that it names."""
        self.folder = Path(tempfile.mkdtemp(prefix="daywise-lesson-"))
        self.servers.reaper.folder(self.folder)
        (self.folder / ".home" / "bin").mkdir(parents=True)
        try:
            for name in self.lesson.settings.needs:
                if name in self.servers.kinds:
                    database = self.databases[name] = self.servers.database(name)
                    if database.environment:
                        self._wrap(database.client)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing behind."""
        self.close()

    def close(self) -> None:
        """End the lesson's processes, drop its databases, remove its folder."""
        for group in self._groups:
            process.end_group(group)
            self.servers.reaper.ended(group)
        for database in self.databases.values():
            database.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.servers.reaper.removed(self.folder)

    def _wrap(self, client: tuple[str, ...]) -> None:
        """Let a plain `redis-cli` or `psql` in a shell block reach the lesson's own server."""
        wrapper = self.folder / ".home" / "bin" / Path(client[0]).name
        wrapper.write_text(f'#!/bin/sh\nexec {shlex.join(client)} "$@"\n', "utf-8")
        wrapper.chmod(0o755)

    @property
    def environment(self) -> Mapping[str, str]:
        """Give the environment of the lesson's programs: nothing of the author's own, and how to reach the servers."""
        path = [str(self.folder / ".home" / "bin"), str(environment_bin()), "/usr/local/bin", "/usr/bin", "/bin"]
        own = {
            "PATH": os.pathsep.join(path),
            "HOME": str(self.folder / ".home"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            # Another one for each version, so that what hangs on the order of a set differs between versions.
            "PYTHONHASHSEED": str(self.interpreter.minor[1]),
            "NO_COLOR": "1",
            "PYTHON_COLORS": "0",
            "http_proxy": NO_PROXY_ANSWERS,
            "https_proxy": NO_PROXY_ANSWERS,
            "no_proxy": "127.0.0.1,localhost",
        }
        for database in self.databases.values():
            own |= database.environment
        return own

    def run(
        self, command: Sequence[str | Path], block: Code, text: str | None = None, *, timeout: float | None = None
    ) -> Finished:
        """Run a program for a block; what it leaves in the background runs on until the workplace is left."""
        finished = process.run(
            command,
            self.folder,
            self.environment,
            timeout=timeout or timeout_of(block),
            reaper=self.servers.reaper,
            text=text,
        )
        self._groups.append(finished.group)
        return finished

    def save(self, block: Code) -> Path:
        """Write a block that has a title to the file of that name."""
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.source, "utf-8")
        return path


def timeout_of(block: Code) -> float:
    """Give the seconds that a block may take."""
    return float(block.directive("timeout") or DEFAULT_TIMEOUT)
