"""Ends servers and lessons, and removes their folders, even when this program cannot: when it is killed, say.

A small process of its own holds the other end of a pipe. When the pipe closes, for whatever reason, it ends the
processes it was told of, by their ids, and removes the folders.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from pathlib import Path

WATCH = """
import os, shutil, signal, sys
processes, folders = {}, {}
for line in sys.stdin:
    word, value = line.rstrip("\\n").split(" ", 1)
    kind = processes if word in ("process", "ended") else folders
    if word in ("process", "folder"):
        kind[value] = None
    else:
        kind.pop(value, None)
for process in processes:
    try:
        os.killpg(int(process), signal.SIGKILL)
    except OSError:
        pass
for folder in folders:
    shutil.rmtree(folder, ignore_errors=True)
"""


class Reaper:
    """Knows what must not outlive this program."""

    def __init__(self) -> None:
        """Start the watching process, out of reach of the terminal's Ctrl-C."""
        self._child = subprocess.Popen(
            [sys.executable, "-S", "-c", WATCH], stdin=subprocess.PIPE, start_new_session=True, text=True
        )
        self._lock = threading.Lock()

    def process(self, pid: int) -> None:
        """Watch over a process and its group, which it leads."""
        self._tell(f"process {pid}")

    def ended(self, pid: int) -> None:
        """Forget a process that has ended, before its id can belong to another."""
        self._tell(f"ended {pid}")

    def folder(self, path: Path) -> None:
        """Watch over a folder."""
        self._tell(f"folder {path}")

    def removed(self, path: Path) -> None:
        """Forget a folder."""
        self._tell(f"removed {path}")

    def close(self) -> None:
        """End what is left."""
        with self._lock, contextlib.suppress(BrokenPipeError):
            if self._child.stdin:
                self._child.stdin.close()
        self._child.wait()

    def _tell(self, line: str) -> None:
        with self._lock:
            if self._child.stdin and not self._child.stdin.closed:
                self._child.stdin.write(f"{line}\n")
                self._child.stdin.flush()
