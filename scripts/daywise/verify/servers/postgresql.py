"""A private PostgreSQL. It refuses to run as root, so there it runs as the user who owns nothing."""

from __future__ import annotations

import itertools
import shutil

from daywise.verify.result import Tool
from daywise.verify.servers.server import NOBODY, Database, Server, is_root, run_tool
from daywise.verify.tools import find, version_of

ROLE = "learner"


class PostgreSQL(Server):
    """One server for all lessons, with a database for each."""

    def start(self) -> None:
        """Make a cluster, and start without waiting for the disk."""
        postgres = find("postgres")
        initdb = find("initdb")
        user = NOBODY if is_root() else None
        if user:
            shutil.chown(self.folder, user)
        data = self.folder / "data"
        options = ["--auth=trust", f"--username={ROLE}", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        # Elsewhere than beside `postgres` lies a wrapper, if anything: `initdb` looks for `postgres` beside itself.
        beside = postgres.with_name("initdb")
        program = beside if beside.is_file() else initdb
        run_tool([str(program), "--pgdata", str(data), *options], user=user, folder=self.folder)
        # Sockets in files have short names only; the folder's may be too long, so there is none.
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "timezone": "UTC"}
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.launch([str(postgres), "-D", str(data), "-p", str(self.port), *flags], user=user)
        self._tool = Tool("PostgreSQL", version_of(postgres))
        self._psql = str(find("psql"))
        self._numbers = itertools.count(1)
        self.wait_until(self._answers)

    def _client(self, database: str) -> tuple[str, ...]:
        return (self._psql, "-X", "-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE, "-d", database)

    def _command(self, statement: str) -> None:
        run_tool([*self._client("postgres"), "-q", "-c", statement])

    def _answers(self) -> bool:
        self._command("SELECT 1")
        return True

    def database(self) -> Database:
        """Make an empty database."""
        name = f"lesson{next(self._numbers)}"
        self._command(f"CREATE DATABASE {name}")
        environment = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": ROLE,
            "PGDATABASE": name,
            "POSTGRESQL_URL": f"postgresql://{ROLE}@127.0.0.1:{self.port}/{name}",
        }
        drop = f"DROP DATABASE {name} WITH (FORCE)"
        return Database(environment, self._tool, self._client(name), lambda: self._command(drop))
