"""Diagrams: shapes and text pass as they are drawn, everything else is named."""

from __future__ import annotations

import pytest

from daywise import svg
from tests.html_reading import read_html

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'


def drawing(inside: str) -> bytes:
    return f"{OPEN}{inside}</svg>".encode()


def test_shapes_and_text_pass() -> None:
    data = drawing(
        '<title>T</title><defs><marker id="m" orient="auto"><path d="M0 0"/></marker></defs>'
        '<g fill="var(--dw-ink, #1c1f24)"><rect x="1" width="2"/><text x="1">a &lt; b</text></g>'
        '<line x1="0" marker-end="url(#m)"/>'
    )
    assert list(svg.faults(data)) == []


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (drawing("<script>alert(1)</script>"), "<script> is not allowed"),
        (drawing("<style>*{}</style>"), "<style> is not allowed"),
        (drawing('<image href="https://example.org"/>'), "<image> is not allowed"),
        (drawing('<a href="javascript:alert(1)"><rect/></a>'), "<a> is not allowed"),
        (drawing("<foreignObject/>"), "<foreignObject> is not allowed"),
        (drawing('<rect onclick="alert(1)"/>'), "the attribute “onclick” of <rect> is not allowed"),
        (drawing('<rect style="fill: red"/>'), "the attribute “style” of <rect> is not allowed"),
        (drawing('<rect fill="url(https://example.org/a)"/>'), "“url(https://example.org/a)” leads out of the file"),
        (b"<!DOCTYPE svg><svg/>", "a document type is not allowed"),
        (drawing("<rect>"), "it is not XML: "),
        (b"<svg/>", "it does not begin with <svg xmlns=…>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "it has no viewBox, so it cannot shrink to fit a phone"),
    ],
)
def test_anything_else_is_named(data: bytes, fault: str) -> None:
    found = list(svg.faults(data))
    assert any(each.startswith(fault) for each in found)


@pytest.mark.parametrize("data", [b"<!DOCTYPE svg [<!ENTITY a 'b'>]><html>&a;</html>", b"<html", b""])
def test_what_is_no_drawing_at_all_is_looked_at_no_further(data: bytes) -> None:
    assert len(list(svg.faults(data))) == 1


def test_a_diagram_in_a_page_is_a_picture_with_words_for_who_does_not_see_it() -> None:
    html = svg.inline(drawing('<text x="1">a &lt; <tspan>b</tspan> c</text>'), 'From "a" to <b>')
    seen = read_html(str(html))
    assert [tag for tag, _attributes in seen.elements] == ["span", "svg", "text", "tspan"]
    assert seen.elements[0][1] == {"class": "dw-figure", "role": "img", "aria-label": 'From "a" to <b>'}
    assert seen.elements[1][1] == {"viewbox": "0 0 10 10", "aria-hidden": "true", "focusable": "false"}
    assert seen.text == "a < b c"


def test_a_diagram_that_was_indented_takes_no_more_room_than_it_needs() -> None:
    assert "\n" not in svg.inline(drawing("\n  <g>\n    <rect/>\n  </g>\n"), "A box")
