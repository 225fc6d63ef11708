"""The theme's Jinja2 environment: made once for all builds of one `mkdocs serve`, and blind to hidden folders.

MkDocs makes one for each build, compiles its templates anew, and walks the theme's 14,000 icons, which stand in a
hidden folder, for files to copy: a sixth of a second, however small the edit.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

# The environment that was made last, with what it was made of; written by `environment`.
_made: dict[tuple[object, ...], Environment] = {}


class Templates(FileSystemLoader):
    """The templates of some folders. Lists none of those in hidden folders, which MkDocs would leave out anyway."""

    def list_templates(self) -> list[str]:
        """Give the names of the files that are not hidden, in order."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(
                    (Path(folder) / name).relative_to(top).as_posix() for name in files if not name.startswith(".")
                )
        return sorted(found)


def environment(theme: Theme) -> Environment:
    """Give the environment of a theme; it is made anew when a file of the project's own part of the theme changed."""
    made_of = (*theme.dirs, str(theme.locale), *_own_files(theme))
    if made_of not in _made:
        env = Theme.get_env(theme)
        env.loader = Templates(theme.dirs)
        _made.clear()
        _made[made_of] = env
    return _made[made_of]


def _own_files(theme: Theme) -> list[tuple[str, int]]:
    """Give the files of the folder that is laid over the theme, each with its time: one more may hide the theme's."""
    own = Path(theme.custom_dir) if theme.custom_dir else None
    return sorted((str(path), path.stat().st_mtime_ns) for path in own.rglob("*") if path.is_file()) if own else []


def share(theme: Theme) -> None:
    """Let MkDocs take the environment of a theme from here."""
    vars(theme)["get_env"] = partial(environment, theme)
