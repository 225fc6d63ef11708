"""A plan in Urdu: its texts run from the right, English and code within them from the left, and all of it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.builders import SAMPLES
from tests.site.conftest import PHONE
from tests.site.measuring import measure
from tests.site.pages import RESULT, addresses
from tests.site.serving import Server, once, run, serve
from tests.site.test_accessibility import violations
from tests.site.test_html import validate

LESSON = "python-urdu/names/"
Reader = Callable[..., BrowserContext]


def make_site(folder: Path) -> None:
    """Build the site of the plan in Urdu."""
    plans = str(SAMPLES / "urdu")
    result = run("mkdocs", "build", "--strict", "--site-dir", folder / "guide", DAYWISE_PLANS=plans)
    assert result.returncode == 0, result.stdout


@pytest.fixture
def urdu(shared: Path) -> Path:
    """Give the built site."""
    return once(shared / "urdu", make_site) / "guide"


@pytest.fixture
def server(urdu: Path) -> Iterator[Server]:
    """Serve it."""
    with serve(urdu) as running:
        yield running


@pytest.fixture
def lesson(reader: Reader) -> Page:
    """Open the lesson on a phone, all folds open."""
    page = reader(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(LESSON)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    return page


def first_letter(element: Locator) -> float:
    """Give how far from the left edge of its element a text's first letter stands, as a share of the width."""
    share: float = element.evaluate(
        """(element) => {
            const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            while (texts.nextNode() && !texts.currentNode.data.trim());
            const range = document.createRange();
            const start = texts.currentNode.data.search(/[^\\s]/);
            range.setStart(texts.currentNode, start);
            range.setEnd(texts.currentNode, start + 1);
            const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
            return (letter.left + letter.width / 2 - box.left) / box.width;
        }"""
    )
    return share


@pytest.mark.parametrize(
    "selector",
    [
        "h1",
        ".dw-lead",
        "#names-and-objects",
        ".dw-lesson > p >> nth=0",
        ".dw-section--goal li >> nth=0",
        ".dw-section--block blockquote",
        ".dw-question__prompt",
        ".dw-self-check li",
        ".dw-tick label >> nth=0",
    ],
)
def test_a_text_in_urdu_begins_at_the_right(selector: str, lesson: Page) -> None:
    element = lesson.locator(selector)
    assert element.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    assert first_letter(element) > 0.6


def test_a_title_that_begins_with_a_latin_word_begins_at_the_right_with_it(lesson: Page) -> None:
    expect(lesson.get_by_role("heading", level=1)).to_have_text("Python میں نام کیا ہے؟")
    assert first_letter(lesson.get_by_role("heading", level=1)) > 0.6


@pytest.mark.parametrize(
    "selector", ["#checklist", ".dw-goal__lead", ".dw-label >> nth=0", ".dw-tick label >> nth=2", "pre >> nth=0"]
)
def test_a_text_in_english_begins_at_the_left(selector: str, lesson: Page) -> None:
    assert lesson.locator(selector).evaluate("(element) => getComputedStyle(element).direction") == "ltr"
    assert first_letter(lesson.locator(selector)) < 0.4


def test_the_mark_of_a_line_stands_on_its_side(lesson: Page) -> None:
    boxes = lesson.locator(".dw-tick").evaluate_all(
        """(rows) => rows.map((row) => row.querySelector('input').getBoundingClientRect().left
            > row.querySelector('label').getBoundingClientRect().left)"""
    )
    assert boxes == [True, True, False]


def test_code_in_a_line_runs_from_the_left(lesson: Page) -> None:
    code = lesson.locator(".dw-section--block p > code").first
    assert code.text_content() == "b = a"
    assert code.evaluate("(element) => getComputedStyle(element).direction") == "ltr"
    assert first_letter(code) < 0.4


def test_no_line_stands_on_the_next(lesson: Page) -> None:
    heights = lesson.locator("[dir=rtl]").evaluate_all(
        "(all) => all.map((each) => parseFloat(getComputedStyle(each).lineHeight) / parseFloat(getComputedStyle(each).fontSize))"
    )
    assert len(heights) > 20
    assert min(heights) >= 2


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_is_valid_and_has_no_fault(width: int, urdu: Path, reader: Reader) -> None:
    page = reader(viewport={"width": width, "height": 800}, reduced_motion="reduce").new_page()
    for address in (address for address in addresses(urdu) if address.startswith("python-urdu/")):
        page.goto(address)
        assert measure(page, "wide") == [], address
        assert violations(page) == [], address


def test_its_html_is_valid(urdu: Path) -> None:
    assert validate(*(urdu / "python-urdu").rglob("*.html")) == []


def test_it_is_found_by_its_own_words(reader: Reader) -> None:
    page = reader().new_page()
    page.goto("python-urdu/")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("آبجیکٹ")
    expect(page.locator(f'{RESULT}[href*="{LESSON}"]').first).to_be_visible()
