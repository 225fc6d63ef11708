"""The rules that a library is held to: functions that give the problems they find.

The shape of one file is checked where it is read; these rules are about what only shows when things are seen together.
A rule speaks of what it is sure of: where an earlier problem left something open, it says nothing, so that one mistake
is one problem.
"""

from daywise.rules import code, days, identity, lessons, notes, references
from daywise.rules.rule import LessonRule, Rule

RULES: tuple[Rule, ...] = (*identity.RULES, *days.RULES, *references.RULES, *lessons.RULES)
LESSON_RULES: tuple[LessonRule, ...] = (*notes.RULES, *code.RULES)
