"""How MkDocs lays out the pages that the generator has written, without a word of Markdown.

The body of a generated page is one block of HTML, which Python-Markdown gives back as it is, after seconds of looking
for Markdown in it: half the time of a build. So MkDocs is given the HTML itself. A page is read when its turn comes,
and let go when it is written, so that memory does not grow with the site.
"""

from __future__ import annotations

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generated_files import GeneratedFile

_ID = re.compile(r'\sid="([^"]+)"')


class GeneratedPage(Page):
    """A page of the generator; it has text and front matter only while it is laid out, between `fill` and `empty`."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' interface
        """Leave the page empty for now."""
        self.empty()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty: there is no Markdown in it."""

    def fill(self) -> None:
        """Read the page."""
        from daywise.render.page import read_front_matter  # noqa: PLC0415 - the path is set by now

        self.meta, self.content = read_front_matter(self.file.content_string)

    def empty(self) -> None:
        """Let go of what `fill` has read."""
        self.markdown, self.content, self.meta = "", "", {}

    def find_anchors(self) -> None:
        """Look up the page's anchors, for a page written by hand that links to one of them."""
        self.present_anchor_ids = set(_ID.findall(self.file.content_string))


def take_over(files: Files, config: MkDocsConfig) -> None:
    """Make the generated files pages of this kind, before MkDocs makes them pages of its own."""
    for file in files.documentation_pages():
        if isinstance(file, GeneratedFile):
            GeneratedPage(None, file, config)


def find_linked_anchors(files: Files) -> None:
    """Look up the anchors of the generated pages that others link to, so that MkDocs can tell which are not there."""
    pages: list[Any] = [file.page for file in files.documentation_pages()]
    linked = {file for page in pages for file in page.links_to_anchors or ()}
    for file in linked:
        if isinstance(file.page, GeneratedPage):
            file.page.find_anchors()
