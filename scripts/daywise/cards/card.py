"""What a card says."""

from __future__ import annotations

from dataclasses import dataclass

from daywise.model import Span


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says; ``here`` is the part of the plan's ``length`` steps that the page is about.

    ``url`` is the page's address, ``source`` the file that an author would edit to change what the card says.
    """

    url: str
    title: str
    source: str
    above: str = ""
    when: str = ""
    facts: str = ""
    length: int = 0
    here: Span | None = None

    @property
    def path(self) -> str:
        """Where the picture goes below the docs folder; the theme spells the same address."""
        return f"assets/cards/{self.url.strip('/') or 'index'}.png"
