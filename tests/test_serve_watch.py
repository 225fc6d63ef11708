"""`mkdocs serve` looks for edits in all that it was told to watch, more often than MkDocs would."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

from mkdocs.livereload import LiveReloadServer

import serve_watch


def test_an_edit_of_what_was_watched_before_is_seen(tmp_path: Path) -> None:
    docs, theme, settings = (tmp_path / name for name in ("docs", "theme", "mkdocs.yml"))
    docs.mkdir()
    theme.mkdir()
    settings.write_text("site_name: Watched", "utf-8")
    built = threading.Event()
    server = LiveReloadServer(built.set, "127.0.0.1", 0, str(tmp_path))
    usual = server.observer.timeout
    for path in (docs, settings, theme):
        server.watch(str(path))
    config = SimpleNamespace(
        docs_dir=str(docs),
        config_file_path=str(settings),
        theme=SimpleNamespace(dirs=[str(theme), str(tmp_path / "not watched")]),
    )
    serve_watch.look_often(server, config)
    assert server.observer.timeout == serve_watch.LOOK_EVERY < usual
    serving = threading.Thread(target=server.serve, daemon=True)
    serving.start()
    try:
        for edited in (docs / "page.md", settings, theme / "main.html"):
            while built.wait(0.6):
                built.clear()  # What is left of the edit before.
            for size in range(20, 40):
                edited.write_text("#" * size, "utf-8")
                if built.wait(0.6):
                    break
            assert built.is_set(), f"an edit of {edited} is not seen"
    finally:
        server.shutdown()
        serving.join(10)
