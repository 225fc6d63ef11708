"""The record of what a lesson's code ran on: a file beside the notes, written by ``outputs``, read by every build.

The record holds a digest of each block, so that a block that was changed since is known as such.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from daywise.fences import code_of
from daywise.languages import LANGUAGES, language_of
from daywise.lesson import Code, Lesson

Status = Literal["ran", "checked", "skipped"]
SUFFIX = ".ran.json"
DIGEST_LENGTH = 16
_MINOR = re.compile(r"([0-9]+)\.([0-9]+)(?:\.[0-9]+)*")


class RecordError(Exception):
    """The record is not one that ``outputs`` wrote."""


@dataclass(frozen=True, slots=True)
class UsedTool:
    """A program that blocks were run or checked with, in these versions; ``note`` says what a reader must know."""

    name: str
    versions: tuple[str, ...]
    note: str = ""

    def __str__(self) -> str:
        """Give name, versions and note: ``Python 3.11–3.14``."""
        versions = _minor_range(self.versions) if self.name == "Python" else " and ".join(self.versions)
        return f"{self.name} {versions}{', ' if self.note else ''}{self.note}"


@dataclass(frozen=True, slots=True)
class RanBlock:
    """What happened to one block, and the names of the tools it happened with."""

    language: str
    digest: str
    status: Status
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a lesson's blocks ran on; blocks that are only shown are not in it."""

    tools: Mapping[str, UsedTool] = field(default_factory=dict)
    blocks: tuple[RanBlock, ...] = ()

    def fits(self, lesson: Lesson) -> bool:
        """Tell whether the record is of the lesson as it now stands."""
        digests = [digest_of(block, lesson) for block in recorded_blocks(lesson)]
        return digests == [block.digest for block in self.blocks]


def record_path(notes: Path) -> Path:
    """Give the file of the record of a lesson's notes."""
    return notes.with_name(f"{notes.stem}{SUFFIX}")


def recorded_blocks(lesson: Lesson) -> Iterable[Code]:
    """Give the blocks that are run or checked, in the order of the lesson."""
    return (block for block in code_of(lesson) if LANGUAGES.get(language_of(block, lesson)) != "shown")


def digest_of(block: Code, lesson: Lesson) -> str:
    """Give a digest of all that decides what a run does and what the page shows of it."""
    directives = sorted((each.name, each.value) for each in block.directives)
    parts = [language_of(block, lesson), block.title, block.source, block.output, directives]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:DIGEST_LENGTH]


def read_record(text: str) -> Record:
    """Read a record; raises RecordError when it is not one."""
    try:
        data: Any = json.loads(text)
        tools = {
            name: UsedTool(name, tuple(tool["versions"]), tool.get("note", "")) for name, tool in data["tools"].items()
        }
        blocks = tuple(
            RanBlock(block["language"], block["digest"], block["status"], tuple(block["tools"]))
            for block in data["blocks"]
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "this is no record of a run"
        raise RecordError(message) from error
    if any(name not in tools for block in blocks for name in block.tools):
        message = "a block names a tool that the record does not have"
        raise RecordError(message)
    return Record(tools, blocks)


def read_records(folder: Path) -> dict[str, Record]:
    """Read the records in a folder of lessons; one that cannot be read counts as none: `outputs` writes it anew."""
    records = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(OSError, UnicodeDecodeError, RecordError):
            records[path.name.removesuffix(SUFFIX)] = read_record(path.read_text("utf-8"))
    return records


def record_text(record: Record) -> str:
    """Give a record as it is stored: a line for each tool and block, so that a diff says what changed."""
    tools = [
        f"    {_json(name)}: {_json({'versions': list(tool.versions)} | ({'note': tool.note} if tool.note else {}))}"
        for name, tool in sorted(record.tools.items())
    ]
    blocks = [f"    {_json(asdict(block))}" for block in record.blocks]
    lines = ["{", '  "tools": {', ",\n".join(tools), "  },", '  "blocks": [', ",\n".join(blocks), "  ]", "}"]
    return "".join(f"{line}\n" for line in lines if line)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _minor_range(versions: Iterable[str]) -> str:
    """Give versions of Python without their last part, neighbours joined: ``3.11–3.13 and 3.15``."""
    minors = sorted({(int(match[1]), int(match[2])) for text in versions if (match := _MINOR.match(text))})
    runs: list[list[tuple[int, int]]] = []
    for minor in minors:
        if runs and runs[-1][-1] == (minor[0], minor[1] - 1):
            runs[-1].append(minor)
        else:
            runs.append([minor])
    texts = [f"{run[0][0]}.{run[0][1]}" + (f"–{run[-1][0]}.{run[-1][1]}" if len(run) > 1 else "") for run in runs]
    return " and ".join(texts)
