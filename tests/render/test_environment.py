"""The step from a template to a page: HTML that no Markdown engine changes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import escape

from daywise.problems import Place
from daywise.render.environment import environment, make_page, shield
from daywise.render.page import Head
from tests.html_reading import read_html, to_html

ODD = st.sampled_from(
    ["```", "~~~", "`", "\t", "    ", " ", "\n", "\n\n", "a", "<", "&", "{{", "[x](y)", "*", "# ", "[TOC]"]
)


@example("a\n~~~\n<b>\n~~~\nb")
@example("a\n```\n<b>\n```\nb")
@example("a\n  \nb\n\t\nc")
@given(st.lists(ODD | st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).map("".join))
def test_markdown_leaves_every_character_of_a_shielded_page_alone(text: str) -> None:
    body = shield(f"<div>\n<pre>{escape(text)}</pre>\n<p>{escape(text)}</p>\n</div>\n")
    seen = read_html(to_html(body))
    assert seen.text.strip("\n") == f"{text}\n{text}".strip("\n")
    assert [tag for tag, _attributes in seen.elements] == ["div", "pre", "p"]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_without_the_shield_markdown_would_change_the_page(fence: str) -> None:
    body = f"<div>\n{fence}\n<b>a</b>\n{fence}\n</div>\n"
    assert "b" not in [tag for tag, _attributes in read_html(to_html(body)).elements]
    assert "b" in [tag for tag, _attributes in read_html(to_html(shield(body))).elements]


def test_a_name_that_a_template_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        make_page("a/", "glossary.html.j2", Head("glossary", "T", "D"), Place("a.yaml"))


def test_templates_escape_what_they_are_given() -> None:
    assert environment().from_string("{{ it }}").render(it='<b title="x">') == "&lt;b title=&#34;x&#34;&gt;"
