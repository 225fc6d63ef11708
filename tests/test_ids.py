"""Missing ids: written once, where the reader of notes finds them, and nothing else touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from daywise import ids
from daywise.ids import write_missing_ids, write_registers
from daywise.lesson import owners
from daywise.load import Library, load
from daywise.notes import PAGE_ANCHORS
from tests.builders import SAMPLES, plan_data, unit_data

NOTES = """# Names

## Block 1 – Names & objects

**Interview one-liner**

Names point to objects.

**Interview question**
What is a name?

**Correct answer:** a label.

Follow-up question: And an object?

**Check:** Is `a` an object?

**Worked example**

```python
a = 1
```

**Exercise:** Bind two names to one list.

Block 2 – Output

## Self-check

- What is a name? ([Block 1](#x))
- What does
  `is` compare?
- Read again.
"""

WITH_IDS = """# Names

<!-- id: names-objects -->

## Block 1 – Names & objects

<!-- id: say-names-point-to-objects -->

**Interview one-liner**

Names point to objects.

<!-- id: q-what-is-a-name -->

**Interview question**
What is a name?

**Correct answer:** a label.

<!-- id: fq-and-an-object -->

Follow-up question: And an object?

<!-- id: check-is-a-an-object -->

**Check:** Is `a` an object?

<!-- id: worked-section -->

**Worked example**

```python
a = 1
```

<!-- id: ex-bind-two-names-to-one -->

**Exercise:** Bind two names to one list.

<!-- id: output-2 -->

Block 2 – Output

## Self-check

- What is a name? ([Block 1](#x)) <!-- id: sc-what-is-a-name-block -->
- What does
  `is` compare? <!-- id: sc-what-does-is-compare -->
- Read again.
"""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Make a plan with two units, the second without notes."""
    folder = tmp_path / "plans" / "a-plan"
    (folder / "lessons").mkdir(parents=True)
    plan = plan_data(unit_data("names", 1), unit_data("objects", 2), length="2")
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, sort_keys=False), "utf-8")
    return folder.parent


def notes_of(plans: Path, unit_id: str) -> Path:
    return plans / "a-plan" / "lessons" / f"{unit_id}.md"


def written(plans: Path, notes: bytes, unit_id: str = "names") -> bytes:
    """Give what becomes of a unit's notes."""
    path = notes_of(plans, unit_id)
    path.write_bytes(notes)
    write_missing_ids(load(plans))
    return path.read_bytes()


def ids_in(library: Library) -> list[str]:
    return [owner.id for lesson in library.sources[0].lessons.values() for owner in owners(lesson)]


def test_every_missing_id_is_written_where_the_reader_finds_it(plans: Path) -> None:
    assert written(plans, NOTES.encode()).decode() == WITH_IDS
    assert ids_in(load(plans)) == re.findall("<!-- id: (.*) -->", WITH_IDS)


def test_a_second_run_changes_nothing(plans: Path) -> None:
    path = notes_of(plans, "names")
    path.write_text(NOTES, "utf-8")
    assert write_missing_ids(load(plans)) == [f"{path.as_posix()}: wrote 10 ids"]
    assert write_missing_ids(load(plans)) == []
    assert path.read_text("utf-8") == WITH_IDS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", " "])
def test_the_notes_keep_their_bytes_line_ends_included(plans: Path, end: str, mark: str, last: str) -> None:
    def form(text: str) -> bytes:
        return (mark + text.removesuffix("\n").replace("\n", end) + last).encode()

    assert written(plans, form(NOTES)) == form(WITH_IDS)


def test_notes_as_jotted_get_all_their_ids_and_lose_nothing(plans: Path) -> None:
    notes = (SAMPLES / "notes-as-jotted.md").read_bytes()
    new = written(plans, notes)
    library = load(plans)
    assert all(ids_in(library))
    assert len(ids_in(library)) == len(set(ids_in(library))) == 12
    without = re.sub(rb"(?m)^<!-- id: [a-z0-9-]+ -->\n\n| <!-- id: [a-z0-9-]+ -->$", b"", new)
    assert without == notes
    assert written(plans, new) == new


def test_ids_that_are_there_stay_and_new_ones_avoid_them(plans: Path) -> None:
    notes = (
        "<!-- id: names -->\n\n## Block 1 – Heap\n\n## Block 2 – Heap\n\n<!-- id: heap -->\n\n## Block 3 – Objects\n"
    )
    new = written(plans, notes.encode()).decode()
    assert re.findall("id: (.*) -->", new) == ["names", "heap-2", "heap"]


def test_new_ids_are_unique_in_their_plan_whatever_lesson_they_stand_in(plans: Path) -> None:
    for unit_id in ("names", "objects"):
        notes_of(plans, unit_id).write_text("## Block 1 – Same title\n\n## Block 2 – First done\n", "utf-8")
    write_missing_ids(load(plans))
    found = ids_in(load(plans))
    assert found == ["same-title", "first-done", "same-title-2", "first-done-2"]


def test_a_retired_id_is_never_used_again(plans: Path) -> None:
    (plans / "a-plan" / "ids.txt").write_text("heap\n", "utf-8")
    assert b"<!-- id: heap-2 -->" in written(plans, b"## Block 1 - Heap\n")


def test_new_ids_avoid_the_anchors_of_the_page(plans: Path) -> None:
    for anchor in PAGE_ANCHORS:
        assert f"<!-- id: {anchor}-2 -->".encode() in written(plans, f"## Block 1 – {anchor}\n".encode())


@pytest.mark.parametrize(
    ("notes", "new"),
    [
        ("## Block 1 – ???\n", "section"),
        ("## Block 1 – " + "word " * 20, "word-word-word-word-word-word"),
        ("**Check**\n", "check-section"),
        ("**Exercise**\n\n```python\n1\n```\n", "ex-section"),
        ("## Self-check\n\n- یہ کیا ہے?\n", "sc-section"),
    ],
)
def test_an_id_is_proposed_even_where_words_are_odd_or_missing(plans: Path, notes: str, new: str) -> None:
    assert f"<!-- id: {new} -->".encode() in written(plans, notes.encode())


def test_the_register_grows_at_its_end_and_keeps_its_order(plans: Path) -> None:
    register = plans / "a-plan" / "ids.txt"
    register.write_text("retired\nobjects\n", "utf-8")
    notes_of(plans, "names").write_text("<!-- id: heap -->\n\n## Block 1 – Heap\n", "utf-8")
    assert write_registers(load(plans)) == [f"{register.as_posix()}: appended 5 ids"]
    lines = ["retired", "objects", "phase-one", "names", "names-done", "objects-done", "heap"]
    assert register.read_bytes() == "".join(f"{line}\n" for line in lines).encode()
    assert write_registers(load(plans)) == []


def test_an_id_taken_out_of_the_source_stays_in_the_register(plans: Path) -> None:
    notes_of(plans, "names").write_text("<!-- id: heap -->\n\n## Block 1 – Heap\n", "utf-8")
    write_registers(load(plans))
    before = (plans / "a-plan" / "ids.txt").read_text("utf-8")
    notes_of(plans, "names").write_text("<!-- id: stack -->\n\n## Block 1 – Stack\n", "utf-8")
    write_registers(load(plans))
    assert (plans / "a-plan" / "ids.txt").read_text("utf-8") == f"{before}stack\n"


def test_an_id_stands_in_the_register_once_even_if_the_source_has_it_twice(plans: Path) -> None:
    notes_of(plans, "names").write_text("<!-- id: names -->\n\n## Block 1 – Names\n", "utf-8")
    assert ids.registered(load(plans).sources[0]).count("names") == 1
