"""How much a lesson asks of its reader: what counts as a word, what else takes time, and the minutes of it all."""

from __future__ import annotations

import pytest

from daywise.effort import Effort, effort_of, recalled, words_of
from daywise.lesson import Prose
from tests.builders import make_lesson


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ("One two three.", 3),
        ("One, two – three … and `four_five`.", 5),
        ("A [link with words](https://example.org/a-b-c) and **bold**.", 6),
        ("- one\n- two\n\n| a | b |\n| - | - |\n| c | d |", 6),
        ("یہ تین لفظ", 3),
        ("<!-- no word of this -->\n\nTwo *words*<!-- term -->.", 2),
        ("## Heading\n\nOne.\n\n### Smaller\n\nTwo.", 2),
        ("```text\nnot these\n```\n\n- item\n\n  ```python\n  nor = these\n  ```", 1),
        ("**Explanation**\n\nTwo words.", 2),
        ("**Check**\n\nIs it?\n\n**Answer**\n\nNot these words.", 2),
        ("**Exercise**\n\nDo it.\n\n**Hint**\n\nNot these.\n\n**Solution**\n\nNor these.", 2),
        ("____ – …", 0),
    ],
)
def test_words_are_those_of_prose_that_is_not_folded(notes: str, words: int) -> None:
    assert effort_of(make_lesson(f"# Title\n\n{notes}\n")).words == words


def test_what_is_folded_is_counted_apart() -> None:
    lesson = make_lesson("# T\n\n**Check**\n\nIs it?\n\n**Answer**\n\nYes, it is.\n")
    assert effort_of(lesson) == Effort(words=2, folded_words=3, quick_answers=1)
    assert words_of(lesson.intro) == 2


def test_lines_of_code_and_of_outputs_count_but_for_empty_and_hidden_ones() -> None:
    shown = "```python\na = 1\n\nprint(a)\n```\n\n```output\n1\n```\n"
    assert effort_of(make_lesson(f"# T\n\n{shown}\n<!-- hidden -->\n\n```python\nb = 2\n```\n")).code_lines == 3


def test_what_the_reader_does_is_counted() -> None:
    notes = """\
# T

**Predict**

What?

**Interview question**

One?

**Correct answer**

Yes.

**Follow-up question**

Two?

**Correct answer**

Yes.

**Worked example**

Look.

**Exercise**

Do.

**Solution**

Done.

## Self-check

- One? ([Block 1](#one))
- Two?
- A note.
"""
    found = effort_of(make_lesson(notes))
    assert found._replace(words=0, folded_words=0) == Effort(
        predictions=1, spoken_answers=2, quick_answers=2, examples=1, exercises=1
    )


def test_a_question_is_recalled_by_an_item_that_begins_with_a_link_to_its_place_in_another_lesson() -> None:
    notes = """\
# T

## Mixed questions

- [One](other.md#q-one)
- [Two](../../plan/lessons/other.md#q-two), from another plan
- See [three](other.md#q-three)
- [The lesson](other.md)
- [Here](#q-four)
- [Elsewhere](https://example.org/a.md#q-five)

[Six](other.md#q-six) in a paragraph.
"""
    lesson = make_lesson(notes)
    tokens = [token for _section, part in lesson.parts() if isinstance(part, Prose) for token in part.tokens]
    assert list(recalled(tokens)) == ["other.md#q-one", "../../plan/lessons/other.md#q-two"]
    assert effort_of(lesson).recalled == 2


@pytest.mark.parametrize(
    ("notes", "minutes"),
    [
        ("## Mock interview\n\nSet a timer to 30 minutes.\n\nTake 5 minutes before.", 30),
        ("## A mock interview of the week\n\nA 45-minute interview.", 45),
        ("## Mock interview\n\nSet a timer to half an hour.", 0),
        ("## Practice\n\nSet a timer to 30 minutes.", 0),
    ],
)
def test_a_mock_interview_takes_the_longest_time_that_it_names(notes: str, minutes: int) -> None:
    assert effort_of(make_lesson(f"# T\n\n{notes}\n")).set_minutes == minutes


@pytest.mark.parametrize(
    ("effort", "minutes"),
    [
        (Effort(), 0),
        (Effort(words=1_300), 10),
        (Effort(words=650, folded_words=650), 10),
        (Effort(code_lines=150), 10),
        (Effort(predictions=5, quick_answers=10), 10),
        (Effort(spoken_answers=12), 12),
        (Effort(recalled=12), 21),
        (Effort(examples=1, exercises=2), 25),
        (Effort(words=130, set_minutes=30), 31),
    ],
)
def test_the_minutes_are_the_sum_of_what_each_thing_takes(effort: Effort, minutes: int) -> None:
    assert effort.minutes == minutes
