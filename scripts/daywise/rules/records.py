"""Records of runs: each is of the lesson as it stands. Builds do without this, so that authors see what they write."""

from __future__ import annotations

from pathlib import Path

from daywise.facts import LessonFacts
from daywise.load import Library, Source
from daywise.problems import Place, Problem
from daywise.ran import Record, record_path
from daywise.rules.rule import Found, Rule
from daywise.text_file import display_path

MAKE_OUTPUTS = "run “make outputs”, which runs the code and writes the record"


def records(_library: Library, source: Source) -> Found:
    """Every record fits its lesson (one that was never run has none; `unrecorded` gives these)."""
    for unit_id, record in source.records.items():
        path = display_path(source.lesson_path(unit_id))
        if unit_id in source.unread:
            continue
        if unit_id not in source.lessons:
            message = "this is the record of a lesson that is not there"
            place = Place(record_path(Path(path)).as_posix())
            yield Problem.at(place, "record-without-lesson", message, "delete it, or name it as the lesson is named")
        elif source.facts(unit_id).is_whole and not _fits(record, source.facts(unit_id)):
            message = "its code or outputs were changed after they were last run"
            yield Problem.at(Place(path), "stale-record", message, MAKE_OUTPUTS)


def _fits(record: Record, facts: LessonFacts) -> bool:
    return tuple(block.digest for block in record.blocks) == facts.code


def unrecorded(source: Source) -> list[str]:
    """Give the paths of the lessons whose code was never run."""
    never = (name for name in source.lessons if name not in source.records and source.facts(name).code)
    return [display_path(source.lesson_path(name)) for name in never]


RULES: tuple[Rule, ...] = (records,)
