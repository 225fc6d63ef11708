"""Bytes in, text out: what is accepted as it comes, what is reported, and that reading goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.problems import Problem
from daywise.text_file import MAX_BYTES, SourceText, decode, display_path, read_text


def read(data: bytes, name: str = "plan.yaml") -> tuple[SourceText | None, list[str]]:
    problems: list[Problem] = []
    return decode(data, name, problems), [f"{each.line}:{each.column} {each.rule}" for each in problems]


@pytest.mark.parametrize(
    ("data", "clean"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"", ""),
        ("\u067e\u06c1\u0644\u0627 \u200f(A)\u200e \u0645\u06cc\u200c\u06a9 \U0001f468\u200d\U0001f4bb".encode(), None),
        ("Déjà vu “État” l’été – 5 × 3 ≥ 2 → ∞ £5 §3 ±1 µs ½ °C √2 ≈ 1.41 ₹12".encode(), None),
    ],
)
def test_text_is_taken_as_it_comes(data: bytes, clean: str | None) -> None:
    expected = data.decode() if clean is None else clean
    assert read(data) == (SourceText(expected, expected), [])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"a\x00b", ["1:2 control-character"]),
        (b"a\n\x1b[31m \x07\n\x7f", ["2:1 control-character", "3:1 control-character"]),
        ("a\u2028b".encode(), ["1:2 control-character"]),
        ("a\x85b".encode(), ["1:2 control-character"]),
        ("a\ufeffb".encode(), ["1:2 control-character"]),
        ("x = 1 # \u202eevil\u202c".encode(), ["1:9 bidi-control"]),
        ("\u2066a\u2069".encode(), ["1:1 bidi-control"]),
        (b"caf\xe9 \x93a\x94\nb\x96", ["1:4 encoding"]),
        (b"\xed\xa0\x80", ["1:1 encoding"]),
        (b"\xc0\x80", ["1:1 encoding"]),
        ("lost \ufffd".encode(), ["1:6 lost-character"]),
        ("a\nb â€“ c\nd â€“ e".encode(), ["2:3 mojibake"]),
        ("a \u201aÄì b".encode(), ["1:3 mojibake"]),
        ("x Ã¢â\u201a¬â€œ y".encode(), ["1:3 mojibake"]),
        ("“API devâ€, thinking".encode(), ["1:9 mojibake"]),
    ],
)
def test_what_is_no_text_is_reported_where_it_stands(data: bytes, found: list[str]) -> None:
    text, problems = read(data)
    assert problems == found
    assert text is not None
    assert len(text.clean) == len(text.shown)
    assert text.marred == {int(each.partition(":")[0]) for each in found}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_of_unicode_are_named_and_read(encoding: str) -> None:
    mark = b"" if encoding in {"utf-16", "utf-32", "utf-16-le"} else b"\xfe\xff"
    text, problems = read(mark + "id: a\ntitle: B\n".encode(encoding))
    assert problems == ["1:1 encoding"]
    assert text is not None
    assert text.clean == "id: a\ntitle: B\n"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(1000), b"\x00\x01\x02" * 40])
def test_what_is_no_text_at_all_gives_one_problem(data: bytes) -> None:
    assert read(data) == (None, ["1:1 encoding"])


def test_a_lesson_may_show_in_code_what_wrong_decoding_does() -> None:
    notes = "An en dash becomes `â€“`.\n\n```text\nâ€“ \ufffd\n```\n"
    assert read(notes.encode(), "a.md")[1] == []
    assert read(notes.encode(), "plan.yaml")[1] != []
    assert read(f"{notes}\nAnd â€“ here.\n".encode(), "a.md")[1] == ["7:5 mojibake"]


def test_hidden_characters_are_reported_in_code_too() -> None:
    assert read("```python\nx = 1 # \u202e\n```\n".encode(), "a.md")[1] == ["2:9 bidi-control"]


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_hidden_characters_or_a_problem(data: bytes) -> None:
    problems: list[Problem] = []
    text = decode(data, "a.md", problems)
    assert (text is not None) or problems
    if text is not None:
        assert text.clean.encode() or not text.clean
        assert text.clean.isprintable() or not set(text.clean) & set("\x00\x1b\u202e\u2028\r")
        assert text.clean == text.shown or problems


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=200))
def test_text_that_was_never_decoded_wrongly_stays_as_it_is(text: str) -> None:
    found = read(text.encode())[1]
    assert [each for each in found if not each.endswith((" mojibake", " lost-character"))] == []


# -- files -------------------------------------------------------------------------------------------------------


def read_file(path: Path) -> list[str]:
    problems: list[Problem] = []
    assert read_text(path, problems) is None
    return [f"{problem.rule}: {problem.message}" for problem in problems]


def test_a_folder_and_a_device_are_no_files(tmp_path: Path) -> None:
    assert read_file(tmp_path) == ["unreadable: the file cannot be read: it is a folder"]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert read_file(pipe) == ["unreadable: the file cannot be read: it is no plain file"]


def test_links_that_lead_nowhere_are_reported(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "gone")
    assert read_file(loop)[0].startswith("unreadable: ")
    assert read_file(dangling)[0].startswith("unreadable: ")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    kilobytes = MAX_BYTES // 1000
    assert read_file(path) == [
        f"file-too-large: the file is larger than {kilobytes} kB, the most that such a file may have"
    ]


def test_a_path_is_shown_as_it_would_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert display_path(Path("plans") / "a" / ".." / "b.yaml") == "plans/b.yaml"
    assert display_path(tmp_path / "plans") == "plans"
    assert display_path(Path("/elsewhere/plans")) == "/elsewhere/plans"
    assert display_path(tmp_path) == tmp_path.as_posix()
    assert display_path(tmp_path.with_name(f"{tmp_path.name}-2")) == f"{tmp_path.as_posix()}-2"
