"""Start modules of this package as processes of their own, so that they work on other processors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO


def start(module: str, *options: str, given: IO[str] | None = None) -> subprocess.Popen[bytes]:
    """Start ``python -m module options``, which prints nothing; it finds ``given``, a file, as its standard input.

    Raises OSError when the system starts no process.
    """
    paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", module, *options],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=given or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def processors() -> int:
    """Give how many processes can work at the same time."""
    if hasattr(os, "sched_getaffinity"):  # Linux only: what this process may use.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
