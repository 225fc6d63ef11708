"""Store pages in a plain folder that any engine can build, and text files in one step."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from daywise.render.page import Page

MANIFEST = ".daywise-files"
"""Lists what the last run wrote, so that the next one removes just its own pages, never a stranger's file."""


def write_folder(pages: Iterable[Page], folder: Path) -> int:
    """Write pages below a folder, leaving alone what is there already with the same bytes; give their number.

    What an earlier run wrote and no page claims any more is removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / MANIFEST
    before = manifest.read_text("utf-8").splitlines() if manifest.is_file() else []
    written = []
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        data = page_bytes(page)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
        written.append(page.path)
    for name in set(before) - set(written):
        (folder / name).unlink(missing_ok=True)
    replace_text(manifest, "".join(f"{name}\n" for name in sorted(written)))
    return len(written)


def page_bytes(page: Page) -> bytes:
    """Give a page's content as it is stored."""
    return page.content.encode() if isinstance(page.content, str) else page.content


def replace_text(path: Path, text: str) -> None:
    """Replace a text file in one step, so that it is never half written."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, "utf-8", newline="\n")
    new.replace(path)
