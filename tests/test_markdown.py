"""Markdown as authors write it: what is parsed, what a comment hides, and what nothing may hide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.markdown import (
    COMMENT,
    MAX_NESTING,
    References,
    groups,
    literal_paragraph,
    paragraph,
    parse,
    plain_text,
    term_at,
    terms,
    walk_inline,
)


def test_groups_are_the_top_level_elements() -> None:
    tokens = parse("# Title\n\nText\n\n- a\n  - b\n\n```\ncode\n```\n\n---\n\n> quoted\n\n| a |\n|---|\n| b |\n")
    types = [group[0].type for group in groups(tokens)]
    opened = ["heading_open", "paragraph_open", "bullet_list_open", "fence", "hr", "blockquote_open", "table_open"]
    assert types == opened
    assert [token for group in groups(tokens) for token in group] == tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*one* **two** `three` ~~four~~", "one two three four"),
        ("one\ntwo  \nthree", "one two three"),
        ("# one\n\n- two\n- three", "one two three"),
        ("[one](a.md) ![two](b.png)", "one two"),
        ("a <b>c</b>", "a <b>c</b>"),
        ("<div>\none\n</div>", "<div> one </div>"),
        ("```python\none\n```\n\n    two", "one two"),
        ("one <!-- two --> three", "one three"),
        ("<!-- one -->\n\ntwo", "two"),
        ("<!-- one\ntwo --> three", "three"),
        ("<!-- one --> two", "two"),
        ("&lt;one&gt; \\*two\\*", "<one> *two*"),
    ],
)
def test_plain_text_is_the_words_without_marks_and_comments(text: str, words: str) -> None:
    assert plain_text(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("<!-- id: x -->", ["id: x"]),
        ("<!---->", [""]),
        ("<!-- a --> b <!-- c -->", ["a", "c"]),
        ("<!-- a\n  b -->", ["a\n  b"]),
        ("<!-- never closed", []),
    ],
)
def test_a_comment_ends_where_it_first_can(text: str, contents: list[str]) -> None:
    assert COMMENT.findall(text) == contents


@pytest.mark.parametrize("line", ["<!-- id: x --> Why *so*?", "<!-- a --> <!-- b --> Why *so*?"])
def test_text_after_a_comment_on_its_line_is_markdown(line: str) -> None:
    for text in (line, f"- {line}", f"before\n{line}"):
        children = [token for _line, token in walk_inline(parse(text))]
        assert "em_open" in [token.type for token in children]
        assert "<!-- " in next(token.content for token in children if token.type == "html_inline")


@pytest.mark.parametrize("text", ["<!-- id: x -->", "  <!-- a --> <!-- b -->  ", "<!-- a\nb -->", "<!-- open"])
def test_a_comment_alone_is_a_block_of_its_own(text: str) -> None:
    assert [token.type for token in parse(f"{text}\n")] == ["html_block"]


def test_a_comment_may_end_a_paragraph_that_stands_above_it() -> None:
    assert [group[0].type for group in groups(parse("text\n<!-- id: x -->\ntext"))] == [
        "paragraph_open",
        "html_block",
        "paragraph_open",
    ]


def test_lists_and_quotations_may_nest_deeper_than_anyone_writes() -> None:
    depth = MAX_NESTING - 2
    assert plain_text(parse(f"{'>' * depth} deep words")) == "deep words"


def test_inline_tokens_come_with_the_line_of_their_paragraph() -> None:
    tokens = parse("one\n\n- two\n  `three`\n\n> # four\n")
    assert [(line, token.content) for line, token in walk_inline(tokens) if token.content] == [
        (1, "one"),
        (3, "two"),
        (3, "three"),
        (6, "four"),
    ]


def test_a_piece_of_a_paragraph_stays_a_paragraph_and_knows_the_texts_links() -> None:
    references: References = {}
    parse("[docs]: https://example.org\n", references)
    tokens = paragraph("- see [the docs][docs]\n2. more", 7, references)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert tokens[0].map == tokens[1].map == [6, 8]
    assert [token.attrs["href"] for _line, token in walk_inline(tokens) if token.type == "link_open"] == [
        "https://example.org"
    ]


@given(st.text())
def test_a_literal_paragraph_gives_its_text_back(text: str) -> None:
    assert plain_text(literal_paragraph(text, 3)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A *frame*<!-- term --> is a record.", [("frame", "A frame is a record.")]),
        ("**heap**<!-- term -->: memory.", [("heap", "heap: memory.")]),
        ("A __stack__<!--term--> of it.", [("stack", "A stack of it.")]),
        ("Its *count*<!-- term: reference count --> rises.", [("reference count", "Its count rises.")]),
        ("*a `b` c*<!-- term --> d", [("a b c", "a b c d")]),
        ("*not* <!-- term --> here, *nor here*", []),
        ("***both***<!-- term -->", [("both", "both")]),
        ("One. A *key*<!-- term --> opens! It does.", [("key", "A key opens!")]),
        ("One.\nA *key*<!-- term --> opens, e.g. a door. “So” it is.", [("key", "A key opens, e.g. a door.")]),
        (
            "- *one*<!-- term --> is first\n- *two*<!-- term --> is next",
            [("one", "one is first"), ("two", "two is next")],
        ),
        ("`*code*<!-- term -->`", []),
        ("One. Two *![](a.png)*<!-- term: drawing -->", [("drawing", "Two")]),
        ("*![](a.png)*<!-- term: drawing -->", [("drawing", "")]),
    ],
)
def test_a_term_is_what_stands_before_its_comment_and_its_sentence_explains_it(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert list(terms(parse(text))) == found


def test_only_emphasis_can_be_a_term() -> None:
    inline = parse("[link](a.md)<!-- term -->")[1].children or []
    assert [term_at(inline, index) for index in range(len(inline))] == [""] * len(inline)


@given(st.text(alphabet="*_~`[]()<!-> term:\nab.", max_size=60))
def test_no_text_is_too_odd_to_look_for_terms(text: str) -> None:
    for name, sentence in terms(parse(text)):
        assert name
        assert sentence == " ".join(sentence.split())


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("| a |\n| --- |\n| one | two | three |", "a one | two | three"),
        ("a | b\n--- | ---\none | two | *three*", "a b one two | three"),
        ("| a | b |\n| --- | --- |\n| one |", "a b one"),
        ("| a |\n| --- |\n| one \\| more |", "a one | more"),
        ("| a |\n| --- |\n| |", "a"),
    ],
)
def test_a_row_keeps_what_it_has_beyond_the_headers_columns(rows: str, shown: str) -> None:
    assert plain_text(parse(rows)) == shown
