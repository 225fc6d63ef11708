"""Set a line of text with HarfBuzz: shape it, measure it, break it, draw it, in either direction of writing.

HarfBuzz comes with its package, so that every machine draws the same pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz

from daywise.cards.canvas import Canvas, Tone
from daywise.fonts import URDU

ELLIPSIS = "…"
_RIGHT_TO_LEFT = {"R", "AL"}
_LEFT_TO_RIGHT = {"L", "EN"}


class Run(NamedTuple):
    """A stretch of text that is written in one direction."""

    text: str
    rtl: bool


class Glyph(NamedTuple):
    """A glyph by its number in the font, and its place in the line, in the font's units, counted from the left."""

    font: uharfbuzz.Font
    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Style:
    """A typeface at a size in pixels; Arabic letters, which it lacks, come from another one at the same size."""

    face: Path
    size: int

    def width(self, text: str) -> float:
        """Give the width of a line in pixels."""
        return sum(advance for _glyphs, advance in self._set(text))

    def draw(self, canvas: Canvas, line: str, place: tuple[int, int], tone: Tone, *, rtl: bool = False) -> None:
        """Draw a line whose baseline begins at a place: on the left, or on the right for text from right to left."""
        raster = uharfbuzz.RasterDraw()
        left = place[0] - self.width(line) if rtl else float(place[0])
        for glyphs, advance in self._set(line, rtl=rtl):
            for glyph in glyphs:
                scale = self.size / glyph.font.face.upem
                raster.transform = (scale, 0, 0, scale, left + glyph.x * scale, glyph.y * scale)
                raster.draw_glyph(glyph.font, glyph.number)
            left += advance
        image = raster.render()
        extents = image.extents if image else None
        if image is None or extents is None or not extents.height:
            return
        rows = [image.buffer[start : start + extents.stride] for start in range(0, len(image.buffer), extents.stride)]
        top = place[1] - extents.y_origin - extents.height
        canvas.paint(b"".join(reversed(rows)), extents.stride, (extents.x_origin, top), tone)

    def _set(self, text: str, *, rtl: bool = False) -> Iterator[tuple[list[Glyph], float]]:
        """Give the glyphs of each run and the run's width in pixels, from left to right."""
        found = runs(text, rtl=rtl)
        for run in reversed(found) if rtl else found:
            font = _font(URDU if run.rtl else self.face)
            glyphs, advance = _shaped(font, run)
            yield glyphs, advance * self.size / font.face.upem


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
    known = [_direction(character) for character in line]
    found: list[Run] = []
    for index, character in enumerate(line):
        direction = known[index]
        if direction is None:
            before = next((each for each in reversed(known[:index]) if each is not None), rtl)
            after = next((each for each in known[index:] if each is not None), rtl)
            direction = before if before == after else rtl
        if found and found[-1].rtl == direction:
            found[-1] = Run(found[-1].text + character, direction)
        else:
            found.append(Run(character, direction))
    return found


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


def _shaped(font: uharfbuzz.Font, run: Run) -> tuple[list[Glyph], float]:
    """Give the glyphs of a run and its width, in the font's units."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.rtl else "ltr"
    uharfbuzz.shape(font, buffer)
    glyphs, x, y = [], 0.0, 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(font, info.codepoint, x + position.x_offset, y + position.y_offset))
        x += position.x_advance
        y += position.y_advance
    return glyphs, x
