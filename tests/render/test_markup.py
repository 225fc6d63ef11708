"""Tokens and code as HTML: nothing an author types becomes more than Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from daywise.markdown import parse
from daywise.render import markup
from tests.html_reading import read_html

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle r="1"/></svg>'


def html(text: str, *, anchors: bool = True) -> str:
    return str(markup.render(parse(text), lambda target: f"to:{target}", anchors=anchors, pictures={"a b.svg": SVG}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"),
        ("~~a~~", "<p><s>a</s></p>\n"),
        ("***a***", "<p><em><strong>a</strong></em></p>\n"),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        ("<!-- a -->", ""),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n"),
        ("<div>\n<!-- a -->b</div>", "<p>&lt;div&gt;\nb&lt;/div&gt;</p>\n"),
        ("<script>\nalert(1)\n\n</script>", "<p>&lt;script&gt;\nalert(1)\n\n&lt;/script&gt;</p>\n"),
        ("[a](b.md)", '<p><a href="to:b.md">a</a></p>\n'),
        ('[a](b.md "c <d>")', '<p><a href="to:b.md" title="c &lt;d&gt;">a</a></p>\n'),
        ("<https://a.example>", '<p><a href="to:https://a.example" rel="noopener">https://a.example</a></p>\n'),
        ("[a](HTTPS://b)", '<p><a href="to:HTTPS://b" rel="noopener">a</a></p>\n'),
        ('![a *b* "](c.png)', '<p><img src="to:c.png" alt="a b &#34;" loading="lazy"></p>\n'),
        ("![a](d%20e.svg)", '<p><img src="to:d%20e.svg" alt="a" loading="lazy"></p>\n'),
        ("# a", '<h3 id="a">a</h3>\n'),
        ("#### a & `b`", '<h4 id="a-b">a &amp; <code>b</code></h4>\n'),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_diagram_stands_in_the_page() -> None:
    found = read_html(html("![A <circle>](a%20b.svg)"))
    assert [tag for tag, _attributes in found.elements] == ["p", "span", "svg", "circle"]
    assert found.elements[1][1]["aria-label"] == "A <circle>"


def test_a_table_can_scroll_on_its_own() -> None:
    found = read_html(html("| a |\n|---|\n| b |\n"))
    assert [tag for tag, _attributes in found.elements][:2] == ["div", "table"]
    assert found.elements[0][1]["tabindex"] == "0"


@pytest.mark.parametrize("mark", ["*", "**", "_"])
def test_a_term_leads_to_the_glossary_and_is_an_anchor_in_its_own_lesson(mark: str) -> None:
    text = f"A {mark}frame{mark}<!-- term --> is *not* more."
    link = '<a class="dw-term" href="to:glossary.md#term-frame">frame</a></dfn> is <em>not</em> more.</p>\n'
    assert html(text) == f'<p>A <dfn id="term-frame">{link}'
    assert html(text, anchors=False) == f"<p>A <dfn>{link}"


def test_a_page_that_quotes_a_lesson_claims_none_of_its_anchors() -> None:
    assert read_html(html("### a\n\n*b*<!-- term -->", anchors=False)).ids == []


def test_inline_is_without_paragraphs() -> None:
    assert markup.render_inline(parse(" *a*\n<!-- id: b -->"), str) == "<em>a</em>"


@pytest.mark.parametrize("language", ["python", "sql", "bash", "cpp", "text", "", "no-such-language", "html", "output"])
@given(source=st.text(alphabet="ab \n\t<>&'\"#{}()=:;$`~", max_size=40))
def test_code_is_shown_as_typed(language: str, source: str) -> None:
    shown = read_html(str(markup.code(source, language)))
    assert shown.text.rstrip("\n") == source.rstrip("\n")
    assert {tag for tag, _attributes in shown.elements} <= {"div", "pre", "code", "samp", "span"}
    assert {name for _tag, attributes in shown.elements for name in attributes} <= {
        "class", "tabindex", "role", "aria-label",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name"),
    [("python", "Python code"), ("cpp", "C++ code"), ("CPP", "C++ code"), ("", "Text"), ('a"b', 'a"b code')],
)
def test_code_says_to_screen_readers_what_it_is(language: str, name: str) -> None:
    assert name in read_html(str(markup.code("a", language))).values("aria-label")


def test_an_output_within_prose_stands_below_its_code_and_what_it_ran_on_below_both() -> None:
    tokens = parse("- a\n\n  ```python\n  print(1)\n  ```\n\n  ```output\n  1\n  ```\n\n  ```python\n  2\n  ```\n")
    found = str(markup.render(tokens, str, mark=lambda line: f"line {line}"))
    one, two = markup.code("print(1)", "python"), markup.code("2", "python")
    mark = '<p class="dw-ran" data-pagefind-ignore>line {}</p>'
    assert f"{one}{markup.output('1' + chr(10))}{mark.format(4)}{two}{mark.format(12)}" in found


def test_a_mark_shows_as_it_is_and_nothing_where_there_is_none() -> None:
    assert markup.ran("Ran on <b>") == '<p class="dw-ran" data-pagefind-ignore>Ran on &lt;b&gt;</p>'
    assert markup.ran("") == ""


def test_code_in_a_language_nobody_knows_is_shown_plain() -> None:
    assert "<code>&lt;b&gt;\n</code>" in markup.code("<b>", "no-such-language")


def test_code_within_prose_is_highlighted_too() -> None:
    assert (
        html("- a\n\n  ```python\n  pass\n  ```")
        == f"<ul>\n<li>\n<p>a</p>\n{markup.code('pass', 'python')}</li>\n</ul>\n"
    )
    assert html("    a") == str(markup.code("a", ""))


@given(st.text(alphabet="ab \n<>&'\"`~", max_size=40))
def test_output_is_shown_as_printed(text: str) -> None:
    shown = read_html(str(markup.output(text)))
    assert shown.text == f"Output{text}"
    assert escape(text) in markup.output(text)
