"""Hand the generated pages to MkDocs: run by the gen-files plugin on every build."""

import sys
from itertools import chain
from pathlib import Path

from mkdocs_gen_files.editor import FilesEditor

SCRIPTS = Path(__file__).parent
if str(SCRIPTS) not in sys.path:
    sys.path.insert(0, str(SCRIPTS))

from generated_files import GeneratedFile, Spool  # noqa: E402 - the path is set above
from plan_source import cards, library  # noqa: E402
from serve_memory import newest_of, since  # noqa: E402
from site_index import add_early, begin  # noqa: E402

checked = library()

from daywise.render import render_site  # noqa: E402 - `library` imports the generator anew when it has changed
from daywise.write import page_bytes  # noqa: E402

editor = FilesEditor.current()
spool = Spool()
theme = newest_of(SCRIPTS.parent / "overrides", SCRIPTS.parent / "mkdocs.yml")
begin(Path(editor.config.site_dir))
language = editor.config.theme.get("language", "en")
pictures = cards(checked)  # Workers begin to draw them while pages are rendered here.
for page in chain(render_site(checked), pictures):
    content = page_bytes(page)
    time = max(since(page.path, content), theme)
    file = GeneratedFile(page.path, spool.keep(content), time, editor.config)
    add_early(page, file.dest_uri, language)
    editor._files[page.path] = file  # noqa: SLF001 - what is public makes a folder and a file for each: see GeneratedFile
checked.store.close()
