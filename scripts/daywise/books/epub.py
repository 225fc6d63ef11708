"""Pack a book as an EPUB 3 (https://www.w3.org/TR/epub-33/): a zip file of XHTML, the same bytes for the same book."""

from __future__ import annotations

import io
import mimetypes
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from jinja2 import Environment, PackageLoader, StrictUndefined

from daywise.books import tree
from daywise.books.book import Book, Chapter

STYLE = Path(__file__).with_name("epub.css")
MEDIA_TYPE = "application/epub+zip"
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold: it says nothing, and is the same in every build."""


def pack(book: Book, cover: bytes) -> bytes:
    """Give a book as the bytes of an EPUB; ``cover`` is a PNG."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        _add(archive, "mimetype", MEDIA_TYPE.encode(), zipfile.ZIP_STORED)  # first, and as it is: readers look there
        for name, content in _files(book, cover):
            _add(archive, name, content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = compression
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, compresslevel=9)


def _files(book: Book, cover: bytes) -> Iterator[tuple[str, bytes]]:
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "EPUB/package.opf", _package(book).encode()
    yield "EPUB/style.css", STYLE.read_bytes()
    yield "EPUB/cover.png", cover
    yield "EPUB/cover.xhtml", _page("Cover", _cover_body()).encode()
    yield "EPUB/nav.xhtml", _page("Contents", _contents(book)).encode()
    for chapter in book.chapters:
        yield f"EPUB/{chapter.file}", _page(chapter.title, chapter.tree).encode()
    for path, picture in book.pictures.items():
        yield f"EPUB/pictures/{path}", picture


def _page(title: str, body: ET.Element) -> str:
    """Give a page of the book as XHTML."""
    page = ET.Element(f"{{{tree.XHTML}}}html", {"lang": "en", "{http://www.w3.org/XML/1998/namespace}lang": "en"})
    head = ET.SubElement(page, f"{{{tree.XHTML}}}head")
    ET.SubElement(head, f"{{{tree.XHTML}}}title").text = title
    ET.SubElement(head, f"{{{tree.XHTML}}}link", {"rel": "stylesheet", "href": "style.css"})
    page.append(body)
    return f"{_HEAD}{tree.xml(page)}\n"


def _cover_body() -> ET.Element:
    return tree.parse('<div class="cover"><img src="cover.png" alt="Cover"></div>')


def _contents(book: Book) -> ET.Element:
    """Give the contents, as EPUB wants them: a ``nav`` of nested lists."""
    body = ET.Element(f"{{{tree.XHTML}}}body")
    nav = ET.SubElement(body, f"{{{tree.XHTML}}}nav", {f"{{{tree.EPUB}}}type": "toc", "id": "toc"})
    ET.SubElement(nav, f"{{{tree.XHTML}}}h1").text = "Contents"
    top = ET.SubElement(nav, f"{{{tree.XHTML}}}ol")
    for chapter, below in book.contents():
        item = _entry(top, chapter)
        if below:
            inner = ET.SubElement(item, f"{{{tree.XHTML}}}ol")
            for each in below:
                _entry(inner, each)
    return body


def _entry(above: ET.Element, chapter: Chapter) -> ET.Element:
    item = ET.SubElement(above, f"{{{tree.XHTML}}}li")
    ET.SubElement(item, f"{{{tree.XHTML}}}a", {"href": chapter.file}).text = chapter.title
    return item


def _package(book: Book) -> str:
    """Give the package document, which lists all files and their order."""
    environment = Environment(
        loader=PackageLoader("daywise"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.site or 'https://daywise.invalid/'}{book.id}/")
    pictures = [(f"pictures/{path}", mimetypes.guess_type(path)[0]) for path in book.pictures]
    with_drawings = {chapter.name for chapter in book.chapters if _has_drawing(chapter)}
    return environment.get_template("books/package.opf.j2").render(
        book=book,
        identifier=identifier,
        day=book.moment.date().isoformat(),
        modified=book.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        pictures=pictures,
        with_drawings=with_drawings,
    )


def _has_drawing(chapter: Chapter) -> bool:
    """Tell whether a chapter holds a diagram, which the package document has to say."""
    return chapter.tree.find(f".//{{{tree.SVG}}}svg") is not None
