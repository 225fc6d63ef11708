"""What a page says of its code: what each block ran on, and what the lesson was tested with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from daywise.fences import code_of
from daywise.languages import LANGUAGES, language_of
from daywise.lesson import Code, Lesson
from daywise.ran import RanBlock, Record, Status, digest_of

CHANGED = "Not run since it was written or changed"
LEADS: Mapping[Status, str] = {"ran": "Ran on", "checked": "Checked, not run:"}


class Marks:
    """The marks of one lesson's blocks, by the line that a block begins on, from the record of its last run."""

    def __init__(self, lesson: Lesson, record: Record | None) -> None:
        """Look up each block in the record by its digest."""
        self._record = record or Record()
        known = {block.digest: block for block in self._record.blocks}
        self._texts: dict[int, str] = {}
        self._found: list[RanBlock] = []
        for block in code_of(lesson):
            if LANGUAGES.get(language_of(block, lesson)) == "shown" or block.hidden:
                continue
            ran = known.get(digest_of(block, lesson))
            self._texts[block.line] = self._text(block, ran)
            if ran:
                self._found.append(ran)

    def _text(self, block: Code, ran: RanBlock | None) -> str:
        reason = block.directive("skip")
        if reason is not None:
            return f"Not run: {reason}"
        if ran is None or ran.status == "skipped":
            return CHANGED
        return f"{LEADS[ran.status]} {_joined(str(self._record.tools[name]) for name in ran.tools)}"

    def of(self, line: int) -> str:
        """Give the mark of the block whose first line is this one; blocks that are only shown have none."""
        return self._texts.get(line, "")

    @property
    def summary(self) -> tuple[str, ...]:
        """Give what the lesson's code was run on and checked with, a sentence each."""
        texts = []
        for status, lead in (("ran", "The code of this lesson ran on"), ("checked", "Checked, not run, with")):
            names = dict.fromkeys(name for block in self._found if block.status == status for name in block.tools)
            if names:
                texts.append(f"{lead} {_joined(str(self._record.tools[name]) for name in names)}.")
        return tuple(texts)


def _joined(texts: Iterable[str]) -> str:
    """Join names by semicolons, since some have commas of their own."""
    return "; ".join(texts)
