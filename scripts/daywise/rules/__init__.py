"""The rules that a library is held to: functions that give the problems they find.

The shape of one file is checked where it is read; these rules are about what only shows when things are seen together.
A rule speaks of what it is sure of: where an earlier problem left something open, it says nothing, so that one mistake
is one problem.
"""

from daywise.rules import (
    code,
    days,
    identity,
    lessons,
    notes,
    records,
    references,
    style_blocks,
    style_minutes,
    style_parts,
    style_practice,
    style_text,
)
from daywise.rules.rule import LessonRule, Rule, StyleRule

RULES: tuple[Rule, ...] = (*identity.RULES, *days.RULES, *references.RULES, *lessons.RULES)
LESSON_RULES: tuple[LessonRule, ...] = (*notes.RULES, *code.RULES)
FINISHED_RULES: tuple[Rule, ...] = (*records.RULES, *style_minutes.RULES)
"""What finished work is held to as well. Builds do without these, so that authors see what they write."""
STYLE_RULES: tuple[StyleRule, ...] = (
    *style_parts.RULES,
    *style_blocks.RULES,
    *style_practice.RULES,
    *style_text.RULES,
)
"""The same, about the lessons of plans that ask for the house style."""
