"""Keep what was found in each lesson between runs, so that a check reads only the notes that have changed."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from daywise.effort import Effort
from daywise.facts import LessonFacts, LinkFact, OwnerFact
from daywise.model import Kind
from daywise.problems import Problem
from daywise.store import Store, key


class Findings(NamedTuple):
    """The facts about a lesson, the problems that show in it alone, and where it breaks the house style."""

    facts: LessonFacts
    problems: tuple[Problem, ...]
    style: tuple[Problem, ...] = ()


class Notes(NamedTuple):
    """What findings hang on: the text of notes, and the kind of unit whose style they are held to, or "".

    ``digest`` is of the text and of where it stands, which messages name.
    """

    digest: str
    text: str
    kind: Kind | Literal[""]


def findings_key(notes: Notes) -> str:
    """Give the key of what is found in notes."""
    return key("findings", notes.digest, notes.kind)


def kept_findings(store: Store, notes: Notes) -> Findings | None:
    """Give what was found in notes by an earlier run, or None."""
    try:
        return _from_json(store.get(findings_key(notes)))
    except (KeyError, TypeError, ValueError):
        return None


def keep_findings(store: Store, notes: Notes, findings: Findings) -> None:
    """Keep what was found."""
    store.put(findings_key(notes), _to_json(findings))


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
