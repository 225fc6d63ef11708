"""Parts of an output that may differ from run to run, for blocks that ask for it: ``<!-- mask: times -->``."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASKS: dict[str, re.Pattern[str]] = {
    "addresses": re.compile(r"\b0x[0-9a-fA-F]{4,}\b"),
    "dates": re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9:]{2,6})?)?"),
    "ports": re.compile(r"(?<=:)[0-9]{4,5}\b"),
    "times": re.compile(r"\b[0-9]+(?:\.[0-9]+)?(?= ?(?:ns|µs|us|ms|s|sec|seconds?|milliseconds?)\b)"),
    "uuids": re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"),
}
"""What each mask covers."""


def split_names(value: str) -> tuple[str, ...]:
    """Split the value of a ``mask`` instruction."""
    return tuple(name.strip() for name in value.split(","))


def masked(text: str, names: Iterable[str]) -> str:
    """Give a text with everything that the masks cover replaced by an ellipsis."""
    for name in names:
        text = MASKS[name].sub("…", text)
    return text
