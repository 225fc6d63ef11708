"""Keep drawn cards between builds: each is a file named by a digest of all that decides how it looks.

The folder may be deleted at any time. Where it cannot be written, every build draws its cards anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from daywise.cards.card import Card
from daywise.fonts import MANIFEST

STORE = Path(".cache/daywise/cards")
"""Where commands and builds keep them, below the working folder."""

MOST = 6_000
"""So many are kept, about 10 kB each: when there are more, those that nobody asked for for longest go."""

DRAWER = "uharfbuzz"


class MissingDrawerError(Exception):
    """The package that draws letters is not installed; the message tells a person what to do."""


def drawn(cards: Iterable[Card], folder: Path = STORE) -> Iterator[tuple[Card, bytes]]:
    """Give each card with its picture; raises MissingDrawerError."""
    for card in cards:
        path = path_of(card, folder)
        yield card, _kept(path) or _new(card, path)
    _forget_the_oldest(folder)


def missing(cards: Iterable[Card], folder: Path) -> list[Card]:
    """Give the cards that are not kept; raises MissingDrawerError."""
    return [card for card in cards if not path_of(card, folder).exists()]


def draw_missing(cards: Iterable[Card], folder: Path) -> None:
    """Draw the cards that are not kept when their turn comes; raises MissingDrawerError and OSError."""
    for card in cards:
        path = path_of(card, folder)
        if not path.exists():
            _keep(_picture(card), path)


def can_keep(folder: Path) -> bool:
    """Tell whether cards can be kept in a folder; it is made if there is none."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK | os.X_OK)


def path_of(card: Card, folder: Path) -> Path:
    """Give where a card is kept; raises MissingDrawerError."""
    return folder / f"{_digest(_look(), card)}.png"


def _kept(path: Path) -> bytes:
    try:
        picture = path.read_bytes()
        path.touch()
    except OSError:
        return b""
    return picture


def _new(card: Card, path: Path) -> bytes:
    picture = _picture(card)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep(picture, path)
    return picture


def _picture(card: Card) -> bytes:
    from daywise.cards.drawing import draw  # noqa: PLC0415 - a build that finds all its cards need not load fonts

    return draw(card)


def _keep(picture: bytes, path: Path) -> None:
    """Keep a picture; nobody ever finds a part of it."""
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_bytes(picture)
    scratch.replace(path)


def _digest(look: str, card: Card) -> str:
    said = (card.title, card.above, card.when, card.facts, card.length, card.here)
    return hashlib.blake2b(f"{look}{said!r}".encode(), digest_size=16).hexdigest()


@cache
def _look() -> str:
    """Give a digest of what decides how any card looks: the code, the typefaces and the package that sets them."""
    try:
        digest = hashlib.blake2b(version(DRAWER).encode(), digest_size=16)
    except PackageNotFoundError:
        message = f"link-preview cards are drawn with {DRAWER}, which is not installed: run “make build” to set it up"
        raise MissingDrawerError(message) from None
    for path in (MANIFEST, *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _forget_the_oldest(folder: Path) -> None:
    with suppress(OSError):
        kept = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)
