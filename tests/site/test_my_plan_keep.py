"""Progress saved and moved: export, import, share link, QR code and reset, as a reader meets them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Download, Locator, Page, ViewportSize, expect

from tests.site.conftest import PHONE
from tests.site.my_plan import DAYS, START, WEEKS, headline, items, moment, open_at, open_today, said, saved
from tests.site.serving import BASE
from tests.site.test_accessibility import violations
from tests.site.watching import Watch

Open = Callable[..., Page]
Reader = Callable[..., BrowserContext]

NOW = moment("2026-12-07T20:00")
EXPORTS = sorted((Path(__file__).parents[1] / "js" / "plan" / "exports").glob("*.json"))
UNIT = f"{DAYS}/python-memory-model/"
DENIED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }})"
)
COUNT_ASKING = """
  window.asked = 0;
  if (navigator.storage) navigator.storage.persist = async () => { window.asked += 1; return false };
"""
FILL = """() => {
  let text = 'x'.repeat(1 << 20);
  for (let n = 0; text; n += 1)
    try { localStorage.setItem(`filler-${n}`, text) } catch { text = text.slice(0, text.length / 2) }
}"""


def key(name: str, plan: str = DAYS) -> str:
    """Give the key of a saved thing."""
    return f"daywise:{BASE}:{plan}:{name}"


def entry(value: Any, at: int = 1_764_000_000_000) -> str:
    """Give a saved value as it is stored."""
    return json.dumps({"v": value, "at": at}, ensure_ascii=False, separators=(",", ":"))


def stored(page: Page) -> dict[str, str]:
    """Give what this site has stored, but for what it asked of the browser."""
    entries: dict[str, str] = page.evaluate("({...localStorage})")
    return {name: text for name, text in entries.items() if name.startswith("daywise:") and ":asked:" not in name}


def values(texts: Mapping[str, str]) -> dict[str, Any]:
    """Read stored texts, so that how they are spaced makes no difference."""
    return {name: json.loads(text) for name, text in texts.items()}


def button(page: Page, name: str) -> Locator:
    """Give a button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


def press_for_file(page: Page, name: str) -> Download:
    """Press a button that saves a file; give the file."""
    with page.expect_download() as waiting:
        button(page, name).click()
    return waiting.value


def load(page: Page, data: Mapping[str, Any] | str | bytes, name: str = "file.json") -> Locator:
    """Choose a file to import; give the place that says what it would change."""
    expect(page.get_by_role("heading", name="Save or move your progress")).to_be_visible()
    content = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()
    page.get_by_label("Load a file").set_input_files({"name": name, "mimeType": "", "buffer": content})
    place = page.locator("[data-import-result]")
    expect(place).to_be_focused()
    return place


def file_of(things: Mapping[str, Any], version: int = 1) -> dict[str, Any]:
    """Give an export file of things by name, each a value or a value with its time."""
    at = 1_764_000_000_000
    timed = {name: thing if isinstance(thing, tuple) else (thing, at) for name, thing in things.items()}
    return {"daywise": version, "saved": {name: {"v": v, "at": when} for name, (v, when) in timed.items()}}


def make_link(page: Page) -> str:
    """Make a share link."""
    button(page, "Make a link").click()
    expect(page.locator("[data-share-code] svg")).to_be_visible()
    return page.get_by_label("Your link", exact=True).input_value()


def question(page: Page) -> Locator:
    """Give the question that an opened share link asks."""
    return page.get_by_role("dialog")


# -- Files


def test_export_delete_everything_import_is_the_identity(open_page: Open, built: Path) -> None:
    ticks = items(built, DAYS, 1, 5)
    things = {
        **saved(DAYS, {"start": START, "rest": [7], "repairs": []}, ticks),
        key("note:python-memory-model"): entry("نام اور چیزیں – “names” 🐍\nline two"),
        key("tick:of-a-retired-item"): entry(value=False),
        key("flashcard:of-a-later-version", "another-plan"): entry({"due": 20800}),
    }
    page = open_today(open_page, DAYS, NOW, things)
    before = stored(page)
    assert before == things
    file = press_for_file(page, "Save all plans as a file")
    assert file.suggested_filename == "daywise-all-2026-12-07.json"
    expect(said(page)).to_contain_text("Saved as daywise-all-2026-12-07.json")
    button(page, "Delete everything…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(said(page)).to_have_text("Everything is deleted.")
    assert stored(page) == {}

    place = load(page, file.path().read_bytes())
    expect(place).to_contain_text(f"Adds {len(ticks)} ticks, 1 note, 2 date settings and 1 other thing.")
    expect(place).to_contain_text("The start date becomes Mon 30 Nov 2026.")
    place.get_by_role("button", name="Add it").click()
    expect(said(page)).to_have_text("Added.")
    assert values(stored(page)) == values(before)
    expect(headline(page)).to_have_text("Day 7 of 47")


def test_a_file_of_one_plan_has_only_that_plan(open_page: Open) -> None:
    things = {**saved(DAYS, {"start": START}, ["read"]), **saved(WEEKS, {}, ["read"])}
    page = open_today(open_page, WEEKS, NOW, things)
    file = press_for_file(page, "Save this plan only")
    assert file.suggested_filename == f"daywise-{WEEKS}-2026-12-07.json"
    content = json.loads(file.path().read_text("utf-8"))
    assert (content["daywise"], content["plan"], content["site"]) == (1, WEEKS, BASE)
    assert list(content["saved"]) == [f"{WEEKS}:tick:read"]


@pytest.mark.parametrize("file", EXPORTS, ids=lambda file: file.stem)
def test_a_file_of_every_version_there_was_loads(file: Path, open_page: Open) -> None:
    page = open_today(open_page, DAYS, NOW)
    load(page, file.read_bytes()).get_by_role("button", name="Add it").click()
    expect(headline(page)).to_contain_text("of 47")
    page.goto(UNIT)
    first = page.locator("[data-tick=draw-names-and-objects]")
    expect(first).to_be_checked()
    expect(page.locator("[data-tick=fix-mutable-default]")).not_to_be_checked()


def test_what_would_change_is_told_before_anything_does_and_can_be_taken_back(open_page: Open, built: Path) -> None:
    mine, theirs, newer, *_ = items(built, DAYS, 1, 1)
    page = open_today(
        open_page, DAYS, NOW, {**saved(DAYS, {"start": START}, [mine]), key(f"tick:{newer}"): entry(value=False)}
    )
    before = stored(page)
    file = file_of(
        {f"{DAYS}:tick:{theirs}": True, f"{DAYS}:tick:{newer}": (True, 5), f"{DAYS}:dates:start": (START, 5)}
    )
    ways = load(page, file).locator(".dw-way")
    expect(ways).to_have_count(2)
    expect(ways.first).to_contain_text(
        "Adds 1 tick. Leaves 1 tick that is newer here.Where both have something, the newer one stays."
    )
    expect(ways.last).to_contain_text("Adds 1 tick. Changes 1 tick. Takes away 1 tick.")
    assert stored(page) == before

    button(page, "Merge").click()
    expect(said(page)).to_have_text("Merged.")
    after = stored(page)
    assert json.loads(after.pop(key(f"tick:{theirs}")))["v"] is True
    assert values(after) == values(before)
    button(page, "Undo").click()
    expect(said(page)).to_have_text("Taken back.")
    assert values(stored(page)) == values(before)

    load(page, file)
    button(page, "Replace").click()
    expect(said(page)).to_have_text("Replaced.")
    names = {f"{DAYS}:tick:{theirs}", f"{DAYS}:tick:{newer}", f"{DAYS}:dates:start"}
    assert set(stored(page)) == {f"daywise:{BASE}:{name}" for name in [*names, "schema"]}
    button(page, "Undo").click()
    expect(said(page)).to_have_text("Taken back.")
    assert values(stored(page)) == values(before)


def test_taking_an_import_back_leaves_what_was_ticked_since(open_page: Open, built: Path) -> None:
    first, second, *_ = items(built, DAYS, 1, 1)
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": "2026-12-07"}))
    load(
        page, file_of({f"{DAYS}:tick:{first}": False, f"{DAYS}:tick:{second}": True, f"{DAYS}:note:gil-deep-dive": "x"})
    )
    button(page, "Merge").click()
    tick = page.locator(f"[data-tick={first}]")
    tick.check()
    button(page, "Undo").click()
    expect(said(page)).to_have_text("Taken back.")
    expect(tick).to_be_checked()
    expect(page.locator(f"[data-tick={second}]")).not_to_be_checked()


def test_the_preview_follows_what_another_tab_does(reader: Reader, built: Path) -> None:
    item = items(built, DAYS, 1, 1)[0]
    context = reader()
    page, other = context.new_page(), context.new_page()
    page.goto(f"{DAYS}/today/")
    expect(page.get_by_role("heading", name="My dates")).to_be_visible()
    place = load(page, file_of({f"{DAYS}:tick:{item}": True}))
    expect(place).to_contain_text("Adds 1 tick.")
    other.goto(UNIT)
    other.locator(f"[data-tick={item}]").check()
    expect(place).to_contain_text("All of it is here already.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n", "This is not a file that this site saved"),
        ('{"daywise": 1, "saved"', "This is not a file that this site saved"),
        ('{"saved": {}}', "This is not a file that this site saved"),
        ('{"daywise": 99, "saved": {}}', "A newer version of this site saved this file"),
        ('{"daywise": 1, "saved": {"a:tick:b": 7}}', "1 thing in it cannot be read and would be left out."),
    ],
    ids=["a picture", "cut short", "another program's", "of a newer version", "with a thing that is none"],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_clear_words(
    data: str | bytes, words: str, open_page: Open
) -> None:
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}))
    before = stored(page)
    expect(load(page, data)).to_contain_text(words)
    assert stored(page) == before


# -- Share links


def test_a_link_carries_47_days_of_ticks_to_a_new_reader_who_is_asked(
    reader: Reader, open_page: Open, built: Path, watch: Watch
) -> None:
    ticks = items(built, DAYS, 1, 42)
    assert len(ticks) > 200
    repairs = [{"made": "2026-12-01", "kind": "shift", "from": 2, "by": 3}]
    dates = {"start": START, "rest": [5, 7], "off": ["2026-12-25"], "limit": 90, "repairs": repairs}
    link = make_link(open_today(open_page, DAYS, NOW, saved(DAYS, dates, ticks)))
    assert len(link) < 200
    assert link.partition("#")[0].endswith(f"{BASE}{DAYS}/today/")

    page = reader().new_page()
    page.goto(link)
    expect(question(page)).to_contain_text(f"Adds {len(ticks)} ticks and 5 date settings.")
    expect(question(page)).to_contain_text("The start date becomes Mon 30 Nov 2026.")
    assert stored(page) == {}
    button(page, "Leave all as it is").click()
    expect(question(page)).to_be_hidden()
    assert stored(page) == {}
    assert "#" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name="My dates")).to_be_visible()
    expect(question(page)).to_be_hidden()

    page.goto("about/")
    page.goto(link)
    question(page).get_by_role("button", name="Add it").click()
    expect(said(page)).to_have_text("Added.")
    carried = {name.removeprefix(key("")): json.loads(text)["v"] for name, text in stored(page).items() if DAYS in name}
    assert carried == {f"tick:{item}": True for item in ticks} | {f"dates:{name}": v for name, v in dates.items()}
    payload = link.partition("#")[2].removeprefix("plan=")
    assert not [url for url in watch.requests if payload in url.partition("#")[0]]


@pytest.mark.parametrize("answer", ["Merge", "Replace"])
def test_a_link_meets_what_is_here_as_the_reader_says(
    answer: str, reader: Reader, open_page: Open, built: Path
) -> None:
    both, sent, mine, *_ = items(built, DAYS, 1, 1)
    link = make_link(open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}, [both, sent])))
    page = reader().new_page()
    page.goto("about/")
    note, calendar = entry("mine"), entry({"sequence": 1, "digest": "a", "parts": {}})
    own = {
        **saved(DAYS, {"start": "2026-12-14", "rest": [7]}, [both, mine]),
        **saved(WEEKS, {}, ["read"]),
        key("note:python-memory-model"): note,
        key("dates:calendar"): calendar,
    }
    page.evaluate("(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))", own)
    page.goto(link)
    ways = question(page).locator(".dw-way")
    expect(ways.first).to_contain_text(
        "Adds 1 tick. Changes 2 date settings. The start date becomes Mon 30 Nov 2026 instead of Mon 14 Dec 2026."
    )
    expect(ways.last).to_contain_text("Takes away 1 tick")
    question(page).get_by_role("button", name=answer, exact=True).click()
    expect(said(page)).to_have_text(f"{answer}d.")
    after = stored(page)
    ticked = {
        name.removeprefix(key("tick:"))
        for name, text in after.items()
        if name.startswith(key("tick:")) and '"v":true' in text.replace(" ", "")
    }
    assert ticked == ({both, sent, mine} if answer == "Merge" else {both, sent})
    assert json.loads(after[key("dates:start")])["v"] == START
    assert json.loads(after[key("dates:rest")])["v"] == []
    # What no link carries is let be.
    assert (after[key("note:python-memory-model")], after[key("dates:calendar")]) == (note, calendar)
    assert key("tick:read", WEEKS) in after


def test_a_link_of_what_is_here_already_changes_nothing(open_page: Open, built: Path) -> None:
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}, items(built, DAYS, 1, 3)))
    link = make_link(page)
    # The same page, so that only the fragment changes.
    page.evaluate("(link) => { location.href = link }", link)
    expect(question(page)).to_contain_text("All of it is here already.")
    page.keyboard.press("Escape")
    expect(question(page)).to_be_hidden()


@pytest.mark.parametrize(
    "fragment",
    ["", "A", "AAAAAAAA", "%00%ff", "<img src=x onerror=alert(1)>", "AQ" * 3_000, "__proto__", "🐍"],
    ids=["nothing", "one character", "no sense", "bytes", "markup", "long", "a name", "an emoji"],
)
def test_a_damaged_link_is_refused_in_clear_words(fragment: str, open_page: Open) -> None:
    page = open_at(open_page, f"{DAYS}/today/#plan={fragment}", NOW, saved(DAYS, {"start": START}))
    expect(question(page).get_by_role("heading")).to_have_text("This link cannot be used")
    expect(question(page)).to_contain_text("This link is damaged")
    button(page, "Close").click()
    assert stored(page) == saved(DAYS, {"start": START})


def test_a_link_to_another_plan_is_refused(open_page: Open) -> None:
    link = make_link(open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START})))
    page = open_at(open_page, f"{WEEKS}/today/#{link.partition('#')[2]}", NOW)
    expect(question(page)).to_contain_text("belongs to another plan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_qr_code_on_the_screen_is_the_link(scheme: str, open_page: Open, built: Path) -> None:
    things = saved(DAYS, {"start": START}, items(built, DAYS, 1, 42))
    page = open_today(open_page, DAYS, NOW, things, viewport=PHONE, color_scheme=scheme)
    link = make_link(page)
    picture = page.get_by_role("img", name="QR code of your link")
    picture.scroll_into_view_if_needed()
    assert codes_in(page, picture.screenshot()) == [link]


@pytest.mark.parametrize("viewport", [PHONE, {"width": 740, "height": 360}], ids=["upright", "on its side"])
def test_the_bar_that_says_what_was_saved_leaves_the_qr_code_free(
    viewport: ViewportSize, open_page: Open, built: Path
) -> None:
    things = saved(DAYS, {"start": START}, items(built, DAYS, 1, 42))
    page = open_today(open_page, DAYS, NOW, things, viewport=viewport)
    page.locator("[data-rest='5']").check()
    expect(said(page)).to_contain_text("Saved.")
    link = make_link(page)
    expect(page.locator("[data-saved-undo]")).to_be_visible()
    assert codes_in(page, code_at(page, "end")) == [link]
    press_for_file(page, "Save this plan only")
    expect(said(page)).to_contain_text("Saved as")
    expect(said(page)).to_be_in_viewport()
    assert codes_in(page, code_at(page, "center")) == [link]
    page.evaluate("scrollTo(0, 0)")
    expect(said(page)).to_be_in_viewport()


def code_at(page: Page, edge: str) -> bytes:
    """Scroll the QR code to an edge of the screen; give a picture of the whole screen."""
    page.locator("[data-share-code]").evaluate("(code, block) => code.scrollIntoView({block})", edge)
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    return page.screenshot()


def codes_in(page: Page, png: bytes) -> list[str]:
    """Read the codes of a picture with another program; the browser only unpacks it."""
    unpacked = page.evaluate(
        """async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
          const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
          canvas.drawImage(image, 0, 0);
          const {data} = canvas.getImageData(0, 0, image.width, image.height);
          return [image.width, image.height, [...data].filter((_, n) => n % 4 === 1)];
        }""",
        base64.b64encode(png).decode(),
    )
    width, height, greens = unpacked
    pixels: Any = bytes(greens)  # Any buffer will do, though the types know arrays of NumPy only; a view keeps no copy.
    view = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.Lum)
    return [code.text for code in zxingcpp.read_barcodes(view)]


def test_the_link_can_be_copied_or_handed_to_the_device(open_page: Open) -> None:
    page = open_page("about/", permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (data) => { window.shared = data }")
    page.goto(f"{DAYS}/today/")
    link = make_link(page)
    button(page, "Copy").click()
    expect(page.locator("[data-share-said]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link
    button(page, "Share").click()
    assert page.evaluate("window.shared.url") == link


def test_where_copying_is_refused_the_link_is_selected(open_page: Open) -> None:
    page = open_today(open_page, DAYS, NOW)
    page.evaluate(
        "() => { navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError') } }"
    )
    link = make_link(page)
    expect(button(page, "Share")).to_be_hidden()
    button(page, "Copy").click()
    expect(page.locator("[data-share-said]")).to_contain_text("The link is selected.")
    selected = "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
    assert page.evaluate(f"{selected}(document.activeElement)") == link


def test_a_link_of_how_things_were_goes_when_they_change(reader: Reader) -> None:
    context = reader()
    page, other = context.new_page(), context.new_page()
    page.goto(f"{DAYS}/today/")
    make_link(page)
    other.goto(UNIT)
    other.locator("[data-tick]").first.check()
    expect(page.get_by_label("Your link", exact=True)).to_be_hidden()


# -- Reset


def test_a_reset_deletes_all_of_this_site_and_nothing_else_and_other_tabs_see_it(reader: Reader, built: Path) -> None:
    context = reader()
    page, unit, gantt = context.new_page(), context.new_page(), context.new_page()
    page.goto("about/")
    others = {"daywise:/:backend-6-week:tick:a": "1", f"daywise:{BASE}x": "2", f"{BASE}.__palette": '{"index":0}'}
    mine = {
        **saved(DAYS, {"start": START}, items(built, DAYS, 1, 1)),
        key("tick:a:corrupt:1"): "{",
        f"daywise:{BASE}:odd": "3",
    }
    page.evaluate(
        "(entries) => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))", {**others, **mine}
    )
    unit.goto(UNIT)
    gantt.goto(f"{DAYS}/gantt/")
    box = unit.locator("[data-checklist] input").first
    expect(box).to_be_checked()
    page.goto(f"{DAYS}/today/")
    button(page, "Delete everything…").click()
    expect(page.get_by_role("dialog")).to_contain_text("Saved here: 5 ticks, 1 date setting and 2 other things.")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(button(page, "Delete everything…")).to_be_focused()
    assert {name for name in stored(page) if name.startswith(f"daywise:{BASE}:")} == set(mine)

    button(page, "Delete everything…").click()
    file = press_for_file(page, "Save a file first")
    assert len(json.loads(file.path().read_text("utf-8"))["saved"]) == 6
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(said(page)).to_have_text("Everything is deleted.")
    expect(headline(page)).to_have_text("Choose the day you begin")
    left = {name: text for name, text in page.evaluate("({...localStorage})").items() if name != f"{BASE}.__palette"}
    assert left == {name: text for name, text in others.items() if name != f"{BASE}.__palette"}
    assert page.evaluate("(name) => localStorage.getItem(name)", f"{BASE}.__palette")
    expect(box).not_to_be_checked()
    expect(unit.locator(".dw-fact--ticks")).to_contain_text("0 of")
    expect(gantt.locator(".dw-cell[data-unit=python-memory-model]").first).to_have_attribute("data-state", "none")
    box.check()
    assert len([name for name in stored(page) if ":tick:" in name and name.startswith(f"daywise:{BASE}:")]) == 1


# -- Storage that does not do as it should


def test_denied_storage_is_told_and_nothing_breaks(reader: Reader) -> None:
    page = reader().new_page()
    page.add_init_script(DENIED)
    page.goto(f"{DAYS}/today/")
    expect(page.locator("[data-notice]")).to_contain_text("does not let the site save anything")
    load(page, file_of({f"{DAYS}:tick:read": True})).get_by_role("button", name="Add it").click()
    expect(said(page)).to_have_text("This browser does not let the site save anything. Nothing was changed.")
    button(page, "Delete everything…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(said(page)).to_have_text("This browser did not let the site delete anything.")
    # A reader who ticks here can still take the ticks elsewhere.
    page.locator("[data-start]").fill(START)
    expect(headline(page)).not_to_have_text("Choose the day you begin")
    content = json.loads(press_for_file(page, "Save all plans as a file").path().read_text("utf-8"))
    assert content["saved"][f"{DAYS}:dates:start"]["v"] == START
    assert len(make_link(page)) > 60


def test_a_file_too_large_for_the_room_that_is_left_changes_nothing(open_page: Open) -> None:
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}, ["read"]))
    page.evaluate(FILL)
    before = stored(page)
    place = load(page, file_of({f"{DAYS}:tick:read": (False, 1_764_000_000_001), f"{DAYS}:note:a": "x" * 10_000}))
    place.get_by_role("button", name="Merge").or_(place.get_by_role("button", name="Add it")).click()
    expect(said(page)).to_have_text("This browser has not enough room for all of it. Nothing was changed.")
    expect(page.locator("[data-notice]")).to_contain_text("no more room")
    assert stored(page) == before


def test_damaged_things_are_told_kept_and_exported_as_they_are(open_page: Open, built: Path) -> None:
    broken, *whole = items(built, DAYS, 1, 1)
    things = {**saved(DAYS, {"start": START}, whole), key(f"tick:{broken}"): "{broken"}
    page = open_at(open_page, UNIT, NOW, things)
    expect(page.locator("[data-notice]")).to_contain_text("Something that was saved here is damaged.")
    expect(page.locator(f"[data-tick={whole[0]}]")).to_be_checked()
    page.locator(f"[data-tick={broken}]").check()
    assert stored(page)[key(f"tick:{broken}:corrupt:1")] == "{broken"
    page.goto(f"{DAYS}/today/")
    content = json.loads(press_for_file(page, "Save all plans as a file").path().read_text("utf-8"))
    assert content["unreadable"] == {f"{DAYS}:tick:{broken}:corrupt:1": "{broken"}
    assert content["saved"][f"{DAYS}:tick:{broken}"]["v"] is True


def test_an_import_in_one_tab_and_ticks_in_another_lose_nothing(reader: Reader) -> None:
    context = reader()
    page, other = context.new_page(), context.new_page()
    other.goto(UNIT)
    expect(other.locator("html.dw-js")).to_have_count(1)
    other.evaluate(
        """() => {
          const list = document.querySelector("[data-checklist]");
          for (let n = 0; n < 300; n += 1)
            list.insertAdjacentHTML("beforeend", `<input type="checkbox" data-tick="many-${n}">`);
          const boxes = [...list.querySelectorAll("[data-tick^=many]")];
          window.ticked = new Promise((resolve) => {
            const tick = () => {
              for (const box of boxes.splice(0, 5)) box.click();
              boxes.length ? setTimeout(tick) : resolve(true);
            };
            addEventListener("storage", tick, {once: true});
          });
        }"""
    )
    page.goto(f"{DAYS}/today/")
    place = load(page, file_of({f"{DAYS}:tick:from-file-{n}": True for n in range(500)}))
    place.get_by_role("button", name="Add it").click()
    assert other.evaluate("window.ticked")
    kept = [name for name, text in stored(page).items() if ":tick:" in name and json.loads(text)["v"]]
    assert len(kept) == 800


def test_the_browser_is_asked_once_to_keep_things_when_there_is_something_to_keep(reader: Reader) -> None:
    context = reader()
    context.add_init_script(COUNT_ASKING)
    page = context.new_page()
    page.goto(UNIT)
    boxes = page.locator("[data-checklist] input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.asked") == 0
    boxes.nth(2).check()
    page.wait_for_function("() => window.asked === 1")
    boxes.nth(3).check()
    page.reload()
    boxes.nth(4).check()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.asked") == 0
    twin = reader()
    twin.add_init_script(COUNT_ASKING)
    page = twin.new_page()
    page.goto(f"{DAYS}/today/")
    button(page, "Begin today").click()
    page.wait_for_function("() => window.asked === 1")


# -- For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, None], ids=["phone", "desk"])
def test_all_of_it_open_is_accessible_and_fits(viewport: Any, scheme: str, open_page: Open, built: Path) -> None:
    options = {"color_scheme": scheme} | ({"viewport": viewport} if viewport else {})
    page = open_today(open_page, DAYS, NOW, saved(DAYS, {"start": START}, items(built, DAYS, 1, 2)), **options)
    make_link(page)
    load(page, file_of({f"{DAYS}:tick:x": True, f"{DAYS}:dates:rest": [7]}))
    for fold in page.locator(".dw-calendar details").all():
        fold.locator("summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for each in page.locator(":is(.dw-keep, .dw-calendar) :is(button, select, summary, input):visible").all():
        box = each.bounding_box()
        assert box
        assert box["height"] >= 43.5
    button(page, "Delete everything…").click()
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_focused()
    assert violations(page) == []
