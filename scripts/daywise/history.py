"""When source files were last changed, from git: the day of the last commit that touched each.

Like `load`, it only reads. Where git cannot tell (no repository, no git, a copy of only the newest commits) it says
nothing, and pages say nothing of it either.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MARK = "\x01"
_LOG = ("log", "-z", "--name-only", "--relative", "--no-renames", f"--format={_MARK}%as")


def last_changes(folder: Path) -> Mapping[str, date]:
    """Give the day (the author's) of the last commit that touched each file below a folder, by its path there.

    A folder in it has the newest day of its files. One commit always gives the same.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    changes: dict[str, date] = {}
    day = date.min
    for entry in _git(folder, *_LOG).split("\0"):
        name = entry.lstrip("\n")
        if name.startswith(_MARK):
            day = date.fromisoformat(name.removeprefix(_MARK))
        elif name:
            for path in (name, *(parent.as_posix() for parent in Path(name).parents)):
                changes.setdefault(path, day)  # The log begins with the newest commit.
    return changes


def spelled(day: date) -> str:
    """Give a day as people write it, in English on every machine: ``3 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _git(folder: Path, *arguments: str) -> str:
    """Give what git says, or nothing where it fails or is not there."""
    try:
        answer = subprocess.run(  # noqa: S603 - arguments that stand in this file
            ["git", *arguments],  # noqa: S607 - found where the machine has it
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError:
        return ""
    return answer.stdout if answer.returncode == 0 else ""
