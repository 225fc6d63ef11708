"""Keep what was found in each lesson between runs, so that a check reads only the notes that have changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from daywise.facts import LessonFacts, LinkFact, OwnerFact
from daywise.problems import Problem
from daywise.store import Store, key


class Findings(NamedTuple):
    """The facts about a lesson, and the problems that show in it alone."""

    facts: LessonFacts
    problems: tuple[Problem, ...]


def findings_key(path: str, text: str) -> str:
    """Give the key of what is found in notes: at a path, with a text."""
    return key("findings", path, text)


def kept_findings(store: Store, path: str, text: str) -> Findings | None:
    """Give what was found in notes by an earlier run, or None."""
    try:
        return _from_json(store.get(findings_key(path, text)))
    except (KeyError, TypeError, ValueError):
        return None


def keep_findings(store: Store, path: str, text: str, findings: Findings) -> None:
    """Keep what was found."""
    store.put(findings_key(path, text), _to_json(findings))


def _to_json(findings: Findings) -> Any:
    facts, problems = findings
    return {
        "owners": facts.owners,
        "anchors": sorted(facts.anchors),
        "links": facts.links,
        "terms": facts.terms,
        "code": facts.code,
        "whole_until": facts.whole_until,
        "problems": [[p.path, p.line, p.column, p.rule, p.message, p.hint] for p in problems],
    }


def _from_json(data: Any) -> Findings:
    facts = LessonFacts(
        tuple(OwnerFact(*each) for each in data["owners"]),
        frozenset(data["anchors"]),
        tuple(LinkFact(*each) for each in data["links"]),
        tuple(data["terms"]),
        tuple(data["code"]),
        data["whole_until"],
    )
    return Findings(facts, tuple(Problem(*each) for each in data["problems"]))
