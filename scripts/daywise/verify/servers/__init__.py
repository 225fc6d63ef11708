"""Private servers: each starts when a lesson first needs it, on a free port of this machine, and is gone afterwards."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Self

from daywise.verify.reaper import Reaper
from daywise.verify.servers.mongodb import MongoDB
from daywise.verify.servers.mysql import MySQL
from daywise.verify.servers.postgresql import PostgreSQL
from daywise.verify.servers.redis import Redis
from daywise.verify.servers.server import Database, Server

__all__ = ["Database", "Server", "Servers"]

KINDS: Mapping[str, type[Server]] = MappingProxyType(
    {"redis": Redis, "postgresql": PostgreSQL, "mysql": MySQL, "mongodb": MongoDB}
)


class Servers:
    """The servers of one session of verifying; leaving it ends them all."""

    kinds = KINDS

    def __init__(self) -> None:
        """Start none yet."""
        self.reaper = Reaper()
        self._shared: dict[str, Server] = {}
        self._own: list[Server] = []
        self._locks = {name: threading.Lock() for name in KINDS}

    def __enter__(self) -> Self:
        """Give the servers."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them."""
        self.close()

    def database(self, name: str) -> Database:
        """Give a fresh database on a server, starting it first; raises MissingToolError when it is not installed."""
        kind = KINDS[name]
        if not kind.shared:
            server = kind(self.reaper)
            self._own.append(server)
            return server.database()
        with self._locks[name]:
            if name not in self._shared:
                self._shared[name] = kind(self.reaper)
        return self._shared[name].database()

    def close(self) -> None:
        """End every server that runs."""
        for server in (*self._shared.values(), *self._own):
            server.close()
        self._shared.clear()
        self._own.clear()
        self.reaper.close()
