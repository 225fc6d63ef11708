"""The house style by the kind of unit, and what it leaves alone; `cases` has the reports that break each rule."""

from __future__ import annotations

import re
import typing

import pytest

from daywise.facts import facts_of
from daywise.load import read_library
from daywise.model import Kind
from daywise.problems import Problem
from daywise.rules import STYLE_RULES
from daywise.rules.rule import Note
from daywise.rules.style_practice import COUNT
from daywise.rules.style_shapes import BLOCKS, HEADINGS, INTRODUCTION, SHAPES, THINGS
from daywise.validate import find_problems
from tests.builders import PLANS, ROOT, make_lesson


def found(notes: str, kind: Kind = "lesson") -> list[Problem]:
    """Give what the house style says of notes."""
    note = Note(lesson := make_lesson(notes), notes, facts_of(lesson, notes))
    return [problem for rule in STYLE_RULES for problem in rule(note, SHAPES[kind])]


def messages(notes: str, rule: str, kind: Kind = "lesson") -> list[str]:
    """Give the messages of one rule."""
    return [problem.message for problem in found(notes, kind) if problem.rule == rule]


def test_our_plans_are_held_to_the_house_style() -> None:
    library = read_library(PLANS)
    assert {source.plan.style for source in library.sources} == {"house"}
    assert list(map(str, find_problems(library, finished=True))) == []


def test_every_kind_of_unit_has_a_shape_and_every_part_and_thing_is_known() -> None:
    assert set(SHAPES) == set(typing.get_args(Kind))
    for shape in SHAPES.values():
        assert set(shape.parts) <= {INTRODUCTION, BLOCKS, "Goal", "Self-check", *HEADINGS}
        assert set(shape.least) <= set(THINGS)
        assert {THINGS[thing].part for thing in shape.least} - {""} <= set(shape.parts)
    assert set(COUNT) == set(THINGS)


def test_the_page_of_rules_says_what_each_kind_asks_for() -> None:
    text = " ".join((ROOT / "docs" / "rules.md").read_text("utf-8").split())
    for kind, shape in SHAPES.items():
        said = text.partition(f"- **{kind}**: ")[2].partition(" - **")[0].partition(" ### ")[0]
        parts = ", ".join({BLOCKS: "blocks"}.get(part, part) for part in shape.parts)
        assert said.startswith(f"{parts}; {shape.words.least:,}–{shape.words.most:,} words of prose; "), kind
        assert (BLOCKS in shape.parts) == (f"{shape.blocks.least}–{shape.blocks.most} blocks, each with" in said), kind
        assert ", ".join(shape.in_each_block) in said, kind
        for things, least in shape.least.items():
            assert re.search(rf"\b{least} {THINGS[things].one if least == 1 else things}\b", said), (kind, things)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("lesson", ["introduction", "“Goal”", "blocks", "“Practice”", "“Self-check”", "“Further reading”"]),
        (
            "review",
            [
                "introduction",
                "“Goal”",
                "“Mixed questions”",
                "“Combined questions”",
                "“Mock interview”",
                "“Marking guide”",
            ],
        ),
        ("mock-interview", ["introduction", "“Goal”", "“Mock interview”", "“Marking guide”"]),
        ("project", ["introduction", "“Goal”", "blocks", "“Self-check”", "“Further reading”"]),
        ("practice", ["introduction", "“Goal”", "“Practice”", "“Self-check”"]),
    ],
)
def test_each_kind_asks_for_its_own_parts(kind: Kind, missing: list[str]) -> None:
    assert messages("# Title\n", "missing-part", kind) == [f"the lesson has no {part}" for part in missing]


@pytest.mark.parametrize(
    "heading", ["Further reading", "Further reading and watching", "further reading"], ids=lambda heading: heading
)
def test_a_part_is_known_by_its_words(heading: str) -> None:
    assert "the lesson has no “Further reading”" not in messages(f"# T\n\n## {heading}\n", "missing-part")


def test_a_part_may_be_a_smaller_heading() -> None:
    notes = "# T\n\n## Mock interview\n\n### Marking guide\n\nTwo points.\n"
    assert messages(notes, "missing-part", "mock-interview") == [
        "the lesson has no introduction",
        "the lesson has no “Goal”",
    ]
    assert messages(notes, "part-order", "mock-interview") == []


def test_a_block_after_the_practice_is_out_of_order() -> None:
    notes = "# T\n\n## Block 1 – A\n\n## Practice\n\n## Block 2 – B\n"
    (problem,) = [each for each in found(notes) if each.rule == "part-order"]
    assert (problem.line, problem.message) == (5, "“Practice” stands before “Block 2”")


def test_what_a_missing_part_would_hold_is_not_counted_as_missing_again() -> None:
    assert [text for text in messages("# T\n", "too-few") if "exercise" in text or "self-check" in text] == []
    assert "the lesson has no exercises, expected at least 2" in messages("# T\n\n## Practice\n", "too-few")


def test_one_is_not_called_by_its_plural() -> None:
    notes = "# T\n\n## Practice\n\n**Exercise**\n\nDo.\n\n**Solution**\n\nDone.\n"
    assert "the lesson has 1 exercise, expected at least 2" in messages(notes, "too-few")


@pytest.mark.parametrize(
    "gap", ["```text\na = ____\n```", "```python\na = ___\n```", "- one:\n\n  ```text\n  ____\n  ```"]
)
def test_a_gap_may_stand_in_any_code_of_an_exercise(gap: str) -> None:
    notes = f"# T\n\n## Practice\n\n**Exercise**\n\n{gap}\n\n**Solution**\n\nDone.\n"
    assert "gaps" not in " ".join(messages(notes, "too-few"))


def test_in_a_solution_a_gap_is_none() -> None:
    notes = "# T\n\n## Practice\n\n**Exercise**\n\nDo.\n\n**Solution**\n\n```text\n____\n```\n"
    assert "the lesson has no exercises with gaps to fill, expected at least 1" in messages(notes, "too-few")


def test_a_project_asks_for_less_in_each_block_than_a_lesson() -> None:
    notes = "# T\n\n## Block 1 – A\n\n**Trap**\n\nThis.\n"
    assert messages(notes, "block-parts") == [
        "block 1 has no “Predict” and no “Explanation” and no “Correct pattern” and no “Check”"
    ]
    assert messages(notes, "block-parts", "project") == ["block 1 has no “Check”"]


def test_without_blocks_a_self_check_question_may_lead_anywhere() -> None:
    notes = "# T\n\n## Self-check\n\n- One? ([GIL](gil.md#lock))\n- Two?\n"
    (problem,) = [each for each in found(notes, "practice") if each.rule == "self-check-link"]
    assert problem.line == 6


def test_a_long_lesson_is_told_where_most_words_stand() -> None:
    notes = f"---\nneeds: [redis]\n---\n# T\n\n## Short\n\none\n\n## Long\n\n{'word ' * 2_300}\n"
    (problem,) = [each for each in found(notes) if each.rule == "word-count"]
    assert problem.line == 4
    assert problem.message == "the prose has 2,301 words, expected 1,200 to 2,200"
    assert problem.hint.endswith("; most stands under “Long”: 2,300")


@pytest.mark.parametrize(
    "notes",
    [
        "[words](https://example.org/)",
        "`https://example.org/` in code",
        "```text\nhttps://example.org/\n```",
        "![a picture](https://example.org/a.png)",
        "[name]: https://example.org/\n\nSee [name].",
        "<!-- skip: see https://example.org/ -->",
        "example.org and a.b are no addresses",
    ],
)
def test_an_address_that_readers_do_not_see_is_no_bare_link(notes: str) -> None:
    assert messages(f"# T\n\n{notes}\n", "bare-link") == []


def test_an_address_is_found_on_its_own_line() -> None:
    problems = [each for each in found("# T\n\nOne\ntwo (see www.example.org/a), three\n") if each.rule == "bare-link"]
    assert [(each.line, each.column, each.message) for each in problems] == [
        (4, 10, "“www.example.org/a” is an address, not words")
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "`TODO` in code",
        "```python\n# TODO: x\n```",
        "Text:\n\n    # TODO: indented code\n",
        "todo lists and Todoist, methodology",
        "What??",
        "<!-- id: x -->\n\n**Check:** a?\n\n**Answer:** b",
        "<!-- raises: TypeError -->\n\n```python\nx\n```",
        "<!-- prettier-ignore -->",
        "A *word*<!-- term: The word that we mean --> is this.",
    ],
)
def test_what_only_looks_like_a_note_to_oneself_stays(notes: str) -> None:
    assert messages(f"# T\n\n{notes}\n", "leftover") == []


@pytest.mark.parametrize("word", ["TODO", "FIXME:", "XXX", "TBD", "Lorem ipsum dolor", "Coming soon!", "Why ???"])
def test_words_of_a_draft_are_notes_to_oneself(word: str) -> None:
    assert len(messages(f"# T\n\nText. {word}\n", "leftover")) == 1
    assert len(messages(f"# T\n\nText. <!-- {word} and more -->\n", "leftover")) == 1


@pytest.mark.parametrize("notes", ["![](a.svg)", "![ ](a.svg)", "[![](a.svg)](b.md)", "| x |\n| - |\n| ![](a.svg) |"])
def test_a_picture_without_words_is_found_wherever_it_stands(notes: str) -> None:
    (problem,) = [each for each in found(f"# T\n\n![words](b.svg)\n\n{notes}\n") if each.rule == "no-alt-text"]
    assert "a.svg" in problem.message
