"""Notes as lines of text: code, comments with ids, and what is not closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.note_text import id_comments, unclosed, without_code


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a     c"),
        ("a ``b`c`` d", "a         d"),
        ("a ` b", "a ` b"),
        ("```\na\n```\nb", "   \n \n   \nb"),
        ("```\na\n~~~\nb", "   \n \n   \n "),
        ("~~~~\na\n~~~\nb\n~~~~\nc", "    \n \n   \n \n    \nc"),
    ],
)
def test_code_is_blanked_out_and_the_rest_keeps_its_place(text: str, left: str) -> None:
    assert without_code(text) == left


@given(st.text(st.sampled_from("`~ab\n ")))
def test_blanking_out_keeps_lines_and_columns(text: str) -> None:
    assert [len(line) for line in without_code(text).split("\n")] == [len(line) for line in text.split("\n")]


def test_ids_are_found_outside_of_code() -> None:
    text = "<!-- id: a -->\n`<!-- id: b -->`\n- <!-- id:c --> C <!-- term -->\n```\n<!-- id: d -->\n```\n"
    assert [tuple(each) for each in id_comments(text)] == [("a", 1, 1), ("c", 3, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "```python\na\n```\n",
        "````text\n```python\na\n```\n````\n",
        "~~~\n```\n~~~\n",
        "``` `a` ```\nb",
        "<!-- a -->\nb",
        "<!-- a\nb -->\nc",
        "a <!-- b",
        "    ```\n    a",
        "```text\n<!--\n```\n",
    ],
)
def test_what_is_closed_is_no_problem(text: str) -> None:
    assert unclosed(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\n```python\nb\n", ("fence", 3, 1, "```", 0)),
        ("```python\na\n\n```output\nb\n```\n", ("fence", 1, 1, "```", 4)),
        ("  ~~~~\na\n~~~\n", ("fence", 1, 3, "~~~~", 0)),
        ("a\n<!-- id: b\n\nc", ("comment", 2, 1, "<!--", 0)),
        ("<!-- id: a\n\n## B\n\n<!-- id: c -->\n", ("comment", 1, 1, "<!--", 5)),
    ],
)
def test_what_is_not_closed_is_found_where_it_opens(text: str, found: tuple[object, ...]) -> None:
    assert unclosed(text) == found
