"""Says in plain lines what a lesson was read into, for tests to compare."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from daywise.lesson import (
    Block,
    Code,
    Exercise,
    Goal,
    Lesson,
    Misconception,
    OneLiner,
    Panel,
    Part,
    Predict,
    Prose,
    Question,
    Section,
    SelfCheck,
    Trap,
)
from daywise.markdown import groups, plain_text

NAMES = {"paragraph_open": "text", "bullet_list_open": "list", "ordered_list_open": "list", "heading_open": "heading"}


def outline(lesson: Lesson) -> str:
    """Give a line for the title, each section and each part within it, indented by depth."""
    lines = [f"title: {lesson.title}"] if lesson.title else []
    lines += _parts(lesson.intro)
    for section in lesson.sections:
        lines += _section(section)
    return "".join(f"{line}\n" for line in lines)


def sections(notes: str) -> str:
    """Bring an expected outline, written within a test, into the form of `outline`."""
    return textwrap.dedent(notes).lstrip("\n")


def _section(section: Section) -> Iterator[str]:
    match section:
        case Goal():
            yield f"goal #{section.id}: {section.heading}"
        case Block(number=number):
            yield f"block {number} #{section.id}: {section.heading}"
        case SelfCheck(before=before, items=items, after=after):
            yield f"self-check #{section.id}: {section.heading}"
            yield from _indented(_parts(before))
            for item in items:
                yield f"  asks #{item.id}: {plain_text(item.prose.tokens)}"
            yield from _indented(_parts(after))
            return
        case _:
            yield f"chapter #{section.id}: {section.heading}"
    yield from _indented(_parts(section.parts))


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:  # noqa: C901 - a case for each kind of part
    match part:
        case Prose(tokens=tokens):
            for group in groups(tokens):
                yield f"{NAMES.get(group[0].type, group[0].type)}: {plain_text(group)}"
        case Code(language=language, source=source, output=output):
            yield f"code {language}".rstrip() + (f" ({part.title})" if part.title else "")
            yield from (f"  | {line}".rstrip() for line in source.splitlines())
            if output is not None:
                yield f"  prints {output!r}"
        case Misconception(wrong=wrong, right=right):
            yield from _slots("misconception", wrong=wrong, right=right)
        case Predict(parts=parts):
            yield from _slots("predict", parts=parts)
        case Panel(kind=kind, label=label, parts=parts):
            yield from _slots(f"{kind} “{label}”", parts=parts)
        case Trap(label=label, trap=trap, repair=repair):
            yield from _slots(f"trap “{label}”", trap=trap, repair=repair)
        case OneLiner(id=name, parts=parts):
            yield from _slots(f"one-liner #{name}", parts=parts)
        case Question(id=name, kind=kind, prompt=prompt, answer=answer):
            yield from _slots(f"{kind} #{name}", prompt=prompt, answer=answer)
        case Exercise(id=name, kind=kind, task=task, hint=hint, solution=solution):
            yield from _slots(f"{kind} #{name}", task=task, hint=hint, solution=solution)


def _slots(name: str, **slots: Iterable[Part]) -> Iterator[str]:
    yield name
    for slot, parts in slots.items():
        lines = list(_parts(parts))
        if slot == "parts":
            yield from _indented(lines)
        elif lines:
            yield f"  {slot}"
            yield from _indented(_indented(lines))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
