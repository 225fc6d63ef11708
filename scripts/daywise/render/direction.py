"""Which way a text runs: Urdu from the right, English from the left; a page may hold both.

Counted, since the usual rule, the first letter decides, takes an Urdu title that begins with “Python” for English. The
style sheet lets what is not marked here follow that rule.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from markdown_it.token import Token
from markupsafe import Markup

FROM_RIGHT = frozenset({"R", "AL"})
"""The bidirectional classes of letters that run from the right: of Hebrew, and of Arabic, Urdu and their kin."""


def runs_from_right(texts: Iterable[str]) -> bool:
    """Tell whether most letters of these texts are of a script that runs from the right."""
    text = "".join(texts)
    if text.isascii():  # No letter of it runs from the right.
        return False
    classes = [unicodedata.bidirectional(letter) for letter in text]
    return sum(each in FROM_RIGHT for each in classes) > classes.count("L")


def side(texts: str | Iterable[str]) -> Markup:
    """Give the attribute of the element that holds these texts: nothing for those from the left."""
    found = runs_from_right([texts] if isinstance(texts, str) else texts)
    return Markup(' dir="rtl"') if found else Markup()


def prose(tokens: Sequence[Token]) -> Iterable[str]:
    """Give the words of Markdown tokens, code apart: that is English in a text of any language."""
    for token in tokens:
        if token.type == "text":
            yield token.content
        if token.children:
            yield from prose(token.children)


def block(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    """Give the tokens of the block that one of them opens."""
    depth = 0
    for end in range(start, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return tokens[start : end + 1]
    return tokens[start:]
