"""Drawn cards are kept by what they say, are never wrong, and a build without the drawing package says what to do."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from daywise.cards import drawing, store
from daywise.cards.card import Card
from daywise.cards.pages import hand_written_cards, pages, plan_cards
from daywise.cards.store import MissingDrawerError, drawn
from tests.builders import SAMPLE_PLANS, load_from_root

CARD = Card("a-plan/first/", "First", "plan.yaml")


@pytest.fixture
def strokes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what is drawn, by title."""
    found: list[str] = []

    def draw(card: Card) -> bytes:
        found.append(card.title)
        return card.title.encode()

    monkeypatch.setattr(drawing, "draw", draw)
    return found


def test_a_card_is_drawn_once(tmp_path: Path, strokes: list[str]) -> None:
    for _ in range(2):
        assert [picture for _card, picture in drawn([CARD], tmp_path)] == [b"First"]
    assert strokes == ["First"]


def test_a_card_that_says_something_else_is_another(tmp_path: Path, strokes: list[str]) -> None:
    other = Card("a-plan/first/", "Second", "plan.yaml")
    assert [picture for _card, picture in drawn([CARD, other], tmp_path)] == [b"First", b"Second"]
    assert strokes == ["First", "Second"]


def test_where_nothing_can_be_kept_cards_are_drawn_each_time(tmp_path: Path, strokes: list[str]) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        assert [picture for _card, picture in drawn([CARD], tmp_path / "file")] == [b"First"]
    assert strokes == ["First", "First"]


def test_those_that_nobody_asked_for_for_longest_go(
    tmp_path: Path, strokes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST", 2)
    cards = [Card("x/", title, "plan.yaml") for title in "abc"]
    for time, card in enumerate(cards[:2], 1):
        list(drawn([card], tmp_path))
        (newest,) = (path for path in tmp_path.iterdir() if path.read_bytes() == card.title.encode())
        os.utime(newest, (time, time))
    list(drawn(cards[:1], tmp_path))
    list(drawn(cards[2:], tmp_path))
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"a", b"c"]
    assert strokes == ["a", "b", "c"]


def test_without_the_drawing_package_a_person_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(store, "version", missing)
    store._look.cache_clear()
    with pytest.raises(MissingDrawerError, match="uharfbuzz, which is not installed: run “make build”"):
        list(drawn([CARD], tmp_path))


def test_every_card_has_its_page_and_says_where_the_page_stands(tmp_path: Path, strokes: list[str]) -> None:
    library = load_from_root(SAMPLE_PLANS)
    docs = tmp_path / "docs"
    (docs / "authors").mkdir(parents=True)
    (docs / "authors" / "index.md").write_text("---\ntitle: Write\n---\n", "utf-8")
    (docs / "about.md").write_text("---\ntitle: How\n---\n", "utf-8")
    (docs / "bare.md").write_text("# Bare `code`\n", "utf-8")
    (docs / "untitled.md").write_text("No title\n", "utf-8")
    paths = [page.path for page in pages(library, docs, tmp_path / "cards")]
    assert len(paths) == len(set(paths)) == len(strokes)
    assert {
        "assets/cards/index.png",
        "assets/cards/about.png",
        "assets/cards/authors.png",
        "assets/cards/http-in-days.png",
        "assets/cards/http-in-days/gantt.png",
        "assets/cards/http-in-days/phases/the-wire.png",
        "assets/cards/http-in-days/status-codes.png",
    } <= set(paths)
    assert [card.title for card in hand_written_cards(docs)] == ["How", "Write", "Bare `code`", "untitled"]


def test_a_units_card_says_plan_day_and_title() -> None:
    cards = {card.url: card for card in plan_cards(load_from_root(SAMPLE_PLANS))}
    unit = cards["http-in-days/status-codes/"]
    assert (unit.title, unit.above, unit.when) == ("Status codes", "HTTP in six days", "Days 2–3 of 6")
