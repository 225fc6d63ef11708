"""Servers are private, and gone afterwards, however this program ends; a missing one is named."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from daywise.notes import read_lesson
from daywise.verify.reaper import Reaper
from daywise.verify.result import MissingToolError
from daywise.verify.servers import KINDS, Servers, mysql
from daywise.verify.servers.server import ServerError, free_port
from daywise.verify.session import verify
from daywise.verify.tools import find, interpreters

START_AND_WAIT = """
import sys, time
from daywise.verify.servers import Servers
servers = Servers()
database = servers.database("redis")
server = servers._own[0]
print(server.port, server._child.pid, server.folder, flush=True)
time.sleep(60)
"""


def is_listening(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_running(pid: str) -> bool:
    """Tell whether a process is there and more than a zombie, which nobody has asked about yet."""
    try:
        return Path("/proc", pid, "stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_with_the_program_that_started_it(ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        assert child.stdout is not None
        port, pid, folder = child.stdout.readline().split()
        assert is_listening(int(port))
        child.send_signal(ending)
        child.wait()
        end = time.monotonic() + 30
        while (is_listening(int(port)) or Path(folder).exists() or is_running(pid)) and time.monotonic() < end:
            time.sleep(0.02)
    assert not is_listening(int(port))
    assert not Path(folder).exists()
    assert not is_running(pid)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_server_is_private_and_gone_when_the_session_ends(name: str) -> None:
    try:
        with Servers() as own:
            first, second = own.database(name), own.database(name)
            assert first.client != second.client
            (server, *_) = (*own._shared.values(), *own._own)
            assert is_listening(server.port)
            folder = server.folder
            assert folder.is_dir()
    except MissingToolError as error:
        pytest.skip(str(error))
    assert not is_listening(server.port)
    assert not folder.exists()


def test_a_server_that_does_not_start_is_told_with_what_it_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(socket.socket()) as taken, Servers() as own:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr("daywise.verify.servers.server.free_port", lambda: taken.getsockname()[1])
        with pytest.raises(ServerError, match=r"the server did not start:\n(?s:.*)in use"):
            own.database("redis")


def test_mariadb_is_no_mysql(tmp_path: Path) -> None:
    program = tmp_path / "mysqld"
    program.write_text("#!/bin/sh\necho 'mysqld  Ver 10.11.6-MariaDB'\n", "utf-8")
    program.chmod(0o755)
    with pytest.raises(MissingToolError, match="is MariaDB"):
        mysql.refuse_mariadb(program)


def test_a_missing_program_skips_the_lesson_but_not_in_continuous_integration(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str, install: str = "run “make services”") -> Path:
        raise MissingToolError(name, install)

    monkeypatch.setattr("daywise.verify.runners.cpp.find", nothing)
    lesson = read_lesson("```cpp\nint main() {}\n```\n", "first", "first.md")
    (report,) = verify([(lesson, "")], servers)
    monkeypatch.setenv("CI", "")
    assert list(report.problems) == []
    assert str(report.missing) == "g++ is missing: run “make services”"
    monkeypatch.setenv("CI", "true")
    assert [str(problem) for problem in report.problems] == [
        "first.md:1:1: missing-tool: the lesson was not run: g++ is missing"
    ]
    assert report.problems[0].hint == "run “make services”"


def test_a_program_that_is_nowhere_is_missing() -> None:
    with pytest.raises(MissingToolError, match="no-such-program is missing: buy one"):
        find("no-such-program", "buy one")


def test_a_free_port_is_free() -> None:
    assert not is_listening(free_port())


def test_interpreters_are_one_of_each_version_in_order() -> None:
    minors = [interpreter.minor for interpreter in interpreters()]
    assert minors == sorted(set(minors))
    assert sys.version_info[:2] in minors
    assert minors[0] >= (3, 11)


def test_the_reaper_forgets_what_has_ended(tmp_path: Path) -> None:
    kept, lost = tmp_path / "kept", tmp_path / "lost"
    kept.mkdir()
    lost.mkdir()
    reaper = Reaper()
    reaper.folder(kept)
    reaper.folder(lost)
    reaper.removed(kept)
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as child:
        reaper.process(child.pid)
        reaper.close()
        assert child.wait(10) == -signal.SIGKILL
    assert kept.exists()
    assert not lost.exists()
