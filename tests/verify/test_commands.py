"""``verify`` and ``outputs``: what they print and write, and that they touch nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from daywise import cli
from daywise.ran import read_record
from tests.builders import plan_data

NOTES = """\
# First

<!-- id: one -->

## Block 1 – One

```python
print(1 + 1)
```

- In a list:

  ```python
  print("```")
  ```

```python
silent = True
```

```output
gone
```
"""
WRITTEN = """\
# First

<!-- id: one -->

## Block 1 – One

```python
print(1 + 1)
```

```output
2
```

- In a list:

  ```python
  print("```")
  ```

  ````output
  ```
  ````

```python
silent = True
```
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project with one plan and the notes of its first unit."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plans" / "a-plan"
    (folder / "lessons").mkdir(parents=True)
    data = plan_data()
    (phase,) = data["phases"]
    (unit,) = phase["units"]
    lines = [f"{key}: {value}" for key, value in data.items() if key != "phases"]
    lines += ["phases:", f"  - id: {phase['id']}", f"    label: {phase['label']}", f"    title: {phase['title']}"]
    lines += ["    units:"]
    for mark, (key, value) in zip("-" + " " * len(unit), unit.items(), strict=False):
        shown = f"[{{id: {value[0]['id']}, text: {value[0]['text']}}}]" if key == "checklist" else value
        lines.append(f"      {mark} {key}: {shown}")
    (folder / "plan.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    path = folder / "lessons" / "first.md"
    path.write_text(NOTES, "utf-8")
    return path


def test_outputs_writes_what_was_printed_and_the_record(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["outputs"]) == 0
    assert notes.read_text("utf-8") == WRITTEN
    record = read_record(notes.with_name("first.ran.json").read_text("utf-8"))
    assert [(block.language, block.status, block.tools) for block in record.blocks] == [
        ("python", "ran", ("Python",))
    ] * 3
    out = capsys.readouterr().out
    assert "plans/a-plan/lessons/first.md: outputs written\n" in out
    assert re.search(r"first\.md: 3 blocks right \(Python 3\.[0-9.–3 and]+\)\n", out)


def test_verify_accepts_what_outputs_wrote_and_changes_nothing(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["outputs"]) == 0
    files = {path: path.stat().st_mtime_ns for path in notes.parent.iterdir()}
    assert cli.main(["verify"]) == 0
    assert cli.main(["outputs"]) == 0
    assert cli.main(["check"]) in {0, 1}
    assert {path: path.stat().st_mtime_ns for path in notes.parent.iterdir()} == files
    assert re.search(r"^3 blocks in [0-9.]+ s$", capsys.readouterr().out, re.MULTILINE)


def test_verify_reports_every_wrong_block(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", "--lesson", "first"]) == 1
    captured = capsys.readouterr()
    text = captured.out + captured.err
    assert "first.md: 3 of 3 blocks wrong" in text
    for place in ("first.md:8:1: no-output", "first.md:14:1: no-output", "first.md:22:1: other-output"):
        assert place in text
    assert "| print(1 + 1)\n" in text, "the line itself is shown"
    assert notes.read_text("utf-8") == NOTES


@pytest.mark.usefixtures("notes")
def test_a_lesson_that_is_not_there_is_told_with_the_one_that_may_be_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["verify", "--lesson", "frist"]) == 1
    captured = capsys.readouterr()
    assert "there is no lesson “frist”" in captured.out + captured.err


def test_code_that_the_runner_cannot_make_sense_of_is_not_run(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes.write_text("# First\n\n```fortran\nprint *, 1\n```\n", "utf-8")
    assert cli.main(["outputs"]) == 1
    captured = capsys.readouterr()
    assert "first.md:3:4: unknown-language: nothing runs “fortran”" in captured.out + captured.err


def test_a_failing_block_leaves_no_record(notes: Path) -> None:
    notes.write_text("# First\n\n```python\nprint(1)\n```\n\n```python\n1 / 0\n```\n", "utf-8")
    assert cli.main(["outputs"]) == 1
    assert "```output\n1\n```" in notes.read_text("utf-8")
    assert not notes.with_name("first.ran.json").exists()


def test_a_change_after_the_run_makes_check_fail(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["outputs"]) == 0
    cli.main(["ids"])
    assert cli.main(["check"]) == 0
    notes.write_text(notes.read_text("utf-8").replace("1 + 1", "2 + 0"), "utf-8")
    capsys.readouterr()
    assert cli.main(["check"]) == 1
    captured = capsys.readouterr()
    assert "stale-record" in captured.out + captured.err
