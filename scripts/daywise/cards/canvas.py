"""A picture of sixteen colours.

Each pixel is the number of a colour: the background, or a shade between the background and one of a few inks, so that
edges are smooth. As a PNG, a picture of flat areas and text takes about 10 kB.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import NamedTuple, Self

from daywise.cards import png
from daywise.cards.png import MOST_COLOURS

Colour = tuple[int, int, int]

_SAMPLES = 4  # For each pixel of a rounded corner, in each direction.
_NOT_PAINTED = b"\xff".ljust(256, b"\0")  # Turns the background's number into a mask of what is to stay.


class Tone(NamedTuple):
    """An ink, or a part of it mixed with the background."""

    ink: Colour
    strength: float = 1.0


class Canvas:
    """Pixels in rows from the top, all of them the background at first."""

    def __init__(self, width: int, height: int, background: Colour, inks: Mapping[Colour, int]) -> None:
        """Make a picture of a size in pixels (the width even), with as many shades of each ink as are given."""
        self.width = width
        self.height = height
        self.pixels = bytearray(width * height)
        self._palette = [background]
        self._shades: dict[Colour, tuple[int, int]] = {}
        for ink, number in inks.items():
            self._shades[ink] = len(self._palette), number
            self._palette += (_mixed(background, ink, shade / number) for shade in range(1, number + 1))
        if len(self._palette) > MOST_COLOURS:
            message = f"a canvas has {MOST_COLOURS} colours at most, not {len(self._palette)}"
            raise ValueError(message)

    def copy(self) -> Self:
        """Give a picture that looks the same, to paint on."""
        other = copy(self)
        other.pixels = self.pixels[:]
        return other

    def paint(self, mask: bytes, stride: int, place: tuple[int, int], tone: Tone) -> None:
        """Paint a tone through a mask of coverages (0 to 255) in rows, the first of which begins at a place.

        What lies outside the picture is left out; where two things meet, the later one hides the earlier.
        """
        x, y = place
        painted = mask.translate(_numbers(*self._shades[tone.ink], tone.strength))
        left, right = max(0, -x), min(stride, self.width - x)
        blank = bytes(max(right - left, 0))
        for row in range(max(0, -y), min(len(mask) // stride, self.height - y) if left < right else 0):
            new = painted[row * stride + left : row * stride + right]
            start = (y + row) * self.width + x + left
            there = slice(start, start + len(new))
            old = self.pixels[there]
            self.pixels[there] = new if old == blank else _over(old, new)

    def box(self, place: tuple[int, int], size: tuple[int, int], radius: int, tone: Tone) -> None:
        """Paint a rectangle with round corners."""
        self.paint(_rounded(*size, radius), size[0], place, tone)

    def png(self) -> bytes:
        """Give the picture as a PNG."""
        return png.packed(self.pixels, self.width, self._palette)


def _over(old: bytearray, new: bytes) -> bytes:
    """Give pixels with others painted over them; where those are the background, the old ones stay."""
    stay = int.from_bytes(new.translate(_NOT_PAINTED), "big") & int.from_bytes(old, "big")
    return (stay | int.from_bytes(new, "big")).to_bytes(len(new), "big")


def _mixed(back: Colour, front: Colour, part: float) -> Colour:
    red, green, blue = (round(b + (f - b) * part) for b, f in zip(back, front, strict=True))
    return red, green, blue


@cache
def _numbers(first: int, shades: int, strength: float) -> bytes:
    """Give the table that turns a coverage into the number of a shade; ``first`` is the ink's lightest."""
    levels = [round(coverage * strength * shades / 255) for coverage in range(256)]
    return bytes(first + level - 1 if level else 0 for level in levels)


@cache
def _rounded(width: int, height: int, radius: int) -> bytes:
    """Give the mask of a rectangle with round corners."""
    return bytes(_coverage(x, y, width, height, radius) for y in range(height) for x in range(width))


def _coverage(x: int, y: int, width: int, height: int, radius: int) -> int:
    """Give how much of a pixel lies in the rectangle, by counting points of it that do."""
    inside = 0
    for point in range(_SAMPLES * _SAMPLES):
        at_x, at_y = x + (point % _SAMPLES + 0.5) / _SAMPLES, y + (point // _SAMPLES + 0.5) / _SAMPLES
        beyond_x = max(radius - at_x, at_x - (width - radius), 0)
        beyond_y = max(radius - at_y, at_y - (height - radius), 0)
        inside += beyond_x**2 + beyond_y**2 <= radius**2
    return inside * 255 // (_SAMPLES * _SAMPLES)
