"""Lets measure.js measure a page as a reader's eyes and fingers meet it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MEASURE = Path(__file__).with_name("measure.js").read_text("utf-8")


def measure(page: Page, what: str, *arguments: Any) -> Any:
    """Call one of the functions of measure.js in a page."""
    page.evaluate(MEASURE)
    return page.evaluate(f"(given) => measure.{what}(...given)", list(arguments))
