"""Run Pagefind on some pages, and name what it writes."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

from pagefind_bin import get_executable

SUBDIRECTORY = "pagefind"
"""Where the index stands in a site; the browser asks for it there."""

SCRIPT = "pagefind.js"
ENTRY = "pagefind-entry.json"
GENERAL = "wasm.unknown.pagefind"
"""The program for languages that have none of their own."""

SEARCHED = "data-pagefind-body"
"""The attribute of what is searched on a page; pages without it are not."""

# Keep these inside words, so that __slots__, sys.getrefcount, C++ and $lookup are found as they are written.
WORD_CHARACTERS = "_.$+#"

LOOK = ("pagefind", version("pagefind"), WORD_CHARACTERS)
"""What decides about an index besides its pages."""


class IndexingError(Exception):
    """Pagefind failed; the message is what it said."""


def run(pages: Path, index: Path) -> dict[str, bytes]:
    """Index the pages of a folder into another, and give the files by their path in it; raises IndexingError."""
    command = [str(get_executable()), "--quiet", "--site", str(pages), "--output-path", str(index)]
    command += ["--include-characters", WORD_CHARACTERS]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise IndexingError(result.stderr or result.stdout)
    files = (path for path in sorted(index.rglob("*")) if path.is_file())
    return {path.relative_to(index).as_posix(): path.read_bytes() for path in files}


def readable(page: str) -> str:
    """Give a page with the texts of its labels as Pagefind reads them.

    It leaves out every `label`, as part of a form. Here they are the items of checklists: half of what a day without a
    lesson says.
    """
    return page.replace("<label ", "<span ").replace("</label>", "</span>")


def program(name: str) -> str:
    """Give the file of the program that an entry names."""
    return f"wasm.{name}.pagefind"


def is_same_for_all(path: str) -> bool:
    """Tell whether a file of an index is the same in all: a program, or its entry, but for what that says of pages."""
    return path in (SCRIPT, ENTRY) or path.startswith("wasm.")
