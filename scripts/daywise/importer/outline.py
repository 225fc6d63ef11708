"""Gather the lines of jotted notes into the draft of a plan.

One walk over the lines; each either begins something (a phase, a day, a part such as the resources) or adds to what
was begun last. A line that fits nowhere stays unplaced, so that ``store`` can keep it beside the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from daywise.importer.draft import Draft, DraftContext, DraftGroup, DraftItem, DraftPhase, DraftResource, DraftUnit
from daywise.importer.lines import (
    PHASE_WORDS,
    TEXT_LEVEL,
    Counted,
    Line,
    counted,
    label_of,
    split_list,
    split_note,
)
from daywise.notes import LABELS

LONGEST_TITLE = 60
_URL = re.compile(r"https?://[^\s<>\"()]+")
_SPAN = re.compile(r"\(?\s*(?:Weeks?|Days?)\s*([0-9]{1,4})(?:\s*(?:[-–—]|to)\s*([0-9]{1,4}))?\s*\)?", re.IGNORECASE)
_LESSON_LABEL = re.compile(rf"(?:{'|'.join(map(re.escape, LABELS))})\s*(?::.*)?|Block\s+[0-9]+\b.*", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:→|->|=>|:|–|—)\s*")
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("goal", re.compile(r"(?:[\w-]+\s+){0,3}(?:goals?|outcomes?|objectives?)\s*(?:\(.*\))?:?", re.IGNORECASE)),
    ("interview_context", re.compile(r".*\binterviews?\b.*\b(?:context|market|culture)\b.*", re.IGNORECASE)),
    ("resources", re.compile(r".*\b(?:resources|reading list|further reading)\b.*|(?:\w+ )?(?:links|books)", re.IGNORECASE)),  # noqa: E501
    ("milestones", re.compile(r".*\b(?:timeline|milestones?)\b.*", re.IGNORECASE)),
)  # fmt: skip
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("red-flag", re.compile(r".*\b(?:red flags?|avoid|mistakes)\b.*", re.IGNORECASE)),
    ("stands-out", re.compile(r".*\b(?:stands? (?:you )?out|impress(?:es)?)\b.*", re.IGNORECASE)),
    ("tested", re.compile(r".*\b(?:tests?|tested|asks?|asked|check|look for)\b.*", re.IGNORECASE)),
)


def read_outline(lines: list[Line]) -> Draft:
    """Give the draft of the plan that the lines describe; what it took is marked as placed."""
    walk = _Walk(lines)
    walk.run()
    return walk.draft


class _Walk:
    """The state of the walk: the part of the plan that is open, and the phase and unit within it."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.draft = Draft()
        self.phase: DraftPhase | None = None
        self.unit: DraftUnit | None = None
        self.take: Callable[[Line], None] = self._loose
        self.list: list[str] | None = None
        self.group: DraftGroup | None = None
        self.offset = 0
        self.steps = _step_word(lines)
        self.draft.step = "week" if self.steps == "week" or (not self.steps and _has_weeks(lines)) else "day"
        self.plain = not self.steps and not any(_phase(line, "") for line in lines)
        headings = [line.level for line in lines if line.kind == "heading"]
        self.top = min(headings[1:] or headings, default=1)
        self.begun = False

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            index += 1
            if line.placed:
                continue
            if (step := self._step(line)) is not None:
                end = self._end_of_step(index, line)
                self._begin_step(line, step, self.lines[index:end])
                if self.unit and self.unit.lesson and all(each.placed for each in self.lines[index:end]):
                    index = end
            elif line.kind == "heading" or _phase(line, self.steps):
                self._heading(line)
            else:
                self.take(line)
            self.begun = True
        if not self.draft.phases:
            self._from_lists()

    def _from_lists(self) -> None:
        """Make a unit of each item of the lists when the notes have no heading; without lists, one unit of all."""
        phase = self._begin_phase(DraftPhase("", ""))
        for line in self.lines:
            if line.kind == "bullet" and not line.placed and line.raw[:1].strip():
                line.placed = True
                self._new_unit(line, line.words, 0, 0, "")
        if not phase.units:
            self.unit = DraftUnit(self.draft.title)
            phase.units.append(self.unit)
            for line in self.lines:
                if not line.placed:
                    self._in_unit(line)

    # -- days and weeks ------------------------------------------------------------------------------------------

    def _step(self, line: Line) -> Counted | None:
        if line.kind not in {"heading", "text", "bullet"}:
            return None
        found = counted(line.words)
        return found if found and found.word == self.steps else None

    def _end_of_step(self, start: int, line: Line) -> int:
        """Give the index of the line that is no longer about the step: another step, a phase, a heading as high."""
        level = line.level if line.kind == "heading" else (self.phase.level + 1 if self.phase else TEXT_LEVEL)
        for index in range(start, len(self.lines)):
            other = self.lines[index]
            if other.kind == "code":
                continue
            higher = other.kind == "heading" and other.level <= level and not _is_lesson_line(other)
            if line.hashed and not other.hashed:
                higher = False  # A picture in front makes a heading of a line, but not one above those with hashes.
            if higher or self._step(other) or _phase(other, self.steps):
                return index
        return len(self.lines)

    def _begin_step(self, line: Line, step: Counted, body: list[Line]) -> None:
        line.placed = True
        phase = self.phase or self._begin_phase(DraftPhase("", "", level=TEXT_LEVEL))
        if phase.word and not phase.units and step.first + self.offset <= self._last():
            self.offset = self._last()  # Each week counts its days from 1 again.
        first, last = step.first + self.offset, step.last + self.offset
        known = next((unit for unit in self.draft.units if (unit.first, unit.last) == (first, last)), None)
        content = [each for each in body if not each.placed]
        self.list = None
        self.take = self._in_unit
        if content and (known or any(_is_lesson_line(each) or each.kind in {"code", "heading"} for each in content)):
            unit = known or self._new_unit(line, step.title, first, last, step.label)
            lesson = [line, *body] if known or line.kind == "heading" else body
            unit.lesson += [*([Line(0, "", "blank", placed=True)] if unit.lesson else []), *lesson]
            for each in body:
                each.placed = True
            self.unit = unit
            return
        self.unit = self._new_unit(line, step.title, first, last, step.label)

    def _new_unit(self, line: Line, title: str, first: int, last: int, label: str) -> DraftUnit:
        parts = split_list(title)
        short = title if len(title) <= LONGEST_TITLE or not parts else parts[0]
        unit = DraftUnit(short or label, first, last, topics=parts if len(parts) > 1 else [], lines=[line])
        if self.phase is not None:
            self.phase.units.append(unit)
        return unit

    def _last(self) -> int:
        return max((unit.last for unit in self.draft.units), default=0)

    # -- headings ------------------------------------------------------------------------------------------------

    def _heading(self, line: Line) -> None:
        found = _phase(line, self.steps)
        part = _part(line) if not found else ""
        if found:
            self._phase_heading(line, found)
        elif not self.begun and not part:
            self.draft.title = line.words
            self.draft.keep("plan", line)
        elif part == "goal" and self.phase and line.level > self.phase.level:
            line.placed = True
            self.phase.lines.append(line)
            self.take = self._in_phase_goal
        elif part and (self.phase is None or line.level <= self.phase.level or self.steps):
            self._begin_part(line, part)
        elif self.group is not None and line.level > self.top and self.take in {self._in_resources, self._in_context}:
            self.take(line)
        elif self.plain and line.level == self.top:
            line.placed = True
            title, note = split_note(line.words)
            self._begin_phase(DraftPhase("", title, level=line.level, subtitle=note, lines=[line]))
        elif self.phase and line.level > self.phase.level and not self.steps:
            self._subject(line)
        else:
            if self.phase and line.level <= self.phase.level:
                self.phase = None
            self.unit, self.take = None, self._loose

    def _phase_heading(self, line: Line, found: Counted) -> None:
        line.placed = True
        known = next((phase for phase in self.draft.phases if phase.label.lower() == found.label.lower()), None)
        if known is not None and (not found.title or known.title.lower().startswith(found.title.lower())):
            known.lines.append(line)
            self._open(known)
            return
        title, note = split_note(found.title)
        phase = DraftPhase(found.label, title, found.word, line.level, note, lines=[line])
        if span := _SPAN.fullmatch(note or title):
            phase.first, phase.last = int(span[1]), int(span[2] or span[1])
            phase.title, phase.subtitle = title if note else "", ""
        elif found.word == "week" and self.draft.step == "week":
            phase.first, phase.last = found.first, found.last
        self._begin_phase(phase)

    def _begin_phase(self, phase: DraftPhase) -> DraftPhase:
        self.draft.phases.append(phase)
        self._open(phase)
        return phase

    def _open(self, phase: DraftPhase) -> None:
        self.phase, self.unit, self.list, self.group = phase, None, None, None
        self.take = self._in_phase

    def _subject(self, line: Line) -> None:
        """Begin a unit that takes as long as its phase: a subject that runs beside the others."""
        line.placed = True
        title, note = split_note(line.words)
        self.unit = DraftUnit(title, emphasis=note, lines=[line])
        if self.phase is not None:
            self.phase.units.append(self.unit)
        self.list, self.take = None, self._in_unit

    def _begin_part(self, line: Line, part: str) -> None:
        self.draft.keep(part, line)
        self.phase, self.unit, self.list, self.group = None, None, None, None
        if part == "resources":
            self.group = DraftGroup(line.words)
        elif part == "interview_context":
            region = re.match(r"([A-Z]\w+)(?:-Specific|\b)", line.words)
            self.draft.contexts.append(DraftContext(line.words, region[1] if region else line.words))
            self.group = DraftGroup("")
        self.take = {
            "goal": self._in_goal,
            "resources": self._in_resources,
            "interview_context": self._in_context,
            "milestones": self._in_milestones,
        }[part]

    # -- lines within what is open -------------------------------------------------------------------------------

    def _loose(self, line: Line) -> None:
        """Take a line before the first heading: the first is the plan's title, the next ones wait."""
        if not self.draft.title and not self.begun and line.kind == "text":
            self.draft.title = line.words
            self.draft.keep("plan", line)
        elif (label := label_of(line.words)) and label[0] == "goal" and not self.draft.phases:
            line.placed = True
            self.draft.keep("goal", line)
            self.take = self._in_goal
            if label[1]:
                self.draft.goals.append(label[1])

    def _in_goal(self, line: Line) -> None:
        if line.kind in {"text", "bullet"}:
            line.placed = True
            (self.draft.outcomes if line.kind == "bullet" else self.draft.goals).append(line.words)

    def _in_phase_goal(self, line: Line) -> None:
        if self.phase and line.kind in {"text", "bullet"}:
            line.placed = True
            self.phase.goal = f"{self.phase.goal} {line.words}".strip()

    def _in_phase(self, line: Line) -> None:
        if self.phase is None or line.kind not in {"text", "bullet"}:
            return
        label = label_of(line.words)
        if label and label[0] == "goal" and label[1] and not self.phase.goal:
            line.placed = True
            self.phase.goal = label[1]
            return
        self.unit = self.phase.own_unit()
        self.take = self._in_unit
        self._in_unit(line)

    def _in_unit(self, line: Line) -> None:
        unit = self.unit
        if unit is None or line.kind not in {"text", "bullet"}:
            return
        if line.kind == "text" and (label := label_of(line.words)):
            self._labelled(unit, line, *label)
        elif line.kind == "text" and line.words.lower().startswith("pick one"):
            line.placed = True
            unit.lines.append(line)
        elif line.kind == "text" and line.words.lower().startswith("optional") and line.words.endswith(":"):
            self._optional(line)
        elif line.kind == "bullet":
            line.placed = True
            if line.checkbox:
                unit.checklist.append(DraftItem(line.words, line.words))
            else:
                (unit.topics if self.list is None else self.list).append(line.words)
        else:
            line.placed = True
            self.list = unit.lists["notes"]
            self.list.append(line.words)

    def _labelled(self, unit: DraftUnit, line: Line, key: str, rest: str) -> None:
        """Take ``Build:`` and what follows; the texts after it go to the same place."""
        line.placed = True
        unit.lines.append(line)
        if key == "goal":
            unit.objective = f"{unit.objective} {rest}".strip()
            self.list = unit.lists["notes"]
        elif key == "output":
            unit.output = f"{unit.output} {rest}".strip()
            self.list = unit.lists["deliverables"]
        else:
            self.list = unit.lists.get(key, unit.topics)
            if key == "pick_one":
                self.list += [part for part in re.split(r",\s*|\s+or\s+", rest.rstrip(".")) if part]
                self.list = None
            elif rest:
                self.list += split_list(rest) if key in {"topics", "learn"} else [rest]

    def _optional(self, line: Line) -> None:
        """Begin a unit beside the open one for what the notes call optional."""
        before = self.unit
        title, note = split_note(line.words.rstrip(":").strip())
        line.placed = True
        title = re.sub(r"optional\b\W*", "", title, flags=re.IGNORECASE)
        unit = DraftUnit(title or "Optional", optional=True, emphasis=note, lines=[line])
        if self.phase is not None and before is not None and not before.first:
            self.phase.units.append(unit)
            self.unit, self.list = unit, None
        elif before is not None:
            self.list = before.lists["notes"]
            self.list.append(line.words)

    def _in_resources(self, line: Line) -> None:
        """Take what has an address; a line that has none begins a group if something with an address follows."""
        if self.group is None or line.kind == "code":
            return
        found = _URL.search(line.words)
        if found is None:
            after = self.lines[line.number :]
            following = next((each for each in after if each.kind != "blank"), None)
            if line.kind != "bullet" and following and _URL.search(following.words):
                line.placed = True
                self.group = DraftGroup(line.words.rstrip(": "))
                self.draft.keep("resources", line)
            return
        url = found[0].rstrip(".,;:")
        rest = " ".join(re.sub(r"[(<]?" + re.escape(url) + r"[)>]?", " ", line.words, count=1).split())
        host = urlsplit_host(url)
        if not host:
            return
        title, *notes = [part for part in re.split(r"(?:^|\s+)[-–—:]+(?=\s|$)", rest) if part.strip()] or [host]
        line.placed = True
        self.group.resources.append(DraftResource(title.strip(" :"), url, " – ".join(note.strip() for note in notes)))
        if self.group not in self.draft.resources:
            self.draft.resources.append(self.group)

    def _in_context(self, line: Line) -> None:
        """Take an item, or the heading of a group: it names a sign (“red flags”) that no group of the region has."""
        if line.kind == "code" or not self.draft.contexts:
            return
        context = self.draft.contexts[-1]
        sign = next((name for name, pattern in _SIGNS if pattern.fullmatch(line.words)), "")
        is_new = bool(sign) and not any(group.sign == sign for group in context.groups)
        line.placed = True
        if line.kind == "heading" or (line.kind == "text" and sign and (is_new or line.words.endswith(":"))):
            context.groups.append(DraftGroup(line.words.rstrip(":"), sign or "tested"))
        elif context.groups:
            context.groups[-1].items.append(line.words)
        else:
            context.intro.append(line.words)

    def _in_milestones(self, line: Line) -> None:
        if line.kind not in {"text", "bullet"}:
            return
        when, *rest = _ARROW.split(line.words, maxsplit=1)
        if rest and when and rest[0]:
            line.placed = True
            self.draft.milestones.append((when, rest[0]))


def _phase(line: Line, steps: str) -> Counted | None:
    """Read the heading of a phase; as plain text it must have nothing after its number, or a mark of division."""
    if line.kind not in {"heading", "text"}:
        return None
    found = counted(line.words)
    return found if found and found.word != steps and found.word in {*PHASE_WORDS, "week"} else None


def _step_word(lines: list[Line]) -> str:
    """Tell whether the notes count days or weeks one by one; empty when they do neither."""
    marked = [line for line in lines if line.kind in {"heading", "text", "bullet"}]
    found = [(line, step) for line in marked if (step := counted(line.words))]
    words = {step.word for _line, step in found}
    weeks = [line.level for line, step in found if step.word == "week"]
    if "day" in words or not weeks:
        return "day" if "day" in words else ""
    others = (line for line in marked if line.kind == "heading" and not counted(line.words))
    subjects = any(line.level > min(weeks) for line in others)
    return "week" if words & PHASE_WORDS or not subjects else ""


def _has_weeks(lines: list[Line]) -> bool:
    """Tell whether phases are given in weeks: ``Week 1``, ``SEM 1 … (Weeks 1–4)``."""
    found = [step for line in lines if (step := _phase(line, ""))]
    return any(step.word == "week" or re.search(r"\bweeks?\s*[0-9]", step.title, re.IGNORECASE) for step in found)


def _part(line: Line) -> str:
    return next((name for name, pattern in _PARTS if pattern.fullmatch(line.words)), "")


def _is_lesson_line(line: Line) -> bool:
    """Tell a line that only lesson notes have: one of their labels, or the title of a block."""
    return line.kind in {"text", "heading"} and bool(_LESSON_LABEL.match(line.words)) and not label_of(line.words)


def urlsplit_host(url: str) -> str:
    """Give the host of an address without ``www.``; empty when the address is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
