"""What MkDocs runs besides the plugins: the search index is made of the finished site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# Keep these inside words, so that __slots__, sys.getrefcount, C++ and $lookup are found as they are written.
WORD_CHARACTERS = "_.$+#"


def on_post_build(config: Any, **_: Any) -> None:
    """Index the built site with Pagefind; the reader's browser fetches the index only when they search."""
    site = Path(config["site_dir"])
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--include-characters", WORD_CHARACTERS]
    result = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    if result.returncode:
        message = f"Pagefind could not index the site:\n{result.stderr or result.stdout}"
        raise PluginError(message)
