"""Where every page of the site is, relative to the site's root: the addresses that readers' links depend on."""

from __future__ import annotations

HOME = ""


def plan_url(plan_id: str) -> str:
    """Give the address of a plan's overview."""
    return f"{plan_id}/"


def unit_url(plan_id: str, unit_id: str, anchor: str = "") -> str:
    """Give the address of a unit, or of a place on its page."""
    return f"{plan_id}/{unit_id}/{'#' + anchor if anchor else ''}"


def phase_url(plan_id: str, phase_id: str) -> str:
    """Give the address of a phase."""
    return f"{plan_id}/phases/{phase_id}/"


def page_url(plan_id: str, name: str) -> str:
    """Give the address of one of the plan's own pages: today, gantt, questions, resources, context."""
    return f"{plan_id}/{name}/"


def questions_url(plan_id: str, phase_id: str = "") -> str:
    """Give the address of a plan's questions, or of one phase's where each phase has a page of them."""
    return page_url(plan_id, "questions") + (f"{phase_id}/" if phase_id else "")


def file_of(url: str) -> str:
    """Give the Markdown file that becomes the page at an address.

    Each page is the index of its own folder, so that a link in it reads the same from the file and from the address:
    Zensical rewrites the links of other pages.
    """
    return f"{url}index.md"
