"""Work out what is kept of lessons on several processors at once, when much of it is not there yet.

The process that asks takes a share of the lessons itself, since all that it needs for them is there. Each worker beside
it is a process of its own that reads the same plans, takes its share, and leaves what comes of it in the store
(`daywise.store`). It is a help and nothing more: what is not in the store afterwards, because a worker failed or a file
was edited meanwhile, is worked out by whoever asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from daywise.finding_store import Notes, findings_key
from daywise.load import Library, Source, read_library
from daywise.memory import collect_less_often
from daywise.model import Unit
from daywise.processes import processors, start
from daywise.store import Store
from daywise.validate import findings_in, notes_of

FEWEST = 32
"""So many lessons must be missing: a worker takes a third of a second to start."""

MOST_WORKERS = 4
"""Each takes about 100 MB."""


def work_ahead(plans: Path, library: Library, *, pages: bool) -> None:
    """Let workers look at the lessons that the store knows nothing of, and with ``pages`` make what pages show of them.

    ``library`` is what stands in the folder ``plans``.
    """
    store = library.store
    missing = sum(_is_missing(library, *lesson, pages=pages) for lesson in _lessons(library))
    if store.path is None or not store.lasts or missing < FEWEST:
        return
    number = min(processors(), MOST_WORKERS)
    options = [str(plans), str(store.path), "pages" if pages else "findings", str(number)]
    started = [start("daywise.workers", *options, str(share)) for share in range(1, number)]
    _take_share(library, number, 0, pages=pages)
    for process in started:
        process.wait()


def _lessons(library: Library) -> Iterator[tuple[Source, Unit, Notes]]:
    for source in library.sources:
        notes = notes_of(source)
        yield from ((source, unit, notes[unit.id]) for unit in source.plan.units if unit.id in notes)


def _is_missing(library: Library, source: Source, unit: Unit, notes: Notes, *, pages: bool) -> bool:
    if not library.store.has(findings_key(notes)):
        return True
    if not pages:
        return False
    from daywise.render.lesson_parts import is_kept  # noqa: PLC0415 - `check` renders nothing, and is to begin soon

    return not is_kept(library, source, unit)


def _take_share(library: Library, number: int, share: int, *, pages: bool) -> None:
    """Look at one of so many equal shares of the lessons, and leave what comes of it in the store."""
    lessons = list(_lessons(library))
    first, last = (len(lessons) * (share + step) // number for step in (0, 1))
    for source, unit, notes in lessons[first:last]:  # Neighbours ask each other's questions, so shares are stretches.
        findings = findings_in(library, source, unit.id, notes)
        source.known_facts[unit.id] = findings.facts
        if pages and not findings.problems:
            from daywise.render.lesson_parts import keep  # noqa: PLC0415 - as above

            with suppress(Exception):  # What other files have wrong is not known yet: the rules will say it.
                keep(library, source, unit)
    library.store.save()


def main(plans: str, store: str, what: str, number: str, share: str) -> None:
    """Do one of so many equal shares of the work."""
    collect_less_often()
    library = read_library(Path(plans), Store(Path(store)))
    _take_share(library, int(number), int(share), pages=what == "pages")
    library.store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
