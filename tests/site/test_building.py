"""MkDocs builds the same bytes each time, and tells an author's mistakes, which can be mended while it serves."""

from __future__ import annotations

import filecmp
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.site.samples import FILES, LESSON, PLAN, replaced
from tests.site.serving import BASE, ENVIRONMENT, LONGEST_BUILD, build, make_project, run


def files(folder: Path) -> set[str]:
    """Give the path of every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_of_one_source_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    assert files(again) == files(built)
    _, differ, unreadable = filecmp.cmpfiles(built, again, sorted(files(built)), shallow=False)
    assert (differ, unreadable) == ([], [])


def test_a_build_tells_all_mistakes_at_once_and_without_a_traceback(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FILES)
    (project / "plans/small/plan.yaml").write_text(replaced(PLAN, "at: 2", "at: 1"), "utf-8")
    (project / "plans/small/lessons/first-day.md").write_text(replaced(LESSON, "second-day.md", "no-day.md"), "utf-8")
    result = run("mkdocs", "build", "--strict", "--site-dir", tmp_path / "site", project=project)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout
    places = re.findall(r"^plans/small/(\S+):([0-9]+):[0-9]+: [a-z-]+: ", result.stdout, re.MULTILINE)
    assert {("lessons/first-day.md", "13"), ("plan.yaml", "24")} <= set(places)
    assert not (tmp_path / "site" / "index.html").exists()


class Serving:
    """A running ``mkdocs serve``: its log, and the pages it gives."""

    def __init__(self, project: Path) -> None:
        """Start it in a project's folder, on a free port."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.log_file = project / "serve.log"
        self.url = f"http://127.0.0.1:{port}{BASE}"
        with self.log_file.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
                cwd=project,
                env={**os.environ, **ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self.log_file.read_text("utf-8")

    def page(self, address: str) -> str:
        """Give a page, or nothing when it is not to be had now."""
        try:
            with urllib.request.urlopen(f"{self.url}{address}", timeout=10) as answer:  # noqa: S310 - our own server
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true; show the log when it does not."""
        give_up = time.monotonic() + LONGEST_BUILD / 4
        while not condition():
            assert self.process.poll() is None, f"it ended:\n{self.log}"
            assert time.monotonic() < give_up, f"that did not happen:\n{self.log}"
            time.sleep(0.1)

    def stop(self) -> int:
        """End it as Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Serve the small plan."""
    running = Serving(make_project(tmp_path / "project", FILES))
    yield running
    if running.process.poll() is None:
        running.stop()


def test_serving_outlives_a_mistake_and_shows_the_page_when_it_is_mended(serving: Serving, tmp_path: Path) -> None:
    plan = tmp_path / "project" / "plans" / "small" / "plan.yaml"
    serving.wait_until(lambda: "First day" in serving.page("small/first-day/"))

    plan.write_text(replaced(PLAN, "kind: review", "kind: rewiew"), "utf-8")
    serving.wait_until(lambda: "plans/small/plan.yaml:36:15: " in serving.log)
    assert "“rewiew”, expected one of lesson, review, " in serving.log

    plan.write_text(replaced(PLAN, "title: First day", "title: The very first day"), "utf-8")
    serving.wait_until(lambda: "The very first day" in serving.page("small/first-day/"))
    assert "Traceback" not in serving.log
    assert serving.stop() == 0


def test_a_page_for_its_author_reloads_itself_and_is_not_kept(serving: Serving) -> None:
    serving.wait_until(lambda: "First day" in serving.page("small/first-day/"))
    page = serving.page("small/first-day/")
    assert "livereload" in page
    assert "Content-Security-Policy" not in page
    assert "daywise:worker" not in page
    # A worker that an earlier build has left finds this one in its place, and is gone.
    assert 'const VERSION = "";' in serving.page("sw.js")
