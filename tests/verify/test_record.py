"""The record of a run, and what a page says from it."""

from __future__ import annotations

import pytest

from daywise.lesson import Lesson
from daywise.notes import read_lesson
from daywise.ran import RanBlock, Record, RecordError, UsedTool, digest_of, read_record, record_text
from daywise.render.marks import CHANGED, Marks
from daywise.verify.lesson_run import blocks_of

NOTES = """\
# First

```python
print(1)
```

```output
1
```

<!-- skip: it needs a cloud account -->

```bash
aws s3 ls
```

```toml
a = 1
```

```text
a --> b
```
"""
PYTHON = UsedTool("Python", ("3.11.7", "3.12.1"))
NGINX = UsedTool("nginx", ("1.28.0",), "with “nginx -t”")


def lesson() -> Lesson:
    return read_lesson(NOTES, "first", "first.md")


def record_of(lesson: Lesson) -> Record:
    python, bash, toml = (digest_of(block, lesson) for block in blocks_of(lesson))
    blocks = (
        RanBlock("python", python, "ran", ("Python",)),
        RanBlock("bash", bash, "skipped"),
        RanBlock("toml", toml, "checked", ("nginx",)),
    )
    return Record({"Python": PYTHON, "nginx": NGINX}, blocks)


def test_a_record_survives_being_written_and_read() -> None:
    record = record_of(lesson())
    assert read_record(record_text(record)) == record
    assert record_text(Record()) == '{\n  "tools": {\n  },\n  "blocks": [\n  ]\n}\n'
    assert read_record(record_text(Record())) == Record()


def test_each_block_has_a_line_of_its_own_in_the_file() -> None:
    lines = record_text(record_of(lesson())).splitlines()
    assert sum('"digest"' in line for line in lines) == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"tools": {}, "blocks": [{"language": "python"}]}', '{"tools": [], "blocks": []}',
             '{"tools": {}, "blocks": [{"language": "a", "digest": "b", "status": "ran", "tools": ["gone"]}]}'],
)  # fmt: skip
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        read_record(text)


@pytest.mark.parametrize(
    ("versions", "text"),
    [
        (("3.11.7", "3.12.1", "3.13.0"), "Python 3.11–3.13"),
        (("3.14.0", "3.11.2"), "Python 3.11 and 3.14"),
        (("3.12.1",), "Python 3.12"),
        (("3.9.1", "3.10.1", "3.11.0"), "Python 3.9–3.11"),
    ],
)
def test_versions_of_python_are_shown_as_a_range(versions: tuple[str, ...], text: str) -> None:
    assert str(UsedTool("Python", versions)) == text


def test_a_block_says_what_it_ran_on() -> None:
    marks = Marks(lesson(), record_of(lesson()))
    assert marks.of(4) == "Ran on Python 3.11–3.12"
    assert marks.of(14) == "Not run: it needs a cloud account"
    assert marks.of(18) == "Checked, not run: nginx 1.28.0, with “nginx -t”"
    assert marks.of(22) == ""
    assert marks.summary == (
        "The code of this lesson ran on Python 3.11–3.12.",
        "Checked, not run, with nginx 1.28.0, with “nginx -t”.",
    )


def test_a_block_that_was_changed_since_says_so() -> None:
    record = record_of(lesson())
    changed = read_lesson(NOTES.replace("print(1)", "print(+1)"), "first", "first.md")
    marks = Marks(changed, record)
    assert marks.of(4) == CHANGED
    assert marks.of(18) == "Checked, not run: nginx 1.28.0, with “nginx -t”"
    assert not record.fits(changed)
    assert record.fits(lesson())


def test_without_a_record_nothing_is_claimed() -> None:
    marks = Marks(lesson(), None)
    assert marks.of(4) == CHANGED
    assert marks.summary == ()


@pytest.mark.parametrize(
    "change",
    [("print(1)", "print( 1)"), ("```output\n1", "```output\n2"), ("<!-- skip: it", "<!-- skip: That"),
     ("```toml", "```json"), ("```python\n", '```python title="a.py"\n')],
)  # fmt: skip
def test_whatever_decides_a_run_or_the_page_makes_the_record_stale(change: tuple[str, str]) -> None:
    assert not record_of(lesson()).fits(read_lesson(NOTES.replace(*change), "first", "first.md"))


def test_prose_does_not() -> None:
    assert record_of(lesson()).fits(read_lesson(NOTES.replace("# First", "# First\n\nMore words."), "first", "x.md"))
