"""What MkDocs runs besides the plugins: the search index, the examples on a page for authors, a folder to watch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

SCRIPTS = str(Path(__file__).parent)
if SCRIPTS not in sys.path:
    sys.path.insert(0, SCRIPTS)

import plan_source  # noqa: E402 - the path is set above
import source_days  # noqa: E402

# Keep these inside words, so that __slots__, sys.getrefcount, C++ and $lookup are found as they are written.
WORD_CHARACTERS = "_.$+#"


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is `mkdocs build`."""
    plan_source.begin(command)


def on_pre_build(**_: Any) -> None:
    """Look for mistakes while the last good site is still there: after this, MkDocs empties its folder."""
    plan_source.check()


def on_serve(server: Any, **_: Any) -> None:
    """Watch the folder of plans that this site is made of: mkdocs.yml can only name the usual one."""
    from daywise.cli import plans_folder  # noqa: PLC0415 - gen_pages.py has set the path by now

    server.watch(str(plans_folder()))


def on_env(env: Any, config: Any, **_: Any) -> Any:
    """Let the theme say of a page when its source was last changed."""
    env.globals["last_changed"] = source_days.lookup(Path(config.config_file_path).parent)
    return env


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Show authors the look of each label beside its example."""
    from daywise.render.examples import PAGE, with_examples  # noqa: PLC0415 - as above

    return with_examples(markdown) if page.file.src_uri == PAGE else markdown


def on_post_build(config: Any, **_: Any) -> None:
    """Index the built site with Pagefind; the reader's browser fetches the index only when they search."""
    site = Path(config["site_dir"])
    if (site / "pagefind").is_dir():
        return  # Only `mkdocs serve --dirty` leaves an index there. An edit is not to wait for a new one.
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--include-characters", WORD_CHARACTERS]
    result = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    if result.returncode:
        message = f"Pagefind could not index the site:\n{result.stderr or result.stdout}"
        raise PluginError(message)
