"""Install what the code of lessons runs on and books are made with. It knows Debian and Ubuntu; elsewhere it tells.

    python scripts/dev/services.py          install what is missing: servers, a compiler, what books need
    python scripts/dev/services.py books    install only what books need
    python scripts/dev/services.py --list   say what is there and what is missing

Packages come from where this machine's apt takes its own. Debian has no MySQL (MariaDB answers otherwise), so MySQL
comes from Debian's unstable branch: unpacked into a cache folder outside the project, touching nothing of the system,
and started through the loader and the libraries that come with it. A newer Redis and Python come the same way.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from daywise.verify.result import MissingToolError  # noqa: E402 - the path is set above
from daywise.verify.servers.mysql import refuse_mariadb  # noqa: E402
from daywise.verify.tools import find, services_folder  # noqa: E402

# The program that shows that a package is there, and the package.
PACKAGES = {
    "redis-server": "redis-server",
    "redis-cli": "redis-tools",
    "postgres": "postgresql",
    "psql": "postgresql-client",
    "nginx": "nginx-light",
    "g++": "g++",
}
# What books are made with: the library that shows that a package is there, and the package. Java checks EPUBs.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
CHECKERS = {"java": "default-jre-headless"}
UBUNTU_MYSQL = ("mysql-server-core-8.4", "mysql-server-core-8.0")
# Packages of Debian's unstable branch, and the programs in them.
UNSTABLE = {
    "mysql-server-core": ("usr/sbin/mysqld",),
    "mysql-client-core": ("usr/bin/mysql",),
    "redis-server": ("usr/bin/redis-server",),
    "redis-tools": ("usr/bin/redis-cli",),
    "python3.14-minimal": ("usr/bin/python3.14",),
    "libpython3.14-stdlib": (),
    "tzdata": (),
}
# What a program must be told since it is not where it was built to be; it stands after all other arguments.
OPTIONS = {
    "mysqld": (
        "--basedir={root}/usr --lc-messages-dir={root}/usr/share/mysql --plugin-dir={root}/usr/lib/mysql/plugin "
        "--character-sets-dir={root}/usr/share/mysql/charsets"
    ),
    "mysql": "--character-sets-dir={root}/usr/share/mysql/charsets",
}
# Ubuntu's MySQL may read and write its system folders only; that holds for the program at this path.
CONFINEMENT = Path("/etc/apparmor.d/usr.sbin.mysqld")
CONFINED = Path("/usr/sbin/mysqld")
BY_HAND = (
    "install Redis, PostgreSQL 15 or newer, MySQL 8 or newer (not MariaDB), nginx, g++ and Java "
    "so that their programs are found, and the library Pango"
)


def main(arguments: list[str]) -> int:
    """Install, or list; give the exit status: 0 when nothing is missing."""
    if arguments not in ([], ["--list"], ["books"]):
        print(__doc__)
        return 2
    books_only = arguments == ["books"]
    if arguments != ["--list"] and missing(books_only=books_only):
        if shutil.which("apt-get") is None:
            print(f"This is neither Debian nor Ubuntu: {BY_HAND}.", file=sys.stderr)
            return 1
        install(books_only=books_only)
    if arguments == [] and CONFINEMENT.is_file() and CONFINED.is_file():
        copy_unconfined()
    still = missing(books_only=books_only)
    for name in wanted(books_only=books_only):
        there = "found" if name in LIBRARIES else name not in still and find(name)
        print(f"{name:25}{'missing' if name in still else there}")
    return 1 if still else 0


def wanted(*, books_only: bool) -> list[str]:
    """Give the names of the programs and libraries that are needed."""
    return [*LIBRARIES] if books_only else [*PACKAGES, *CHECKERS, "mysqld", "mysql", *LIBRARIES]


def missing(*, books_only: bool) -> list[str]:
    """Give the names of those that are not there."""
    return [name for name in wanted(books_only=books_only) if not is_there(name)]


def is_there(name: str) -> bool:
    """Tell whether a library can be loaded, or a program is found (and is MySQL's own, not MariaDB's)."""
    if name in LIBRARIES:
        with suppress(OSError):
            return bool(ctypes.CDLL(name))
        return False
    try:
        path = find(name)
        if name in {"mysqld", "mysql"}:
            refuse_mariadb(path)
    except MissingToolError:
        return False
    return True


def install(*, books_only: bool) -> None:
    """Install what is missing with apt, then MySQL."""
    run(["apt-get", "update", "-qq"])
    known = PACKAGES | CHECKERS | LIBRARIES
    needed = missing(books_only=books_only)
    packages = sorted({known[name] for name in needed if name in known})
    if {"mysqld", "mysql"} & set(needed):
        own = next((name for name in UBUNTU_MYSQL if has_package(name)), None)
        packages += [own, own.replace("server", "client")] if own else ["mmdebstrap"]
        apt(packages)
        if own is None:
            unpack_unstable()
    elif packages:
        apt(packages)


def apt(packages: list[str]) -> None:
    """Install packages."""
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def run(command: list[str], *, as_root: bool = True) -> None:
    """Run a command, its output shown; as root with sudo where this user is not root."""
    # In runlevel 1, Debian's packages do not start the servers that they install: lessons start their own.
    settings = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    if as_root and os.geteuid() != 0:
        command = ["sudo", *(f"{name}={value}" for name, value in settings.items()), *command]
    print(f"==> {' '.join(command)}", flush=True)
    result = subprocess.run(command, env={**os.environ, **settings}, stdin=subprocess.DEVNULL, check=False)
    if result.returncode:
        sys.exit(f"that failed; {BY_HAND}")


def has_package(name: str) -> bool:
    """Tell whether apt could install a package."""
    answer = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False)
    return "Candidate:" in answer.stdout and "Candidate: (none)" not in answer.stdout


def debian_mirror() -> str:
    """Give the address that apt takes Debian's packages from."""
    answer = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(REPO_URI)"],
        capture_output=True,
        text=True,
        check=False,
    )
    for line in answer.stdout.splitlines():
        match line.split():
            case ["Debian", codename, address] if "-" not in codename:
                return address
    sys.exit(f"apt has no Debian packages here; {BY_HAND}")


def unpack_unstable() -> None:
    """Unpack programs of Debian's unstable branch, and write a starter for each."""
    folder = services_folder()
    root = folder / "unstable"
    new = folder / "unstable.new"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(new, ignore_errors=True)
    # A company's mirror may be of a fixed date. The packages' signatures are checked all the same.
    options = ["--variant=extract", '--aptopt=Acquire::Check-Valid-Until "false"', f"--include={','.join(UNSTABLE)}"]
    run(["mmdebstrap", *options, "sid", str(new), debian_mirror()], as_root=False)
    shutil.rmtree(root, ignore_errors=True)
    new.rename(root)
    starters = folder / "bin"
    shutil.rmtree(starters, ignore_errors=True)
    starters.mkdir()
    for program in (path for paths in UNSTABLE.values() for path in paths):
        write_starter(root, root / program, starters)


def copy_unconfined() -> None:
    """Copy Ubuntu's MySQL to where it may use a temporary folder, and write a starter for the copy."""
    folder = services_folder()
    copy = folder / "mysql" / CONFINED.name
    for needed in (copy.parent, folder / "bin"):
        needed.mkdir(parents=True, exist_ok=True)
    shutil.copy2(CONFINED, copy)
    starter = folder / "bin" / CONFINED.name
    starter.write_text(
        f'#!/bin/sh\n# Made by scripts/dev/services.py.\nexec "{copy}" "$@" --basedir=/usr\n', encoding="utf-8"
    )
    starter.chmod(0o755)


def write_starter(root: Path, program: Path, folder: Path) -> None:
    """Write a script that starts a program with the loader and the libraries it was built for."""
    loader = next(path for pattern in ("usr/lib64/ld-linux*", "usr/lib/ld-linux*") for path in root.glob(pattern))
    libraries = ":".join(str(path) for path in sorted(root.glob("usr/lib/*-linux-gnu*")))
    options = OPTIONS.get(program.name, "").format(root=root)
    starter = folder / program.name
    starter.write_text(
        f"#!/bin/sh\n# Made by scripts/dev/services.py.\n"
        f'exec "{loader}" --library-path "{libraries}" "{program}" "$@" {options}\n',
        encoding="utf-8",
    )
    starter.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
