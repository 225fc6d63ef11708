"""Builds the site and serves it as GitHub Pages would: below a path, with its own page for what is not there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
BASE = "/guide/"
"""The path that the site is served below, as a project's site is."""
ORIGIN = "https://reader.example"
SITE_URL = f"{ORIGIN}{BASE}"
REPO_URL = "https://github.com/example/guide"
ENVIRONMENT = {
    "SITE_URL": SITE_URL,
    "REPO_URL": REPO_URL,
    "REPO_BRANCH": "main",
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1767225600",
}
LONGEST_BUILD = 240
"""Seconds after which a build, or another process's wait for it, is given up."""


def run(*arguments: str | Path, project: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project's folder, as the Makefile does; both streams of output are in ``stdout``."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env={**os.environ, **ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST_BUILD,
        check=False,
    )


def build(target: Path, project: Path = ROOT) -> Path:
    """Build a project's site with MkDocs, any warning an error; give the folder."""
    result = run("mkdocs", "build", "--strict", "--site-dir", target, project=project)
    assert result.returncode == 0, result.stdout
    return target


def link_project(folder: Path, *names: str) -> Path:
    """Make a folder that has parts of this project as its own, folders by links; give it."""
    folder.mkdir(parents=True)
    for name in names:
        if (ROOT / name).is_dir():
            (folder / name).symlink_to(ROOT / name)
        else:  # Engines look for everything else beside the file that a link leads to.
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def make_project(folder: Path, plans: Mapping[str, str], *, copied: tuple[str, ...] = ()) -> Path:
    """Make a project of its own that shares this one's code, theme and pages; give its folder.

    ``plans`` are the texts of its ``plans`` folder by path below it; the register of ids is written here. What
    ``copied`` names is copied instead of linked, for a test that changes it.
    """
    link_project(folder, *{"mkdocs.yml", "docs", "overrides", "scripts"}.difference(copied))
    for name in copied:
        shutil.copytree(ROOT / name, folder / name)
    for name, text in plans.items():
        path = folder / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    result = run("daywise", "ids", project=folder)
    assert result.returncode == 0, result.stdout
    return folder


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Let the first of several processes make a folder, and the others wait for it; give the folder.

    Making a folder is the one step that no two processes can both do, on every system.
    """
    lock = folder.with_name(f"{folder.name}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock.mkdir()
    except FileExistsError:
        _wait_for(lock)
    else:
        try:
            make(folder)
        except BaseException:
            (lock / "failed").touch()
            raise
        (lock / "made").touch()
    return folder


def _wait_for(lock: Path) -> None:
    give_up = time.monotonic() + LONGEST_BUILD
    while not (lock / "made").exists():
        assert not (lock / "failed").exists(), "the build failed in another worker, which tells why"
        assert time.monotonic() < give_up, f"another worker did not finish {lock.stem}"
        time.sleep(0.1)


class Server:
    """A folder served on a random port of this machine; ``root`` may be changed while it runs.

    ``asked`` has the path of each request below the base path, without its query, whoever in the browser made it.
    While it is not ``online``, requests get no answer, as with the network off. A path that is ``held`` gets its answer
    once its event is set.
    """

    def __init__(self, root: Path) -> None:
        """Begin to serve."""
        self.root = root
        self.asked: list[str] = []
        self.online = True
        self.held: dict[str, threading.Event] = {}
        server = self

        class Handler(_Handler):
            @property
            def served(self) -> Path:
                return server.root

            def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
                if not server.online:
                    self.close_connection = True
                    return
                server.asked.append(urlsplit(self.path).path.removeprefix(BASE))
                if event := server.held.get(server.asked[-1]):
                    event.wait(LONGEST_BUILD)
                super().do_GET()

        self._http = _QuietServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """The scheme, host and port."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"{self.origin}{BASE}"

    def close(self) -> None:
        """End it."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@contextmanager
def serve(root: Path) -> Iterator[Server]:
    """Serve a folder until the end of the block."""
    server = Server(root)
    try:
        yield server
    finally:
        server.close()


class _QuietServer(ThreadingHTTPServer):
    """A server to which a browser that hangs up is nothing to report."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Files below ``BASE``; for the rest the site's own 404 page with the status 404."""

    protocol_version = "HTTP/1.1"

    @property
    def served(self) -> Path:
        raise NotImplementedError

    def translate_path(self, path: str) -> str:
        self.directory = str(self.served)
        if not path.startswith(BASE):
            return str(self.served / "not-below-the-base-path")
        return super().translate_path(path.removeprefix(BASE[:-1]))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = self.served / "404.html"
        if code != 404 or not missing.is_file():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        # A test may serve another site at the same address a moment later.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing: a failing test tells which request it misses."""
