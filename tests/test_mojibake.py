"""Text that was decoded wrongly is told from text that is meant, and mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise import mojibake
from daywise.mending import mend

MEANT = ["–", "—", "“quoted”", "don’t", "₹12–20", "June → July", "📘 Goal", "1NF → 3NF", "…"]


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_what_was_read_with_another_encoding_is_found_and_mended(text: str, encoding: str) -> None:
    line = f"Some words, {text} and more"
    # As programs do: a byte that the encoding has no character for becomes the control character of its number.
    table = {byte: bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in range(256)}
    broken = "".join(table[byte] for byte in line.encode())
    found = mojibake.find(f"one\n{broken}\nthree")
    assert found is not None
    assert found.start >= len("one\nSome words, ")
    assert mend(broken.encode()).text == line


@pytest.mark.parametrize("text", [*MEANT, "“café”…", "\u201aÜbung\u2018", "«État» “État”, l’été", "CRÉÉE", "Ångström"])
def test_what_is_meant_is_left_alone(text: str) -> None:
    line = f"Some words, {text} and more"
    assert mojibake.find(line) is None
    assert mend(line.encode()).text == line


def test_the_place_is_that_of_the_first_piece_that_can_be_mended() -> None:
    found = mojibake.find("a\nb â€\nc â€“ and â€“\nd â€“")
    assert found == mojibake.Broken(start=9, found="â€“", mended="–", lines=3)


def test_a_closing_quotation_mark_whose_last_byte_was_dropped_is_mended() -> None:
    assert mend("â€œAPI devâ€, thinking".encode()).text == "“API dev”, thinking"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“x” – y\n".encode("cp1252"), "“x” – y\n"),
        ("x – y\r\n".encode("utf-16"), "x – y\n"),
        ("x – y\n".encode("utf-8-sig"), "x – y\n"),
        ("a\u202eb\x00\n".encode(), "ab\n"),
        (b"plain\n", "plain\n"),
        (b"", ""),
    ],
)
def test_encodings_and_hidden_characters_are_mended(data: bytes, text: str) -> None:
    mended = mend(data)
    assert mended.text == text
    assert bool(mended.done) == (text.encode() != data)


def test_what_was_lost_stays_for_a_person_to_type() -> None:
    assert mend("lost \ufffd\n".encode()).text == "lost \ufffd\n"


@given(st.text(st.characters(exclude_categories=["C"]), max_size=100))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text.encode("utf-8", "replace")).text
    assert mend(once.encode()).text == once
