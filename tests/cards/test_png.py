"""A picture that is packed as a PNG has the same pixels when it is read, blank stretches among them."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from daywise.cards.canvas import Canvas, Tone
from daywise.cards.png import packed

PALETTE = [(251, 250, 247), *((shade, 0, 0) for shade in range(15))]
WIDTH = 40
BLANK, LINE = bytes(WIDTH), bytes(number % 16 for number in range(WIDTH))
NOISE = bytes(random.Random(1).choices(range(16), k=30 * WIDTH))  # noqa: S311 - no secret


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Give what a PNG is made of, by name; every sum must be right."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert png[at + 8 + length : at + 12 + length] == struct.pack(">I", zlib.crc32(name + data))
        found[name] = data
        at += 12 + length
    return found


def read(png: bytes) -> bytes:
    """Give the numbers of all colours."""
    found = chunks(png)
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    rows, row = zlib.decompress(found[b"IDAT"]), width // 2 + 1
    assert len(rows) == row * height
    assert not any(rows[::row])  # No row is filtered.
    halves = rows.hex()
    return bytes(int(half, 16) for at in range(0, len(halves), 2 * row) for half in halves[at + 2 : at + 2 * row])


@pytest.mark.parametrize(
    "pixels",
    [
        BLANK,
        LINE,
        BLANK * 100,
        BLANK * 40 + LINE + BLANK * 40,
        LINE + BLANK * 15 + LINE + BLANK * 16 + LINE + BLANK * 17 + LINE,
        NOISE + BLANK * 50 + NOISE + NOISE + BLANK * 50 + NOISE,
    ],
    ids=["blank row", "row", "blank", "in the middle", "gaps", "noise"],
)
def test_the_pixels_are_those_that_were_packed(pixels: bytes) -> None:
    png = packed(pixels, WIDTH, PALETTE)
    assert read(png) == pixels
    assert chunks(png)[b"PLTE"] == bytes(part for colour in PALETTE for part in colour)


def test_blank_rows_take_no_room() -> None:
    few, many = (len(packed(LINE + BLANK * number + LINE, WIDTH, PALETTE)) for number in (20, 2000))
    assert many - few < 100


def test_what_is_painted_later_hides_what_was_there_and_nothing_else() -> None:
    black, red = Tone((0, 0, 0)), Tone((255, 0, 0))
    canvas = Canvas(6, 2, (255, 255, 255), {black.ink: 1, red.ink: 1})
    canvas.paint(bytes([255, 255, 255, 0, 255, 0]), 6, (0, 0), black)
    canvas.paint(bytes([255, 0, 0, 255]), 4, (1, 0), red)
    assert read(canvas.png()) == bytes([1, 2, 1, 0, 2, 0]) + bytes(6)


def test_a_copy_is_painted_on_alone() -> None:
    canvas = Canvas(4, 1, (255, 255, 255), {(0, 0, 0): 1})
    other = canvas.copy()
    other.box((0, 0), (2, 1), 0, Tone((0, 0, 0)))
    assert (read(canvas.png()), read(other.png())) == (bytes(4), bytes([1, 1, 0, 0]))
