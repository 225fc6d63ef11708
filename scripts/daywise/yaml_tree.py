"""YAML with positions: a tree of texts, lists and mappings in which every node knows its line and column.

Only the plain part of YAML is taken. Scalars stay the text that was written (``no``, ``1:30`` and ``2026-02-30`` are
texts); aliases, merges, tags and duplicate keys are problems, since each can hide what a plan says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from daywise.problems import Place, Problem
from daywise.text_file import CONTROL

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - a PyYAML without libyaml gives the same nodes and marks, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
DataPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file as plain data, and where each piece of it stands.

    ``places`` maps the path of a value (keys and indexes) to its place, ``key_places`` that of a mapping's entry to
    the place of its key.
    """

    data: Data
    path: str
    places: dict[DataPath, Place] = field(default_factory=dict)
    key_places: dict[DataPath, Place] = field(default_factory=dict)

    def place(self, path: DataPath) -> Place:
        """Give the place of a value, or of the nearest thing around it that stands in the file."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return Place(self.path)

    def key_place(self, path: DataPath) -> Place:
        """Give the place of an entry's key."""
        return self.key_places.get(path) or self.place(path)


def read_tree(text: str, path: str, problems: list[Problem]) -> Tree | None:
    """Parse YAML text; give None after adding problems when it is not the plain YAML that a plan may use."""
    try:
        root = yaml.compose(text, Loader=Loader)
        events = yaml.parse(text, Loader=Loader) if "*" in text else ()
        aliases = [event for event in events if isinstance(event, yaml.AliasEvent)]
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, path))
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.append(Problem.at(Place(path), "yaml-syntax", f"this is not YAML: {error}"))
        return None
    before = len(problems)
    for event in aliases:
        hint = "write the value out where it is used"
        place = _place(path, event)
        problems.append(Problem.at(place, "yaml-alias", f"found the alias “*{event.anchor}”", hint))
    if len(problems) > before:
        return None  # An alias can point to its own parent, so the tree is not walked.
    tree = Tree(None, path)
    data = _Walk(tree, problems).value(root, ()) if root is not None else None
    if len(problems) > before:
        return None
    return Tree(data, path, tree.places, tree.key_places)


def _syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    message = " ".join(part for part in (error.context, error.problem) if part)
    if "character '\\t'" in message or "tab" in message:
        return Problem.at(place, "yaml-tab", "found a tab where YAML wants spaces", "indent with spaces")
    hint = "quote a text that contains “: ” or “ #”, or begins with a special character"
    return Problem.at(place, "yaml-syntax", f"this is not YAML: {message}", hint)


def _place(path: str, item: Any) -> Place:
    """Give the place where a node or an event begins (both have marks, which count from 0)."""
    return Place(path, item.start_mark.line + 1, item.start_mark.column + 1)


class _Walk:
    """Turns nodes into data and notes their places; adds a problem for each thing that a plan may not use."""

    def __init__(self, tree: Tree, problems: list[Problem]) -> None:
        self.tree = tree
        self.problems = problems

    def value(self, node: yaml.Node, path: DataPath) -> Data:
        place = _place(self.tree.path, node)
        self.tree.places[path] = place
        if len(path) > MAX_DEPTH:
            self.problems.append(Problem.at(place, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep"))
            return None
        if not node.tag.startswith("tag:yaml.org,2002:"):
            hint = "leave the tag out, or quote the text"
            self.problems.append(Problem.at(place, "yaml-tag", f"found the tag “{node.tag}”", hint))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if bad := CONTROL.search(node.value):
            message = f"found the control character U+{ord(bad[0]):04X}, which no page can show"
            self.problems.append(Problem.at(place, "control-character", message, "delete it"))
        plain_null = not getattr(node, "style", None) and node.value in {"", "~", "null"}
        return None if plain_null else str(node.value)

    def mapping(self, node: yaml.MappingNode, path: DataPath) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for key_node, value_node in node.value:
            place = _place(self.tree.path, key_node)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self.problems.append(Problem.at(place, "yaml-key", "a key must be a plain word"))
            elif key_node.tag == "tag:yaml.org,2002:merge":
                hint = "write the entries out where they are used"
                self.problems.append(Problem.at(place, "yaml-merge", "found a merge (“<<”)", hint))
            elif key in found:
                first = self.tree.key_places[*path, key].line
                hint = "keep one of the two"
                message = f"the key “{key}” is there already, on line {first}"
                self.problems.append(Problem.at(place, "yaml-duplicate-key", message, hint))
            else:
                self.tree.key_places[*path, key] = place
                found[key] = self.value(value_node, (*path, key))
        return found
