"""Cards are pictures of the size that link previews want, the same each time, with every title inside the margins."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib

import pytest

from daywise.cards.canvas import Canvas, Tone
from daywise.cards.card import Card
from daywise.cards.drawing import HEIGHT, MARGIN, ROOM, WIDTH, draw
from daywise.cards.typesetting import Run, Style, balanced, broken, cut, is_rtl, runs
from daywise.fonts import SERIF_BOLD
from daywise.model import Span
from tests.builders import ROOT

MOST_BYTES = 25_000
PLAN = "6-week backend interview plan"
TITLES = {
    "short": "Async I/O",
    "two lines": "Indexing, transactions and isolation levels",
    "long": "Transactions, isolation levels, indexes and all that an interviewer may ask about them, " * 3,
    "one long word": "a_very_long_identifier_that_no_line_of_any_card_can_hold_in_full_" * 2,
    "urdu": "پائتھن میموری ماڈل",
    "urdu with english": "FastAPI کا تعارف: async/await اور event loop کیسے کام کرتا ہے",
    "long urdu": "ڈیٹابیس میں ٹرانزیکشن، آئسولیشن کی سطحیں اور انڈیکس: ایک تفصیلی سبق " * 3,
    "nothing": "",
    "signs": "C++ <T> & “quotes” – 100 % ₹",
}
STYLE = Style(SERIF_BOLD, 60)


def card(title: str, **more: object) -> Card:
    given = {"above": PLAN, "when": "Day 3 of 47", "facts": "Lesson · 85 min", "length": 47, "here": Span(3, 3)}
    return Card("a-plan/a-unit/", title, "plan.yaml", **{**given, **more})  # type: ignore[arg-type]


def size(png: bytes) -> tuple[int, int]:
    """Give width and height as the head of a PNG says them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> list[bytes]:
    """Give the numbers of the colours of each row."""
    start = png.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", png[start - 8 : start - 4])
    row = WIDTH // 2 + 1
    data = zlib.decompress(png[start : start + length])
    packed = [data[at + 1 : at + row] for at in range(0, len(data), row)]
    return [bytes(half for both in line for half in (both >> 4, both & 15)) for line in packed]


@pytest.mark.parametrize("title", TITLES.values(), ids=list(TITLES))
def test_a_card_has_the_size_that_previews_want_and_keeps_its_margins(title: str) -> None:
    png = draw(card(title))
    assert size(png) == (1200, 630) == (WIDTH, HEIGHT)
    assert len(png) < MOST_BYTES
    rows = pixels(png)
    edge = MARGIN - 12  # Some letters lean a little over their end.
    assert not any(any(row[:edge]) or any(row[-edge:]) for row in rows)
    assert not any(map(any, rows[:40]))
    assert not any(map(any, rows[-30:]))
    title_area = rows[190:480]
    assert any(map(any, title_area)) == bool(title)


def test_a_card_is_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys; from tests.cards.test_drawing import *; sys.stdout.buffer.write(draw(card(TITLES['long urdu'])))"
    )
    for seed in ("1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT}", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert result.stdout == draw(card(TITLES["long urdu"]))


def test_the_strip_shows_where_in_the_plan_the_page_is() -> None:
    early, late = (pixels(draw(card("Title", here=Span(step, step)))) for step in (3, 40))
    first, second = (len(rows[490]) - len(rows[490].lstrip(b"\0")) for rows in (early, late))
    assert first == MARGIN + 2 * ROOM // 47
    assert second == MARGIN + round(39 * ROOM / 47)


@pytest.mark.parametrize("length", [0, 121, 9999])
def test_a_plan_of_no_steps_or_too_many_has_no_strip(length: int) -> None:
    assert not any(map(any, pixels(draw(card("Title", length=length)))[500:520]))


def test_text_is_split_by_the_direction_it_is_written_in() -> None:
    assert runs("async I/O", rtl=False) == [Run("async I/O", rtl=False)]
    assert runs("کا تعارف", rtl=True) == [Run("کا تعارف", rtl=True)]
    assert runs("FastAPI کا: 2", rtl=True) == [
        Run("FastAPI", rtl=False),
        Run(" کا: ", rtl=True),
        Run("2", rtl=False),
    ]
    assert is_rtl("FastAPI کا تعارف")
    assert not is_rtl("FastAPI: 2")


def test_text_of_right_to_left_ends_at_the_right_margin() -> None:
    rows = pixels(draw(card(TITLES["urdu"], above="", when="")))[190:480]
    assert max(len(row.rstrip(b"\0")) for row in rows) > WIDTH - MARGIN - 20
    assert min(len(row) - len(row.lstrip(b"\0")) for row in rows) > MARGIN + 200


def test_lines_are_balanced_and_hold_every_word() -> None:
    text = TITLES["two lines"]
    greedy, even = broken(text, STYLE, ROOM), balanced(text, STYLE, ROOM)
    assert " ".join(even) == " ".join(greedy) == text
    assert len(even) == len(greedy) == 2
    assert max(map(STYLE.width, even)) <= max(map(STYLE.width, greedy))
    assert balanced("", STYLE, ROOM) == []


def test_what_is_too_long_is_cut_with_an_ellipsis() -> None:
    short = cut("a long line of text", STYLE, 200)
    assert short.endswith("…")
    assert STYLE.width(short) <= 200
    assert cut("short", STYLE, 1000) == "short"


def test_nothing_is_painted_outside_of_the_picture() -> None:
    black = Tone((0, 0, 0))
    canvas = Canvas(10, 4, (255, 255, 255), {(0, 0, 0): 3})
    for place in ((-3, -3), (8, 2), (20, 0), (0, 20), (-20, -20)):
        canvas.box(place, (5, 5), 0, black)
    assert size(canvas.png()) == (10, 4)


def test_a_canvas_refuses_more_colours_than_four_bits_can_number() -> None:
    with pytest.raises(ValueError, match="16 colours at most, not 17"):
        Canvas(2, 2, (255, 255, 255), {(0, 0, 0): 16})
