"""What every page has: an address, a way to every other, and a head that the theme reads."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from daywise.model import ID_PATTERN
from daywise.problems import Place
from daywise.render import urls
from daywise.render.page import DESCRIPTION_LENGTH, Head, Link, relative, shorten
from daywise.text_file import CONTROL
from tests.html_reading import split_page

ID = st.from_regex(ID_PATTERN, fullmatch=True)
ADDRESSES = st.one_of(
    st.just(urls.HOME),
    st.builds(urls.plan_url, ID),
    st.builds(urls.unit_url, ID, ID),
    st.builds(urls.phase_url, ID, ID),
    st.builds(urls.page_url, ID, st.sampled_from(["gantt", "questions", "resources", "context", "glossary"])),
)
TARGETS = st.one_of(
    ADDRESSES,
    st.builds(urls.unit_url, ID, ID, ID),
    st.builds("{}#{}".format, ADDRESSES, ID),
    st.builds("{}/plan.json".format, ID),
    st.builds("{}/{}.png".format, ID, ID),
)
TEXTS = st.text().map(lambda text: CONTROL.sub("", text))


@given(TARGETS, ADDRESSES, st.sampled_from(["https://example.org/", "https://example.org/some/where/"]))
def test_the_way_from_one_page_to_another_leads_there(target: str, start: str, site: str) -> None:
    assert urljoin(f"{site}{start}", relative(target, start)) == f"{site}{target}"


@pytest.mark.parametrize(
    ("target", "start", "way"),
    [
        ("", "", "./"),
        ("", "plan/unit/", "../../"),
        ("plan/", "plan/", "./"),
        ("plan/unit/", "", "plan/unit/"),
        ("plan/unit/#block", "plan/unit/", "#block"),
        ("plan/other/#block", "plan/unit/", "../other/#block"),
        ("plan/phases/one/", "plan/unit/", "../phases/one/"),
        ("plan/plan.json", "plan/phases/one/", "../../plan.json"),
    ],
)
def test_a_way_is_as_short_as_it_can_be(target: str, start: str, way: str) -> None:
    assert relative(target, start) == way


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("", "index.md"),
        ("plan/", "plan/index.md"),
        ("plan/unit/", "plan/unit/index.md"),
        ("plan/phases/one/", "plan/phases/one/index.md"),
    ],
)
def test_a_page_is_built_from_the_file_that_gives_its_address(url: str, file: str) -> None:
    assert urls.file_of(url) == file


@given(ADDRESSES, ADDRESSES)
def test_two_addresses_are_never_built_from_one_file(one: str, other: str) -> None:
    assert (urls.file_of(one) == urls.file_of(other)) == (one == other)


@given(TEXTS, st.integers(2, 200))
def test_a_shortened_text_fits_and_begins_like_the_whole(text: str, length: int) -> None:
    short = shorten(text, length)
    whole = " ".join(text.split())
    assert len(short) <= length
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


def test_a_text_is_shortened_between_words() -> None:
    assert shorten("one two, three four", 12) == "one two…"
    assert shorten(" one \n two ", 12) == "one two"


def head(**more: Any) -> Head:
    return Head(**{"kind": "unit", "title": "T", "description": "D", **more})


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_the_front_matter_says_any_text_as_it_is(title: str, note: str, plan: str, source: str) -> None:
    link = Link(title, "a/", note, links=(Link(note, "b/", current=True),))
    written = head(
        title=title,
        description=note,
        trail=(link,),
        navigation=(link,),
        contents=((plan, title),),
        previous=link,
        plan_title=plan,
        search={"plan": plan},
        wide=True,
    ).front_matter(Place(source))
    body, meta = split_page(f"{written}<div>\n---\ntitle: not this\n---\n</div>\n")
    data = {"title": title, "url": "a/", "note": note, "links": [{"title": note, "url": "b/", "current": True}]}
    if not note:
        del data["note"]
    assert body == "<div>\n---\ntitle: not this\n---\n</div>\n"
    assert meta["title"] == title
    assert meta["description"] == shorten(note, DESCRIPTION_LENGTH)
    assert meta["hide"] == ["navigation", "toc"]
    expected = {
        "kind": "unit",
        "plan": plan,
        "trail": [data],
        "navigation": [data],
        "contents": [{"id": plan, "title": title}],
        "previous": data,
        "next": None,
        "source": source,
        "search": {"plan": plan},
    }
    assert {key: meta["daywise"][key] for key in expected} == expected


def test_the_front_matter_has_a_line_for_each_key_in_every_script() -> None:
    written = head(title="یادداشت 🧠", description="One: two").front_matter(Place("plans/a/plan.yaml", 3, 5))
    assert written.splitlines()[:3] == ["---", 'title: "یادداشت 🧠"', 'description: "One: two"']
    assert written.splitlines()[3].startswith('daywise: {"kind": "unit", ')
    assert written.endswith("\n---\n")
    assert yaml.safe_load(written.strip("-\n"))["daywise"]["source"] == "plans/a/plan.yaml"
