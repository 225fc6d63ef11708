"""What every rule is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from daywise.load import Library, Source
from daywise.model import Unit
from daywise.problems import Problem
from daywise.yaml_tree import DataPath

Found: TypeAlias = Iterator[Problem]
Rule: TypeAlias = Callable[[Library, Source], Found]


def units_with_paths(source: Source) -> Iterator[tuple[Unit, DataPath]]:
    """Give each unit, in the order of the file, with its path in the plan's data."""
    for phase_index, phase in enumerate(source.plan.phases):
        for unit_index, unit in enumerate(phase.units):
            yield unit, ("phases", phase_index, "units", unit_index)
