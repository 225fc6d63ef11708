"""Whatever bytes a source file holds: a report that can be printed comes out, and never a traceback."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from daywise.load import Library, read_library
from daywise.problems import InvalidSourceError, Problem
from daywise.report import annotation, report
from daywise.validate import find_problems
from tests.rules.case_files import BASE

FILES = ["plan.yaml", "ids.txt", "retired-ids.txt", "lessons/first.md", "lessons/second.md", "lessons/name.svg"]
PLAN = (BASE / "small" / "plan.yaml").read_bytes()
NOTES = (BASE / "small" / "lessons" / "first.md").read_bytes()


@pytest.fixture(scope="module")
def plans() -> Iterator[Path]:
    """Make a folder of plans whose small plan each test writes anew."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def problems_of(plans: Path, **files: bytes) -> tuple[Library, list[Problem]]:
    """Check the base library with files of the small plan replaced, and print what is found."""
    shutil.rmtree(plans)
    shutil.copytree(BASE, plans)
    for name, data in files.items():
        (plans / "small" / name).write_bytes(data)
    library = read_library(plans)
    problems = find_problems(library)
    text = report(InvalidSourceError(problems, library.texts))
    assert text.encode("utf-8")
    assert all(len(line) < 2_000 for line in text.split("\n"))
    for problem in problems:
        assert "\n" not in annotation(problem)
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
    return library, problems


@given(st.sampled_from(FILES), st.binary(max_size=400))
@example("lessons/first.md", b"\xff\xfe" + b"# \x00")
@example("plan.yaml", b"\x00" * 50)
@example("plan.yaml", b"\xef\xbb\xbf")
@example("lessons/name.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>")
def test_any_bytes_in_any_file(plans: Path, name: str, data: bytes) -> None:
    problems_of(plans, **{name: data})


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=6), st.text(max_size=6).map(str.encode))
    ),
    max_size=5,
)


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Cut pieces out of a file, and put others in their place."""
    for where, size, new in edits:
        start = int(where * len(data))
        data = data[:start] + new + data[start + size :]
    return data


@given(EDITS)
def test_any_edit_of_a_plan(plans: Path, edits: list[tuple[float, int, bytes]]) -> None:
    problems_of(plans, **{"plan.yaml": edited(PLAN, edits)})


@given(EDITS)
def test_any_edit_of_a_lesson(plans: Path, edits: list[tuple[float, int, bytes]]) -> None:
    problems_of(plans, **{"lessons/first.md": edited(NOTES, edits)})


LINES = st.sampled_from(
    [
        "# A", "## Block 1 – A", "Block 2: B", "**Check:** A?", "**Answer**", "**Exercise**", "**Solution**",
        "**Predict**", "```python", "```", "~~~", "```output", "<!-- id: a -->", "<!-- id: A b -->", "<!-- id:", "-->",
        "<!-- raises: E -->", "- a ([b](#c))", "1. x", "> - y", "[a](b.md#c)", "![a](b.svg)", "[a]: <b c>", "| a |",
        "|---|", "---", "***", "    a = 1", "## Self-check", "- <!-- id: sc --> Why?", "needs: [redis]", "sql: x", "",
        "", "یہ", "a\u200cb", "<div>", "&amp;", "\\", "*a*<!-- term -->", "[a](../../other/lessons/basics.md#x)",
        "[a](//b)", "[a](%ff.md)", "[a](\x00.md)",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=40))
def test_any_lines_of_notes(plans: Path, lines: list[str]) -> None:
    problems_of(plans, **{"lessons/second.md": "\n".join(lines).encode()})


@given(st.lists(LINES, max_size=40), st.lists(LINES, max_size=40))
def test_the_notes_of_one_lesson_never_hide_the_mistakes_of_another(
    plans: Path, first: list[str], second: list[str]
) -> None:
    _library, problems = problems_of(
        plans,
        **{
            "lessons/first.md": "\n".join(first).encode(),
            "lessons/second.md": ("[gone](gone.md)\n\n" + "\n".join(second)).encode(),
        },
    )
    assert [problem for problem in problems if problem.path.endswith("second.md") and problem.rule == "dead-link"]


HORRORS = {
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "questions": b"? " * 100_000,
    "quotes": b'"' * 100_000,
    "anchors": b"&a " * 100_000,
    "commas": b"[a, " + b"b, " * 100_000,
    "keys": b"".join(b"k%d: 1\n" % number for number in range(10_000)),
    "same-keys": b"id: 1\n" * 20_000,
    "one-line": b"title: " + b"x" * 490_000,
    "blank-lines": b"\n" * 490_000,
    "spaces": b" " * 490_000,
    "tabs": b"\t" * 490_000,
    "carriage-returns": b"\r" * 490_000,
    "control": b"\x1b\n" * 100_000,
    "latin-1": b"\xe9\n" * 100_000,
    "mojibake": "â€“ ".encode() * 20_000,
    "digits": b"length: " + b"9" * 400_000,
    "ranges": b"at: " + b"1-" * 200_000,
}


@pytest.mark.parametrize("name", HORRORS)
def test_a_plan_made_to_hurt_ends_soon(plans: Path, name: str) -> None:
    assert problems_of(plans, **{"plan.yaml": HORRORS[name]})[1]


MARKDOWN_HORRORS = {
    "brackets": b"[" * 20_000,
    "links": b"[a](" * 20_000,
    "pictures": b"![" * 8_000,
    "stars": b"*a **b " * 20_000,
    "backticks": b"".join(b"e" + b"`" * number for number in range(1, 500)),
    "quotations": b"> " * 50_000,
    "lists": b"- " * 50_000,
    "comments": b"<!-- " * 30_000,
    "half-comments": b"<!-- id: a\n" * 15_000,
    "half-comments-on-a-line": b"<!-- id: a " * 15_000,
    "space-in-a-comment": b"<!-- id: a" + b" " * 150_000,
    "entities": b"&#x110000;" * 20_000,
    "tables": b"|" * 50_000 + b"\n" + b"|-" * 50_000,
    "references": b"".join(b"[a%d]: b\n" % number for number in range(20_000)),
    "fences": b"```a\n" * 30_000,
    "nesting": b"\n".join(b"  " * number + b"- a" for number in range(300)),
    "code": b"    (" * 10_000,
    "python": b"    " + b"(" * 5_000,
}


@pytest.mark.parametrize("name", MARKDOWN_HORRORS)
def test_notes_made_to_hurt_end_soon(plans: Path, name: str) -> None:
    problems_of(plans, **{"lessons/first.md": MARKDOWN_HORRORS[name]})
