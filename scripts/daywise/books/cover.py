"""The cover of an EPUB: the plan's name over a box for each of its steps."""

from __future__ import annotations

from daywise.cards.canvas import Canvas
from daywise.cards.drawing import ACCENT, AHEAD, GREY, INK, PAPER, SHADES, SITE
from daywise.cards.typesetting import Style, balanced, cut, is_rtl
from daywise.fonts import SANS, SERIF_BOLD
from daywise.model import Plan

WIDTH, HEIGHT = 1200, 1800
MARGIN = 110
ROOM = WIDTH - 2 * MARGIN
GAP = 14  # Between two boxes, in pixels.
COLUMNS = {"day": 7, "week": 4}
TITLE_STYLES = tuple(Style(SERIF_BOLD, size) for size in (132, 112, 96, 80))
MOST_LINES = 4


def cover(plan: Plan) -> bytes:
    """Draw the cover as a PNG."""
    canvas = Canvas(WIDTH, HEIGHT, PAPER, SHADES)
    Style(SERIF_BOLD, 54).draw(canvas, SITE, (MARGIN, 180), ACCENT)
    rtl = is_rtl(plan.title)
    style, lines = _fitted(plan.title)
    step = round(style.size * (1.9 if rtl else 1.16))
    for number, line in enumerate(lines):
        place = (WIDTH - MARGIN if rtl else MARGIN, 400 + number * step)
        style.draw(canvas, cut(line, style, ROOM), place, INK, rtl=rtl)
    _boxes(canvas, plan)
    Style(SANS, 44).draw(canvas, f"{plan.length} {plan.step}s, one at a time", (MARGIN, HEIGHT - 120), GREY)
    return canvas.png()


def _fitted(title: str) -> tuple[Style, list[str]]:
    for style in TITLE_STYLES:
        lines = balanced(title, style, ROOM)
        if len(lines) <= MOST_LINES and all(style.width(line) <= ROOM for line in lines):
            return style, lines
    return TITLE_STYLES[-1], balanced(title, TITLE_STYLES[-1], ROOM)[:MOST_LINES]


def _boxes(canvas: Canvas, plan: Plan) -> None:
    """Draw the plan as a calendar: seven days, or four weeks, a row. A plan too long to see gets none."""
    columns = COLUMNS[plan.step]
    room = ROOM // columns
    height = min(room, 620 // -(-plan.length // columns))
    if height <= 2 * GAP:
        return
    firsts = {phase.span.first for phase in plan.phases}
    for step in range(plan.length):
        place = MARGIN + step % columns * room, 960 + step // columns * height
        canvas.box(place, (room - GAP, height - GAP), 6, ACCENT if step + 1 in firsts else AHEAD)
