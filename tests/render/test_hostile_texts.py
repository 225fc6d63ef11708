"""No text of an author does more than stand on the page: held in every field, through the engine and the theme.

Each test renders the same plans twice, once with harmless words and once with hostile texts in their place. The two
sites must have the very same elements and attributes, and the hostile texts must stand where the harmless ones stood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pydantic import BaseModel

from daywise.load import Library
from daywise.model import Span
from daywise.render import render_site
from daywise.render.page import Page
from daywise.text_file import CONTROL
from daywise.write import write_folder
from tests.builders import ROOT, SAMPLE_PLANS, load_from_root
from tests.html_reading import Seen, browser_tree, page_html, read_html, split_page, structure, words

NO_TEXT = frozenset({"id", "url", "track", "lesson", "unit", "resources", "step", "kind", "sign", "form"})
"""The fields that hold names of things, which are checked, or one of a few words."""

PAYLOADS = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' x='",
    "</div></section></article>",
    "<img src=x onerror=alert(1)>",
    "--> <!-- ]]> <![CDATA[ <?php",
    "</title></script><svg onload=alert(1)>",
    "a\n```python\nprint(1)\n```\nb",
    "a\n~~~\ncode\n~~~\nb",
    "{{ config }} {% raw %} {# no #} ${x}",
    "[x](javascript:alert(1)) ![y](javascript:z) <javascript:alert(1)>",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    '--8<-- "mkdocs.yml"',
    "[TOC]",
    "*[abbr]: longer\n\n[^1]: note",
    "klzzwxh:0000 wzxhzdk:0 \\<b\\>",
    "# one\n\n## two\n\n- three\n\n    four\n\n| five |\n|---|\n",
    "{: onclick=alert(1) #checklist } { .x }",
    "!!! note\n    inner",
    "---\ntitle: other\n---",
    "*a* **b** `c` ~~d~~ ==e== ^^f^^ :smile: <https://g.example>",
    "yes: [no, {~: 'x'}] # y & *z !!t %u @v",
    "آپ کا سوال \u200f؟ 🧠 \u00a0 日本",
    "a\tb\n \t \nc",
)

FRAGMENTS = st.sampled_from(
    [*PAYLOADS, "<", ">", '"', "'", "&", "`", "~", "\n", "\n\n", "    ", "{{", "</p>", "a", ":"]
)
TEXTS = (
    st.lists(FRAGMENTS | st.text(max_size=5), min_size=1, max_size=6)
    .map(lambda parts: CONTROL.sub("", "".join(parts)).strip())
    .filter(bool)
)
MARK = re.compile("Text[0-9]{4}x")


def with_texts(model: Any, texts: Iterator[str]) -> Any:
    """Put the next text into each field of a model that holds one."""
    fields = {name: _with_text(name, value, texts) for name, value in model}
    return type(model).model_construct(**fields)


def _with_text(name: str, value: Any, texts: Iterator[str]) -> Any:
    if isinstance(value, BaseModel):
        return with_texts(value, texts)
    if isinstance(value, tuple) and not isinstance(value, Span):
        return tuple(_with_text(name, each, texts) for each in value)
    return next(texts) if isinstance(value, str) and name not in NO_TEXT else value


@cache
def sample_library() -> Library:
    return load_from_root(SAMPLE_PLANS)


def pages_with(texts: Iterable[str]) -> list[Page]:
    """Render the sample plans with a text of these in each field that takes one."""
    endless = iter(texts)
    sources = (replace(source, plan=with_texts(source.plan, endless)) for source in sample_library().sources)
    return list(render_site(Library(tuple(sources))))


def marks() -> Iterator[str]:
    return (f"Text{number:04}x" for number in count())


@cache
def harmless_pages() -> tuple[Page, ...]:
    return tuple(pages_with(marks()))


@cache
def harmless_tree(path: str) -> tuple[list[Any], list[str]]:
    html = next(page_html(page.content) for page in harmless_pages() if page.path == path)
    return list(structure(browser_tree(html))), list(words(browser_tree(html)))


def filled(texts: Iterable[str]) -> Callable[[str], str]:
    """Give what puts each hostile text where its harmless mark stands."""
    given_texts = list(texts)
    return lambda text: MARK.sub(lambda match: given_texts[int(match[0][4:8]) % len(given_texts)], text)


def fill_data(data: Any, fill: Callable[[str], str]) -> Any:
    match data:
        case dict():
            return {key: fill_data(value, fill) for key, value in data.items()}
        case list():
            return [fill_data(value, fill) for value in data]
        case str():
            return fill(data)
        case _:
            return data


def attribute_names(seen: Seen) -> list[tuple[str, list[str]]]:
    """Give each element with the names of its attributes, but for the way its text runs."""
    return [(tag, [name for name in attributes if name != "dir"]) for tag, attributes in seen.elements]


def shown(texts: Iterable[str]) -> list[str]:
    """Give texts as a parsed page has them, where a line of spaces only may be broken elsewhere."""
    return [text for text in texts if text.strip()]


def test_every_text_of_a_plan_is_on_a_page_but_those_whose_words_are_there_already() -> None:
    marked = iter(marks())
    sources = [(source, with_texts(source.plan, marked)) for source in sample_library().sources]
    covered = {context.region for _source, plan in sources for context in plan.interview_context}
    content = "".join(page_html(page.content) for page in harmless_pages() if page.path.endswith(".md"))
    number = int(next(marked)[4:8])
    assert number > 100
    assert set(islice(marks(), number)) - set(MARK.findall(content)) == covered


@example(list(PAYLOADS))
@example([PAYLOADS[0]])
@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_texts_show_as_typed_and_add_nothing_to_a_page(texts: list[str]) -> None:
    fill = filled(texts)
    for page in pages_with(cycle(texts)):
        if page.path.endswith(".md"):
            expected_structure, expected_words = harmless_tree(page.path)
            tree = browser_tree(page_html(page.content))
            assert list(structure(tree)) == expected_structure, page.path
            assert shown(words(tree)) == shown(fill(text) for text in expected_words), page.path


@example(list(PAYLOADS))
@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_texts_are_the_same_in_front_matter_and_json(texts: list[str]) -> None:
    fill = filled(texts)
    for page, harmless in zip(pages_with(cycle(texts)), harmless_pages(), strict=True):
        assert page.path == harmless.path
        if page.path.endswith(".md"):
            found, expected = (split_page(each.content)[1] for each in (page, harmless))
            assert isinstance(found.pop("description"), str)
            assert expected.pop("description")
            assert found == fill_data(expected, fill), page.path
        elif page.path.endswith("plan.json"):
            assert json.loads(page.content) == fill_data(json.loads(harmless.content), fill)


def built(pages: Iterable[Page], folder: Path) -> dict[str, str]:
    """Build pages with the theme, without plugins, and give the HTML of each by its path."""
    write_folder(pages, folder / "docs")
    (folder / "docs" / ".daywise-files").unlink()
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        plugins=[],
        hooks=[],
        strict=False,
    )
    build(config)
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


@pytest.mark.filterwarnings("ignore")
def test_the_theme_adds_nothing_either(tmp_path: Path) -> None:
    harmless = built(harmless_pages(), tmp_path / "harmless")
    for shift in range(0, len(PAYLOADS), 7):
        texts = [*PAYLOADS[shift:], *PAYLOADS[:shift]]
        fill = filled(texts)
        hostile = built(pages_with(cycle(texts)), tmp_path / f"hostile-{shift}")
        assert list(hostile) == list(harmless)
        for path, html in hostile.items():
            found, expected = read_html(html), read_html(harmless[path])
            assert attribute_names(found) == attribute_names(expected), path
            assert " ".join(found.text.split()) == " ".join(fill(expected.text).split()), path
