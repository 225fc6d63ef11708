"""Keep what was found in each lesson between runs, so that a check reads only the notes that have changed.

Reading a lesson's Markdown takes most of the time of a check: 10 ms of 30 kB. What was found is kept in one JSON file
by a digest of the notes; all of it is thrown away when the code that finds it, or a library that it uses, changes.
The file may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import markdown_it

from daywise.effort import Effort
from daywise.facts import LessonFacts, LinkFact, OwnerFact
from daywise.problems import Problem

STORE = Path(".cache/daywise/findings.json")
"""Where `check` keeps it, below the working folder."""

MOST = 3_000
"""So many lessons are kept: those of several folders of plans, and of some edits."""


class Findings(NamedTuple):
    """The facts about a lesson, the problems that show in it alone, and where it breaks the house style."""

    facts: LessonFacts
    problems: tuple[Problem, ...]
    style: tuple[Problem, ...] = ()


class FindingStore:
    """The findings of earlier runs, and what this run adds; the newest are kept for the next."""

    def __init__(self, path: Path) -> None:
        """Read what is kept; nothing is, when the file is not there, cannot be read or was made by other code."""
        self.path = path
        self.code = _code_digest()
        self.kept: dict[str, Any] = {}
        self.new: dict[str, Any] = {}
        try:
            read = json.loads(path.read_bytes())
            self.kept = read["findings"] if read["code"] == self.code else {}
        except (OSError, ValueError, KeyError, TypeError):
            return

    def get(self, note: tuple[str, str, str]) -> Findings | None:
        """Give what an earlier run found in notes, or None.

        Notes are a path, a text and the kind of unit whose style they were held to (empty for none).
        """
        key = _key(note)
        try:
            findings = _from_json(self.kept[key])
        except (KeyError, TypeError, ValueError):
            return None
        self.new[key] = self.kept[key]
        return findings

    def put(self, note: tuple[str, str, str], findings: Findings) -> None:
        """Keep what was found in notes."""
        self.new[_key(note)] = _to_json(findings)

    def save(self) -> None:
        """Write the file when something in it has changed; where nothing can be written, the next run is slow again."""
        if self.new.keys() <= self.kept.keys():
            return
        newest = list(({key: found for key, found in self.kept.items() if key not in self.new} | self.new).items())
        text = json.dumps({"code": self.code, "findings": dict(newest[-MOST:])}, separators=(",", ":"))
        scratch = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(text, "utf-8")
            scratch.replace(self.path)
        except OSError:
            return


def _key(note: tuple[str, str, str]) -> str:
    return hashlib.blake2b("\0".join(note).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _code_digest() -> str:
    """Give a digest that changes with the code that reads and judges notes, and with what it is built on."""
    digest = hashlib.blake2b(f"{sys.version_info[:2]} {markdown_it.__version__}".encode(), digest_size=16)
    for path in sorted(_modules()):
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _modules() -> Iterator[Path]:
    package = Path(__file__).parent
    yield from package.glob("*.py")
    yield from (package / "rules").glob("*.py")


def _to_json(findings: Findings) -> Any:
    facts, problems, style = findings
    return {
        "owners": facts.owners,
        "anchors": sorted(facts.anchors),
        "links": facts.links,
        "terms": facts.terms,
        "code": facts.code,
        "effort": facts.effort,
        "whole_until": facts.whole_until,
        "problems": [[p.path, p.line, p.column, p.rule, p.message, p.hint] for p in problems],
        "style": [[p.path, p.line, p.column, p.rule, p.message, p.hint] for p in style],
    }


def _from_json(data: Any) -> Findings:
    facts = LessonFacts(
        tuple(OwnerFact(*each) for each in data["owners"]),
        frozenset(data["anchors"]),
        tuple(LinkFact(*each) for each in data["links"]),
        tuple(data["terms"]),
        tuple(data["code"]),
        Effort(*data["effort"]),
        data["whole_until"],
    )
    return Findings(facts, *(tuple(Problem(*each) for each in data[name]) for name in ("problems", "style")))
