"""The plan as data: what every later step of the pipeline works on.

All models are frozen; texts are plain (shown as typed, never Markdown or HTML). The same classes check the shape of
``plan.yaml`` (see ``plan_file``), so a field's description here is its reference. Lessons are in ``lesson``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SPAN_PATTERN = re.compile(r"([0-9]{1,4})(?:\s*[-–]\s*([0-9]{1,4}))?")
DEFAULT_TRACK = "main"


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
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) else value


def _to_flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _to_span(value: Any) -> Any:
    match = SPAN_PATTERN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        message = "expected a number such as 12, or a range such as 36-38"
        raise ValueError(message)
    return Span(int(match[1]), int(match[2] or match[1]))


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
Url = Annotated[str, AfterValidator(_check_url)]
WholeNumber = Annotated[int, BeforeValidator(_to_whole_number), Field(ge=1)]
Flag = Annotated[bool, BeforeValidator(_to_flag)]
Texts = tuple[Text, ...]
Kind = Literal["lesson", "review", "mock-interview", "project", "practice"]
Step = Literal["day", "week"]
Sign = Literal["tested", "red-flag", "stands-out"]
Form = Literal["documentation", "article", "course", "video", "book"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ChecklistItem(_Data):
    """One thing that a reader does and ticks."""

    id: Id
    text: Text


class TopicData(_Data):
    """One topic of a unit; ``unit`` names the unit of another plan that teaches it, as ``plan/unit``."""

    text: Text
    unit: str | None = None


Topic = Annotated[TopicData, BeforeValidator(_to_topic)]


class Unit(_Data):
    """What is studied on one step of the plan, or on a few steps together."""

    id: Id
    at: Annotated[Span, BeforeValidator(_to_span)] = Field(description="The step (12) or steps (36-38) it takes.")
    title: Text
    topics: tuple[Topic, ...] = ()
    kind: Kind = "lesson"
    track: str = DEFAULT_TRACK
    minutes: WholeNumber = Field(description="Minutes of reading and practice, for the whole unit.")
    optional: Flag = False
    emphasis: Text | None = None
    objective: Text
    lesson: str | None = Field(None, description="The unit of another plan whose lesson teaches all of this one.")
    output: Text | None = None
    build: Texts = ()
    practise_designing: Texts = ()
    pick_one: Texts = ()
    learn: Texts = ()
    deliverables: Texts = ()
    notes: Texts = ()
    resources: tuple[str, ...] = ()
    checklist: tuple[ChecklistItem, ...] = Field(min_length=1)


class Phase(_Data):
    """A stretch of the plan with a name and a goal of its own: a week, a semester month."""

    id: Id
    label: Text = Field(description="How the plan counts it: “Week 1”, “SEM 1”.")
    title: Text
    subtitle: Text | None = None
    goal: Text | None = None
    units: tuple[Unit, ...] = Field(min_length=1)

    @property
    def span(self) -> Span:
        """From the first step of its first unit to the last step of its last."""
        return Span(min(unit.at.first for unit in self.units), max(unit.at.last for unit in self.units))


class Track(_Data):
    """A subject that runs beside others."""

    id: Id
    title: Text


class Resource(_Data):
    """Something free and good to read, watch or do."""

    id: Id
    title: Text
    url: Url
    by: Text
    form: Form
    note: Text | None = None
    emphasis: Text | None = None
    named: Text | None = Field(None, description="The name it had when it was first recommended.")


class ResourceGroup(_Data):
    """The resources of one topic."""

    id: Id
    title: Text
    items: tuple[Resource, ...] = Field(min_length=1)


class ContextGroup(_Data):
    """What interviewers do, under one heading; ``sign`` says whether it speaks for or against a candidate."""

    id: Id
    sign: Sign
    title: Text
    items: Texts = Field(min_length=1)


class InterviewContext(_Data):
    """What interviews are like in one region."""

    id: Id
    title: Text
    region: Text
    intro: Text | None = None
    groups: tuple[ContextGroup, ...] = Field(min_length=1)


class Milestone(_Data):
    """What must be true by a time that the plan names."""

    id: Id
    when: Text
    title: Text
    items: Texts = ()


class Plan(_Data):
    """A study plan: phases of units on a line of days or weeks, and what stands around them."""

    id: Id
    title: Text
    summary: Annotated[Text, Field(max_length=160)] = Field(description="One sentence for cards and link previews.")
    step: Step = Field(description="What `at` counts: days or weeks.")
    length: WholeNumber = Field(description="How many steps the plan has.")
    daily_minutes: WholeNumber | None = None
    weekly_minutes: WholeNumber | None = None
    goal: Text
    outcomes: Texts = ()
    tracks: tuple[Track, ...] = ()
    phases: tuple[Phase, ...] = Field(min_length=1)
    resources: tuple[ResourceGroup, ...] = ()
    interview_context: tuple[InterviewContext, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the order of their first step, then of the file."""
        return tuple(sorted((unit for phase in self.phases for unit in phase.units), key=lambda unit: unit.at.first))

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

    def unit(self, unit_id: str) -> Unit:
        """Give a unit by its id; raises KeyError when there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)

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
