"""Retire ids: note in ``retired-ids.txt`` those that are gone for good, so that they are never used again.

The register alone does not tell an id that is gone from one that stands. Without a memory of it, an id that was taken
out in spring could come back in autumn on something else, and with it a reader's old tick. Retiring is asked for, never
guessed: an id is missing for an hour, too, when an author renames it by mistake or moves a lesson away.
"""

from __future__ import annotations

from daywise.load import RETIRED_FILE, Library, Source
from daywise.rules.identity import lost_ids
from daywise.text_file import display_path
from daywise.write import replace_text


def write_retired(library: Library) -> list[str]:
    """Append to each plan's list the registered ids that stand nowhere; give a line for each file that changed."""
    return [line for source in library.sources for line in _write(source)]


def _write(source: Source) -> list[str]:
    path = source.folder / RETIRED_FILE
    lost = lost_ids(source)
    if lost is None:
        return [
            f"{display_path(path)}: not written, since part of the plan cannot be read; see “python -m daywise check”"
        ]
    if not lost:
        return []
    replace_text(path, "".join(f"{line}\n" for line in (*source.retired, *lost)))
    return [f"{display_path(path)}: retired {', '.join(lost)}"]
