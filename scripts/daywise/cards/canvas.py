"""A picture of sixteen colours, and its PNG.

Each pixel is the number of a colour: the background, or a shade between the background and one of a few inks, so that
edges are smooth. Two pixels share a byte, and a picture of flat areas and text takes about 10 kB.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

Colour = tuple[int, int, int]

MOST_COLOURS = 16
_SAMPLES = 4  # For each pixel of a rounded corner, in each direction.
_LEFT_HALF = bytes(number % MOST_COLOURS << 4 for number in range(256))


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
        self._pixels = bytearray(width * height)
        self._palette = [background]
        self._shades: dict[Colour, tuple[int, int]] = {}
        for ink, number in inks.items():
            self._shades[ink] = len(self._palette), number
            self._palette += (_mixed(background, ink, shade / number) for shade in range(1, number + 1))
        if len(self._palette) > MOST_COLOURS:
            message = f"a canvas has {MOST_COLOURS} colours at most, not {len(self._palette)}"
            raise ValueError(message)

    def paint(self, mask: bytes, stride: int, place: tuple[int, int], tone: Tone) -> None:
        """Paint a tone through a mask of coverages (0 to 255) in rows, the first of which begins at a place.

        What lies outside the picture is left out; where two things meet, the later one hides the earlier.
        """
        x, y = place
        painted = mask.translate(_numbers(*self._shades[tone.ink], tone.strength))
        left, right = max(0, -x), min(stride, self.width - x)
        for row in range(max(0, -y), min(len(mask) // stride, self.height - y) if left < right else 0):
            new = painted[row * stride + left : row * stride + right]
            start = (y + row) * self.width + x + left
            there = slice(start, start + len(new))
            old = self._pixels[there]
            self._pixels[there] = bytes(b or a for a, b in zip(old, new, strict=True)) if any(old) else new

    def box(self, place: tuple[int, int], size: tuple[int, int], radius: int, tone: Tone) -> None:
        """Paint a rectangle with round corners."""
        self.paint(_rounded(*size, radius), size[0], place, tone)

    def png(self) -> bytes:
        """Give the picture as a PNG (https://www.w3.org/TR/png-3/) with a palette, and without a time or a comment."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 4, 3, 0, 0, 0)
        halves = self._pixels[0::2].translate(_LEFT_HALF), self._pixels[1::2]
        both = int.from_bytes(halves[0], "big") | int.from_bytes(halves[1], "big")
        packed, row = both.to_bytes(len(halves[0]), "big"), self.width // 2
        rows = b"".join(b"\0" + packed[start : start + row] for start in range(0, len(packed), row))
        palette = b"".join(bytes(colour) for colour in self._palette)
        chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _mixed(back: Colour, front: Colour, part: float) -> Colour:
    red, green, blue = (round(b + (f - b) * part) for b, f in zip(back, front, strict=True))
    return red, green, blue


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


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
