"""The generated files as MkDocs takes them: their contents wait in one file until each one's turn comes.

The plugin's own way is a folder with a file for each page. To make and delete thousands of them was half the time of an
edit at 1,500 lessons; with all contents in memory, it would grow with the site.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

GENERATOR = "mkdocs-gen-files"
"""What `File.generated_by` says of these files."""


class Spool:
    """Contents, one after the other in a file that has no name and goes with the last of those that read it."""

    def __init__(self) -> None:
        """Make the file."""
        self._file = tempfile.TemporaryFile(prefix="daywise-pages-")  # noqa: SIM115 - open as long as it is read
        weakref.finalize(self, self._file.close)
        self._end = 0

    def keep(self, content: bytes) -> Callable[[], bytes]:
        """Add a content; give what reads it."""
        start, length = self._end, len(content)  # `read` is to hold no content.
        self._file.seek(start)
        self._file.write(content)
        self._end += length

        def read() -> bytes:
            self._file.seek(start)
            return self._file.read(length)

        return read


class GeneratedFile(File):
    """A generated file: what reads its content, and since when it has had it, as a file's time."""

    def __init__(self, path: str, read: Callable[[], bytes], time: float, config: MkDocsConfig) -> None:
        """Take the path below the folder of pages."""
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = GENERATOR
        self._read = read
        self._time = time

    @property  # type: ignore[misc]  # nothing sets it
    def content_bytes(self) -> bytes:
        """The content, read anew each time."""
        return self._read()

    @property  # type: ignore[misc]  # nothing sets it
    def content_string(self) -> str:
        """The content as text."""
        return self._read().decode()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' interface
        """Write the content to its place in the site; a dirty build leaves alone one that has not changed."""
        if dirty and not self.is_modified():
            return
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._read())

    def is_modified(self) -> bool:
        """Tell whether the file in the site is older than the content, or not there."""
        path = Path(self.abs_dest_path)
        return not path.is_file() or path.stat().st_mtime < self._time
