"""Set a line of text with HarfBuzz: shape it, measure it, break it, draw it, in either direction of writing.

HarfBuzz comes with its package, so that every machine draws the same pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import uharfbuzz

from daywise.cards.canvas import Canvas, Tone
from daywise.fonts import URDU

ELLIPSIS = "…"
_RIGHT_TO_LEFT = {"R", "AL"}
_LEFT_TO_RIGHT = {"L", "EN"}

MOST_KEPT = 256
"""So many lines are kept as they were shaped, about 5 kB each."""


class Run(NamedTuple):
    """A stretch of text that is written in one direction."""

    text: str
    rtl: bool


class Glyph(NamedTuple):
    """A glyph by its number in the font, and its place in the run, in the font's units, counted from the left."""

    number: int
    x: float
    y: float


class ShapedRun(NamedTuple):
    """What a run looks like at any size: its glyphs and its width; ``em`` is the size in the font's units."""

    font: uharfbuzz.Font
    em: int
    glyphs: list[Glyph]
    width: float


@dataclass(frozen=True)
class Style:
    """A typeface at a size in pixels; Arabic letters, which it lacks, come from another one at the same size."""

    face: Path
    size: int

    def width(self, text: str) -> float:
        """Give the width of a line in pixels."""
        return sum(run.width * self.size / run.em for run in _shaped_line(self.face, text, rtl=False))

    def draw(self, canvas: Canvas, line: str, place: tuple[int, int], tone: Tone, *, rtl: bool = False) -> None:
        """Draw a line whose baseline begins at a place: on the left, or on the right for text from right to left."""
        raster = uharfbuzz.RasterDraw()
        left = place[0] - self.width(line) if rtl else float(place[0])
        for run in _shaped_line(self.face, line, rtl=rtl):
            scale = self.size / run.em
            for glyph in run.glyphs:
                raster.transform = (scale, 0, 0, scale, left + glyph.x * scale, glyph.y * scale)
                raster.draw_glyph(run.font, glyph.number)
            left += run.width * self.size / run.em
        image = raster.render()
        extents = image.extents if image else None
        if image is None or extents is None or not extents.height:
            return
        upwards, stride = image.buffer, extents.stride
        mask = b"".join(upwards[start : start + stride] for start in reversed(range(0, len(upwards), stride)))
        top = place[1] - extents.y_origin - extents.height
        canvas.paint(mask, stride, (extents.x_origin, top), tone)


def is_rtl(text: str) -> bool:
    """Tell whether a text is to be read from right to left.

    One such letter is enough: a title in Urdu often begins with an English term, hardly ever the other way round.
    """
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def runs(line: str, *, rtl: bool) -> list[Run]:
    """Split a line into runs; what belongs to no direction, such as a space, goes with its neighbours.

    This is the Unicode bidirectional algorithm (https://www.unicode.org/reports/tr9/) as far as titles need it:
    characters of no direction take the one that both sides have, else that of the text.
    """
    if line.isascii() and not rtl:  # Nothing in it is written from right to left.
        return [Run(line, rtl=False)] if line else []
    known = [_direction(character) for character in line]
    before, after = _last_known(known, first=rtl), reversed(_last_known(reversed(known), first=rtl))
    directions = [left if left == right else rtl for left, right in zip(before, after, strict=True)]
    pairs = groupby(zip(line, directions, strict=True), key=itemgetter(1))
    return [Run("".join(character for character, _ in pair), direction) for direction, pair in pairs]


def _last_known(directions: Iterable[bool | None], *, first: bool) -> list[bool]:
    """Give for each direction the last one up to it that is known, or the first."""
    return list(accumulate(directions, lambda last, each: last if each is None else each, initial=first))[1:]


def _direction(character: str) -> bool | None:
    kind = unicodedata.bidirectional(character)
    if kind in _RIGHT_TO_LEFT:
        return True
    return False if kind in _LEFT_TO_RIGHT else None


def broken(text: str, style: Style, width: float) -> list[str]:
    """Break a text into lines of at most a width in pixels; a word that is longer stands in a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, style: Style, width: float) -> list[str]:
    """Break a text into as few lines as `broken` does, of nearly equal widths."""
    lines = broken(text, style, width)
    while lines:
        widest = max(map(style.width, lines))
        narrower = broken(text, style, widest - 1)
        if len(narrower) > len(lines) or max(map(style.width, narrower)) >= widest:
            break
        lines = narrower
    return lines


def cut(text: str, style: Style, width: float) -> str:
    """Cut a line to a width in pixels, with an ellipsis at its end."""
    if style.width(text) <= width:
        return text
    while text and style.width(f"{text}{ELLIPSIS}") > width:
        text = text[:-1].rstrip()
    return f"{text}{ELLIPSIS}"


@cache
def _font(face: Path) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face))))


@lru_cache(maxsize=MOST_KEPT)
def _shaped_line(face: Path, line: str, *, rtl: bool) -> list[ShapedRun]:
    """Give the runs of a line, from left to right. Kept, since lines are measured often until a text is broken well."""
    found = [_shaped(_font(URDU if run.rtl else face), run) for run in runs(line, rtl=rtl)]
    return found[::-1] if rtl else found


def _shaped(font: uharfbuzz.Font, run: Run) -> ShapedRun:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.rtl else "ltr"
    uharfbuzz.shape(font, buffer)
    glyphs, x, y = [], 0.0, 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(info.codepoint, x + position.x_offset, y + position.y_offset))
        x += position.x_advance
        y += position.y_advance
    return ShapedRun(font, font.face.upem, glyphs, x)
