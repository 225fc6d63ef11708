"""Run a program for a block: in a group of its own, with a time limit, what it prints kept in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from daywise.verify.reaper import Reaper


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit status (negative: the signal), or None when its time ran out; what it printed."""

    status: int | None
    printed: str
    group: int


class Capture:
    """A file that takes what programs print, errors too, in the order in which they print it."""

    def __init__(self) -> None:
        """Make the file; it has no name and goes with its last user."""
        self.file: IO[bytes] = tempfile.TemporaryFile(mode="a+b", buffering=0)  # noqa: SIM115 - `close` closes it
        self._read_until = 0

    def new_text(self) -> str:
        """Give what was printed since the last call."""
        data = os.pread(self.file.fileno(), os.fstat(self.file.fileno()).st_size - self._read_until, self._read_until)
        self._read_until += len(data)
        return data.decode("utf-8", "replace")

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def run(  # noqa: PLR0913 - all that a process is started with
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    *,
    timeout: float,
    reaper: Reaper,
    text: str | None = None,
) -> Finished:
    """Run a program to its end with ``text`` as its input; when its time runs out, end its whole group.

    What it started in the background lives on; the reaper goes on watching over its group.
    """
    with tempfile.TemporaryFile() as stdin, contextlib.closing(Capture()) as capture:
        stdin.write((text or "").encode())
        stdin.seek(0)
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=stdin,
            stdout=capture.file,
            stderr=capture.file,
            start_new_session=True,
        )
        reaper.process(child.pid)
        try:
            status: int | None = child.wait(timeout)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            if child.poll() is None:
                end_group(child.pid)
                child.wait()
        return Finished(status, capture.new_text(), child.pid)


def end_group(group: int) -> None:
    """End every process of a group that this program started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
