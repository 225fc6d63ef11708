"""Reads built pages: which there are, and what their HTML holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.site.serving import BASE, ORIGIN, SITE_URL

RESULT = ".dw-search-body:not([data-titles]) a.dw-search-link"
"""A link to what the search found in its index; on a busy machine titles are shown before it."""

PAGE_TYPES = {
    "home": "",
    "overview": "backend-6-week/",
    "overview-in-weeks": "backend-semester/",
    "gantt": "backend-6-week/gantt/",
    "gantt-in-weeks": "backend-semester/gantt/",
    "today": "backend-6-week/today/",
    "today-in-weeks": "backend-semester/today/",
    "phase": "backend-6-week/phases/week-1/",
    "phase-with-tracks": "backend-semester/phases/sem-1/",
    "lesson": "backend-6-week/python-memory-model/",
    "unit-without-lesson": "backend-semester/storage-and-managed-db/",
    "questions": "backend-6-week/questions/",
    "resources": "backend-6-week/resources/",
    "context": "backend-semester/context/",
    "glossary": "backend-6-week/glossary/",
    "sheet": "backend-6-week/sheet/",
    "sheet-in-weeks": "backend-semester/sheet/",
    "written-by-hand": "about/",
    "labels-of-lessons": "authors/notes/",
    "not-found": "404.html",
}
"""One page of each type, by its address below the site's root."""

LINK_ATTRIBUTES = frozenset({"href", "src", "action", "poster", "data"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Link:
    """What an attribute points to, with its element and the line of the file that it stands on."""

    target: str
    tag: str
    line: int


@dataclass
class Heading:
    """A heading: its level and its text."""

    level: int
    text: str = ""


@dataclass
class HtmlPage:
    """What the checks want to know of one page."""

    address: str
    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    images_without_alt: list[int] = field(default_factory=list)
    title: str = ""
    canonical: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    type: str = "written-by-hand"
    text: str = ""

    @property
    def url(self) -> str:
        """The page's address on the deployed site; the 404 page stands for any that is not there."""
        return f"{SITE_URL}{'not/there' if self.address == '404.html' else self.address}"


class _Reader(HTMLParser):
    """Fills an HtmlPage."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage(address)
        self._heading: Heading | None = None
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, found = self.getpos()[0], {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in found:
            self.page.ids.append(found["id"])
        if found.get("class", "").startswith("dw-page "):
            self.page.type = found["class"].removeprefix("dw-page ")
        self.page.links += [Link(found[name], tag, line) for name in sorted(LINK_ATTRIBUTES & found.keys())]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = Heading(int(tag[1]))
            self.page.headings.append(self._heading)
        if tag == "img" and "alt" not in found:
            self.page.images_without_alt.append(line)
        if tag == "link" and found.get("rel") == "canonical":
            self.page.canonical = found["href"]
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            self.page.meta.setdefault(name, []).append(found.get("content", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if self._heading and tag == f"h{self._heading.level}":
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._heading:
            self._heading.text += data
        if self._open[-2:] == ["head", "title"]:
            self.page.title += data
        if "article" in self._open:
            self.page.text += data


def parse(html: str, address: str) -> HtmlPage:
    """Read a page that stands at an address below the site's root."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.page


def file_of(site: Path, address: str) -> Path:
    """Give the file that is served at an address."""
    return site / address / "index.html" if not address or address.endswith("/") else site / address


@cache
def read_page(site: Path, address: str) -> HtmlPage:
    """Read a built page."""
    return parse(file_of(site, address).read_text("utf-8"), address)


@cache
def addresses(site: Path) -> tuple[str, ...]:
    """Give the address of every page of a built site, in order; Pagefind's own files are no pages."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return tuple(file.removesuffix("index.html") for file in files)


def read_pages(site: Path) -> list[HtmlPage]:
    """Read every page of a built site."""
    return [read_page(site, address) for address in addresses(site)]


def questions_page(site: Path, plan: str, unit: str) -> str:
    """Give the address of the page that asks a unit's questions: a plan of many lessons has one for each phase."""
    below = (address for address in addresses(site) if address.startswith(f"{plan}/questions/"))
    (found,) = (address for address in below if unit in read_page(site, address).ids)
    return found


def targets(site: Path, page: HtmlPage) -> set[str]:
    """Give the addresses of the pages of this site that a page leads to."""
    found = {urljoin(page.url, link.target).partition("#")[0] for link in page.links if link.tag == "a"}
    below = {unquote(url.removeprefix(SITE_URL)) for url in found if url.startswith(SITE_URL)}
    return below.intersection(addresses(site))


def dead_links(site: Path, page: HtmlPage) -> list[str]:
    """Give each link of a page that leads to nothing on this site, as ``address:line: target: why``."""
    found = ((link, _why_dead(site, page, link.target)) for link in page.links)
    return [f"{page.address}:{link.line}: {link.target}: {why}" for link, why in found if why]


def _why_dead(site: Path, page: HtmlPage, target: str) -> str:
    """Say what is wrong with a link, or nothing; links to other sites are somebody else's business."""
    url = urlsplit(urljoin(page.url, target))
    if f"{url.scheme}://{url.netloc}" != ORIGIN:
        return ""
    if not url.path.startswith(BASE):
        return f"outside {BASE}"
    if url._replace(fragment="") == urlsplit(page.url):
        return _why_no_anchor(page, url.fragment)
    if page.address == "404.html" and not target.startswith(("/", "http")):
        return "relative, on a page that is shown at any address"
    return _why_no_target(site, unquote(url.path.removeprefix(BASE)), url.fragment)


def _why_no_target(site: Path, address: str, fragment: str) -> str:
    file = file_of(site, address)
    if file.is_dir():
        return "a folder: the link lacks its last slash"
    if not file.is_file():
        return "no such page or file"
    return _why_no_anchor(read_page(site, address), fragment) if file.suffix == ".html" else ""


def _why_no_anchor(page: HtmlPage, fragment: str) -> str:
    return "no such anchor" if fragment and unquote(fragment) not in page.ids else ""
