"""Redis commands, one a line, shown as redis-cli shows them to a person."""

from __future__ import annotations

import re

from daywise.lesson import Code
from daywise.verify.result import Failure, Result
from daywise.verify.runners.runner import Runner, result_of

_ERROR = re.compile(r"^\s*(?:[0-9]+\) )*\(error\) (\S+).*$", re.MULTILINE)


class RedisRunner(Runner):
    """Each block is a connection of its own; `raises: WRONGTYPE` expects an error reply."""

    languages = frozenset({"redis"})

    def run(self, block: Code) -> Result:
        """Run a block's commands in order."""
        database = self.place.databases["redis"]
        commands = "".join(f"{line}\n" for line in block.source.splitlines() if not line.lstrip().startswith("#"))
        finished = self.place.run([*database.client, "--no-raw"], block, commands)
        result = result_of(finished, block, database.tool)
        errors = list(_ERROR.finditer(result.printed))
        if result.failure is None and errors:
            # The reply is a part of what was printed already.
            names = tuple(dict.fromkeys(match[1].rstrip(":,") for match in errors))
            return Result(result.printed, result.tools, Failure(names, details=errors[0][0].strip()))
        return result
