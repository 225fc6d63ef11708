"""Every page has a card of its own for link previews: there, of the right size, at an absolute address, with words."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.site.pages import addresses, read_page
from tests.site.serving import SITE_URL

SIZE = (1200, 630)
MOST_BYTES = 25_000


def test_every_page_has_a_card_of_its_own(built: Path) -> None:
    seen = set()
    for address in addresses(built):
        meta = read_page(built, address).meta
        if address == "404.html":
            assert (meta["twitter:card"], "og:image" in meta) == (["summary"], False)
            continue
        (image,), (alt,) = meta["og:image"], meta["og:image:alt"]
        assert image.startswith(f"{SITE_URL}assets/cards/"), address
        png = (built / image.removeprefix(SITE_URL)).read_bytes()
        assert struct.unpack(">II", png[16:24]) == SIZE, address
        assert (meta["og:image:width"], meta["og:image:height"]) == (["1200"], ["630"])
        assert (meta["og:image:type"], meta["twitter:card"]) == (["image/png"], ["summary_large_image"])
        assert len(png) < MOST_BYTES, address
        assert alt.endswith(". Daywise")
        assert len(alt) > len(". Daywise"), address
        seen.add(image)
    assert len(seen) == len(addresses(built)) - 1


def test_every_card_is_the_one_of_a_page(built: Path) -> None:
    named = {read_page(built, address).meta.get("og:image", [""])[0] for address in addresses(built)}
    cards = {f"{SITE_URL}{path.relative_to(built).as_posix()}" for path in (built / "assets/cards").rglob("*")}
    assert {card for card in cards if card.endswith(".png")} == named - {""}
