"""Mending the encoding of notes: what ftfy can undo is undone, what was lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from daywise.importer.mend import mend, other_form

SAMPLES = Path(__file__).parent / "samples"


def test_utf_8_read_as_mac_roman_is_mended_whole() -> None:
    mended = mend((SAMPLES / "days-read-as-mac-roman.txt").read_bytes())
    assert mended.text == (SAMPLES / "days.txt").read_text("utf-8")
    assert "macroman" in mended.how
    assert not mended.lost


def test_utf_8_read_as_windows_1252_is_mended_but_for_characters_whose_bytes_were_lost() -> None:
    mended = mend((SAMPLES / "weeks-read-as-windows-1252.txt").read_bytes())
    right = (SAMPLES / "weeks.txt").read_text("utf-8").split("\n")
    differing = [number for number, line in enumerate(mended.text.split("\n"), 1) if line != right[number - 1]]
    assert differing == [13]
    assert mended.lost == {13: "**Goal:** Read data like an editor, not a “touristâ€."}
    assert mended.text.split("\n")[12] == "**Goal:** Read data like an editor, not a “tourist?."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_that_was_never_broken_stays_as_it_is(encoding: str) -> None:
    text = "Day 1: naïve caching – “fast”\nDay 2: É, ü, ß & &amp;\n"
    mended = mend(text.encode(encoding))
    assert mended.text == text
    assert not mended.lost


def test_an_encoding_other_than_utf_8_is_named() -> None:
    assert "not UTF-8" in mend("Day 1: café".encode("cp1252")).how
    assert not mend("Day 1: café".encode()).how


def test_characters_that_no_page_can_show_are_left_out() -> None:
    assert mend("Day\x00 1: a\u202eb\u2028c".encode()).text == "Day 1: ab\nc"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"PK\x03\x04\x14\x00", "a document of a word processor, or an archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (bytes(range(256)) * 4, "no text"),
        ("Day 1: فہرستیں\r\n\tTwo\n".encode(), ""),
        ("Day 1: Trees\n".encode("utf-16"), ""),
        ("Day 1: Trees\n".encode("utf-16-le"), ""),
        (b"Day 1: caf\xe9\n", ""),
        (b"", ""),
    ],
)
def test_what_is_no_text_is_told_apart(data: bytes, form: str) -> None:
    assert other_form(data) == form


def test_utf_16_that_is_broken_off_keeps_what_can_be_read() -> None:
    assert mend("Day 1: Trees".encode("utf-16") + b"\x00").text.startswith("Day 1: Trees")
