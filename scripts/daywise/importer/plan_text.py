"""Write a draft as ``plan.yaml``, as an author would: comments say where a thing came from and what to revise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from daywise.importer.complete import Names, slug
from daywise.importer.draft import LISTS, Draft, DraftContext, DraftGroup, DraftPhase, DraftUnit
from daywise.importer.lines import Line
from daywise.render.page import DESCRIPTION_LENGTH, shorten

SCHEMA_LINE = "# yaml-language-server: $schema=../../docs/schema/plan.schema.json"
REVISE = "  # revise"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _.,;()/+’“”–—→&?!-]*[A-Za-z0-9_.,;()/+’”–—→?!-]")
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("video", re.compile(r"youtu\.?be|vimeo|\bvideo", re.IGNORECASE)),
    ("course", re.compile(r"course|academy|university|udemy|edx\.org", re.IGNORECASE)),
    ("documentation", re.compile(r"\bdocs?\b|documentation|reference|manual", re.IGNORECASE)),
    ("book", re.compile(r"\bbook", re.IGNORECASE)),
)


def scalar(text: str) -> str:
    """Write a text so that YAML reads exactly it: as it is where that is safe, else in double quotes."""
    text = " ".join(text.split())
    return text if _PLAIN.fullmatch(text) and text.lower() != "null" else json.dumps(text, ensure_ascii=False)


def scalar_in_flow(text: str) -> str:
    """Write a text within ``{…}``, where more characters have a meaning."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def plan_text(draft: Draft, plan_id: str, notes: str) -> str:
    """Give the text of plan.yaml; ``notes`` is the name of the file that was imported."""
    names = Names({*draft.tracks, *(phase.id for phase in draft.phases), *(unit.id for unit in draft.units)})
    return "\n".join([*_head(draft, plan_id, notes), *_phases(draft, names), *_around(draft, names)]) + "\n"


def _head(draft: Draft, plan_id: str, notes: str) -> Iterator[str]:
    length = f"{draft.length} {draft.step}{'' if draft.length == 1 else 's'}"
    titles = ", ".join(phase.title for phase in draft.phases)
    goal = " ".join(draft.goals)
    yield SCHEMA_LINE
    yield f"# Imported from {' '.join(notes.split())}. What the notes did not say is marked “# revise”."
    yield from _from(("plan", "goal"), draft)
    yield f"id: {plan_id}"
    yield f"title: {scalar(draft.title)}"
    yield f"summary: {scalar(shorten(f'{length}: {titles}', DESCRIPTION_LENGTH))}{REVISE}"
    yield f"step: {draft.step}"
    yield f"length: {draft.length}"
    yield f"{'daily' if draft.step == 'day' else 'weekly'}_minutes: {_busiest(draft)}{REVISE}"
    yield f"goal: {scalar(goal)}" if goal else f"goal: {scalar(f'Finish the {length} of {draft.title}.')}{REVISE}"
    yield from _list("outcomes", draft.outcomes, "")
    if draft.tracks:
        yield "tracks:"
        yield from (f"  - {{id: {track}, title: {scalar_in_flow(title)}}}" for track, title in draft.tracks.items())


def _busiest(draft: Draft) -> int:
    """Give the minutes of the step that asks for most, rounded up."""
    taken = [0] * (draft.length + 1)
    for unit in draft.units:
        for step in range(unit.first, unit.last + 1):
            taken[step] += -(-unit.minutes // unit.length)
    return max(taken)


def _phases(draft: Draft, names: Names) -> Iterator[str]:
    yield "phases:"
    for phase in draft.phases:
        yield from _phase(draft, phase, names)


def _phase(draft: Draft, phase: DraftPhase, names: Names) -> Iterator[str]:
    yield from _comments(phase.lines, "  ")
    yield f"  - id: {phase.id}"
    yield f"    label: {scalar(phase.label)}"
    yield f"    title: {scalar(phase.title)}"
    for key, text in (("subtitle", phase.subtitle), ("goal", phase.goal)):
        if text:
            yield f"    {key}: {scalar(text)}"
    yield "    units:"
    for unit in phase.units:
        yield from _unit(draft, unit, names)


def _unit(draft: Draft, unit: DraftUnit, names: Names) -> Iterator[str]:
    mark = dict.fromkeys(unit.made_up, REVISE)
    yield from _comments(unit.lines, "      ")
    yield f"      - id: {unit.id}"
    yield f"        at: {unit.first if unit.length == 1 else f'{unit.first}-{unit.last}'}"
    yield f"        title: {scalar(unit.title)}{mark.get('title', '')}"
    yield from _list("topics", unit.topics, "        ")
    yield f"        kind: {unit.kind}{mark.get('kind', '')}"
    if draft.tracks:
        yield f"        track: {unit.track}"
    yield f"        minutes: {unit.minutes}{mark.get('minutes', '')}"
    if unit.optional:
        yield "        optional: true"
    if unit.emphasis:
        yield f"        emphasis: {scalar(unit.emphasis)}"
    yield f"        objective: {scalar(unit.objective)}{mark.get('objective', '')}"
    if unit.output:
        yield f"        output: {scalar(unit.output)}"
    for name in LISTS:
        yield from _list(name, unit.lists[name], "        ")
    yield f"        checklist:{mark.get('checklist', '')}"
    for number, item in enumerate(unit.checklist, 1):
        found = names.give(item.about, f"{unit.id}-{number}")
        yield f"          - {{id: {found}, text: {scalar_in_flow(item.text)}}}"


def _around(draft: Draft, names: Names) -> Iterator[str]:
    """Give what stands beside the phases: resources, interview context, milestones."""
    if draft.resources:
        yield from _from(("resources",), draft)
        yield "resources:"
        for group in draft.resources:
            yield from _resources(group, names)
    contexts = [context for context in draft.contexts if any(group.items for group in context.groups)]
    if contexts:
        yield from _from(("interview_context",), draft)
        yield "interview_context:"
        for context in contexts:
            yield from _context(context, names)
    if draft.milestones:
        yield from _from(("milestones",), draft)
        yield "milestones:"
        for when_text, title in draft.milestones:
            yield f"  - id: {names.give(f'by {slug(when_text)}', 'milestone')}"
            yield f"    when: {scalar(when_text)}"
            yield f"    title: {scalar(title)}"


def _resources(group: DraftGroup, names: Names) -> Iterator[str]:
    yield f"  - id: {names.give(f'{slug(group.title)}-links', 'links')}"
    yield f"    title: {scalar(group.title)}"
    yield "    items:"
    for item in group.resources:
        host = (urlsplit(item.url).hostname or "").removeprefix("www.")
        words = f"{item.title} {item.url}"
        form = next((name for name, pattern in _FORMS if pattern.search(words)), "article")
        yield f"      - id: {names.give(f'{slug(item.title)}-link', 'link')}"
        yield f"        title: {scalar(item.title)}"
        yield f"        url: {scalar(item.url)}"
        yield f"        by: {scalar(host)}{REVISE}"
        yield f"        form: {form}{REVISE}"
        if item.note:
            yield f"        {'emphasis' if len(item.note.split()) < 4 else 'note'}: {scalar(item.note)}"  # noqa: PLR2004


def _context(context: DraftContext, names: Names) -> Iterator[str]:
    yield f"  - id: {names.give(f'{slug(context.region)}-interviews', 'interviews')}"
    yield f"    title: {scalar(context.title)}"
    yield f"    region: {scalar(context.region)}{REVISE}"
    if context.intro:
        yield f"    intro: {scalar(' '.join(context.intro))}"
    yield "    groups:"
    for group in (group for group in context.groups if group.items):
        yield f"      - id: {names.give(f'{slug(context.region)}-{group.sign}', group.sign)}"
        yield f"        sign: {group.sign}"
        yield f"        title: {scalar(group.title)}"
        yield from _list("items", group.items, "        ")


def _list(key: str, texts: Sequence[str], indent: str) -> Iterator[str]:
    if texts:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {scalar(text)}" for text in texts)


def _from(parts: Iterable[str], draft: Draft) -> Iterator[str]:
    for part in parts:
        yield from _comments(draft.sources.get(part, ()), "")


def _comments(lines: Iterable[Line], indent: str) -> Iterator[str]:
    for line in lines:
        yield f"{indent}# line {line.number}: {' '.join(line.raw.split())}"
