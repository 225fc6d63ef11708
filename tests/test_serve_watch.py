"""`mkdocs serve` looks for edits in all that it was told to watch, more often than MkDocs would."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

from mkdocs.livereload import LiveReloadServer

import serve_watch


def test_an_edit_of_what_was_watched_before_is_seen(tmp_path: Path) -> None:
    docs, settings = tmp_path / "docs", tmp_path / "mkdocs.yml"
    docs.mkdir()
    settings.write_text("site_name: Watched", "utf-8")
    built = threading.Event()
    server = LiveReloadServer(built.set, "127.0.0.1", 0, str(tmp_path))
    usual = server.observer.timeout
    for path in (docs, settings):
        server.watch(str(path))
    serve_watch.look_often(server, SimpleNamespace(docs_dir=str(docs), config_file_path=str(settings)))
    assert server.observer.timeout == serve_watch.LOOK_EVERY < usual
    serving = threading.Thread(target=server.serve, daemon=True)
    serving.start()
    try:
        for edited in (docs / "page.md", settings):
            built.clear()
            while not built.wait(0.5):
                edited.write_text(f"{edited.read_text('utf-8') if edited.exists() else ''} ", "utf-8")
    finally:
        server.shutdown()
        serving.join(10)
