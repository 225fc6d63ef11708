"""SQL on real servers, shown as their own clients show it."""

from __future__ import annotations

import re
from dataclasses import replace

from daywise.lesson import Code
from daywise.verify.result import Failure, Result
from daywise.verify.runners.runner import Runner, result_of


class PostgreSQLRunner(Runner):
    """Runs blocks with psql, which stops at the first error; `raises: 23505` expects an error by its SQLSTATE."""

    languages = frozenset({"postgresql"})
    _error = re.compile(r"^(?:ERROR|FATAL):  ([0-9A-Z]{5}): (.*)$", re.MULTILINE)
    _more = re.compile(r"^(?:LOCATION|(?:SCHEMA|TABLE|COLUMN|DATATYPE|CONSTRAINT) NAME):  .*\n?", re.MULTILINE)
    _state = re.compile(r"^([A-Z]+):  [0-9A-Z]{5}: ", re.MULTILINE)

    def run(self, block: Code) -> Result:
        """Run a block's statements in order."""
        database = self.place.databases["postgresql"]
        options = ["-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-v", "SHOW_CONTEXT=never"]
        finished = self.place.run([*database.client, *options], block, block.source)
        result = result_of(finished, block, database.tool)
        # Asked for error codes, psql says more than it does to a person at a terminal.
        printed = trimmed(self._more.sub("", result.printed))
        match = self._error.search(printed)
        if result.failure is None or match is None:
            return replace(result, printed=self._state.sub(r"\1:  ", printed))
        return Result(self._state.sub(r"\1:  ", printed), result.tools, Failure((match[1],), details=match[0]))


class MySQLRunner(Runner):
    """Runs blocks with the mysql client, which stops at the first error; `raises: 1062` expects an error's number."""

    languages = frozenset({"mysql"})
    _error = re.compile(r"^ERROR ([0-9]+) \(([0-9A-Z]{5})\) at line ([0-9]+)(?: in file: '[^']*')?:(.*)$", re.MULTILINE)

    def run(self, block: Code) -> Result:
        """Run a block's statements in order."""
        database = self.place.databases["mysql"]
        finished = self.place.run([*database.client, "--table"], block, block.source)
        result = result_of(finished, block, database.tool)
        match = self._error.search(result.printed)
        if result.failure is None or match is None:
            return replace(result, printed=trimmed(result.printed))
        # The client names the line of the block; the lesson's own is in the message to the author.
        shown = self._error.sub(r"ERROR \1 (\2):\4", result.printed)
        line = block.line + int(match[3]) - 1
        return Result(trimmed(shown), result.tools, Failure((match[1], match[2]), details=match[0], line=line))


def trimmed(text: str) -> str:
    """Give a text without spaces at the ends of its lines, which clients add to fill tables, and empty last lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")
