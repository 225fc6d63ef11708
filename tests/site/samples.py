"""A small plan with one lesson, for the tests that change a source and look what comes of it."""

from __future__ import annotations

PLAN = """\
id: small
title: Small plan
summary: Three days, to try things out.
step: day
length: 3
goal: Try things out.
phases:
  - id: start
    label: Week 1
    title: Start
    units:
      - id: first-day
        at: 1
        title: First day
        topics: [Names and objects]
        kind: lesson
        minutes: 30
        objective: Explain what a name is.
        checklist:
          - {id: read-it, text: Read the lesson}
          - {id: say-it, text: Say it aloud}
          - {id: write-it, text: Write it down}
      - id: second-day
        at: 2
        title: Second day
        kind: practice
        minutes: 30
        objective: Practise what you read.
        checklist:
          - {id: solve-one, text: Solve one task}
          - {id: solve-two, text: Solve another}
          - {id: time-it, text: Measure your time}
      - id: third-day
        at: 3
        title: Third day
        kind: review
        minutes: 30
        objective: Repeat what you learned.
        checklist:
          - {id: repeat-it, text: Repeat it}
          - {id: teach-it, text: Teach it to a friend}
          - {id: plan-on, text: Plan the next week}
"""

LESSON = """\
# First day

What a name is.

## Goal

- Explain what a name is

<!-- id: names -->

## Block 1 – Names

A name leads to an object. More on the [second day](second-day.md).

## Self-check

- <!-- id: sc-name --> What is a name? ([Block 1](#names))

## Further reading

- [The Python tutorial](https://docs.python.org/3/tutorial/), its third chapter.
"""

FILES = {"small/plan.yaml": PLAN, "small/lessons/first-day.md": LESSON}
"""The texts of a ``plans`` folder, by path below it."""


def replaced(text: str, old: str, new: str) -> str:
    """Replace a text that stands there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
