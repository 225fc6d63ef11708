"""The pictures that lessons show, copied to where their pages look for them."""

from __future__ import annotations

from collections.abc import Iterator

from daywise.load import Library, Source
from daywise.render.page import Page
from daywise.text_file import display_path


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give each picture below the plan's lessons folder, diagrams apart: those stand in the pages themselves."""
    folder = display_path(source.folder)
    for path, content in source.pictures.items():
        if not path.lower().endswith(".svg"):
            yield Page(f"{source.plan.id}/{path}", content, f"{folder}/lessons/{path}")
