"""The plan as data: what every later step of the pipeline works on.

All models are frozen; texts are plain (shown as typed, never Markdown or HTML). The same classes check the shape of
``plan.yaml`` (see ``plan_file``), so the text after a field is its reference (``field_texts``). Lessons are in
``lesson``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SPAN_PATTERN = re.compile(r"([0-9]{1,4})(?:\s*[-–]\s*([0-9]{1,4}))?")
DEFAULT_TRACK = "main"
MOST = 9_999
"""The largest number in a plan: a step has at most four digits."""


class Span(NamedTuple):
    """The steps of a plan that something takes: from ``first`` to ``last``, both included, counted from 1."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many steps it takes."""
        return self.last - self.first + 1

    def __contains__(self, step: object) -> bool:
        """Tell whether a step lies in the span."""
        return isinstance(step, int) and self.first <= step <= self.last


def _to_whole_number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,99}", value) else value


def _to_flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _to_span(value: Any) -> Any:
    match = SPAN_PATTERN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        message = "expected a number such as 12, or a range such as 36-38"
        raise ValueError(message)
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        kind, message = "reversed_range", "{first}-{last} runs backwards"
        raise PydanticCustomError(kind, message, {"first": first, "last": last})
    return Span(first, last)


def _check_id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        message = "expected lower-case words joined by hyphens, such as names-and-objects"
        raise ValueError(message)
    return value


def _check_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        message = "expected an address that begins with https://"
        raise ValueError(message)
    return value


def _to_topic(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, AfterValidator(_check_id), Field(json_schema_extra={"pattern": f"^{ID_PATTERN.pattern}$"})]
Url = Annotated[str, AfterValidator(_check_url), Field(json_schema_extra={"pattern": "^https?://"})]
WholeNumber = Annotated[int, BeforeValidator(_to_whole_number), Field(strict=True, ge=1, le=MOST)]
Flag = Annotated[bool, BeforeValidator(_to_flag), Field(strict=True)]
Texts = tuple[Text, ...]
Kind = Literal["lesson", "review", "mock-interview", "project", "practice"]
Step = Literal["day", "week"]
Sign = Literal["tested", "red-flag", "stands-out"]
Style = Literal["house"]
Form = Literal["documentation", "article", "course", "video", "book"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ChecklistItem(_Data):
    """One thing that a reader does and ticks."""

    id: Id
    """Permanent: a reader’s tick hangs on it."""
    text: Text
    """What to do: a verb first, 110 characters at most."""


class TopicData(_Data):
    """One topic of a unit; ``unit`` names the unit of another plan that teaches it, as ``plan/unit``."""

    text: Text
    """The topic."""
    unit: str | None = None
    """The unit that teaches it, as `plan/unit`: it may be one of another plan."""


Topic = Annotated[TopicData, BeforeValidator(_to_topic)]


class Unit(_Data):
    """What is studied on one step of the plan, or on a few steps together."""

    id: Id
    """Permanent: part of the page’s address and the name of its lesson file, `lessons/<id>.md`."""
    at: Annotated[Span, BeforeValidator(_to_span)]
    """The step (`12`) or steps (`36-38`) it takes."""
    title: Text
    """What is studied."""
    topics: tuple[Topic, ...] = ()
    """What belongs to it. A topic that another unit teaches is written `{text: …, unit: plan/unit}`."""
    kind: Kind = "lesson"
    """What the reader does."""
    track: str = DEFAULT_TRACK
    """The id of the track it runs in, when the plan has tracks."""
    minutes: WholeNumber
    """Minutes of reading and practice, for the whole unit: all its steps together."""
    optional: Flag = False
    """Whether the plan can be finished without it."""
    emphasis: Text | None = None
    """A short note of emphasis, such as `must read` or `only basics`."""
    objective: Text
    """What the reader can do afterwards: one sentence that begins with a verb."""
    lesson: str | None = None
    """The unit of another plan whose lesson teaches all of this one, as `plan/unit`."""
    output: Text | None = None
    """What must come out of it."""
    build: Texts = ()
    """What to build."""
    practise_designing: Texts = ()
    """What to design, for practice."""
    pick_one: Texts = ()
    """Choices, of which one is enough."""
    learn: Texts = ()
    """What to learn, when it is more than the topics say."""
    deliverables: Texts = ()
    """What to hand in."""
    notes: Texts = ()
    """Key points."""
    resources: tuple[str, ...] = ()
    """Ids of `resources` of this plan."""
    checklist: tuple[ChecklistItem, ...] = Field(min_length=1)
    """Things to do and tick, three to seven of them."""


class Phase(_Data):
    """A stretch of the plan with a name and a goal of its own: a week, a semester month."""

    id: Id
    """Permanent: part of the page’s address."""
    label: Text
    """How the plan counts it: `Week 1`, `SEM 1`."""
    title: Text
    """Its subject."""
    subtitle: Text | None = None
    """A second line for the title."""
    goal: Text | None = None
    """What holds at its end."""
    units: tuple[Unit, ...] = Field(min_length=1)
    """Its units, in the order they are studied."""

    @property
    def span(self) -> Span:
        """From the first step of its first unit to the last step of its last."""
        return Span(min(unit.at.first for unit in self.units), max(unit.at.last for unit in self.units))


class Track(_Data):
    """A subject that runs beside others."""

    id: Id
    """What units call it."""
    title: Text
    """Its name."""


class Resource(_Data):
    """Something free and good to read, watch or do."""

    id: Id
    """What units call it."""
    title: Text
    """Its name as its publisher writes it."""
    url: Url
    """Where it is; free to read, and official where there is a choice."""
    by: Text
    """Who publishes it."""
    form: Form
    """What it is."""
    note: Text | None = None
    """What to read there."""
    emphasis: Text | None = None
    """A short note of emphasis, such as `must read`."""
    named: Text | None = None
    """The name it had when it was first recommended, if that has changed."""


class ResourceGroup(_Data):
    """The resources of one topic."""

    id: Id
    """Permanent: the anchor on the page."""
    title: Text
    """The topic."""
    items: tuple[Resource, ...] = Field(min_length=1)
    """The resources."""


class ContextGroup(_Data):
    """What interviewers do, under one heading; ``sign`` says whether it speaks for or against a candidate."""

    id: Id
    """Permanent: the anchor on the page."""
    sign: Sign
    """Whether it is tested, speaks against a candidate, or makes one stand out."""
    title: Text
    """The heading."""
    items: Texts = Field(min_length=1)
    """What interviewers do or see."""


class InterviewContext(_Data):
    """What interviews are like in one region."""

    id: Id
    """Permanent: the anchor on the page."""
    title: Text
    """The heading."""
    region: Text
    """Where this holds."""
    intro: Text | None = None
    """A few sentences before the lists."""
    groups: tuple[ContextGroup, ...] = Field(min_length=1)
    """What is tested, red flags, what stands out."""


class Milestone(_Data):
    """What must be true by a time that the plan names."""

    id: Id
    """Permanent."""
    when: Text
    """The time, as people say it: `By May end`."""
    title: Text
    """What is done by then."""
    items: Texts = ()
    """Its parts."""


class Plan(_Data):
    """A study plan: phases of units on a line of days or weeks, and what stands around them."""

    id: Id
    """The name of the plan’s folder and of its address; permanent."""
    title: Text
    """The plan’s name."""
    summary: Annotated[Text, Field(max_length=160)]
    """One sentence for cards and link previews."""
    step: Step
    """What `at` counts: days or weeks."""
    length: WholeNumber
    """How many steps the plan has. The units must cover all of them."""
    daily_minutes: WholeNumber | None = None
    """The most minutes that any day may ask for, all tracks together; `check` holds the plan to it."""
    weekly_minutes: WholeNumber | None = None
    """The same for a plan counted in weeks."""
    style: Style | None = None
    """`house` holds its lessons to the house style as well, when `check` runs: see “How to write a lesson”."""
    goal: Text
    """What the plan leads to, in one or two sentences."""
    outcomes: Texts = ()
    """What the reader has at the end."""
    tracks: tuple[Track, ...] = ()
    """Subjects that run side by side; without them all units follow one another."""
    phases: tuple[Phase, ...] = Field(min_length=1)
    """The stretches of the plan, in order."""
    resources: tuple[ResourceGroup, ...] = ()
    """Free resources, by topic."""
    interview_context: tuple[InterviewContext, ...] = ()
    """What interviews are like, by region."""
    milestones: tuple[Milestone, ...] = ()
    """What is done by when."""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the order of their first step, then of the file."""
        return tuple(sorted((unit for phase in self.phases for unit in phase.units), key=lambda unit: unit.at.first))

    @cached_property
    def units_at(self) -> dict[int, tuple[Unit, ...]]:
        """The units on each step that has any, in the order of `units`."""
        found: dict[int, tuple[Unit, ...]] = {}
        for unit in self.units:
            for step in range(unit.at.first, unit.at.last + 1):
                found[step] = (*found.get(step, ()), unit)
        return found

    @cached_property
    def phase_of(self) -> dict[str, Phase]:
        """The phase that each unit, named by its id, belongs to."""
        return {unit.id: phase for phase in self.phases for unit in phase.units}

    @cached_property
    def resource_of(self) -> dict[str, Resource]:
        """Each resource by its id."""
        return {item.id: item for group in self.resources for item in group.items}

    @cached_property
    def track_titles(self) -> dict[str, str]:
        """The title of each track by its id; the default track is there when no other is."""
        return {track.id: track.title for track in self.tracks} or {DEFAULT_TRACK: self.title}

    @cached_property
    def units_by_id(self) -> dict[str, Unit]:
        """The units by their id, the first where two have the same."""
        return {unit.id: unit for unit in reversed(self.units)}

    def unit(self, unit_id: str) -> Unit:
        """Give a unit by its id; raises KeyError when there is none."""
        return self.units_by_id[unit_id]

    def ids(self) -> Iterator[str]:
        """Give every id of the plan file, in the order of the file (those of lessons are not among them)."""
        yield from (track.id for track in self.tracks)
        for phase in self.phases:
            yield phase.id
            for unit in phase.units:
                yield unit.id
                yield from (item.id for item in unit.checklist)
        for group in self.resources:
            yield group.id
            yield from (item.id for item in group.items)
        for context in self.interview_context:
            yield context.id
            yield from (part.id for part in context.groups)
        yield from (milestone.id for milestone in self.milestones)
