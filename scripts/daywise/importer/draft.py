"""A plan in the making: what the notes said so far, and from which lines it came."""

from __future__ import annotations

from dataclasses import dataclass, field

from daywise.importer.lines import Line
from daywise.model import Step

LISTS = ("learn", "pick_one", "build", "practise_designing", "deliverables", "notes")
"""The lists of texts that a unit of plan.yaml has under its own keys."""


@dataclass(frozen=True)
class DraftItem:
    """Something to do and tick; ``about`` is what its id is made of."""

    text: str
    about: str


@dataclass
class DraftUnit:
    """A unit; what is empty or zero was not said. ``lines`` are the headings and labels it was read from."""

    title: str
    first: int = 0
    last: int = 0
    id: str = ""
    kind: str = ""
    track: str = ""
    minutes: int = 0
    emphasis: str = ""
    objective: str = ""
    output: str = ""
    optional: bool = False
    topics: list[str] = field(default_factory=list)
    checklist: list[DraftItem] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})
    lesson: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    made_up: set[str] = field(default_factory=set)

    @property
    def length(self) -> int:
        """How many steps it takes."""
        return self.last - self.first + 1


@dataclass
class DraftPhase:
    """A phase; ``first`` and ``last`` are zero unless the notes say which steps it takes."""

    label: str
    title: str
    word: str = ""
    level: int = 1
    subtitle: str = ""
    goal: str = ""
    id: str = ""
    first: int = 0
    last: int = 0
    units: list[DraftUnit] = field(default_factory=list)
    loose: DraftUnit | None = None
    lines: list[Line] = field(default_factory=list)

    def own_unit(self) -> DraftUnit:
        """Give the unit that takes what the notes say of the phase itself; made when first asked for."""
        if self.loose is None:
            self.loose = DraftUnit(self.title)
        return self.loose


@dataclass(frozen=True)
class DraftResource:
    """Something to read that has an address."""

    title: str
    url: str
    note: str


@dataclass
class DraftGroup:
    """Resources or interview notes under one heading."""

    title: str
    sign: str = ""
    resources: list[DraftResource] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


@dataclass
class DraftContext:
    """What interviews are like in one region."""

    title: str
    region: str
    groups: list[DraftGroup] = field(default_factory=list)
    intro: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """The whole plan; ``sources`` are the headings that each part of plan.yaml was read from."""

    title: str = ""
    step: Step = "day"
    length: int = 0
    goals: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    tracks: dict[str, str] = field(default_factory=dict)
    phases: list[DraftPhase] = field(default_factory=list)
    resources: list[DraftGroup] = field(default_factory=list)
    contexts: list[DraftContext] = field(default_factory=list)
    milestones: list[tuple[str, str]] = field(default_factory=list)
    sources: dict[str, list[Line]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    @property
    def units(self) -> list[DraftUnit]:
        """All units, in the order of the notes."""
        return [unit for phase in self.phases for unit in phase.units]

    def keep(self, part: str, line: Line) -> None:
        """Note that a heading was understood as the beginning of a part of the plan."""
        line.placed = True
        self.sources.setdefault(part, []).append(line)
