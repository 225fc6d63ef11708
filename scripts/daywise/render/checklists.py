"""What the scripts of a page need of units' checklists, to count what the reader has ticked."""

from __future__ import annotations

from collections.abc import Iterable

from daywise.model import Unit


def item_ids(units: Iterable[Unit]) -> str:
    """Give the ids of the items of units, parted by spaces: what ``data-progress`` counts."""
    return " ".join(item.id for unit in units for item in unit.checklist)


def item_minutes(units: Iterable[Unit]) -> str:
    """Give the minutes and the number of items of each unit (``75:3``), in the order of `item_ids`."""
    return " ".join(f"{unit.minutes}:{len(unit.checklist)}" for unit in units)
