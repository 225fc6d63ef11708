"""Notes on units, shaky marks on questions, progress in minutes and days: kept like ticks, the same in every tab."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.site.conftest import DESKTOP, PHONE
from tests.site.measuring import measure
from tests.site.my_plan import DAYS, KARACHI, items, moment, open_at, saved
from tests.site.pages import questions_page
from tests.site.samples import PLAN, replaced
from tests.site.serving import BASE, build, make_project, serve
from tests.site.test_accessibility import violations

Open = Callable[..., Page]
Reader = Callable[..., BrowserContext]
UNIT = f"{DAYS}/python-memory-model/"
NOTE_KEY = f"daywise:{BASE}:{DAYS}:note:python-memory-model"


@pytest.fixture
def questions_address(built: Path) -> str:
    """Give the address of the page with the questions of the unit."""
    return questions_page(built, DAYS, "python-memory-model")


def notes(page: Page) -> Locator:
    """Go where the field for notes is, which comes when it is near, and give it."""
    page.locator("[data-note]").scroll_into_view_if_needed()
    return page.get_by_label("My notes")


def note_in_storage(page: Page) -> str | None:
    """Give the note as it is stored."""
    stored = page.evaluate("(key) => localStorage.getItem(key)", NOTE_KEY)
    return None if stored is None else str(json.loads(stored)["v"])


def shaky(page: Page) -> Locator:
    """Go to the first question, whose buttons come when it is near, and give the buttons that mark questions."""
    page.locator("[data-question] .dw-label").first.scroll_into_view_if_needed()
    return page.get_by_role("button", name=re.compile("^Shaky(?! only)"))


def test_a_note_is_saved_while_the_reader_writes(open_page: Open) -> None:
    page = open_page(UNIT)
    text = "Names are labels.\nسبق <b>&amp;"
    notes(page).fill(text)
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert note_in_storage(page) == text
    page.reload()
    expect(notes(page)).to_have_value(text)


def test_a_note_survives_leaving_at_once(open_page: Open) -> None:
    page = open_page(UNIT)
    notes(page).press_sequentially("left in a hurry")
    page.goto("about/")
    assert note_in_storage(page) == "left in a hurry"


def test_an_erased_note_stays_erased(open_page: Open) -> None:
    page = open_page(UNIT)
    notes(page).fill("wrong")
    notes(page).blur()
    notes(page).fill("")
    notes(page).blur()
    assert note_in_storage(page) == ""
    page.reload()
    expect(notes(page)).to_have_value("")


def test_two_tabs_show_one_note_and_do_not_undo_what_is_being_written(reader: Reader) -> None:
    context = reader()
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(UNIT)
    notes(one).fill("from the first tab")
    notes(one).blur()
    expect(notes(two)).to_have_value("from the first tab")
    notes(two).press("End")
    notes(two).press_sequentially(", and the second")
    expect(notes(one)).to_have_value("from the first tab, and the second")


def test_a_lesson_loads_nothing_of_notes_and_marks_before_they_are_near(open_page: Open) -> None:
    page = open_page(UNIT)
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(({name}) => name.replace(/.*\\//, ''))"
    assert not {"notes.js", "shaky.js"} & set(page.evaluate(loaded))
    expect(notes(page)).to_be_visible()
    assert "notes.js" in page.evaluate(loaded)


def test_each_unit_has_its_own_note(open_page: Open) -> None:
    page = open_page(UNIT)
    notes(page).fill("only here")
    page.goto(f"{DAYS}/gil-deep-dive/")
    expect(notes(page)).to_have_value("")


def test_a_note_that_cannot_be_kept_says_so(open_page: Open) -> None:
    page = open_page("about/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    page.goto(UNIT)
    notes(page).fill("nowhere to go")
    expect(page.get_by_text("Not saved.")).to_be_visible()
    expect(page.locator("[data-notice]")).to_contain_text("does not let the site save")
    expect(notes(page)).to_have_value("nowhere to go")


def test_a_question_is_marked_on_one_page_and_shown_so_on_the_other(reader: Reader, questions_address: str) -> None:
    context = reader()
    unit, questions = context.new_page(), context.new_page()
    unit.goto(UNIT)
    questions.goto(questions_address)
    first = shaky(unit).first
    expect(first).to_have_attribute("aria-pressed", "false")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(shaky(questions).first).to_have_attribute("aria-pressed", "true")
    unit.reload()
    expect(shaky(unit).first).to_have_attribute("aria-pressed", "true")
    shaky(questions).first.press("Space")
    expect(shaky(unit).first).to_have_attribute("aria-pressed", "false")


def test_every_question_has_a_mark_that_says_which_question_it_is(open_page: Open, questions_address: str) -> None:
    page = open_page(questions_address)
    expect(shaky(page).first).to_be_visible()
    names = shaky(page).evaluate_all("(all) => all.map((each) => each.textContent)")
    assert len(names) == page.locator("[data-question]").count() > 10
    assert len(set(names)) > len(names) * 0.9


def test_shaky_only_leaves_the_marked_questions(open_page: Open, questions_address: str) -> None:
    page = open_page(questions_address)
    marks = page.get_by_role("button", name=re.compile("^Shaky(?! only)"))
    expect(marks.first).to_be_visible()
    total = page.locator(".dw-questions__item").count()
    only = page.get_by_role("button", name="Shaky only")
    only.click()
    expect(page.get_by_text("You have not marked a question as shaky.")).to_be_visible()
    expect(page.locator(".dw-questions__item:visible")).to_have_count(0)
    only.click()
    expect(page.locator(".dw-questions__item:visible")).to_have_count(total)
    marks.nth(1).click()
    marks.nth(4).click()
    expect(only).to_have_text("Shaky only (2)")
    only.click()
    expect(page.locator(".dw-questions__item:visible")).to_have_count(2)
    expect(page.locator(".dw-one-liners:visible")).to_have_count(0)
    marks.locator("visible=true").first.click()
    expect(page.locator(".dw-questions__item:visible")).to_have_count(2)
    expect(only).to_have_text("Shaky only (1)")


def test_the_way_from_a_few_shaky_questions_leads_to_the_others(open_page: Open, questions_address: str) -> None:
    page = open_page(f"{questions_address}#shaky")
    expect(page.get_by_role("button", name="Shaky only (0)")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".dw-questions__item:visible")).to_have_count(0)


def test_a_plan_of_many_lessons_lists_all_shaky_questions_where_its_phases_are(reader: Reader, tmp_path: Path) -> None:
    site = build(tmp_path / "site", make_project(tmp_path / "project", many_lessons(13)))
    with serve(site) as server:
        page = reader(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
        page.goto(f"{server.url}small/questions/")
        expect(page.locator("#shaky")).to_be_hidden()
        for n in (2, 13):
            page.evaluate(f"localStorage.setItem('daywise:{BASE}:small:shaky:q-{n}', '{{\"v\": true, \"at\": 1}}')")
        page.reload()
        page.get_by_role("link", name="2 questions you marked as shaky").click()
        links = page.get_by_role("region", name="Marked as shaky").get_by_role("link")
        expect(links).to_have_text(["Why 2?", "Why 13?"])
        assert links.last.get_attribute("href") == f"{BASE}small/day-13/#q-13"
        assert measure(page, "shifts") == []
        assert measure(page, "smallTargets", 44) == []
        assert violations(page) == []
        page.goto(f"{server.url}small/questions/#shaky")
        page.reload()
        expect(links.last).to_be_in_viewport()


def many_lessons(number: int) -> dict[str, str]:
    """Give the files of a plan that has so many lessons, with a question each, in two phases."""
    before, _, after = PLAN.partition("  - id: start\n")
    unit = "      - id: first-day\n" + after.partition("      - id: first-day\n")[2].partition("      - id: second")[0]
    days = [
        unit.replace("first-day", f"day-{n}").replace("at: 1\n", f"at: {n}\n").replace("{id: ", f"{{id: d{n}-")
        for n in range(1, number + 1)
    ]
    phases = [f"  - id: part-{n}\n    label: Part {n}\n    title: Part {n}\n    units:\n" for n in (1, 2)]
    plan = [replaced(before, "length: 3", f"length: {number}"), phases[0], *days[:-1], phases[1], days[-1]]
    lessons = {
        f"small/lessons/day-{n}.md": f"# First day\n\nWhy.\n\n<!-- id: b-{n} -->\n\n## Block 1 – Why\n\n"
        f"<!-- id: q-{n} -->\n**Interview question**\n\nWhy {n}?\n\n**Correct answer**\n\nSince {n}.\n"
        for n in range(1, number + 1)
    }
    return {"small/plan.yaml": "".join(plan), **lessons}


def test_what_scripts_add_is_reached_by_thumb_and_keyboard_and_moves_nothing(
    open_page: Open, questions_address: str
) -> None:
    for address in (UNIT, questions_address):
        page = open_page(address, viewport=PHONE, has_touch=True, is_mobile=True)
        expect(shaky(page).first).to_be_visible()
        shaky(page).first.tap()
        assert measure(page, "smallTargets", 44) == []
        assert measure(page, "wide") == []
        assert violations(page) == []
        desk = open_page(address, viewport=DESKTOP, color_scheme="dark")
        expect(shaky(desk).first).to_be_visible()
        shaky(desk).first.click()
        assert violations(desk) == []


def test_progress_says_what_is_left_and_how_many_days_in_a_row(open_page: Open, built: Path) -> None:
    now = moment("2026-12-08T21:00")
    stored: dict[str, str] = {}
    for unit, day in enumerate(("2026-12-04", "2026-12-05", "2026-12-07"), 1):
        at = int(moment(f"{day}T20:00").timestamp() * 1000)
        stored |= saved(DAYS, {"start": "2026-11-30", "rest": [7]}, items(built, DAYS, unit, unit), at=at)
    page = open_at(open_page, f"{DAYS}/", now, stored)
    expect(page.locator("[data-progress-of=plan]")).to_have_text(re.compile(r"^\d+ of \d+ done \(\d+%\), \d\d h left$"))
    expect(page.locator("[data-streak]")).to_have_text("3 study days in a row")
    page.goto("")
    expect(page.locator(f"[data-plan={DAYS}] [data-streak]")).to_have_text("3 study days in a row")
    expect(page.locator("[data-plan=backend-semester] [data-streak]")).to_have_text("")
    page.goto(f"{DAYS}/async-io/")
    box = page.locator("[data-checklist] input").first
    box.check()
    expect(page.locator("[data-progress-of=checklist]").first).to_have_text(re.compile(r"^1 of \d done, \d+ min left$"))
    box.uncheck()
    expect(page.locator("[data-progress-of=checklist]").first).to_have_text(re.compile(r"^0 of \d$"))


def test_without_ticks_nothing_is_loaded_for_a_row_of_days(open_page: Open) -> None:
    page = open_page(f"{DAYS}/", timezone_id=KARACHI)
    loaded = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert not [name for name in loaded if "/plan/" in name]
