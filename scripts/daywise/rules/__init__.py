"""The rules that a library is held to: each is a function ``(library, source) -> problems``.

The shape of one file is checked where it is read; these rules are about what only shows when things are seen together.
"""

from daywise.rules import code, days, identity, lessons, references
from daywise.rules.rule import Rule

RULES: tuple[Rule, ...] = (*identity.RULES, *days.RULES, *references.RULES, *lessons.RULES, *code.RULES)
