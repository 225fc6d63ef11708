"""HTML as a tree, so that an EPUB can have it as XML and a PDF as one long page."""

from __future__ import annotations

import re
from copy import deepcopy
from xml.etree import ElementTree as ET

import tinyhtml5

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
EPUB = "http://www.idpf.org/2007/ops"
FILE_SUFFIX = ".xhtml"
_VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^()]+)\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_QUOTED = "data-quoted"
"""Marks what stands elsewhere in the chapter already, and has its anchors there."""
_DROPPED = frozenset({"tabindex", "data-pagefind-ignore", "focusable", "loading", _QUOTED})
"""What only a page in a browser, or this module, has a use for."""


def parse(text: str) -> ET.Element:
    """Give HTML as a ``body`` element, with what a book has no use for taken out."""
    page: ET.Element = tinyhtml5.parse(text, namespace_html_elements=True)
    (body,) = page.iter(f"{{{XHTML}}}body")
    for quoted in body.iterfind(f".//*[@{_QUOTED}]"):
        for element in quoted.iter():
            element.attrib.pop("id", None)
    for element in body.iter():
        for name in _DROPPED & element.attrib.keys():
            del element.attrib[name]
        if element.tag == f"{{{XHTML}}}a" and not element.get("href"):
            element.tag = f"{{{XHTML}}}span"
            element.attrib.clear()
        if str(element.tag).startswith(f"{{{SVG}}}"):
            for name, value in element.attrib.items():
                element.set(name, _VARIABLE.sub(r"\1", value))
    return body


def xml(root: ET.Element) -> str:
    """Give a tree as XML; the namespaces have the prefixes that people write by hand."""
    for prefix, name in (("", XHTML), ("svg", SVG), ("epub", EPUB)):
        ET.register_namespace(prefix, name)
    return ET.tostring(root, "unicode")


def html(root: ET.Element) -> str:
    """Give a tree as HTML, which knows its elements without namespaces."""
    plain = deepcopy(root)
    for element in plain.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return ET.tostring(plain, "unicode", method="html")


def joined(body: ET.Element, name: str) -> ET.Element:
    """Give a chapter's body as a ``section`` of one long page, its anchors named after the chapter.

    ``unit-b.xhtml#goal`` becomes ``#unit-b--goal``, and so does ``#goal`` within that chapter.
    """
    section = deepcopy(body)
    section.tag = f"{{{XHTML}}}section"
    for element in section.iter():
        if (anchor := element.get("id")) is not None:
            element.set("id", f"{name}--{anchor}")
        if (target := element.get("href")) is not None:
            element.set("href", _within(target, name))
        for attribute, value in element.attrib.items():
            element.set(attribute, _REFERENCE.sub(rf"url(#{name}--\1)", value))
    section.set("id", name)
    return section


def _within(target: str, name: str) -> str:
    path, mark, fragment = target.partition("#")
    if (path and not path.endswith(FILE_SUFFIX)) or "://" in path:
        return target
    chapter = path.removesuffix(FILE_SUFFIX) or name
    return f"#{chapter}{'--' if mark else ''}{fragment}"
