"""Draw cards on other processors, when many are missing, while the process that asks for them does something else.

Each worker is a process that is told of all missing cards and draws them into the folder where cards are kept. It takes
them in an order of its own, and passes over what is there by then. So do the other workers, and so does whoever asks
(`cards.store`): nobody waits for anybody, and a worker that fails only leaves more to the others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from daywise import processes
from daywise.cards.card import Card
from daywise.cards.store import can_keep, draw_missing, missing, path_of
from daywise.model import Span

Worker = subprocess.Popen[bytes]

MODULE = "daywise.cards.workers"

FEWEST = 64
"""So many cards must be missing: a worker takes as long to start as to draw them."""

MOST_WORKERS = 3
"""Each takes about 45 MB."""

PATIENCE = 10
"""Seconds that a worker has to find that every card is there."""


def start_drawing(cards: Iterable[Card], folder: Path) -> list[Worker]:
    """Let workers draw the cards that a folder lacks, if there are enough of them; raises MissingDrawerError."""
    absent = missing(cards, folder)
    started: list[Worker] = []
    if len(absent) >= FEWEST and can_keep(folder):
        with suppress(OSError):  # No process or no file more is to be had: then there is nothing to wait for either.
            number = min(processes.processors() - 1, MOST_WORKERS)
            started.extend(_started(absent, folder, share) for share in range(number))
    return started


def _started(cards: Sequence[Card], folder: Path, share: int) -> Worker:
    """Start a worker; it reads its cards from a file, since it would let whoever writes to a pipe wait."""
    with tempfile.TemporaryFile("w+", encoding="ascii") as file:
        json.dump([asdict(card) for card in cards], file)
        file.seek(0)
        return processes.start(MODULE, str(folder), str(share), given=file)


def end(workers: Iterable[Worker]) -> None:
    """Wait until workers have seen that all is drawn; end those that do not."""
    for worker in workers:
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def main(folder: str, share: str) -> None:
    """Draw the cards that standard input tells of."""
    store = Path(folder)
    cards = [Card(**{**said, "here": said["here"] and Span(*said["here"])}) for said in json.load(sys.stdin)]
    # The names of their files are digests, so that each part of them gives another order.
    cards.sort(key=lambda card: path_of(card, store).name[int(share) :])
    draw_missing(cards, store)


if __name__ == "__main__":
    main(*sys.argv[1:])
