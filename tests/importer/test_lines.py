"""What each line of jotted notes could be."""

from __future__ import annotations

import pytest

from daywise.importer.lines import Counted, counted, label_of, plain, read_lines, split_list, split_note


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Day 1: Paths", Counted("day", 1, 1, "Day 1", "Paths")),
        ("Day 36–38: Core DSA", Counted("day", 36, 38, "Day 36–38", "Core DSA")),
        ("Days 3 to 4 - Scripts", Counted("day", 3, 4, "Days 3 to 4", "Scripts")),
        ("DAY 1 — Paths", Counted("day", 1, 1, "DAY 1", "Paths")),
        ("Week 2 – Services", Counted("week", 2, 2, "Week 2", "Services")),
        ("Week 2", Counted("week", 2, 2, "Week 2", "")),
        ("SEM 1: Base (Weeks 1–4)", Counted("sem", 1, 1, "SEM 1", "Base (Weeks 1–4)")),
        ("| Day 3 | Joins | Windows |", Counted("day", 3, 3, "Day 3", "Joins, Windows")),
        ("WEEK ONE: Basics", Counted("week", 1, 1, "WEEK 1", "Basics")),
        ("Week Two", Counted("week", 2, 2, "Week 2", "")),
        ("Week 4-5 Revision (hard)", Counted("week", 4, 5, "Week 4-5", "Revision (hard)")),
        ("Day 3 - 2 pointers", Counted("day", 3, 3, "Day 3", "2 pointers")),
        ("Week-2 -> OS", Counted("week", 2, 2, "Week-2", "OS")),
        ("WEEK 3 => mock interviews", Counted("week", 3, 3, "WEEK 3", "mock interviews")),
        ("3rd week: Memory", Counted("week", 3, 3, "week 3", "Memory")),
        ("دن ۱۲: فہرستیں", Counted("day", 12, 12, "Day 12", "فہرستیں")),
        ("सप्ताह १–२: पेड़", Counted("week", 1, 2, "Week 1–2", "पेड़")),
        ("دنیا 1: کچھ", None),
        ("2nd day of the exam", None),
        ("Week one is the hardest", None),
        ("Day-1 Goal (Short)", None),
        ("Python 3: what is new", None),
        ("Day 0: nothing", None),
        ("Day 5–3: backwards", None),
        ("6-Week Plan", None),
    ],
)
def test_counted_lines_are_days_weeks_and_phases(words: str, expected: Counted | None) -> None:
    assert counted(words) == expected


def test_labels_name_the_key_they_stand_for() -> None:
    assert label_of("Practice designing:") == ("practise_designing", "")
    assert label_of("Output: a report") == ("output", "a report")
    assert label_of("Outputs differ: why") is None


def test_marks_of_markdown_and_pictures_in_front_are_left_out() -> None:
    assert plain("👉 Output: explain **why** `x`") == "Output: explain why x"
    assert plain("🇵🇰 Context") == "Context"
    assert plain("[docs](https://example.org/a)") == "docs (https://example.org/a)"
    assert plain("__init__ and a*b") == "__init__ and a*b"


def test_code_in_fences_and_indented_code_is_no_list_and_no_heading() -> None:
    lines = read_lines("**Code:**\n\n    # one\n    - two\n\n```\n# three\n```\n\n- item\n    - inner\n")
    assert [line.kind for line in lines] == [
        "text", "blank", "code", "code", "blank", "code", "code", "code", "blank", "bullet", "bullet", "blank",
    ]  # fmt: skip


def test_a_picture_in_front_makes_a_heading_unless_it_points() -> None:
    heading, label, pointing = read_lines("📚 Books\n👉 Build:\n👉 Deploy it.")
    assert (heading.kind, heading.words) == ("heading", "Books")
    assert (label.kind, pointing.kind) == ("text", "text")


def test_commas_and_notes_within_parentheses_belong_to_their_text() -> None:
    assert split_list("Caching (TTL, write-back), locks") == ["Caching (TTL, write-back)", "locks"]
    assert split_note("Python (deep, not tutorial)") == ("Python", "deep, not tutorial")
    assert split_note("f(x) of y") == ("f(x) of y", "")
