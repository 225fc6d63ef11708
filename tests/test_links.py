"""Where links in notes lead, and which anchors a lesson's page has."""

from __future__ import annotations

import pytest

from daywise import links
from tests.builders import SAMPLE_PLANS, load_from_root, make_lesson

LIBRARY = load_from_root(SAMPLE_PLANS)
DAYS = LIBRARY.by_plan["http-in-days"]


@pytest.mark.parametrize("target", ["https://example.org", "HTTP://example.org", "mailto:a@b.c", "//example.org/a"])
def test_a_link_with_a_scheme_or_a_host_leads_out(target: str) -> None:
    assert links.is_external(target)


@pytest.mark.parametrize("target", ["status-codes.md", "#goal", "../a.md", "/a", "a/b:c", "", "1a:b"])
def test_any_other_link_stays_on_the_site(target: str) -> None:
    assert not links.is_external(target)


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("a.md#b", ("a.md", "b")),
        ("a.md", ("a.md", "")),
        ("#b", ("", "b")),
        ("a%20b.png", ("a b.png", "")),
        ("#%D8%B3%D8%A8%D9%82", ("", "سبق")),
    ],
)
def test_a_link_has_a_path_and_a_fragment_as_typed(target: str, parts: tuple[str, str]) -> None:
    assert links.split(target) == parts


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("status-codes.md", "http-in-days/status-codes"),
        ("./status-codes.md", "http-in-days/status-codes"),
        ("../../http-in-weeks/lessons/sessions.md", "http-in-weeks/sessions"),
        ("../lessons/status-codes.md", "http-in-days/status-codes"),
        ("sessions.md", None),
        ("../../no-plan/lessons/sessions.md", None),
        ("status-codes", None),
        ("status-codes.html", None),
        ("", None),
    ],
)
def test_a_link_to_notes_leads_to_their_unit(path: str, unit: str | None) -> None:
    found = links.linked_unit(LIBRARY, DAYS, path)
    assert (f"{found[0].plan.id}/{found[1]}" if found else None) == unit


def test_every_link_and_picture_is_found_with_the_line_of_its_paragraph() -> None:
    notes = """# T

See [one](one.md).

**Check**

[two](two.md)?

**Answer**

- ![three](three.png) and
  <https://four.example>

## Self-check

- Why? ([Block](#five))
"""
    assert list(links.targets(make_lesson(notes))) == [
        (3, False, "one.md"),
        (7, False, "two.md"),
        (11, True, "three.png"),
        (11, False, "https://four.example"),
        (16, False, "#five"),
    ]


def test_anchors_are_those_of_sections_headings_and_things_with_an_id() -> None:
    assert links.anchors(DAYS.lessons["requests-and-responses"]) == {
        "goal",
        "shape-of-a-request",
        "say-request-is-text",
        "q-parts-of-a-request",
        "fq-which-part-is-optional",
        "check-first-word",
        "statelessness",
        "what-the-server-may-keep",
        "practice",
        "worked-split-a-line",
        "ex-count-headers",
        "self-check",
        "sc-what-is-in-a-request",
        "sc-what-is-stateless",
        "further-reading",
    }


@pytest.mark.parametrize(
    ("term", "anchor"), [("frame", "term-frame"), ("request line of HTTP", "term-request-line-of-http")]
)
def test_a_term_has_an_anchor(term: str, anchor: str) -> None:
    assert links.term_anchor(term) == anchor
