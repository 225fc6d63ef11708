"""Diagrams: which SVG a lesson may show, and how it is put into a page.

A diagram stands inside the page, so that it takes the page's light and dark colours: it names them as
``fill="var(--dw-ink, #1c1f24)"``, with a fallback for where the file is seen on its own. Inside a page an SVG could
also run scripts or restyle everything around it; so only shapes and text pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    {
        "svg", "g", "rect", "circle", "ellipse", "line", "path", "polyline", "polygon", "text", "tspan",
        "title", "desc", "defs", "marker",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points",
        "dx", "dy", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
        "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
        "dominant-baseline", "id", "orient", "refX", "refY", "markerWidth", "markerHeight", "marker-start",
        "marker-mid", "marker-end",
    }
)  # fmt: skip
_TEXTS = frozenset(f"{NAMESPACE}{name}" for name in ("text", "tspan", "title", "desc"))
_LOCAL_REFERENCE = re.compile(r"url\(#[A-Za-z][\w-]*\)")


def faults(data: bytes) -> Iterator[str]:
    """Give what keeps a file from being a diagram of ours; nothing when it is fine."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "a document type is not allowed"
        return
    try:
        root = ET.fromstring(data)  # noqa: S314 - no document type, so no entities
    except ET.ParseError as error:
        yield f"it is not XML: {error}"
        return
    if root.tag != f"{NAMESPACE}svg":
        yield "it does not begin with <svg xmlns=…>"
    elif "viewBox" not in root.attrib:
        yield "it has no viewBox, so it cannot shrink to fit a phone"
    for element in root.iter():
        name = str(element.tag).removeprefix(NAMESPACE)
        if name not in ELEMENTS:
            yield f"<{name}> is not allowed"
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES:
                yield f"the attribute “{attribute}” of <{name}> is not allowed"
            elif "url(" in value and not _LOCAL_REFERENCE.fullmatch(value):
                yield f"“{value}” leads out of the file"


def inline(data: bytes, alt: str) -> Markup:
    """Give a diagram without faults as HTML, read to those who do not see it as ``alt``."""
    root = ET.fromstring(data)  # noqa: S314 - checked by `faults`
    drawing = f'<svg{_attributes(root)} aria-hidden="true" focusable="false">{"".join(_content(root))}</svg>'
    return Markup(f'<span class="dw-figure" role="img" aria-label="{escape(alt)}">{drawing}</span>')  # noqa: S704


def _element(element: ET.Element) -> str:
    name = str(element.tag).removeprefix(NAMESPACE)
    return f"<{name}{_attributes(element)}>{''.join(_content(element))}</{name}>"


def _attributes(element: ET.Element) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())


def _content(element: ET.Element) -> Iterator[str]:
    is_text = element.tag in _TEXTS
    yield _text(element.text or "", is_text=is_text)
    for child in element:
        yield _element(child)
        yield _text(child.tail or "", is_text=is_text)


def _text(text: str, *, is_text: bool) -> str:
    """Give what stands between elements; around shapes it is only the file's indentation."""
    return str(escape(re.sub(r"\s+", " ", text) if is_text else text.strip()))
