"""A private Redis for each lesson: it starts in a moment, and databases of one server would share scripts and settings."""

from __future__ import annotations

from daywise.verify.result import Tool
from daywise.verify.servers.server import Database, Server, run_tool
from daywise.verify.tools import find, version_of


class Redis(Server):
    """Hands out its numbered databases, each emptied before use."""

    DATABASES = 10_000

    def start(self) -> None:
        """Start without saving anything to disk."""
        server = find("redis-server")
        self._client = str(find("redis-cli"))
        self._tool = Tool("Redis", version_of(server))
        self._given = 0
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "databases": self.DATABASES}
        settings = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.launch([str(server), *settings, "--save", "", "--appendonly", "no"])
        self.wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            return run_tool([self._client, "-p", str(self.port), "ping"]).strip() == "PONG"
        except Exception:
            return False

    def database(self) -> Database:
        """Give the next unused database."""
        number, self._given = self._given, self._given + 1
        client = (self._client, "-h", "127.0.0.1", "-p", str(self.port), "-n", str(number))
        environment = {
            "REDIS_URL": f"redis://127.0.0.1:{self.port}/{number}",
            "REDISCLI_HOST": "127.0.0.1",
            "REDISCLI_PORT": str(self.port),
        }
        return Database(environment, self._tool, client, lambda: None)
