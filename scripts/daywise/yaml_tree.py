"""YAML with positions: a tree of texts, lists and mappings in which every value knows its line and column.

Only the plain part of YAML is taken. Scalars stay the text that was written (``no``, ``1:30`` and ``2026-02-30`` are
texts); aliases, anchors, merges, tags, tabs and duplicate keys are problems, since each can hide what a plan says.

The tree is made from the parser's events, one after the other. So an alias is never followed, nesting is counted
before it goes deep, and what stands before a mistake of syntax is still there to be checked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml

from daywise import yaml_errors
from daywise.problems import Place, Problem, RuleName
from daywise.text_file import BIDI, CONTROL

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - a PyYAML without libyaml gives the same events and marks, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 20
MOST_SHOWN = 40
Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
DataPath: TypeAlias = tuple[str | int, ...]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ESCAPED: tuple[tuple[RuleName, re.Pattern[str]], ...] = (("control-character", CONTROL), ("bidi-control", BIDI))
_STUCK_COMMENT = re.compile(r"[ ]+(#[^\s#!](?:.{0,38}\S)?)")
_ALL_LINES = sys.maxsize
_TAB_INDENTED = re.compile(r" *\t")
_OUTSIDE = -1
"""Stands in the path of values that are read over: they are in no tree."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file as plain data, and where each piece of it stands.

    ``places`` maps the path of a value (keys and indexes) to its place, ``key_places`` that of a mapping's entry to
    the place of its key. A reported mistake leaves marks, so that no other problem is made of it: ``unsure`` are the
    values that are not what the author meant, ``cut`` the lists and mappings that may lack some of their entries.
    """

    data: Data
    path: str
    places: dict[DataPath, Place] = field(default_factory=dict)
    key_places: dict[DataPath, Place] = field(default_factory=dict)
    unsure: frozenset[DataPath] = frozenset()
    cut: frozenset[DataPath] = frozenset()

    def place(self, path: DataPath) -> Place:
        """Give the place of a value, or of the nearest thing around it that stands in the file."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return Place(self.path)

    def key_place(self, path: DataPath) -> Place:
        """Give the place of an entry's key."""
        return self.key_places.get(path) or self.place(path)

    def value(self, path: DataPath) -> Data:
        """Give the data at a path; None when there is none."""
        found = self.data
        for step in path:
            if isinstance(found, dict):
                found = found.get(str(step))
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def is_sure(self, path: DataPath) -> bool:
        """Tell whether a value, and all that it is part of, is what the author wrote."""
        return not any(path[:length] in self.unsure for length in range(len(path) + 1))

    def renamed(self, path: DataPath, key: str) -> Tree:
        """Give the tree with another key for the entry at a path; all in it keeps its place."""
        new = (*path[:-1], key)

        def moved(old: DataPath) -> DataPath:
            return (*new, *old[len(path) :]) if old[: len(path)] == path else old

        return replace(
            self,
            data=_with_key(self.data, path, key),
            places={moved(old): place for old, place in self.places.items()},
            key_places={moved(old): place for old, place in self.key_places.items()},
            unsure=frozenset(map(moved, self.unsure)),
            cut=frozenset(map(moved, self.cut)),
        )


def _with_key(data: Data, path: DataPath, key: str) -> Data:
    """Give data with another key for the entry at a path, which is there."""
    step, *rest = path
    if isinstance(data, list):
        return [_with_key(value, tuple(rest), key) if index == step else value for index, value in enumerate(data)]
    if not isinstance(data, dict):  # pragma: no cover - the path leads through lists and mappings
        raise TypeError(path)
    if not rest:
        return {key if name == step else name: value for name, value in data.items()}
    return {name: _with_key(value, tuple(rest), key) if name == step else value for name, value in data.items()}


def read_tree(text: str, path: str, problems: list[Problem]) -> Tree | None:
    """Parse YAML text; give None after adding problems when it is not the plain YAML that an author may use."""
    before = len(problems)
    tree = read_partial_tree(text, path, problems)
    return tree if len(problems) == before else None


def read_partial_tree(text: str, path: str, problems: list[Problem]) -> Tree:
    """Parse YAML text as far as it can be read, adding a problem for each thing that an author may not use."""
    text, end = _without_tabs(text, path, problems)
    builder = _Builder(text, path, problems, end)
    data = builder.document()
    return Tree(data, path, builder.places, builder.key_places, frozenset(builder.unsure), frozenset(builder.cut))


def _without_tabs(text: str, path: str, problems: list[Problem]) -> tuple[str, int]:
    """Give the text with spaces for tabs, and the number of the lines that can be read (counted from 0).

    From a line on that is indented with tabs, nobody knows what is within what.
    """
    if "\t" not in text:
        return text, _ALL_LINES
    lines = text.split("\n")
    with_tabs = [number for number, line in enumerate(lines) if "\t" in line]
    place = Place(path, with_tabs[0] + 1, lines[with_tabs[0]].index("\t") + 1)
    more = f"; {len(with_tabs)} lines have tabs" if len(with_tabs) > 1 else ""
    message = f"found a tab, and YAML is indented with spaces{more}"
    problems.append(Problem.at(place, "yaml-tab", message, "put spaces in its place"))
    end = next((number for number in with_tabs if _TAB_INDENTED.match(lines[number])), _ALL_LINES)
    return text.replace("\t", " "), end


class _Builder:
    """Turns events into data and notes their places; adds a problem for each thing that an author may not use."""

    def __init__(self, text: str, path: str, problems: list[Problem], end: int) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.end = end
        self.problems = problems
        self.places: dict[DataPath, Place] = {}
        self.key_places: dict[DataPath, Place] = {}
        self.unsure: set[DataPath] = set()
        self.cut: set[DataPath] = set()
        self.anchors: dict[str, Place] = {}
        self.aliases: set[str] = set()
        self.run_together: set[DataPath] = set()  # Mappings that hold what was to be two entries of a list.
        self.scalar: yaml.ScalarEvent | None = None  # The latest one.
        self.last: DataPath = ()  # Where the latest value stands, however it ends.
        self.stopped = False
        self.events = self._events(text)

    def document(self) -> Data:
        """Build the one document of the text; gives None when it has none."""
        event = next(self.events, None)
        data = None if event is None else self.value(event, ())
        for name in self.anchors.keys() - self.aliases:
            self.report(self.anchors[name], "yaml-alias", f"found the anchor “&{name}”", "delete it")
        for _event in self.events:  # None is left, unless a mistake comes after the node.
            pass
        return data

    def stop(self) -> None:
        """Read no further: what is being read may lack entries, and so may all that is around it."""
        self.stopped = True
        self.cut.update(self.last[:length] for length in range(len(self.last) + 1))

    def report(self, place: Place, rule: yaml_errors.YamlRule, message: str, hint: str = "") -> None:
        self.problems.append(Problem.at(place, rule, message, hint))

    def _events(self, text: str) -> Iterator[Any]:
        """Give the events of the document's nodes; ends early, with a problem, where the text stops being YAML."""
        documents = 0
        try:
            for event in yaml.parse(text, Loader=Loader):
                if self.end <= event.start_mark.line:  # type: ignore[union-attr] # a parser's events have their marks
                    self.stop()
                if self.stopped:
                    return
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._second_document(event)
                elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                    yield event
        except yaml.YAMLError as error:
            self.stop()
            if yaml_errors.noticed_on(error) < self.end:
                self.problems.append(yaml_errors.explained(error, text, self.path, self.scalar))
        except ValueError as error:  # Python cannot hand the text to libyaml: it holds half of a surrogate pair.
            self.stop()
            self.report(Place(self.path), "yaml-syntax", f"this is no text: {error}")

    def _second_document(self, event: yaml.DocumentStartEvent) -> None:
        hint = "delete this line, or all from it on"
        self.report(_place(self.path, event), "yaml-documents", "a second document begins here", hint)
        self.stopped = True

    # -- nodes ---------------------------------------------------------------------------------------------------

    def value(self, event: Any, path: DataPath) -> Data:
        self.last = path
        place = self.places[path] = _place(self.path, event)
        if isinstance(event, yaml.AliasEvent):
            self._alias(event, place)
            self.unsure.add(path)
            return None
        self._properties(event, place)
        if event.tag:
            self.unsure.add(path)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar = event
            return self._scalar(event, place)
        if len(path) >= MAX_DEPTH:
            self.report(place, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep", "keep to the keys of a plan")
            self.stop()  # Deeper still, it would only cost time.
            return None
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _alias(self, event: yaml.AliasEvent, place: Place) -> None:
        name = str(event.anchor)
        first = f", and delete “&{name}” on line {self.anchors[name].line}" if name in self.anchors else ""
        self.aliases.add(name)
        self.report(place, "yaml-alias", f"found the alias “*{name}”", f"write out what it stands for{first}")

    def _properties(self, event: Any, place: Place) -> None:
        if event.anchor:
            self.anchors[event.anchor] = place
        if event.tag:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.report(place, "yaml-tag", f"found the tag “{tag}”", "leave it out, or put the text in quotes")

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> str | None:
        text = str(event.value)
        if not event.style and text and not text.isdigit():
            self._cut_off(event.end_mark, text)
        if event.style == '"':  # All others stand in the file as they are, and were looked at there.
            for rule, pattern in _ESCAPED:
                if bad := pattern.search(text):
                    message = f"this text has the character U+{ord(bad[0]):04X} in it, written as an escape"
                    self.problems.append(Problem.at(place, rule, message, "delete the escape"))
                    text = pattern.sub(" ", text)
        return None if not event.style and text in _NULLS else text

    def _cut_off(self, end: Any, text: str) -> None:
        """Report a text that ends in what was hardly meant as a comment: ``C #1`` is only ``C`` in YAML.

        Whoever comments writes a space after the sign, or comments a number.
        """
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if "#" in line and (lost := _STUCK_COMMENT.match(line, end.column)):
            where = Place(self.path, end.line + 1, lost.start(1) + 1)
            kept = text if len(text) <= MOST_SHOWN else f"…{text[-MOST_SHOWN:]}"
            message = f"YAML takes “{lost[1]}” for a comment: the text is only “{kept}”"
            hint = "put the whole text in quotes; if this is a comment, write a space after “#”"
            self.report(where, "yaml-comment", message, hint)

    def _sequence(self, path: DataPath) -> list[Data]:
        items: list[Data] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, (*path, len(items))))
        return items

    def _mapping(self, path: DataPath) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, path)
            value = next(self.events, None)
            if value is None:
                break
            if key is None or key in found:
                self._read_over(value, path, key)
            else:
                self.key_places[*path, key] = _place(self.path, event)
                found[key] = self.value(value, (*path, key))
        return found

    def _key(self, event: Any, path: DataPath) -> str | None:
        """Give a key, or None after adding a problem; a key that is there already adds one, too."""
        place = _place(self.path, event)
        if isinstance(event, yaml.ScalarEvent):
            self._properties(event, place)
            key = str(event.value)
            if key == "<<" and not event.style:
                hint = "write out the entries that it stands for"
                self.report(place, "yaml-merge", "found a merge (“<<”)", hint)
                self.cut.add(path)
                return None
            if (first := self.key_places.get((*path, key))) is not None:
                self._twice(place, path, key, first)
            return key
        self.unsure.add(path)
        hint = "put the text in quotes, since { and [ begin YAML of their own"
        self.report(place, "yaml-key", "a key must be one plain word", hint)
        if not isinstance(event, yaml.AliasEvent):
            self._read_over(event, path, None)
        return None

    def _twice(self, place: Place, path: DataPath, key: str, first: Place) -> None:
        """Report a key that is there already; where a second entry of a list begins without its mark, only once."""
        self.unsure.add((*path, key))
        if path in self.run_together:
            return
        hint = "keep one of the two, or put them together"
        if key == "id" and isinstance(path[-1] if path else None, int):
            self.run_together.add(path)
            self.unsure.add(path)
            hint = "if a new entry of the list begins here, write “- ” before it; else keep one of the two"
        self.report(place, "yaml-duplicate-key", f"the key “{key}” is there already, on line {first.line}", hint)

    def _read_over(self, event: Any, path: DataPath, key: str | None) -> None:
        """Read a value that has no place in the tree: what is wrong within it is still reported.

        The alias that a merge names is not: the merge has been.
        """
        last = self.last
        if key is None and isinstance(event, yaml.AliasEvent):
            self.aliases.add(str(event.anchor))
            return
        self.value(event, (*path, _OUTSIDE, len(self.places)))
        self.last = last


def _place(path: str, item: Any) -> Place:
    """Give the place where an event begins (its marks count from 0)."""
    return Place(path, item.start_mark.line + 1, item.start_mark.column + 1)
