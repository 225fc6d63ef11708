"""Find or install a Chromium for the tests of the built site, and print its path; it runs in the project's .venv.

The path is all that goes to standard output. In this order: DAYWISE_CHROMIUM; a headless shell, which opens pages in
half the time of a whole browser; a Chromium, Chrome or Edge of this machine; one that Playwright has downloaded; then,
installing one: Debian's package (as root), Playwright's download. In continuous integration the shell is installed
even where there is a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge")
MACOS_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
SECONDS_TO_ANSWER = 60

ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
# Playwright's own program needs libatomic, which a bare Debian does not have.
DEBIAN_INSTALL = (
    "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell libatomic1"
)


def main() -> int:
    """Print the path of a Chromium; give the exit status."""
    wanted = os.environ.get("DAYWISE_CHROMIUM")
    if wanted:
        if not works(Path(wanted)):
            say(f"DAYWISE_CHROMIUM is {wanted}, which is no Chromium that starts.")
            return 1
        print(wanted)
        return 0
    if os.environ.get("CI") and not shutil.which(SHELL):
        install_from_debian()
    found = find() or install()
    if found is None:
        say("No Chromium was found, and none could be installed: install one, or set DAYWISE_CHROMIUM to its path.")
        return 1
    print(found)
    return 0


def find() -> Path | None:
    """Give the first Chromium of this machine that works."""
    return next((path for path in candidates() if works(path)), None)


def candidates() -> Iterator[Path]:
    """Give the places where one may be, the likelier first."""
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            yield Path(path)
    if sys.platform == "darwin":
        for applications in (Path("/Applications"), Path.home() / "Applications"):
            yield from (applications / name for name in MACOS_APPLICATIONS)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in os.environ:
                yield from (Path(os.environ[variable]) / name for name in WINDOWS_PROGRAMS)
    yield from downloaded()


def downloaded() -> Iterator[Path]:
    """Give the place where Playwright keeps its own, if Playwright runs here."""
    answer = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        yield Path(answer.stdout.strip())


def works(path: Path) -> bool:
    """Tell whether a program is there and answers (Ubuntu's chromium-browser may be a mere hint at a snap)."""
    if not path.is_file() or not os.access(path, os.X_OK):
        return False
    if os.name == "nt":
        return True  # `--version` opens a window there
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=SECONDS_TO_ANSWER, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def install() -> Path | None:
    """Install one by the first way that leads to one that works."""
    if install_from_debian() and (found := find()):
        return found
    return find() if run([sys.executable, "-m", "playwright", "install", "chromium"]) else None


def install_from_debian() -> bool:
    """Install Debian's headless shell, if this is Debian and we may; tell whether it worked."""
    may_install = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    return bool(may_install) and run(["sh", "-c", DEBIAN_INSTALL])


def run(command: list[str]) -> bool:
    """Run a command that installs something; tell whether it worked. Standard output is for the path alone."""
    say(f"No headless Chromium yet: {' '.join(command)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, env=environment, check=False)
    return done.returncode == 0


def say(text: str) -> None:
    """Tell a person, who reads standard error."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
