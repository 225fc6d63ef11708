"""A private Redis for each lesson: it starts in a moment, and scripts and channels belong to all its databases."""

from __future__ import annotations

from typing import ClassVar

from daywise.verify.result import Tool
from daywise.verify.servers.server import SECONDS_TO_ANSWER, Database, Server, run_tool
from daywise.verify.tools import find, version_of


class Redis(Server):
    """A server for one lesson."""

    shared: ClassVar[bool] = False

    def start(self) -> None:
        """Start without saving anything to disk."""
        server = find("redis-server")
        self._client = (str(find("redis-cli")), "-h", "127.0.0.1", "-p", str(self.port))
        self._tool = Tool("Redis", version_of(server))
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "save": "", "appendonly": "no"}
        settings = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.launch([str(server), *settings])
        self.wait_until(self._answers)

    def _answers(self) -> bool:
        return run_tool([*self._client, "ping"], timeout=SECONDS_TO_ANSWER).strip() == "PONG"

    def database(self) -> Database:
        """Give the server's first database; when it is closed, the server ends."""
        environment = {"REDIS_URL": f"redis://127.0.0.1:{self.port}/0"}
        return Database(environment, self._tool, self._client, self.close)
