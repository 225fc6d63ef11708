"""Hand the generated pages to MkDocs: run by the gen-files plugin on every build."""

import sys
from pathlib import Path

import mkdocs_gen_files
from mkdocs.exceptions import PluginError

SCRIPTS = str(Path(__file__).parent)
if SCRIPTS not in sys.path:
    sys.path.insert(0, SCRIPTS)
for name in [name for name in sys.modules if name.partition(".")[0] == "daywise"]:
    del sys.modules[name]  # Under `mkdocs serve`, an edit to the generator must show too.

from daywise.cli import PLANS  # noqa: E402 - the path is set above
from daywise.problems import InvalidSourceError  # noqa: E402
from daywise.render import render_site  # noqa: E402
from daywise.validate import load_valid  # noqa: E402
from daywise.write import page_bytes  # noqa: E402

try:
    pages = list(render_site(load_valid(PLANS)))
except InvalidSourceError as error:
    message = f"the plans have mistakes\n{error}"
    raise PluginError(message) from None
for page in pages:
    with mkdocs_gen_files.open(page.path, "wb") as file:
        file.write(page_bytes(page))
