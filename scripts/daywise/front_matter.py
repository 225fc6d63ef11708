"""The front matter of lesson notes: what the lesson's code needs.

::

    ---
    needs: [redis, postgresql]
    sql: postgresql
    ---
"""

from __future__ import annotations

import re

from daywise.lesson import Settings
from daywise.problems import Problem, did_you_mean
from daywise.yaml_tree import Tree, read_tree

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[A-Za-z_-]+:)(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
SQL_DIALECTS = ("mysql", "postgresql")
KEYS = ("needs", "sql")
_ELSEWHERE = {
    "title": "the title is the line “# …” below it",
    "id": "the id is the file's name",
}
"""What other programs take here, and where it stands in these notes."""


def split(text: str) -> tuple[Settings, str]:
    """Give what the front matter says, and the notes with empty lines in its place, so that lines keep their number."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Settings(), text
    return _read(match[1]), "\n" * match[0].count("\n") + text[match.end() :]


def _read(yaml: str) -> Settings:
    problems: list[Problem] = []
    tree = read_tree(f"\n{yaml}", "", problems)  # It stands below the line that opens it.
    faults = [(problem.line, problem.message) for problem in problems]
    if tree is None or tree.data is None:
        return Settings(faults=tuple(faults))
    if not isinstance(tree.data, dict):
        return Settings(faults=((2, "the front matter is not a list of “key: value” lines"),))
    for key in tree.data:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or _ELSEWHERE.get(key, f"its keys are {' and '.join(KEYS)}")
            faults.append((tree.key_place((key,)).line, f"“{key}” is no key of the front matter; {hint}"))
    return Settings(_needs(tree, faults), _sql(tree, faults), tuple(faults))


def _needs(tree: Tree, faults: list[tuple[int, str]]) -> tuple[str, ...]:
    needs = tree.data.get("needs") if isinstance(tree.data, dict) else None
    if needs is None:
        return ()
    names = [name for name in needs if isinstance(name, str)] if isinstance(needs, list) else []
    if not isinstance(needs, list) or len(names) != len(needs):
        faults.append((tree.place(("needs",)).line, "expected a list such as “needs: [redis, postgresql]”"))
    return tuple(names)


def _sql(tree: Tree, faults: list[tuple[int, str]]) -> str:
    sql = tree.data.get("sql") if isinstance(tree.data, dict) else None
    if sql is None:
        return ""
    if sql not in SQL_DIALECTS:
        faults.append((tree.place(("sql",)).line, "expected “sql: mysql” or “sql: postgresql”"))
        return ""
    return str(sql)
