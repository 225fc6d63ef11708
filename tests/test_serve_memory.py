"""What `mkdocs serve` remembers: a page is new when its content is, the generator when its code is."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "serve_memory.py"


@pytest.fixture
def memory() -> ModuleType:
    """Load the module with nothing in it, as a new `mkdocs serve` does."""
    spec = importlib.util.spec_from_file_location("serve_memory_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_page_is_as_old_as_its_content(memory: ModuleType) -> None:
    first = memory.since("a.md", b"one")
    time.sleep(0.01)
    assert memory.since("a.md", b"one") == first
    changed = memory.since("a.md", b"two")
    assert changed > first
    assert memory.since("b.md", b"two") >= changed


def test_the_newest_of_files_and_folders_is_found(memory: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for number, name in enumerate(["folder/old.html", "new.yml"], 1):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (number, number))
    assert memory.newest_of(tmp_path / "folder") == 1
    assert memory.newest_of(tmp_path / "folder", tmp_path / "new.yml") == 2


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a package of one module that can be imported."""
    folder = tmp_path / "some_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    sys.modules.pop("some_package", None)


def test_code_is_imported_anew_only_after_an_edit(memory: ModuleType, package: Path) -> None:
    memory.forget_old_code("some_package", package)
    importlib.import_module("some_package")
    memory.forget_old_code("some_package", package)
    assert "some_package" in sys.modules
    later = time.time() + 10
    os.utime(package / "__init__.py", (later, later))
    memory.forget_old_code("some_package", package)
    assert "some_package" not in sys.modules
