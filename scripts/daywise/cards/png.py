"""Pack a picture of at most sixteen colours as a PNG (https://www.w3.org/TR/png-3/), without a time or a comment.

Two pixels share a byte. Most of a card is blank, and zlib takes as long for a blank row as for another. So stretches of
blank rows are compressed once, and what came of it goes into every picture that has such a stretch.
"""

from __future__ import annotations

import struct
import zlib
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

MOST_COLOURS = 16

_HEX_DIGITS = b"0123456789abcdef".ljust(256)  # What the numbers of colours are as text.
_FEWEST_BLANK = 16  # So many blank rows are worth a piece of their own, which takes about 70 bytes.
_LEVEL = 5  # The sixth takes half as long again, to save 3 bytes of 100.
_HEAD = b"\x78\x5e"  # What follows was made by “deflate”, at this level.
_END = b"\x03\0"  # A last piece with nothing in it.


def packed(pixels: bytes | bytearray, width: int, palette: Sequence[Sequence[int]]) -> bytes:
    """Give a picture as a PNG: ``pixels`` are the numbers of colours in the palette, in rows of an even width."""
    header = struct.pack(">IIBBBBB", width, len(pixels) // width, 4, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    data = _compressed(list(_rows(pixels, width)))
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(pixels: bytes | bytearray, width: int) -> Iterator[bytes]:
    """Give each row as a PNG has it: a byte for its filter, which is none, then two pixels a byte."""
    row, found = None, b""
    for start in range(0, len(pixels), width):
        above, row = row, pixels[start : start + width]
        if row != above:
            found = b"\0" + unhexlify(row.translate(_HEX_DIGITS))
        yield found


def _compressed(rows: Sequence[bytes]) -> bytes:
    """Give rows as zlib's format has them (RFC 1950): a head, compressed stretches of rows, their end, and a sum."""
    blank = bytes(len(rows[0]))
    parts, waiting = [_HEAD], b""
    for is_blank, group in groupby(rows, key=blank.__eq__):
        stretch = b"".join(group)
        if is_blank and len(stretch) >= _FEWEST_BLANK * len(blank):
            parts += _piece(waiting), _blank_piece(len(stretch))
            waiting = b""
        else:
            waiting += stretch
    parts += _piece(waiting), _END, struct.pack(">I", zlib.adler32(b"".join(rows)))
    return b"".join(parts)


def _piece(data: bytes) -> bytes:
    """Compress data so that it can stand between any others."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH) if data else b""


@cache
def _blank_piece(length: int) -> bytes:
    return _piece(bytes(length))
