"""Hand the generated pages to MkDocs: a hook that runs on every build."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs.structure.files import Files

SCRIPTS = Path(__file__).parent
if str(SCRIPTS) not in sys.path:
    sys.path.insert(0, str(SCRIPTS))

import plan_source  # noqa: E402 - the path is set above
from generated_files import GeneratedFile, Spool, in_order  # noqa: E402
from serve_memory import newest_of, since  # noqa: E402


def on_files(files: Files, config: Any) -> Files:
    """Put the generated pages and files among those that were written by hand, in the place of any of the same name."""
    checked = plan_source.library()
    # Only now: `library` imports the generator anew when it has changed.
    from daywise.render import render_site  # noqa: PLC0415
    from daywise.write import page_bytes  # noqa: PLC0415

    theme = newest_of(SCRIPTS.parent / "overrides", SCRIPTS.parent / "mkdocs.yml")
    spool = Spool()
    all_files = dict(files.src_uris)
    for page in chain(render_site(checked), plan_source.cards(checked)):
        content = page_bytes(page)
        time = max(since(page.path, content), theme)
        all_files[page.path] = GeneratedFile(page.path, spool.keep(content), time, config)
    checked.store.close()
    return in_order(all_files.values())
