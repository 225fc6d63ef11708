"""Quick lexers make the tokens that Pygments makes by itself."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

from daywise.render import quick_lexer
from daywise.render.markup import LANGUAGE_NAMES
from daywise.render.quick_lexer import quick

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^```[a-z+]+[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SIGNS = "abc \n\t\"'`\\{}()[]#$%&/<>=+-*0123.e_:;,@!|~fé"


def lexers(name: str) -> tuple[Lexer, Lexer]:
    """Give Pygments' own lexer, and the quick one."""
    known = get_lexer_by_name(name, stripnl=False)
    return known, quick(known)


def codes() -> list[str]:
    """Give the code of all lessons, some of our own, and texts that are code of no language."""
    chance = random.Random(1)  # noqa: S311 - no secret
    lessons = (path.read_text("utf-8") for path in sorted(ROOT.glob("plans/*/lessons/*.md"))[::4])
    own = [ROOT / "scripts/daywise/store.py", ROOT / "docs/assets/js/daywise.js", ROOT / "mkdocs.yml"]
    return [
        *(code for text in lessons for code in FENCED.findall(text)),
        *(path.read_text("utf-8") for path in own),
        *("".join(chance.choices(SIGNS, k=150)) for _ in range(60)),
    ]


CODES = codes()
KNOWN = {alias for _name, aliases, _patterns, _types in get_all_lexers() for alias in aliases}


@pytest.mark.parametrize("name", sorted({*LANGUAGE_NAMES, "html", "rust"} & KNOWN))
def test_the_tokens_are_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_lexer, "WORTH", 5)  # Of each code, a part comes before the rules are joined.
    known, quicker = lexers(name)
    for code in CODES:
        assert list(quicker.get_tokens(code)) == list(known.get_tokens(code)), code


@pytest.mark.parametrize("name", ["python", "sql", "javascript"])
def test_most_states_of_a_language_are_joined(name: str) -> None:
    _known, quicker = lexers(name)
    joined = [rules._joined is not None for rules in vars(type(quicker))["_tokens"].values()]
    assert sum(joined) > 0.8 * len(joined)


def test_a_lexer_without_rules_is_given_back() -> None:
    known, quicker = lexers("text")
    assert quicker is known


def test_options_are_kept() -> None:
    known, quicker = lexers("python")
    assert quicker is not known
    assert quicker.stripnl is False
