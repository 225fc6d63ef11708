"""``ordinals.json``: the permanent ordinals of what a share link names, so that a link is short and stays right.

An ordinal is the line number of an id in the plan's register, counted from 1. The register only grows, and an id that
is retired keeps its line, so an ordinal never means anything else. Only what the plan has now is named: a link that
names more is of an item that is gone or, above ``registered``, of one that came later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from daywise.load import Library, Source
from daywise.render.page import Page


def pages(_library: Library, source: Source) -> Iterator[Page]:
    """Give the ordinals of the plan's checklist items and units as JSON."""
    plan = source.plan
    ordinal_of = {registered: number for number, registered in enumerate(source.registered, start=1)}
    items = [item.id for unit in plan.units for item in unit.checklist]
    data = {
        "plan": plan.id,
        "registered": len(source.registered),
        "items": {item: ordinal_of[item] for item in items if item in ordinal_of},
        "units": {unit.id: ordinal_of[unit.id] for unit in plan.units if unit.id in ordinal_of},
    }
    yield Page(f"{plan.id}/ordinals.json", f"{json.dumps(data, separators=(',', ':'))}\n", source.tree.path)
