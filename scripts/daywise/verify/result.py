"""What came of running one block."""

from __future__ import annotations

from dataclasses import dataclass

from daywise.ran import Status


@dataclass(frozen=True, slots=True)
class Tool:
    """A program with its version; ``note`` says what a reader must know of it."""

    name: str
    version: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that ended a block.

    ``names`` are what a ``raises`` instruction may call it; ``shown`` is what the page shows of it, below what was
    printed; ``details`` (a traceback, say) are for the author; ``line`` is the lesson's line, when it is known.
    """

    names: tuple[str, ...]
    shown: str = ""
    details: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a block printed, with what it ran (or was checked), and the error it ended with, if any."""

    printed: str
    tools: tuple[Tool, ...]
    failure: Failure | None = None
    status: Status = "ran"

    @property
    def shown(self) -> str:
        """What the page shows: what was printed, then the error's last line."""
        printed = self.printed.rstrip("\n")
        ending = self.failure.shown if self.failure else ""
        text = "\n".join(part for part in (printed, ending) if part)
        return f"{text}\n" if text else ""


class MissingToolError(Exception):
    """A program that a lesson needs is not on this machine."""

    def __init__(self, name: str, install: str) -> None:
        """Take what is missing, and how to get it."""
        super().__init__(f"{name} is missing: {install}")
        self.name = name
        self.install = install
