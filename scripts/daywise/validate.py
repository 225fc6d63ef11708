"""Hold a library to every rule, and report all that they find together."""

from __future__ import annotations

from pathlib import Path

from daywise.load import Library, load
from daywise.problems import InvalidSourceError
from daywise.rules import RULES


def validate(library: Library) -> None:
    """Run every rule on every plan; raises InvalidSourceError with all problems when there are any."""
    problems = [problem for source in library.sources for rule in RULES for problem in rule(library, source)]
    if problems:
        raise InvalidSourceError(problems)


def load_valid(plans: Path) -> Library:
    """Load the plans below a folder and hold them to every rule; raises InvalidSourceError when any is broken."""
    library = load(plans)
    validate(library)
    return library
