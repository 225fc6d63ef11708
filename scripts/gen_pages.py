"""Hand the generated pages to MkDocs: run by the gen-files plugin on every build."""

import os
import sys
from itertools import chain
from pathlib import Path

import mkdocs_gen_files

SCRIPTS = Path(__file__).parent
if str(SCRIPTS) not in sys.path:
    sys.path.insert(0, str(SCRIPTS))

from plan_source import cards, library  # noqa: E402 - the path is set above
from serve_memory import newest_of, since  # noqa: E402

checked = library()

from daywise.render import render_site  # noqa: E402 - `library` imports the generator anew when it has changed
from daywise.write import page_bytes  # noqa: E402

folder = Path(mkdocs_gen_files.directory)
theme = newest_of(SCRIPTS.parent / "overrides", SCRIPTS.parent / "mkdocs.yml")
pictures = cards(checked)  # Workers begin to draw them while pages are rendered here.
for page in chain(render_site(checked), pictures):
    content = page_bytes(page)
    with mkdocs_gen_files.open(page.path, "wb") as file:
        file.write(content)
    time = max(since(page.path, content), theme)
    os.utime(folder / page.path, (time, time))
checked.store.close()
