"""Readers with dates of their own: opens pages at a time and place, with what the reader saved before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.site.serving import BASE

DAYS = "backend-6-week"
WEEKS = "backend-semester"
KARACHI = "Asia/Karachi"
START = "2026-11-30"
"""A Monday."""

Dates = Mapping[str, Any]
Open = Callable[..., Page]


def moment(text: str, zone: str = KARACHI) -> datetime:
    """Give the moment at which clocks in a zone show a date and a time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@cache
def outline(site: Path, plan: str) -> dict[str, Any]:
    """Read a plan's outline from the built site."""
    found: dict[str, Any] = json.loads((site / plan / "outline.json").read_text("utf-8"))
    return found


def items(site: Path, plan: str, first: int, last: int) -> list[str]:
    """Give the ids of the checklist items of some units, by their places in the plan, which begin with 1."""
    units = outline(site, plan)["units"][first - 1 : last]
    return [item["id"] for unit in units for item in unit["items"]]


def saved(plan: str, dates: Dates, ticks: Iterable[str] = (), at: int = 1_764_000_000_000) -> dict[str, str]:
    """Give what a browser stores for dates and ticks."""
    values = {f"dates:{name}": value for name, value in dates.items()} | {f"tick:{item}": True for item in ticks}
    entries = {f"daywise:{BASE}:{plan}:{name}": json.dumps({"v": v, "at": at}) for name, v in values.items()}
    return {f"daywise:{BASE}:schema": "1"} | entries


def open_at(open_page: Open, address: str, now: datetime, stored: Mapping[str, str] = {}, **options: Any) -> Page:
    """Open a page for a reader whose clock stands still at a moment, and whose browser has stored things."""
    page = open_page("about/", **{"timezone_id": KARACHI, **options})
    page.evaluate("(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))", dict(stored))
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page


def open_today(open_page: Open, plan: str, now: datetime, stored: Mapping[str, str] = {}, **options: Any) -> Page:
    """Open a plan's Today page, and wait until it shows the reader's day."""
    page = open_at(open_page, f"{plan}/today/", now, stored, **options)
    expect(page.get_by_role("heading", name="My dates")).to_be_visible()
    return page


def said(page: Page) -> Locator:
    """Give the line that says what was saved."""
    return page.locator("[data-saved-text]")


def headline(page: Page) -> Locator:
    """Give what the page says of the day."""
    return page.locator("#the-day")


def last_day(page: Page) -> Locator:
    """Give what the settings say of the plan's end."""
    return page.locator("[data-start-result]")
