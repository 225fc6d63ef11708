"""Importing notes: the plan passes the check, and every word of the notes is in it or beside it."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.cli import main
from daywise.importer.leftovers import LEFTOVERS
from daywise.importer.mend import mend
from daywise.importer.store import MAX_BYTES, import_notes
from daywise.load import IDS_FILE, Source
from daywise.problems import InvalidSourceError
from daywise.validate import load_valid

SAMPLES = Path(__file__).parent / "samples"
EACH_SAMPLE = pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.txt")))


def imported(notes: Path, out: Path, wanted_id: str = "") -> Source:
    """Import notes, and load what came of them."""
    folder = import_notes(notes, out, wanted_id).folder
    return load_valid(out).by_plan[folder.name]


def imported_text(text: str, out: Path) -> Source:
    """Import notes that are given as a text."""
    notes = out.parent / "notes.txt"
    notes.write_text(text, "utf-8")
    return imported(notes, out)


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text.casefold()))


def written(folder: Path) -> str:
    """Give all that an import wrote for people to read."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != IDS_FILE)
    return "\n".join(path.read_text("utf-8") for path in paths)


@EACH_SAMPLE
def test_every_word_of_the_notes_is_in_the_files(sample: str, tmp_path: Path) -> None:
    notes = SAMPLES / sample
    source = imported(notes, tmp_path / "plans")
    assert words(mend(notes.read_bytes()).text.replace("tourist?", "")) - words(written(source.folder)) == Counter()


def test_days_become_units_with_their_phases_and_spans(tmp_path: Path) -> None:
    plan = imported(SAMPLES / "days-read-as-mac-roman.txt", tmp_path / "plans").plan
    assert (plan.id, plan.step, plan.length) == ("two-week-linux-plan-daily", "day", 7)
    assert [(phase.label, phase.title, phase.subtitle) for phase in plan.phases] == [
        ("Week 1", "Shell Basics", "Files & Pipes"),
        ("Week 2", "Processes & Services", None),
    ]
    assert [(unit.id, unit.at.first, unit.at.last, unit.kind) for unit in plan.units] == [
        ("paths", 1, 1, "lesson"),
        ("pipes-and-redirection", 2, 2, "lesson"),
        ("shell-scripts", 3, 4, "lesson"),
        ("revision-quiz", 5, 5, "review"),
        ("processes", 6, 6, "lesson"),
        ("mock-interview-on-the-shell", 7, 7, "mock-interview"),
    ]
    assert [topic.text for topic in plan.units[0].topics] == ["Paths", "permissions", "links"]
    assert [unit.minutes for unit in plan.units[:3]] == [60, 60, 120]


def test_notes_of_a_day_become_its_lesson(tmp_path: Path) -> None:
    source = imported(SAMPLES / "days-read-as-mac-roman.txt", tmp_path / "plans")
    lesson = source.lessons["paths"]
    assert lesson.title == "Paths and Permissions (Admin View)"
    assert [block.title for block in lesson.blocks()] == ["Mental Model (Names vs Inodes)", "Permissions (Critical)"]
    assert [question.kind for question in lesson.questions] == ["interview"]


def test_links_become_resources_and_what_has_no_address_is_left_over(tmp_path: Path) -> None:
    source = imported(SAMPLES / "days.txt", tmp_path / "plans")
    (group,) = source.plan.resources
    assert group.title == "Manuals"
    assert [(item.title, item.by, item.emphasis) for item in group.items] == [
        ("GNU Bash manual", "gnu.org", "must read"),
    ]
    left = (source.folder / LEFTOVERS).read_text("utf-8")
    assert "## Under “Useful Resources (Picked)”, line 21\n\nA paper copy of the “pocket guide”\n" in left


def test_interview_context_is_told_by_its_headings(tmp_path: Path) -> None:
    (context,) = imported(SAMPLES / "days.txt", tmp_path / "plans").plan.interview_context
    assert context.region == "India"
    assert [(group.sign, group.items) for group in context.groups] == [
        ("tested", ("Reading a log under time pressure",)),
        ("red-flag", ("Pasting commands you can’t explain",)),
        ("stands-out", ("Saying → what you would check first",)),
    ]


def test_subjects_of_a_semester_run_side_by_side(tmp_path: Path) -> None:
    plan = imported(SAMPLES / "weeks.txt", tmp_path / "plans").plan
    assert (plan.step, plan.length, plan.goal) == ("week", 8, "By December end, you have:")
    assert plan.outcomes == ("1 public dashboard", "Offers above ₹6–9 LPA")
    assert [(unit.title, unit.at.first, unit.at.last, unit.track) for unit in plan.units] == [
        ("SQL", 1, 4, "sql-track"),
        ("Spreadsheets", 1, 4, "spreadsheets-track"),
        ("Charts", 5, 8, "charts-track"),
        ("Portfolio Project", 5, 8, "portfolio-project-track"),
        ("map add-on", 5, 8, "map-add-on-track"),
    ]
    assert plan.phases[0].goal == "Read data like an editor, not a “tourist”."


def test_labels_fill_the_lists_of_a_unit(tmp_path: Path) -> None:
    sql, sheets, charts, project, extra = imported(SAMPLES / "weeks.txt", tmp_path / "plans").plan.units
    assert (sql.emphasis, sql.output) == ("daily use", "explain which row was lost, and why.")
    assert sheets.build == ("Budget sheet", "Pivot → chart")
    assert sheets.practise_designing == ("Sales report",)
    assert charts.pick_one == ("Tableau", "Metabase")
    assert charts.learn == ("Axes", "Filters")
    assert project.notes == ("One report with:", "Sources", "Method")
    assert extra.optional
    assert extra.emphasis == "only if time permits"


def test_a_timeline_becomes_milestones(tmp_path: Path) -> None:
    plan = imported(SAMPLES / "weeks.txt", tmp_path / "plans").plan
    assert [(each.when, each.title) for each in plan.milestones] == [
        ("October", "dashboard"),
        ("December", "interviews"),
    ]


def test_a_list_without_days_becomes_a_day_for_each_item(tmp_path: Path) -> None:
    source = imported(SAMPLES / "no-structure.txt", tmp_path / "plans")
    assert [unit.title for unit in source.plan.units] == ["http caching", "sql joins", "reading a stack trace"]
    assert "ask Sana about the mock interview" in (source.folder / LEFTOVERS).read_text("utf-8")


def test_a_day_that_nobody_planned_is_for_review(tmp_path: Path) -> None:
    plan = imported_text("Day 1: a\nDay 4: b\n", tmp_path / "plans").plan
    assert [(unit.at.first, unit.at.last, unit.kind) for unit in plan.units] == [
        (1, 1, "lesson"),
        (2, 3, "review"),
        (4, 4, "lesson"),
    ]


def test_days_that_begin_anew_each_week_are_counted_on(tmp_path: Path) -> None:
    plan = imported_text("# P\n## Week 1\nDay 1: a\nDay 2: b\n## Week 2\nDay 1: c\n", tmp_path / "plans").plan
    assert [(unit.title, unit.at.first) for unit in plan.units] == [("a", 1), ("b", 2), ("c", 3)]


def test_minutes_that_the_notes_name_are_taken(tmp_path: Path) -> None:
    plan = imported_text("Day 1: joins (45 min)\nDay 2: locks, 2 hours\n", tmp_path / "plans").plan
    assert [unit.minutes for unit in plan.units] == [45, 120]


def test_a_lesson_with_loose_ends_is_kept_with_them_made_plain(tmp_path: Path) -> None:
    text = "# P\n\n## Day 1: a\n\n### Block 1 – b\n\nSee [c](nowhere.md).\n\n**Interview question**\n\nWhy?\n\n"
    source = imported_text(f"{text}```\nd\n```\n\n    $ ls here\n", tmp_path / "plans")
    lesson = (source.folder / "lessons" / "a.md").read_text("utf-8")
    assert "See [c] (nowhere.md)." in lesson
    assert "**Interview question (no answer yet)**" in lesson
    assert "```text\nd\n```" in lesson
    assert "````text\n$ ls here\n````" in lesson


def test_a_word_that_is_nearly_a_label_stays_and_is_marked(tmp_path: Path) -> None:
    text = "# P\n\n## Day 1: a\n\n### Block 1 – b\n\n**Interveiw question:** Why?\n\n__Soluton__\n\nBecause.\n"
    source = imported_text(text, tmp_path / "plans")
    lesson = (source.folder / "lessons" / "a.md").read_text("utf-8")
    assert "**Interveiw question (no label):** Why?" in lesson
    assert "__Soluton (no label)__" in lesson


def test_a_lesson_that_the_rules_refuse_is_left_over_whole(tmp_path: Path) -> None:
    text = "# P\n\n## Day 1: a\n\n<!-- id: Not An Id -->\n\n### Block 1 – bananas\n\ntext\n"
    source = imported_text(text, tmp_path / "plans")
    assert not source.lessons
    assert "### Block 1 – bananas" in (source.folder / LEFTOVERS).read_text("utf-8")


def test_what_was_made_up_is_marked_for_the_author(tmp_path: Path) -> None:
    source = imported_text("Day 1: joins\nGoal: Join two tables.\n", tmp_path / "plans")
    text = (source.folder / "plan.yaml").read_text("utf-8")
    assert "minutes: 60  # revise\n" in text
    assert "objective: Join two tables.\n" in text


def test_the_command_says_what_became_of_each_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = SAMPLES / "weeks-read-as-windows-1252.txt"
    assert main(["import", str(sample), "--out", str(tmp_path), "--id", "term"]) == 0
    said = capsys.readouterr().out
    assert "encoding mended: parts of the text were UTF-8" in said
    assert "line 13: characters were lost before" in said
    assert "  line 15: weeks 1–4: SQL\n" in said
    assert "It passes the check." in said
    assert (tmp_path / "term" / "plan.yaml").is_file()


def test_a_plan_that_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["import", str(SAMPLES / "days.txt"), "--out", str(tmp_path), "--id", "mine"]
    assert main(arguments) == 0
    plan = tmp_path / "mine" / "plan.yaml"
    plan.write_text("my own words", "utf-8")
    assert main(arguments) == 1
    assert plan.read_text("utf-8") == "my own words"
    assert "is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no words"),
        (b"--- \n ***\n", "has no words"),
        (b"a" * (MAX_BYTES + 1), "at most"),
        (b"Day 2026: a", "day 2026"),
    ],
)
def test_what_is_no_plan_gives_one_clear_error(data: bytes, message: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_bytes(data)
    with pytest.raises(InvalidSourceError, match=message) as caught:
        import_notes(notes, tmp_path / "plans")
    assert len(caught.value.problems) == 1
    assert not list(tmp_path.glob("plans/*"))


def test_a_file_that_is_not_there_gives_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidSourceError, match="cannot be read"):
        import_notes(tmp_path / "none.txt", tmp_path / "plans")


def test_an_id_must_be_well_formed(tmp_path: Path) -> None:
    with pytest.raises(InvalidSourceError, match="is no id"):
        import_notes(SAMPLES / "days.txt", tmp_path, "../outside")


PIECES = st.sampled_from([
    "Day 1: ", "Day 2–4: ", "## Week 1 – ", "## Week 2", "# Plan", "### ", "- ", "- [ ] ", "1. ", "    x = 1", "```",
    "```python", "```output", "👉 Build:", "Goal: ", "**Goal:** ", "Output: x", "Pick **one**: a or b.", "Learn:",
    "## SEM 1: Base (Weeks 1–4)", "Interview Question", "Correct Answer:", "**Exercise**", "[a](b.md)", "![a](b.png)",
    "[x](#y)", "<!-- id: day-1 -->", "<!-- id: Bad -->", "<!-- skip: a -->", "- https://docs.python.org/3/ – must read",
    "## Resources", "## Timeline", "- May → done", "## Interview context in India", "Red flags", "Optional (maybe):",
    "Block 1 – Title", "Self-check", "---", "| Day 1 | a | b |", "con", "index", "null", "**Day 3**", "Month 1",
    "📚 Books", "\u2028", "\x85", "\t", "[r]: foo.md", "> q", "Day 900: y", "#", "****", "â€", "Ã©", "\ufffd", "Redis",
    "x: y # z", '"q"', "{a}", "2 hours", "alpha beta",
])  # fmt: skip
JOTTINGS = st.lists(st.lists(PIECES | st.text(max_size=12), max_size=3).map("".join), max_size=14).map("\n".join)


@given(JOTTINGS)
def test_any_text_gives_a_valid_plan_with_every_word_or_one_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes.txt")
        notes.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            source = imported(notes, Path(folder, "plans"))
        except InvalidSourceError as error:
            rules = [problem.rule for problem in error.problems]
            assert rules == ["import"]
            return
        there = words(written(source.folder))
        assert [word for word in words(mend(notes.read_bytes()).text) if word not in there] == []
