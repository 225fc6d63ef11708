"""How a card is laid out.

1200 by 630 pixels is the size that Facebook, WhatsApp, LinkedIn and X all show large
(https://developers.facebook.com/docs/sharing/webmasters/images).
"""

from __future__ import annotations

from functools import cache

from daywise.cards.canvas import Canvas, Tone
from daywise.cards.card import Card
from daywise.cards.typesetting import Style, balanced, broken, cut, is_rtl
from daywise.fonts import SANS, SANS_BOLD, SERIF_BOLD

WIDTH, HEIGHT = 1200, 630
SITE = "Daywise"

PAPER = (251, 250, 247)
DARK, GREEN = (28, 31, 36), (11, 107, 93)
SHADES = {DARK: 9, GREEN: 6}
INK = Tone(DARK)
GREY = Tone(DARK, 0.75)
ACCENT = Tone(GREEN)
AHEAD = Tone(GREEN, 0.25)

MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_BOTTOM = 190, 462
STRIP_BOTTOM = 520
TITLE_SIZES = (88, 76, 66, 58, 50)
LINE_HEIGHT, URDU_LINE_HEIGHT = 1.14, 1.9
"""Nastaliq climbs down from word to word, so that its lines stand further apart."""
URDU_SIZE = 0.8
"""Its letters are set smaller than Latin ones that look as large."""
_DESCENT, _URDU_DESCENT = 0.26, 0.72  # How far letters reach below their line, as a part of their size.
MOST_STEPS = 120
"""A longer plan has no strip: its boxes would be too small to see."""


def draw(card: Card) -> bytes:
    """Draw a card as a PNG."""
    canvas = _signed().copy()
    _line(canvas, card.above, Style(SANS, 34), 108, GREY)
    _line(canvas, card.when, Style(SANS_BOLD, 40), 164, ACCENT)
    _title(canvas, card.title)
    _strip(canvas, card)
    _at_the_end(canvas, card.facts)
    return canvas.png()


def _line(canvas: Canvas, text: str, style: Style, baseline: int, tone: Tone) -> None:
    rtl = is_rtl(text)
    style.draw(canvas, cut(text, style, ROOM), (_start(rtl=rtl), baseline), tone, rtl=rtl)


def _start(*, rtl: bool) -> int:
    return WIDTH - MARGIN if rtl else MARGIN


def _title(canvas: Canvas, title: str) -> None:
    """Draw the title as large as it fits, in the middle of its room."""
    rtl = is_rtl(title)
    line_height = URDU_LINE_HEIGHT if rtl else LINE_HEIGHT
    style, lines = _fitted(title, URDU_SIZE if rtl else 1, line_height)
    step = round(style.size * line_height)
    below = round(style.size * (_URDU_DESCENT if rtl else _DESCENT))
    baseline = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - step * len(lines)) // 2 + step - below
    for line in lines:
        style.draw(canvas, line, (_start(rtl=rtl), baseline), INK, rtl=rtl)
        baseline += step


def _fitted(title: str, scale: float, line_height: float) -> tuple[Style, list[str]]:
    """Give the largest style in which a title fits its room, and its lines; the rest of a title too long is cut off."""
    styles = [Style(SERIF_BOLD, round(size * scale)) for size in TITLE_SIZES]
    for style in styles:
        lines = balanced(title, style, ROOM)
        if len(lines) <= _most(style, line_height) and all(style.width(line) <= ROOM for line in lines):
            return style, lines
    smallest = styles[-1]
    lines = broken(title, smallest, ROOM)
    most = _most(smallest, line_height)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return smallest, [cut(line, smallest, ROOM) for line in kept if line]


def _most(style: Style, line_height: float) -> int:
    return int((TITLE_BOTTOM - TITLE_TOP) / (style.size * line_height))


def _strip(canvas: Canvas, card: Card) -> None:
    """Draw a box for each step of the plan: those up to here in full colour, those of this page taller."""
    if not 1 <= card.length <= MOST_STEPS:
        return
    room = ROOM / card.length
    width = max(round(room * 0.78), 3)
    height = min(width, 24)
    for step in range(1, card.length + 1):
        here = card.here is not None and step in card.here
        tone = ACCENT if card.here is None or step <= card.here.last else AHEAD
        x, rise = MARGIN + round((step - 1) * room), height if here else 0
        canvas.box((x, STRIP_BOTTOM - height - rise), (width, height + rise), max(height // 5, 1), tone)


@cache
def _signed() -> Canvas:
    """Give a card that has the site's sign and nothing else: its four squares and its name."""
    canvas = Canvas(WIDTH, HEIGHT, PAPER, SHADES)
    for x, y, tone in ((0, 0, ACCENT), (20, 0, AHEAD), (0, 20, AHEAD), (20, 20, AHEAD)):
        canvas.box((MARGIN + x, 548 + y), (17, 17), 4, tone)
    Style(SERIF_BOLD, 36).draw(canvas, SITE, (MARGIN + 54, 579), INK)
    return canvas


def _at_the_end(canvas: Canvas, facts: str) -> None:
    style = Style(SANS, 30)
    style.draw(canvas, facts, (round(WIDTH - MARGIN - style.width(facts)), 578), GREY)
