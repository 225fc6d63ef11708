"""The plans that MkDocs makes the site of, held to every rule: what the hooks and the script for pages share."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

SCRIPTS = Path(__file__).parent
DOCS = Path("docs")
# What MkDocs was asked to do; written by `begin`.
_command: list[str] = []
# The library that was looked at before the build began; the script for pages takes it out.
_checked: list[Any] = []


def begin(command: str) -> None:
    """Take note of MkDocs' command: ``build``, ``serve`` or another."""
    _command[:] = [command]


def is_serving() -> bool:
    """Tell whether MkDocs serves the site to whoever is writing it."""
    return _command == ["serve"]


def check() -> None:
    """Look for mistakes before MkDocs empties the site's folder, so that a mistake leaves the last good site there."""
    _checked[:] = [_valid_library()]


def library() -> Any:
    """Give the library that was checked for this build; raises PluginError after reporting mistakes."""
    return _checked.pop() if _checked else _valid_library()


def cards(library: Any) -> list[Any]:
    """Give the link-preview cards of a site that is built to be published; whoever is writing a plan needs none."""
    if _command != ["build"]:
        return []
    from daywise.cards import pages, store  # noqa: PLC0415 - `library` has set the path

    try:
        return list(pages.pages(library, DOCS, store.STORE))
    except store.MissingDrawerError as error:
        raise PluginError(str(error)) from None


def _valid_library() -> Any:
    if str(SCRIPTS) not in sys.path:
        sys.path.insert(0, str(SCRIPTS))
    from serve_memory import forget_old_code  # noqa: PLC0415 - the path is set above

    forget_old_code("daywise", SCRIPTS / "daywise")
    # Only now: these are to be the modules as they stand in this build.
    from daywise.cli import plans_folder  # noqa: PLC0415
    from daywise.memory import collect_less_often  # noqa: PLC0415
    from daywise.problems import InvalidSourceError  # noqa: PLC0415
    from daywise.report import full_report  # noqa: PLC0415
    from daywise.store import STORE, Store  # noqa: PLC0415
    from daywise.validate import load_valid  # noqa: PLC0415
    from daywise.workers import work_ahead  # noqa: PLC0415

    collect_less_often()
    store = Store(STORE)
    try:
        return load_valid(plans_folder(), store, ahead=partial(work_ahead, pages=True))
    except InvalidSourceError as error:
        # MkDocs would fold long lines of an exception's message, and the marks under them would be lost.
        sys.stderr.write(f"{full_report(error)}\n")
        message = "there are mistakes in the plans, reported above: no page was written"
        store.close()
        raise PluginError(message) from None
