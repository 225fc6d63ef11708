"""Reads generated pages the way a browser will: through MkDocs' front matter and Markdown, as parsed HTML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import markdown
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from tests.builders import ROOT

MKDOCS_ADDS = ("toc", "tables", "fenced_code")
"""The Markdown extensions that MkDocs switches on by itself."""


def split_page(content: str | bytes) -> tuple[str, dict[str, Any]]:
    """Part a page into its body and its front matter, as MkDocs does."""
    assert isinstance(content, str)
    body, meta = get_data(content)
    return body, meta


def to_html(body: str) -> str:
    """Convert a page's body with the Markdown extensions of mkdocs.yml."""
    extensions, configs = _extensions()
    return markdown.Markdown(extensions=extensions, extension_configs=configs).convert(body)


def page_html(content: str | bytes) -> str:
    """Give a page's HTML, without the theme."""
    return to_html(split_page(content)[0])


@cache
def _extensions() -> tuple[list[str], dict[str, dict[str, Any]]]:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        listed = yaml_load(file)["markdown_extensions"]
    configs: dict[str, dict[str, Any]] = {name: {} for name in MKDOCS_ADDS}
    for each in listed:
        configs.update(each if isinstance(each, dict) else {each: {}})
    return list(configs), configs


class Seen(HTMLParser):
    """What a page's HTML holds, in order: elements with their attributes, and the text."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]

    def values(self, name: str) -> list[str]:
        """Give an attribute's value on each element that has it."""
        return [attributes[name] for _tag, attributes in self.elements if name in attributes]


def read_html(html: str) -> Seen:
    """Read HTML quickly."""
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


def browser_tree(html: str) -> Element:
    """Parse HTML by the rules that browsers follow."""
    tree: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def structure(tree: Element, depth: int = 0) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Give each element's depth, name and the names of its attributes: all of a page but its words.

    Which way a text runs follows from its letters, so that is not told.
    """
    yield depth, str(tree.tag), tuple(sorted(name for name in tree.attrib if name != "dir"))
    for child in tree:
        yield from structure(child, depth + 1)


def words(tree: Element) -> Iterator[str]:
    """Give every text and every attribute's value of a page, in order, but which way a text runs."""
    yield from (value for name, value in tree.attrib.items() if name != "dir")
    yield tree.text or ""
    for child in tree:
        yield from words(child)
        yield child.tail or ""
