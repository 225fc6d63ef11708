"""What every private server has: a folder, a free port, a process that is ended by its own id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from daywise.verify.reaper import Reaper
from daywise.verify.result import Tool

SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 5
# Servers that refuse to run as root run as this user.
NOBODY = "nobody"
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Database:
    """A fresh database: the environment by which programs reach it, and how it is dropped."""

    environment: Mapping[str, str]
    tool: Tool
    client: tuple[str, ...]
    close: Callable[[], None]


class ServerError(Exception):
    """A server did not start; carries what it printed."""


class Server(ABC):
    """A server in a temporary folder, on the loopback interface.

    A shared one serves all lessons, each in a database of its own; another is started for each lesson.
    """

    shared: ClassVar[bool] = True

    def __init__(self, reaper: Reaper) -> None:
        """Start it; raises MissingToolError when it is not installed, ServerError when it does not start."""
        self._reaper = reaper
        self.folder = Path(tempfile.mkdtemp(prefix="daywise-server-"))
        reaper.folder(self.folder)
        self.port = free_port()
        self._child: subprocess.Popen[bytes] | None = None
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    @abstractmethod
    def start(self) -> None:
        """Start the process and wait until it answers."""

    @abstractmethod
    def database(self) -> Database:
        """Give a fresh database."""

    def launch(self, command: list[str], *, user: str | None = None) -> None:
        """Start the server's process, out of reach of the terminal's Ctrl-C: `close` ends it."""
        with (self.folder / "server.log").open("wb") as log:
            self._child = subprocess.Popen(
                command,
                cwd=self.folder,
                env=CLEAN_ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=user,
                group=None if user is None else nobody_group(),
                extra_groups=None if user is None else [],
            )
        self._reaper.process(self._child.pid)

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Wait until the server answers; raises ServerError when it ends first, or takes too long.

        A ServerError of the question itself only says that the server is not ready yet.
        """
        end = time.monotonic() + SECONDS_TO_START
        while not _has_answered(answers):
            self._check_alive(end)
            time.sleep(0.02)
        self._check_alive(end)  # Else another server has taken the port, and answered.

    def _check_alive(self, end: float) -> None:
        if (self._child and self._child.poll() is not None) or time.monotonic() > end:
            log = (self.folder / "server.log").read_text("utf-8", "replace")
            message = f"the server did not start:\n{log}"
            raise ServerError(message)

    def close(self) -> None:
        """End the process and remove the folder."""
        if self._child:
            self._child.kill()
            self._child.wait()
            self._reaper.ended(self._child.pid)
            self._child = None
        shutil.rmtree(self.folder, ignore_errors=True)
        self._reaper.removed(self.folder)


def _has_answered(answers: Callable[[], bool]) -> bool:
    try:
        return answers()
    except ServerError:
        return False


def free_port() -> int:
    """Give a port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_root() -> bool:
    """Tell whether this runs as root, as containers of continuous integration do."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def nobody_group() -> int:
    """Give the group of the user who owns nothing."""
    import pwd  # noqa: PLC0415 - Windows has none, and imports this module too

    return pwd.getpwnam(NOBODY).pw_gid


def run_tool(
    command: list[str],
    *,
    user: str | None = None,
    folder: Path | None = None,
    text: str = "",
    timeout: float = SECONDS_TO_START,
) -> str:
    """Run a server's own tool; gives what it printed, raises ServerError with that when it fails."""
    try:
        answer = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            input=text,
            env=CLEAN_ENVIRONMENT,
            cwd=folder,
            timeout=timeout,
            user=user,
            group=None if user is None else nobody_group(),
            extra_groups=None if user is None else [],
        )
    except subprocess.TimeoutExpired as error:
        message = f"{Path(command[0]).name} did not end in {timeout:g} seconds"
        raise ServerError(message) from error
    if answer.returncode:
        message = f"{Path(command[0]).name} failed:\n{answer.stdout}{answer.stderr}"
        raise ServerError(message)
    return answer.stdout
