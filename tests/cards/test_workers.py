"""Workers leave in the folder the cards that a build would have drawn, and when they cannot, the build draws them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from daywise import processes
from daywise.cards import drawing, workers
from daywise.cards.card import Card
from daywise.cards.store import drawn, missing, path_of
from daywise.cards.workers import end, main, start_drawing
from daywise.model import Span

CARDS = [
    Card("", "All plans", "plan.yaml", facts="Free", length=6),
    Card("a/one/", "Status codes", "plan.yaml", "HTTP in days", "Days 2–3 of 6", "Lesson · 85 min", 6, Span(2, 3)),
    Card("a/two/", "FastAPI کا تعارف", "plan.yaml", "HTTP in days", "Day 4 of 6", "Lesson · 85 min", 6, Span(4, 4)),
    Card("a/three/", "", "plan.yaml"),
]


@pytest.fixture(autouse=True)
def _few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be three processors, and two missing cards be enough for workers."""
    monkeypatch.setattr(workers, "FEWEST", 2)
    monkeypatch.setattr(processes, "processors", lambda: 3)


@pytest.fixture
def nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a mistake to draw a card in this process."""
    monkeypatch.setattr(drawing, "draw", lambda card: pytest.fail(f"{card.title} was drawn"))


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a mistake to start a worker."""
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a worker was started"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_they_draw_every_card_as_this_process_does(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    serial = list(drawn(CARDS, tmp_path / "serial"))
    started = start_drawing(CARDS, tmp_path / "parallel")
    end(started)
    assert [worker.returncode for worker in started] == [0, 0]
    request.getfixturevalue("nothing_is_drawn")
    assert list(drawn(CARDS, tmp_path / "parallel")) == serial
    assert files(tmp_path / "parallel") == files(tmp_path / "serial")


def test_cards_may_be_asked_for_while_they_work(tmp_path: Path) -> None:
    started = start_drawing(CARDS, tmp_path / "parallel")
    assert list(drawn(CARDS, tmp_path / "parallel")) == list(drawn(CARDS, tmp_path / "serial"))
    end(started)
    assert files(tmp_path / "parallel") == files(tmp_path / "serial")


@pytest.mark.parametrize("program", ["/bin/false", "/there/is/none"])
def test_where_they_fail_this_process_draws(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    started = start_drawing(CARDS, tmp_path / "parallel")
    assert len(started) == (2 if program == "/bin/false" else 0)
    assert list(drawn(CARDS, tmp_path / "parallel")) == list(drawn(CARDS, tmp_path / "serial"))
    end(started)


def test_a_worker_that_fails_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    worker = processes.start(workers.MODULE, str(tmp_path), "0")  # It is told of no cards, not even of an empty list.
    assert worker.wait() == 1
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.1)
    hanging = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    end([hanging])
    assert hanging.returncode is not None


@pytest.mark.usefixtures("no_worker")
def test_they_are_not_started_where_they_cannot_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert start_drawing(CARDS, tmp_path / "file") == []  # Nothing that they draw could be kept.
    assert start_drawing(CARDS[:1], tmp_path) == []
    list(drawn(CARDS[:3], tmp_path))
    assert start_drawing(CARDS, tmp_path) == []
    monkeypatch.setattr(processes, "processors", lambda: 1)
    assert start_drawing(CARDS, tmp_path / "new") == []


@pytest.mark.parametrize("share", ["0", "2"])
def test_each_takes_the_missing_ones_in_an_order_of_its_own(
    share: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(drawn(CARDS[:1], tmp_path))
    order: list[Card] = []

    def draw(card: Card) -> bytes:
        order.append(card)
        return b"picture"

    monkeypatch.setattr(drawing, "draw", draw)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([asdict(card) for card in CARDS])))
    expected = sorted(missing(CARDS, tmp_path), key=lambda card: path_of(card, tmp_path).name[int(share) :])
    main(str(tmp_path), share)
    assert order == expected
    assert len(order) == 3
    assert missing(CARDS, tmp_path) == []
