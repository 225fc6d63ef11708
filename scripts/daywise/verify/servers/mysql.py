"""A private MySQL: the real one, never MariaDB, which answers half of all questions otherwise."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
from pathlib import Path

from daywise.verify.result import MissingToolError, Tool
from daywise.verify.servers.server import CLEAN_ENVIRONMENT, Database, Server, is_root, run_tool
from daywise.verify.tools import MAKE_SERVICES, cache_folder, find, version_of

ROLE = "learner"


class MySQL(Server):
    """One server for all lessons, with a database for each."""

    def start(self) -> None:
        """Start from a copy of a data folder that was made once: making one takes ten times as long."""
        mysqld = find("mysqld")
        refuse_mariadb(mysqld)
        version = version_of(mysqld)
        data = self.folder / "data"
        shutil.copytree(template(mysqld, version), data)
        (data / "auto.cnf").unlink(missing_ok=True)  # It holds the server's own id.
        settings = {
            "datadir": data,
            "port": self.port,
            "bind-address": "127.0.0.1",
            "socket": self.folder / "s",
            "mysqlx": "OFF",
            "pid-file": self.folder / "pid",
            "secure-file-priv": "NULL",
            "default-time-zone": "+00:00",
            "skip-log-bin": None,
            "innodb-flush-log-at-trx-commit": 0,
        }
        flags = [f"--{name}" if value is None else f"--{name}={value}" for name, value in settings.items()]
        self.launch([str(mysqld), "--no-defaults", *user_flag(), *flags])
        self._tool = Tool("MySQL", version)
        self._mysql = str(find("mysql"))
        self._numbers = itertools.count(1)
        self.wait_until(self._answers)

    def _client(self, database: str, role: str) -> tuple[str, ...]:
        place = ("-h", "127.0.0.1", "-P", str(self.port), "--protocol=TCP")
        return (self._mysql, "--no-defaults", *place, "-u", role, "--default-character-set=utf8mb4", database)

    def _command(self, statement: str) -> None:
        run_tool([*self._client("mysql", "root"), "-e", statement])

    def _answers(self) -> bool:
        self._command("SELECT 1")
        return True

    def database(self) -> Database:
        """Make an empty database, and a user for it."""
        name = f"lesson{next(self._numbers)}"
        role = f"{ROLE}{name}"
        self._command(
            f"CREATE DATABASE {name} CHARACTER SET utf8mb4; CREATE USER {role}@'127.0.0.1'; "
            f"GRANT ALL ON *.* TO {role}@'127.0.0.1'"
        )
        environment = {
            "MYSQL_HOST": "127.0.0.1",
            "MYSQL_PORT": str(self.port),
            "MYSQL_USER": role,
            "MYSQL_DATABASE": name,
            "MYSQL_URL": f"mysql+pymysql://{role}@127.0.0.1:{self.port}/{name}",
        }
        drop = f"DROP DATABASE {name}; DROP USER {role}@'127.0.0.1'"
        return Database(environment, self._tool, self._client(name, role), lambda: self._command(drop))


def refuse_mariadb(mysqld: Path) -> None:
    """Raise MissingToolError when what calls itself mysqld is MariaDB."""
    answer = subprocess.run(
        [str(mysqld), "--version"], capture_output=True, text=True, check=False, env=CLEAN_ENVIRONMENT
    )
    if "mariadb" in answer.stdout.lower():
        name = "mysqld"
        raise MissingToolError(name, f"{mysqld} is MariaDB; {MAKE_SERVICES}")


def user_flag() -> list[str]:
    """Let it run as root where there is no other user, as in containers."""
    return ["--user=root"] if is_root() else []


def template(mysqld: Path, version: str) -> Path:
    """Give a fresh data folder of this version, made once and kept in the cache."""
    folder = cache_folder() / "templates" / f"mysql-{version}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="mysql-", dir=folder.parent))
    run_tool([str(mysqld), "--no-defaults", *user_flag(), "--initialize-insecure", f"--datadir={new / 'data'}"])
    try:
        (new / "data").rename(folder)
    except OSError:  # Another process was quicker, with the same.
        if not folder.is_dir():
            raise
    shutil.rmtree(new, ignore_errors=True)
    return folder
