"""What is kept between runs: values come back as they were, and nothing in the file can break or fool a run."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from daywise import store as module
from daywise.store import Store, digest, files_digest, key

VALUE = {"text": "“ü”", "list": [1, None, {"deep": ""}]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "kept.sqlite3"


def put(path: Path, **values: object) -> None:
    store = Store(path)
    for name, value in values.items():
        store.put(name, value)
    store.close()


def got(path: Path, name: str) -> object:
    store = Store(path)
    value = store.get(name)
    store.close()
    return value


def test_values_come_back_in_the_same_run_and_in_later_ones(path: Path) -> None:
    store = Store(path)
    assert store.get("a") is None
    store.put("a", VALUE)
    store.put("bytes", bytes(range(256)))
    store.put("text", "= a text “ü”")
    assert store.get("a") == VALUE
    assert store.has("a")
    store.close()
    assert got(path, "a") == VALUE
    assert got(path, "bytes") == bytes(range(256))
    assert got(path, "text") == "= a text “ü”"
    assert got(path, "b") is None


def test_without_a_file_values_are_kept_for_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store()
    store.put("a", VALUE)
    store.close()
    assert store.get("a") == VALUE
    assert not store.lasts
    assert list(tmp_path.iterdir()) == []


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE kept (something TEXT)")
    file.close()


def scrambled(length: int, seed: str = "") -> bytes:
    """Give bytes that cannot be compressed, the same ones for the same seed."""
    return hashlib.shake_256(seed.encode()).digest(length)


def noise(path: Path) -> None:
    path.write_bytes(scrambled(9_000))


def noise_inside(path: Path) -> None:
    put(path, **{f"key-{number}": "x" * number for number in range(900)})
    data = path.read_bytes()
    path.write_bytes(data[:4096] + scrambled(len(data) - 4096))


def head_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


@pytest.mark.parametrize("spoil", [other_database, noise, noise_inside, head_only])
def test_a_file_that_is_no_store_makes_room_for_one(path: Path, spoil: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    spoil(path)
    assert got(path, "key-7") is None
    put(path, a=VALUE)  # What was found broken only now is gone now.
    put(path, a=VALUE)
    assert got(path, "a") == VALUE


def test_where_no_file_can_be_the_run_goes_on(path: Path) -> None:
    path.mkdir(parents=True)
    put(path, a=VALUE)
    assert got(path, "a") is None
    (path.parent.parent / "file").write_text("")
    put(path.parent.parent / "file" / "kept.sqlite3", a=VALUE)


def test_a_locked_file_stays_and_the_run_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAIT", 0)
    put(path, a=VALUE)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    assert got(path, "a") is None
    writer.close()
    assert got(path, "a") == VALUE


def test_two_runs_at_once_keep_what_both_find(path: Path) -> None:
    one, two = Store(path), Store(path)
    one.put("a", 1)
    two.put("b", 2)
    two.put("both", 3)
    one.put("both", 3)
    one.save()
    assert two.get("a") == 1
    two.close()
    one.close()
    assert [got(path, name) for name in ("a", "b", "both")] == [1, 2, 3]


def test_what_was_not_used_for_longest_goes_when_there_is_too_much(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {name: scrambled(1000, name).hex() for name in "abcde"}
    put(path, a=texts["a"], b=texts["b"])
    put(path, c=texts["c"])
    monkeypatch.setattr(module, "MOST_BYTES", 3_900)  # three of them: hexadecimal digits take half of their length
    store = Store(path)
    assert store.get("a") == texts["a"]
    store.put("d", texts["d"])
    store.close()
    assert [name for name in "abcd" if got(path, name)] == ["a", "c", "d"]


def test_keys_differ_by_kind_by_parts_and_by_code(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {
        key("a", "bc"),
        key("ab", "c"),
        key("a", "b", "c"),
        key("a", ["b", "c"]),
        key("a", None),
        key("a", "\ud800"),
    }
    assert len(keys) == 6
    before = key("a", "bc")
    assert before in keys
    monkeypatch.setattr(module, "code_digest", lambda: "other")
    assert key("a", "bc") != before
    assert digest("a") == digest("a")


def test_the_digest_of_files_is_of_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("2")
    before = files_digest(tmp_path.glob("*"))
    os.utime(tmp_path / "a.py", (1, 1))
    assert files_digest(tmp_path.glob("*")) == before
    (tmp_path / "a.py").write_text("12")
    (tmp_path / "b.py").write_text("")
    assert files_digest(tmp_path.glob("*")) != before
