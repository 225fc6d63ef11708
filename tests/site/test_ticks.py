"""Ticks: kept in this browser, shown everywhere at once, and never lost or moved to another item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.site.pages import PAGE_TYPES, RESULT
from tests.site.samples import FILES, PLAN
from tests.site.serving import BASE, Server, build, make_project, once, serve

UNIT = "backend-semester/storage-and-managed-db/"
Reader = Callable[..., BrowserContext]

REVISED = {
    "small/plan.yaml": """\
id: small
title: Small plan
summary: Three days, to try things out.
step: day
length: 3
goal: Try things out.
phases:
  - id: start
    label: Week 1
    title: Start
    units:
      - id: second-day
        at: 1-2
        title: Practice first
        kind: practice
        minutes: 60
        objective: Practise what you read.
        checklist:
          - {id: solve-two, text: Solve another}
          - {id: write-it, text: Write it down}
          - {id: brand-new, text: Do a new thing}
          - {id: solve-one, text: Solve one task}
          - {id: time-it, text: Measure your time}
      - id: third-day
        at: 3
        title: Third day
        kind: review
        minutes: 30
        objective: Repeat what you learned.
        checklist:
          - {id: repeat-it, text: Repeat it}
          - {id: say-it, text: Say the definition aloud without a look}
          - {id: read-it, text: Read the lesson}
          - {id: teach-it, text: Teach it to a friend}
          - {id: plan-on, text: Plan the next week}
""",
}
"""The small plan after an edit: a unit is gone; items have moved to others, changed their order and their words."""


@pytest.fixture
def small_site(shared: Path) -> Path:
    """Build the site of the small plan."""
    return once(shared / "small", lambda folder: make_small_site(folder, FILES)) / "guide"


@pytest.fixture
def revised_site(shared: Path) -> Path:
    """Build the site of the small plan after its edit."""
    return once(shared / "revised", lambda folder: make_small_site(folder, REVISED)) / "guide"


def make_small_site(folder: Path, plans: Mapping[str, str]) -> None:
    """Build a site of plans given as texts."""
    build(folder / "guide", make_project(folder / "project", plans))


@pytest.fixture
def small(small_site: Path) -> Iterator[Server]:
    """Serve the small site."""
    with serve(small_site) as running:
        yield running


def box(page: Page, name: str) -> Locator:
    """Give the box of a checklist item."""
    return page.get_by_role("checkbox", name=name, exact=True)


def first_box(page: Page) -> Locator:
    """Give the first box of the page's checklist."""
    return page.locator("[data-checklist] input").first


def stored(page: Page) -> dict[str, str]:
    """Give what the site has stored."""
    entries: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: value for key, value in entries.items() if key.startswith("daywise")}


def test_every_box_has_its_text_as_its_name_and_a_click_on_the_text_ticks_it(open_page: Callable[..., Page]) -> None:
    page = open_page(UNIT)
    labels = page.locator("[data-checklist] label").all()
    assert len(labels) >= 3
    for label in labels:
        named = box(page, label.inner_text())
        expect(named).not_to_be_checked()
        label.click()
        expect(named).to_be_checked()


def test_a_tick_outlives_a_reload_and_so_does_an_untick(open_page: Callable[..., Page]) -> None:
    page = open_page(UNIT)
    first_box(page).check()
    page.reload()
    expect(first_box(page)).to_be_checked()
    first_box(page).uncheck()
    page.reload()
    expect(first_box(page)).not_to_be_checked()


def test_ticks_work_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(UNIT)
    first_box(page).focus()
    page.keyboard.press("Space")
    expect(first_box(page)).to_be_checked()


def test_a_key_names_path_plan_kind_and_id_and_a_value_has_its_time(open_page: Callable[..., Page]) -> None:
    page = open_page(UNIT)
    before = page.evaluate("Date.now()")
    first_box(page).check()
    name = first_box(page).get_attribute("data-tick")
    key = f"daywise:{BASE}:backend-semester:tick:{name}"
    assert set(stored(page)) == {key, f"daywise:{BASE}:schema"}
    entry = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)
    assert set(entry) == {"v", "at"}
    assert entry["v"] is True
    assert before <= entry["at"] <= page.evaluate("Date.now()")
    first_box(page).uncheck()
    later = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)
    assert later["v"] is False
    assert later["at"] > entry["at"]


def test_a_tick_shows_on_every_page_that_tells_progress(small: Server, reader: Reader) -> None:
    page = reader(base_url=small.url).new_page()
    page.goto("small/first-day/")
    expect(page.locator(".dw-fact--ticks")).to_have_text("Checklist 0 of 3")
    box(page, "Read the lesson").check()
    expect(page.locator(".dw-fact--ticks")).to_have_text("Checklist 1 of 3 done, 20 min left")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)

    page.goto("small/phases/start/")
    expect(page.locator(".dw-fact--progress")).to_have_text("1 of 9 done, 80 min left")
    expect(page.locator(".dw-unit-row__progress")).to_have_text(["1 of 3 done", "", ""])
    page.goto("small/")
    expect(page.locator(".dw-fact--progress")).to_have_text("1 of 9 done (11%), 80 min left")
    page.goto("./")
    expect(page.locator("[data-progress-of=plan]")).to_have_text("1 of 9 done (11%), 80 min left")
    page.goto("small/gantt/")
    first = page.locator(".dw-cell").first
    expect(first).to_have_attribute("data-state", "partly")
    expect(first.locator(".dw-state")).to_have_text("partly done")

    page.goto("small/first-day/")
    box(page, "Say it aloud").check()
    box(page, "Write it down").check()
    page.goto("small/gantt/")
    expect(first).to_have_attribute("data-state", "done")
    expect(page.locator(".dw-cell").nth(1)).to_have_attribute("data-state", "none")


@pytest.mark.parametrize("name", ["home", "overview", "phase", "gantt"])
def test_nothing_done_yet_is_not_held_against_the_reader(name: str, open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE_TYPES[name])
    expect(page.locator("html.dw-js")).to_have_count(1)
    assert "".join(page.locator("[data-progress]").all_inner_texts()) == ""
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_two_tabs_show_the_same_at_once(reader: Reader) -> None:
    context = reader()
    unit, gantt = context.new_page(), context.new_page()
    unit.goto(UNIT)
    gantt.goto("backend-semester/gantt/")
    cell = gantt.locator(".dw-cell[data-unit=storage-and-managed-db]").first
    expect(cell).to_have_attribute("data-state", "none")
    first_box(unit).check()
    expect(cell).to_have_attribute("data-state", "partly")
    twin = context.new_page()
    twin.goto(UNIT)
    first_box(twin).uncheck()
    expect(first_box(unit)).not_to_be_checked()
    expect(cell).to_have_attribute("data-state", "none")


def test_ticks_stay_with_their_items_when_the_plan_is_edited(small: Server, revised_site: Path, reader: Reader) -> None:
    page = reader(base_url=small.url).new_page()
    page.goto("small/first-day/")
    box(page, "Say it aloud").check()
    box(page, "Write it down").check()
    page.goto("small/second-day/")
    box(page, "Solve one task").check()

    small.root = revised_site
    page.goto("small/second-day/")
    ticked = {name: box(page, name).is_checked() for name in page.locator("[data-checklist] label").all_inner_texts()}
    assert ticked == {
        "Solve another": False,
        "Write it down": True,
        "Do a new thing": False,
        "Solve one task": True,
        "Measure your time": False,
    }
    page.goto("small/third-day/")
    ticked = {name: box(page, name).is_checked() for name in page.locator("[data-checklist] label").all_inner_texts()}
    assert ticked == {
        "Repeat it": False,
        "Say the definition aloud without a look": True,
        "Read the lesson": False,
        "Teach it to a friend": False,
        "Plan the next week": False,
    }


def test_the_edit_above_moves_rewords_and_reorders() -> None:
    old, new = re.findall(r"id: ([a-z-]+), text", PLAN), re.findall(r"id: ([a-z-]+), text", REVISED["small/plan.yaml"])
    assert set(old) < set(new)
    assert [name for name in new if name in old] != old


def test_blocked_storage_is_told_and_the_page_works(reader: Reader) -> None:
    page = reader().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    page.goto(UNIT)
    expect(page.locator("[data-notice]")).to_contain_text("does not let the site save anything")
    first_box(page).check()
    expect(first_box(page)).to_be_checked()
    expect(page.locator(".dw-fact--ticks")).to_contain_text("1 of")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("redis")
    expect(page.locator(RESULT).first).to_be_visible()


def test_full_storage_is_told_and_keeps_what_was_there(open_page: Callable[..., Page]) -> None:
    page = open_page(UNIT)
    first_box(page).check()
    page.evaluate(
        """() => {
          let text = 'x'.repeat(1 << 20);
          for (let n = 0; text; n += 1)
            try { localStorage.setItem(`filler-${n}`, text) } catch { text = text.slice(0, text.length / 2) }
        }"""
    )
    page.locator("[data-checklist] input").nth(1).check()
    expect(page.locator("[data-notice]")).to_contain_text("no more room")
    page.reload()
    expect(first_box(page)).to_be_checked()
    expect(page.locator("[data-checklist] input").nth(1)).not_to_be_checked()


def test_a_thousand_ticks_from_two_tabs_are_all_kept(reader: Reader) -> None:
    context = reader()
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(UNIT)
        expect(tab.locator("html.dw-js")).to_have_count(1)
    # Both begin on one signal, so that they really run side by side.
    start = """([from, to]) => {
      const list = document.querySelector("[data-checklist]");
      for (let n = from; n < to; n += 1)
        list.insertAdjacentHTML("beforeend", `<input type="checkbox" data-tick="many-${n}">`);
      const boxes = [...list.querySelectorAll("[data-tick^=many]")];
      window.ticked = new Promise((resolve) => {
        const tick = () => {
          for (const box of boxes.splice(0, 10)) box.click();
          boxes.length ? setTimeout(tick) : resolve(true);
        };
        new BroadcastChannel("start").addEventListener("message", tick);
      });
    }"""
    for number, tab in enumerate(tabs):
        tab.evaluate(start, [number * 500, number * 500 + 500])
    third = context.new_page()
    third.goto("about/")
    third.evaluate("new BroadcastChannel('start').postMessage('go')")
    assert [tab.evaluate("window.ticked") for tab in tabs] == [True, True]
    kept = third.evaluate(
        "Object.entries({...localStorage}).filter(([key, text]) => key.includes(':tick:many-') && JSON.parse(text).v)"
    )
    assert len(kept) == 1000
