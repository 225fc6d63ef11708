"""Show problems to people: each with its source line, a hint and where its rule is explained; to GitHub as annotations.

The source is shown as it stands, but for what a terminal would act on or leave out: such characters are named, as in
``<U+202E>``. Columns are those of the screen: a tab takes up to four, a wide character two, a combining mark none.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from itertools import accumulate

from daywise.problems import InvalidSourceError, Problem, RuleName

RULES_FILE = "docs/rules.md"
MARGIN = " " * 5
TAB = 4
WIDTH = 100
"""How many columns of a source line are shown; a longer one is cut around the mark."""

_AHEAD = 30  # At least so many columns are shown after the mark, when the line goes on.
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Characters without a width of their own that Urdu and Arabic texts and emoji need: they are shown as they are."""


def full_report(error: InvalidSourceError) -> str:
    """Give all that a person at a terminal, or GitHub's log, is to see of the problems."""
    text = report(error)
    if not _is_on_github():
        return text
    # What stands in a source file must not be taken for a command to GitHub, so commands are off while it is shown.
    token = secrets.token_hex(16)
    return "\n".join([f"::stop-commands::{token}", text, f"::{token}::", *map(annotation, error.problems)])


def _is_on_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def report(error: InvalidSourceError) -> str:
    """Give all problems as text, one after the other, and their number at the end."""
    paths = {problem.path for problem in error.problems}
    lines = {path: error.texts[path].split("\n") for path in paths if path in error.texts}
    count = f"{len(error.problems)} problem{'' if len(error.problems) == 1 else 's'} found"
    blocks = ["\n".join(_block(problem, lines.get(problem.path, []))) for problem in error.problems]
    return "\n\n".join([*blocks, count])


def explained_at(rule: RuleName) -> str:
    """Give where a rule is explained: on the published site when its address is known, else in the project's own file.

    On GitHub that file is named with the commit that was checked, so that it explains the rules as they were then.
    """
    variables = os.environ
    if site := variables.get("SITE_URL"):
        return f"{site.rstrip('/')}/rules/#{rule}"
    repository, commit = variables.get("GITHUB_REPOSITORY"), variables.get("GITHUB_SHA")
    if _is_on_github() and repository and commit:
        server = variables.get("GITHUB_SERVER_URL", "https://github.com")
        return f"{server}/{repository}/blob/{commit}/{RULES_FILE}#{rule}"
    return f"{RULES_FILE}#{rule}"


def _block(problem: Problem, lines: list[str]) -> Iterator[str]:
    first, *rest = str(problem).split("\n")  # What code printed may take several lines.
    yield visible(first)
    yield from map(visible, rest)
    if problem.line <= len(lines) and lines[problem.line - 1].strip():
        number = f"{problem.line:>{len(MARGIN)}}"
        shown, before = excerpt(lines[problem.line - 1], problem.column)
        yield f"{number} | {shown}".rstrip()
        yield f"{MARGIN} | {' ' * before}^"
    if problem.hint:
        yield f"{MARGIN}   hint: {visible(problem.hint)}"
    yield f"{MARGIN}    why: {visible(explained_at(problem.rule))}"


def annotation(problem: Problem) -> str:
    """Give a problem as GitHub's command that shows it beside the line in a pull request."""
    # https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.rule)}"
    lines = [*problem.message.split("\n"), problem.hint, explained_at(problem.rule)]
    message = "\n".join(visible(line) for line in lines if line)
    return f"::error {place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def visible(text: str) -> str:
    """Give a text on one line, with the characters named that cannot be seen or that a terminal would act on."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if "\udc80" <= character <= "\udcff":  # How a byte that is not UTF-8 was read.
        return f"<{ord(character) - 0xDC00:02X}>"
    return f"<U+{ord(character):04X}>"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Give a line as it is shown, and how many columns of the screen stand before the mark."""
    at = min(column, len(line) + 1) - 1
    first = max(0, at - 2 * WIDTH)  # A line of a megabyte is not laid out for the hundred columns that are shown.
    cells = _cells(line[first : at + 2 * WIDTH])
    at -= first
    start, end = _window(cells, at)
    lead = "…" if start or first else ""
    tail = "…" if end < len(cells) or at + 2 * WIDTH < len(line) - first else ""
    before = lead + "".join(cells[start:at])
    return f"{before}{''.join(cells[at:end])}{tail}", _width(before)


def _cells(line: str) -> list[str]:
    """Give what is shown for each character of a line."""
    cells: list[str] = []
    width = 0
    for character in line:
        cell = " " * (TAB - width % TAB) if character == "\t" else _shown(character)
        width += _width(cell)
        cells.append(cell)
    return cells


def _window(cells: list[str], at: int) -> tuple[int, int]:
    """Give the range of cells to show, so that the mark is in it with something of what follows."""
    ends = list(accumulate(map(_width, cells)))
    if not ends or ends[-1] <= WIDTH:
        return 0, len(cells)
    before = ends[at - 1] if at else 0
    left = max(0, min(before + _AHEAD, ends[-1]) - WIDTH)
    start = next(index for index, end in enumerate([0, *ends]) if end >= left)
    while start < at and _width(cells[start]) == 0:  # A mark that combines is not parted from its letter.
        start += 1
    stop = next((index for index, end in enumerate(ends) if end > left + WIDTH), len(cells))
    return start, stop


def _width(text: str) -> int:
    """Give how many columns of the screen a text takes; it has no characters that a terminal acts on."""
    from wcwidth import wcswidth  # noqa: PLC0415 - most runs find nothing to report, and need not load its tables

    return max(0, wcswidth(text))
