"""Set a book as a PDF with WeasyPrint: contents with page numbers, bookmarks, running heads, links within the book.

WeasyPrint needs Pango, which Linux distributions have as a package (`make services` installs it). The typefaces are
our own, so that the machine's play no part; the same book gives the same bytes wherever Pango is of the same version.
"""

from __future__ import annotations

import base64
import mimetypes
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from daywise import fonts
from daywise.books import tree
from daywise.books.book import Book, Chapter

STYLE = Path(__file__).with_name("pdf.css")
FACES = (
    ("Book Serif", 400, "normal", fonts.SERIF),
    ("Book Serif", 400, "italic", fonts.SERIF_ITALIC),
    ("Book Serif", 600, "normal", fonts.SERIF_BOLD),
    ("Book Sans", 400, "normal", fonts.SANS),
    ("Book Sans", 600, "normal", fonts.SANS_BOLD),
    ("Book Code", 400, "normal", fonts.CODE),
    ("Book Code", 600, "normal", fonts.CODE_BOLD),
    ("Book Urdu", 400, "normal", fonts.URDU),
)
"""Families as the style sheet calls them, with weight, slope and file."""
DRAWING_FACE, URDU_FACE = "Book Sans", "Book Urdu"
"""What the text of diagrams is set in, whatever they name."""


class MissingSetterError(Exception):
    """WeasyPrint or Pango is not there; the message tells a person what to do."""


def typeset(book: Book) -> bytes:
    """Give a book as the bytes of a PDF; raises MissingSetterError."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - only books need it, and it needs Pango
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:
        message = (
            f"PDFs are set with WeasyPrint and Pango, which cannot be used ({error}): run “make services FOR=books”"
        )
        raise MissingSetterError(message) from error
    configuration = FontConfiguration()
    style = CSS(string=_faces() + STYLE.read_text("utf-8"), font_config=configuration)
    # Pictures stand in the page itself; nothing else is fetched, from the network least of all.
    document = HTML(string=page(book), url_fetcher=URLFetcher(allowed_protocols=["data"], fail_on_errors=True))
    pdf: bytes = document.write_pdf(
        stylesheets=[style],
        font_config=configuration,
        pdf_identifier=f"{book.site}{book.id}/{book.changed}".encode(),
        pdf_tags=True,
    )
    return pdf


def page(book: Book) -> str:
    """Give the whole book as one HTML page."""
    root = ET.Element(f"{{{tree.XHTML}}}html", {"lang": "en"})
    head = ET.SubElement(root, f"{{{tree.XHTML}}}head")
    ET.SubElement(head, f"{{{tree.XHTML}}}title").text = book.title
    day = book.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    names = {"description": book.summary, "author": "Daywise", "dcterms.created": day, "dcterms.modified": day}
    for name, content in names.items():
        ET.SubElement(head, f"{{{tree.XHTML}}}meta", {"name": name, "content": content})
    body = ET.SubElement(root, f"{{{tree.XHTML}}}body")
    first, *others = book.chapters
    for section in (_joined(first, book), _contents(book), *(_joined(chapter, book) for chapter in others)):
        body.append(section)
    return "<!DOCTYPE html>\n" + tree.html(root)


def _joined(chapter: Chapter, book: Book) -> ET.Element:
    section = tree.joined(chapter.tree, chapter.name)
    section.set("class", f"leaf level-{chapter.level}")
    for picture in section.iter(f"{{{tree.XHTML}}}img"):
        path = unquote(picture.get("src", "")).removeprefix("pictures/")
        data = base64.b64encode(book.pictures[path]).decode()
        picture.set("src", f"data:{mimetypes.guess_type(path)[0]};base64,{data}")
    for drawing in section.iter(f"{{{tree.SVG}}}svg"):
        for element in drawing.iter():
            element.attrib.pop("font-family", None)
        drawing.set("font-family", f"{DRAWING_FACE}, {URDU_FACE}")
    return section


def _contents(book: Book) -> ET.Element:
    section = ET.Element(f"{{{tree.XHTML}}}section", {"class": "leaf contents", "id": "contents"})
    ET.SubElement(section, f"{{{tree.XHTML}}}h1").text = "Contents"
    for chapter, below in book.contents():
        for each in (chapter, *below):
            line = ET.SubElement(section, f"{{{tree.XHTML}}}p", {"class": f"entry entry-{each.level}"})
            ET.SubElement(line, f"{{{tree.XHTML}}}a", {"href": f"#{each.name}"}).text = each.title
    return section


def _faces() -> str:
    """Give the style sheet's typefaces."""
    rule = '@font-face {{ font-family: "{}"; font-weight: {}; font-style: {}; src: url("{}"); }}\n'
    return "".join(rule.format(family, weight, slope, path.as_uri()) for family, weight, slope, path in FACES)
