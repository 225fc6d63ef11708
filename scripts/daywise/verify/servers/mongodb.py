"""What stands in for MongoDB, whose server is in no package registry: SecantusDB speaks its protocol."""

from __future__ import annotations

import itertools
import socket
from contextlib import closing

from daywise.verify.result import Tool
from daywise.verify.servers.server import Database, Server
from daywise.verify.tools import find, package_tool

NOTE = "two imitations that gave the same answers; this is not mongod"


class MongoDB(Server):
    """One server for all lessons, with a database for each."""

    def start(self) -> None:
        """Start it with a store in its folder."""
        server = find("secantusd-py", "run “make verify”, which sets it up (on Linux, x86-64)")
        package = package_tool("secantusdb")
        self._tool = Tool("SecantusDB", package.version)
        place = ["--host", "127.0.0.1", "--port", str(self.port)]
        storage = ["--storage-path", str(self.folder / "data"), "--standalone", "--log-level", "ERROR"]
        self.launch([str(server), *place, *storage])
        self._numbers = itertools.count(1)
        self.wait_until(self._answers)

    def _answers(self) -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def database(self) -> Database:
        """Name an unused database; lessons reach it through their blocks in `mongodb` only, which ask twice."""
        client = (f"mongodb://127.0.0.1:{self.port}", f"lesson{next(self._numbers)}")
        return Database({}, self._tool, client, lambda: None)
