"""Shell blocks: each is a Bash of its own in the lesson's folder, so files stay and variables do not."""

from __future__ import annotations

from daywise.lesson import Code
from daywise.verify.result import Result, Tool
from daywise.verify.runners.runner import Runner, result_of
from daywise.verify.tools import find, version_of


class BashRunner(Runner):
    """Stops at the first command that fails; `raises: exit 3` expects an exit status."""

    languages = frozenset({"bash"})

    def run(self, block: Code) -> Result:
        """Run a block; one with a title is a script that is saved first, and run from its file."""
        bash = find("bash", "install Bash")
        tool = Tool("Bash", version_of(bash))
        what: list[str] = [str(self.place.save(block))] if block.title else ["-c", block.source]
        return result_of(self.place.run([bash, "-eu", "-o", "pipefail", *what], block), block, tool)
