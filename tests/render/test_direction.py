"""Which way texts run: what is written from the right is marked so, code and English never are."""

from __future__ import annotations

import pytest

from daywise.markdown import parse
from daywise.render import direction, markup

URDU = "نام اور آبجیکٹ"


def html(notes: str) -> str:
    return str(markup.render(parse(notes), lambda target: target))


@pytest.mark.parametrize("text", [URDU, "Python میں نام کیا ہے؟", "1. נתון", f"{URDU} list"])
def test_a_text_runs_from_the_right_when_most_of_it_does(text: str) -> None:
    assert direction.side(text) == ' dir="rtl"'
    assert direction.side([text, "is"]) == ' dir="rtl"'


@pytest.mark.parametrize("text", ["", "12:30 – 14", "Names", "The word نام means name", "日本", "é", "a = 1"])
def test_else_it_has_no_mark(text: str) -> None:
    assert direction.side(text) == ""
    assert direction.side([]) == ""


@pytest.mark.parametrize(
    ("notes", "opening"),
    [
        (URDU, '<p dir="rtl">'),
        (f"### {URDU}", '<h3 id="section" dir="rtl">'),
        (f"- {URDU}\n- list", '<ul>\n<li dir="rtl">'),
        (f"3. {URDU}", '<ol start="3">\n<li dir="rtl">'),
        (f"- list\n- {URDU}", '<ul>\n<li>list</li>\n<li dir="rtl">'),
        (f"> {URDU}", '<blockquote dir="rtl">'),
        (
            f"| {URDU} |\n|---|\n| b |",
            '<div class="dw-scroll" tabindex="0" role="group" aria-label="Table"><table dir="rtl">',
        ),
        (f"`sys.getrefcount` {URDU}", '<p dir="rtl">'),
    ],
)
def test_each_block_of_notes_has_its_own(notes: str, opening: str) -> None:
    assert html(f"{notes}\n\nEnglish after it.").startswith(opening)
    assert html(f"{notes}\n\nEnglish after it.").endswith("<p>English after it.</p>\n")


def test_the_columns_of_a_table_begin_where_its_text_does() -> None:
    assert '<table dir="rtl">' in html(f"| {URDU} | list |\n|---|---|\n| {URDU} | b |")
    assert "<table>" in html("| a | b |\n|---|---|\n| c | d |")


def test_code_in_a_text_that_runs_from_the_right_has_none() -> None:
    assert html(f"```python\nprint('{URDU}')\n```").count("dir=") == 0


def test_the_same_notes_are_marked_anew_each_time() -> None:
    tokens = parse(URDU)
    first = markup.render(tokens, lambda target: target)
    assert markup.render(tokens, lambda target: target) == first
