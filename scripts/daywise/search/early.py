"""What the search sees of a unit's page before MkDocs has laid it out, so that Pagefind can begin with it at once.

The theme says the same of it (`overrides/main.html`), and a test holds the two to each other. Other pages wait for the
theme: some of what is searched on them comes from there.
"""

from __future__ import annotations

from markupsafe import escape

from daywise.render.page import Page, read_front_matter
from daywise.search.pagefind import SEARCHED


def as_laid_out(page: Page, language: str) -> str | None:
    """Give a unit's page as far as the search is concerned; None for what is no unit's page."""
    if not isinstance(page.content, str) or not page.path.endswith(".md"):
        return None
    meta, body = read_front_matter(page.content)
    if meta["daywise"]["kind"] != "unit":
        return None
    said = ((name, escape(value)) for name, value in meta["daywise"]["search"].items() if value)
    known = "".join(f'<meta data-pagefind-meta="{name}[content]" content="{value}">' for name, value in said)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">{known}</head>'
        f"<body><article {SEARCHED}>{body}</article></body></html>"
    )
