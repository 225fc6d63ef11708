"""Generated files as MkDocs takes them: each has its content when it is asked for, and its time."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generated_files import GeneratedFile, Spool


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """Give settings for a site in a folder of its own."""
    settings = MkDocsConfig()
    settings.load_dict({"site_name": "Files", "site_dir": str(tmp_path / "site")})
    settings.validate()
    return settings


def test_each_content_is_read_as_it_was_kept_in_any_order() -> None:
    spool = Spool()
    contents = [b"one", b"", "größer".encode(), b"x" * 100_000]
    reads = [spool.keep(content) for content in contents]
    assert [read() for read in reversed(reads)] == contents[::-1]
    more = spool.keep(b"more")
    assert (reads[0](), more()) == (b"one", b"more")


def test_what_reads_a_content_does_not_hold_it() -> None:
    spool = Spool()
    tracemalloc.start()
    reads = [spool.keep(bytes(100_000)) for _ in range(100)]
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000
    assert {read() for read in reads} == {bytes(100_000)}


def test_a_file_is_written_when_it_is_new_or_newer(config: MkDocsConfig) -> None:
    file = GeneratedFile("plan/plan.json", Spool().keep("{ä}".encode()), 1000.0, config)
    target = Path(config.site_dir) / "plan" / "plan.json"
    assert file.is_modified()
    file.copy_file(dirty=True)
    assert target.read_bytes() == "{ä}".encode()
    assert (file.content_string, file.content_bytes) == ("{ä}", "{ä}".encode())

    target.write_bytes(b"kept")
    os.utime(target, (2000, 2000))
    file.copy_file(dirty=True)
    assert target.read_bytes() == b"kept"
    os.utime(target, (500, 500))
    file.copy_file(dirty=True)
    assert target.read_bytes() != b"kept"
    os.utime(target, (2000, 2000))
    target.write_bytes(b"kept")
    file.copy_file()
    assert target.read_bytes() != b"kept"


def test_no_source_can_be_edited(config: MkDocsConfig) -> None:
    file = GeneratedFile("plan/unit/index.md", Spool().keep(b""), 0.0, config)
    assert file.edit_uri is None
    assert file.url == "plan/unit/"
