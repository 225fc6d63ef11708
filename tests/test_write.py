"""The plain folder: exactly the pages, nothing rewritten without need, nothing of anyone else's touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.render.page import Page
from daywise.write import MANIFEST, page_bytes, replace_text, write_folder

LONG_AGO = 1_000_000_000


def pages(**contents: str | bytes) -> list[Page]:
    """Make pages; ``_`` in a name stands for ``/``."""
    return [Page(f"{name.replace('_', '/')}.md", content, "plan.yaml") for name, content in contents.items()]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_pages_are_written_with_their_bytes(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    assert write_folder(pages(index="é\n", plan_unit="two\r\n", plan_picture=b"\x00\xff"), out) == 3
    assert files(out) == {"index.md": b"\xc3\xa9\n", "plan/unit.md": b"two\r\n", "plan/picture.md": b"\x00\xff"}


def test_only_pages_that_changed_are_written_again(tmp_path: Path) -> None:
    write_folder(pages(same="1", other="1", gone_out="1"), tmp_path)
    for path in tmp_path.rglob("*.md"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    (tmp_path / "gone" / "out.md").unlink()
    write_folder(pages(same="1", other="2", gone_out="1", new="1"), tmp_path)
    untouched = {path.stem for path in tmp_path.rglob("*.md") if path.stat().st_mtime == LONG_AGO}
    assert untouched == {"same"}
    assert files(tmp_path) == {"same.md": b"1", "other.md": b"2", "gone/out.md": b"1", "new.md": b"1"}


def test_pages_that_are_no_more_are_removed_and_a_strangers_file_stays(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "mine.md").write_text("mine", "utf-8")
    write_folder(pages(plan_one="1", plan_two="2"), tmp_path)
    write_folder(pages(plan_one="1"), tmp_path)
    assert files(tmp_path) == {"plan/mine.md": b"mine", "plan/one.md": b"1"}
    (tmp_path / "plan" / "one.md").unlink()
    write_folder([], tmp_path)
    assert files(tmp_path) == {"plan/mine.md": b"mine"}


def test_the_list_of_written_files_is_sorted_and_stays_when_nothing_is_new(tmp_path: Path) -> None:
    write_folder(pages(b="", a_c=""), tmp_path)
    assert (tmp_path / MANIFEST).read_bytes() == b"a/c.md\nb.md\n"


NAMES = st.sampled_from(["a", "b", "c_d", "c_e"])
FOLDERS = st.dictionaries(NAMES, st.sampled_from(["1", "2"]))


@given(st.lists(FOLDERS, min_size=1, max_size=4))
def test_whatever_was_written_before_the_folder_holds_the_last_pages(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    for contents in runs:
        write_folder(pages(**contents), folder)
    assert files(folder) == {page.path: page_bytes(page) for page in pages(**runs[-1])}


def test_a_text_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "ids.txt"
    path.write_text("old", "utf-8")
    with path.open("rb") as reader:
        replace_text(path, "new\r\né\n")
        assert reader.read() == b"old", "who has it open sees the old text to its end"
    assert path.read_bytes() == b"new\r\n\xc3\xa9\n"
    assert [file.name for file in tmp_path.iterdir()] == ["ids.txt"]
