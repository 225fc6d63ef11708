"""Hold a library to every rule, and report all that they find together."""

from __future__ import annotations

from daywise.load import Library
from daywise.problems import InvalidSourceError
from daywise.rules import RULES


def validate(library: Library) -> None:
    """Run every rule on every plan; raises InvalidSourceError with all problems when there are any."""
    problems = [problem for source in library.sources for rule in RULES for problem in rule(library, source)]
    if problems:
        raise InvalidSourceError(problems)
