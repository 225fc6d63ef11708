"""Lexers of Pygments that find the rule that fits a place of the code with one regular expression.

A lexer of Pygments tries its rules one after the other: a name in Python is reached after thirty of them. To join the
rules of a state into one expression, which tells by an empty group which of them fits first, takes a third of the time.
Pygments goes on with that rule, so the tokens are the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from pygments.lexer import Lexer
from pygments.token import _TokenType

Rule: TypeAlias = tuple[Any, Any, Any]
"""How Pygments holds a rule: what looks whether it fits, what it makes of the text, and the state that follows."""

WORTH = 3_000
"""So many places have a state before its rules are joined, which takes as long as to lex these: one edit has fewer."""

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_OWN_FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")
_REFERENCE = re.compile(r"\(\?P|\(\?\(|\\[0-9]")
"""A group by its name or number: such an expression does not bear others beside it."""
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)", re.DOTALL)
"""An escaped character, a set of characters, or the opening of a group."""


def quick(lexer: Lexer) -> Lexer:
    """Give a lexer that makes the same tokens; one that does not work by rules is given back."""
    kind = type(lexer)
    states: Mapping[str, Sequence[Rule]] | None = vars(kind).get("_tokens")
    if states is None:
        return lexer
    rules = {state: _Rules(its_rules) for state, its_rules in states.items()}
    found: Lexer = type(kind.__name__, (kind,), {"_tokens": rules})(**lexer.options)
    return found


class _Rules:
    """The rules of one state, for Pygments to walk over at each place of the code."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._fitting: re.Match[str] | None = None
        self._visits = 0

    def __iter__(self) -> Iterator[Rule]:
        """Give a rule that only looks, and never fits; then the one that does, if any."""
        self._visits += 1
        if self._visits < WORTH or self._joined is None:
            yield from self._rules
            return
        yield self._look, None, None
        if (match := self._fitting) is not None and match.lastindex:
            yield self._then[match.lastindex - 1]

    def _look(self, text: str, start: int, end: int = sys.maxsize) -> None:
        self._fitting = self._joined.match(text, start, end) if self._joined else None

    def _again(self, *_place: Any) -> re.Match[str] | None:
        """Give what `_look` has found just before: a rule that asks for no groups takes it as its own."""
        return self._fitting

    @cached_property
    def _then(self) -> list[Rule]:
        return [
            (self._again if action is None or type(action) is _TokenType else looks, action, state)
            for looks, action, state in self._rules
        ]

    @cached_property
    def _joined(self) -> re.Pattern[str] | None:
        """One expression for all rules, the n-th group of which stands at the end of the n-th; None where none is."""
        sources = [_source(looks) for looks, _action, _state in self._rules]
        return None if None in sources else re.compile("|".join(f"{source}()" for source in sources))


def _source(looks: Any) -> str | None:
    """Give what a rule looks for as a part of a larger expression, without groups; None where that cannot be."""
    pattern = getattr(looks, "__self__", None)
    if not isinstance(pattern, re.Pattern) or pattern.flags & (re.VERBOSE | re.ASCII):
        return None
    source = _OWN_FLAGS.sub("", pattern.pattern, count=1) if _OWN_FLAGS.match(pattern.pattern) else pattern.pattern
    if _REFERENCE.search(source):
        return None
    flags = "".join(letter for letter, flag in _FLAGS.items() if pattern.flags & flag)
    return f"(?{flags}:{_PIECE.sub(lambda piece: '(?:' if piece[0] == '(' else piece[0], source)})"
