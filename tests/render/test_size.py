"""What a page costs does not grow with the number of pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bench
from daywise.load import load
from daywise.render import render_site, unit
from daywise.render.navigation import MOST_PHASES
from daywise.render.page import Page
from tests.builders import make_library, make_plan, make_source, phase_data, unit_data

SLACK = 40
"""Bytes: numbers of more digits take more."""
MADE_UP_UNITS = 30
MOST_HTML = 70_000
"""Bytes of a lesson page of the plans that `make bench` makes up, at any number of lessons."""
FRAME = 15_000
"""Bytes that the theme's frame adds: head, navigation and footer took 13,800 when this was written."""


def page_in_the_middle(phases: int) -> Page:
    """Give a unit's page of a plan with so many phases of seven units each."""
    names = [f"phase-{number:04}" for number in range(phases)]
    days = iter(range(1, 7 * phases + 1))
    data = [phase_data(*(unit_data(f"unit-{day:05}", day) for day in (next(days) for _ in range(7))), phase_id=name)
            for name in names]  # fmt: skip
    source = make_source(make_plan(phases=data, length=str(7 * phases)))
    pages = list(unit.pages(make_library(source), source))
    return pages[len(pages) // 2]


def test_a_page_of_a_long_plan_is_as_small_as_one_of_a_shorter_plan() -> None:
    some, many = (page_in_the_middle(number) for number in (2 * MOST_PHASES, 10 * MOST_PHASES))
    assert len(many.content) - len(some.content) < SLACK
    assert "All phases" in str(many.content)


def test_a_short_plan_shows_all_its_phases() -> None:
    page = page_in_the_middle(MOST_PHASES)
    assert "All phases" not in str(page.content)
    assert all(f"phases/phase-{number:04}/" in str(page.content) for number in range(MOST_PHASES))


def test_a_made_up_lesson_stays_within_its_weight(tmp_path: Path) -> None:
    bench.make_plan(tmp_path / "plans" / bench.PLAN, MADE_UP_UNITS)
    subprocess.run([sys.executable, "-m", "daywise", "ids"], cwd=tmp_path, env=bench.environment(), check=True)
    pages = render_site(load(tmp_path / "plans"))
    lessons = [page.content for page in pages if page.path.startswith(f"{bench.PLAN}/unit-")]
    sizes = [len(str(content).encode()) for content in lessons]
    assert len(sizes) == MADE_UP_UNITS
    assert max(sizes) + FRAME <= MOST_HTML
