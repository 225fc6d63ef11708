"""Give a draft what the notes did not say: ids, steps, minutes, kinds, objectives, checklists.

Nothing is invented about the subject: each default is made of the author's own words, and noted in ``made_up``, so
that the plan file can mark it for the author to revise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from daywise.importer.draft import Draft, DraftItem, DraftPhase, DraftUnit
from daywise.importer.lines import split_list, split_note
from daywise.model import DEFAULT_TRACK, Span
from daywise.problems import InvalidSourceError, Place, Problem
from daywise.render.page import shorten
from daywise.rules.identity import RESERVED_PLAN_IDS, RESERVED_UNIT_IDS, WINDOWS_DEVICES
from daywise.schedule import when

YAML_NOTHING = "null"
LONGEST_PLAN = 1000
MINUTES = {"day": 60, "week": 300}
"""What a step takes when the notes do not say: an hour a day, five hours a week."""
LONGEST_ITEM = 110
FEWEST_ITEMS = 3
MOST_ITEMS = 7
MOST_TOPIC_ITEMS = 4
_ID_WORDS = 6
_ID_LENGTH = 60
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("review", re.compile(r"\b(?:revision|revise|review|recap|catch[- ]up|patching|repetition)\b", re.IGNORECASE)),
    ("mock-interview", re.compile(r"\bmocks?\b|\binterviews?$", re.IGNORECASE)),
    ("project", re.compile(r"\b(?:project|mini[- ]system|capstone|deploy)\b", re.IGNORECASE)),
    ("practice", re.compile(r"\b(?:practi[cs]e|drills?|exercises?|problems to solve|coding)\b", re.IGNORECASE)),
)
_OBJECTIVES = {
    "lesson": "Explain {title} in your own words, each part with an example.",
    "review": "Answer from memory what {title} covers, and find what you still miss.",
    "mock-interview": "Answer aloud, in interview time: {title}.",
    "project": "Build and show: {title}.",
    "practice": "Practise until it needs no notes: {title}.",
}
_MINUTES = re.compile(r"\b([0-9]{1,3})\s*(min(?:ute)?s?|h(?:ou)?rs?|h)\b", re.IGNORECASE)


class Names:
    """Gives ids that are well formed, free, and taken from then on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin with the ids that may not be given."""
        self.taken = {*taken, YAML_NOTHING}

    def give(self, text: str, otherwise: str) -> str:
        """Make an id of the first words of a text, or of ``otherwise`` when the text has no Latin letter or digit."""
        base = slug(text) or otherwise
        number, found = 1, base
        while found in self.taken or WINDOWS_DEVICES.fullmatch(found):
            number += 1
            found = f"{base}-{number}"
        self.taken.add(found)
        return found


def slug(text: str) -> str:
    """Give the first words of a text in lower case, joined by hyphens; empty when it has no Latin letter or digit."""
    parted = re.sub(r"[–—−→]", " ", text)
    ascii_text = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", ascii_text))
    return "-".join(words[:_ID_WORDS])[:_ID_LENGTH].strip("-")


def plan_id(draft: Draft, wanted: str) -> str:
    """Give the plan's id: the one that was asked for, or one made of the title."""
    found = wanted or slug(draft.title) or "plan"
    return f"{found}-plan" if found in {*RESERVED_PLAN_IDS, YAML_NOTHING} or WINDOWS_DEVICES.fullmatch(found) else found


def complete(draft: Draft, path: str) -> None:
    """Fill in all that a plan must have; raises InvalidSourceError when the notes count too many steps."""
    for phase in draft.phases:
        _take_loose(phase)
    if any(not unit.first for unit in draft.units):
        _place_units(draft)
    draft.phases = [phase for phase in draft.phases if phase.units]
    _check_length(draft, path)
    _fill_gaps(draft)
    draft.length = max(unit.last for unit in draft.units)
    draft.title = draft.title or "My study plan"
    names = Names(RESERVED_UNIT_IDS)
    _name_tracks(draft, names)
    for phase in draft.phases:
        _complete_phase(draft, phase, names)
    for unit in draft.units:
        _complete_unit(draft, unit, names)


def _take_loose(phase: DraftPhase) -> None:
    """Give what was said of the phase itself to its first unit, or make it the phase's only unit."""
    loose, phase.loose = phase.loose, None
    if not phase.units:
        phase.units.append(loose or DraftUnit(phase.title))
    elif loose is not None:
        first = phase.units[0]
        first.lists["notes"][:0] = [*loose.topics, *loose.lists["notes"]]
        for name, texts in loose.lists.items():
            if name != "notes":
                first.lists[name] += texts
        first.checklist += loose.checklist
        first.output = " ".join(text for text in (first.output, loose.output) if text)
        first.objective = " ".join(text for text in (first.objective, loose.objective) if text)
        first.lines += loose.lines


def _place_units(draft: Draft) -> None:
    """Give steps to units that have none: those of a phase with known weeks take all of them, others the next step."""
    last = 0
    for index, phase in enumerate(draft.phases):
        waiting = [unit for unit in phase.units if not unit.first]
        if waiting and draft.step == "week":
            first, end = _weeks(phase, last)
            for unit in waiting:
                unit.first, unit.last = first, end
        elif waiting:
            later = (unit.first for other in draft.phases[index + 1 :] for unit in other.units if unit.first > last)
            room = min(later, default=0) - 1
            for number, unit in enumerate(waiting, 1):
                unit.first = unit.last = last + number
            unit.last = max(unit.last, room)  # A phase that names no day takes those that are left to it.
        last = max(last, *(unit.last for unit in phase.units))


def _weeks(phase: DraftPhase, last: int) -> tuple[int, int]:
    if phase.first > last:
        return phase.first, phase.last
    length = phase.last - phase.first + 1 if phase.first else 4 if phase.word in {"sem", "month", "semester"} else 1
    return last + 1, last + length


def _check_length(draft: Draft, path: str) -> None:
    for unit in draft.units:
        if unit.last > LONGEST_PLAN:
            line = unit.lines[0].number if unit.lines else 1
            message = f"the plan would reach {draft.step} {unit.last}; at most {LONGEST_PLAN} {draft.step}s are taken"
            hint = "is this number a year or a version? Change the line, or make a plan of its own of it"
            raise InvalidSourceError([Problem.at(Place(path, line), "import", message, hint)])


def _fill_gaps(draft: Draft) -> None:
    """Put a unit of review where the notes say nothing, so that every step has something to do."""
    free = 1
    for unit in sorted(draft.units, key=lambda unit: (unit.first, unit.last)):
        if unit.first > free:
            phase = next(phase for phase in draft.phases if unit in phase.units)
            title = f"Catch up and repeat ({when(draft.step, Span(free, unit.first - 1))})"
            gap = DraftUnit(title, free, unit.first - 1, kind="review", made_up={"title", "kind"})
            phase.units.insert(phase.units.index(unit), gap)
        free = max(free, unit.last + 1)


def _name_tracks(draft: Draft, names: Names) -> None:
    """Give units that run at the same time tracks: each subject its own, the same subject the same one."""
    ends: dict[str, int] = {}
    busy = {id(unit) for unit in draft.units if _meets_another(unit, draft.units)}
    for unit in sorted(draft.units, key=lambda unit: (unit.first, unit.last)):
        if id(unit) not in busy:
            unit.track = DEFAULT_TRACK
            continue
        known = [track for track, title in draft.tracks.items() if title == unit.title and ends[track] < unit.first]
        unit.track = known[0] if known else names.give(f"{slug(unit.title)}-track", "track")
        draft.tracks[unit.track] = unit.title
        ends[unit.track] = unit.last
    if draft.tracks and any(unit.track == DEFAULT_TRACK for unit in draft.units):
        names.taken.add(DEFAULT_TRACK)
        draft.tracks = {DEFAULT_TRACK: "Main", **draft.tracks}


def _meets_another(unit: DraftUnit, units: Iterable[DraftUnit]) -> bool:
    return any(other is not unit and other.first <= unit.last and unit.first <= other.last for other in units)


def _complete_phase(draft: Draft, phase: DraftPhase, names: Names) -> None:
    first, last = min(unit.first for unit in phase.units), max(unit.last for unit in phase.units)
    label = when(draft.step, Span(first, last))
    for unit in phase.units:
        unit.title = unit.title or phase.title or phase.label or draft.title
    phase.title = phase.title or (phase.units[0].title if phase.label else draft.title)
    phase.label = phase.label or label
    phase.id = names.give(phase.label, "phase")


def _complete_unit(draft: Draft, unit: DraftUnit, names: Names) -> None:
    if not unit.kind:
        found = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(unit.title))]
        unit.kind = min(found)[1] if found else "lesson"
        unit.made_up.add("kind")
    unit.id = names.give(_short(unit.title), f"{draft.step}-{unit.first}")
    if match := _MINUTES.search(unit.title):
        unit.minutes = int(match[1]) * (60 if match[2].lower().startswith("h") else 1)
    if not unit.minutes:
        unit.minutes = MINUTES[draft.step] * unit.length
        unit.made_up.add("minutes")
    if not unit.objective:
        title = unit.title.rstrip(".!:")
        unit.objective = _OBJECTIVES[unit.kind].format(title=title)
        unit.made_up.add("objective")
    if len(unit.checklist) < FEWEST_ITEMS:
        unit.checklist = [*unit.checklist, *_checklist(unit)][:MOST_ITEMS]
        unit.made_up.add("checklist")


def _checklist(unit: DraftUnit) -> list[DraftItem]:
    """Make things to do of the unit's own topics, and of what it says to build and to design."""
    title = unit.title.rstrip(".!:")
    found = [("Explain aloud, with an example", topic, "explain") for topic in unit.topics[:MOST_TOPIC_ITEMS]]
    found += [("Build and show", text, "build") for text in unit.lists["build"][:1]]
    found += [("Design on paper", text, "design") for text in unit.lists["practise_designing"][:1]]
    found = found or [("Explain aloud in one minute", title, "explain")]
    found = [*found[: MOST_ITEMS - 2], ("Write one example of your own", title, "example")]
    found.append(("Write one question that you could not answer", title, "open question"))
    return [DraftItem(shorten(f"{task}: {text}", LONGEST_ITEM), f"{word} {_short(text)}") for task, text, word in found]


def _short(title: str) -> str:
    """Give the part of a title that names it: before the first comma, without a note in parentheses."""
    return split_note((split_list(title) or [title])[0])[0]
