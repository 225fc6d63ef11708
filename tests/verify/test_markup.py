"""How authors mark code: front matter, instructions in comments, titles, masks, blocks within lists."""

from __future__ import annotations

import pytest

from daywise.fences import code_of
from daywise.lesson import Code, Settings
from daywise.masks import masked
from daywise.notes import read_lesson


def blocks(text: str) -> list[Code]:
    return list(code_of(read_lesson(text, "first", "first.md")))


def test_front_matter_keeps_the_lines_of_what_follows() -> None:
    text = "---\nneeds: [redis, fastapi]\nsql: mysql\n---\n\n# Title\n\n```sql\nSELECT 1;\n```\n"
    lesson = read_lesson(text, "first", "first.md")
    assert lesson.settings == Settings(("redis", "fastapi"), "mysql")
    assert lesson.title == "Title"
    assert [block.line for block in code_of(lesson)] == [9]


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("need: [redis]", 2, "“need” is no key of the front matter; did you mean “needs”?"),
        ("needs: redis", 2, "expected a list such as “needs: [redis, postgresql]”"),
        ("needs: [redis]\nsql: oracle", 3, "expected “sql: mysql” or “sql: postgresql”"),
    ],
)
def test_a_mistake_in_front_matter_has_its_line(front: str, line: int, message: str) -> None:
    faults = read_lesson(f"---\n{front}\n---\n\n# Title\n", "first", "first.md").settings.faults
    assert faults == ((line, message),)


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    lesson = read_lesson("---\n\n# Title\n\nText: more\n\n---\n", "first", "first.md")
    assert (lesson.settings, lesson.title) == (Settings(), "Title")


def test_instructions_belong_to_the_next_block_only() -> None:
    text = '<!-- raises: TypeError -->\n<!-- timeout: 20 -->\n\n```python title="a.py"\n1\n```\n\n```python\n2\n```\n'
    first, second = blocks(text)
    assert (first.raises, first.directive("timeout"), first.title) == ("TypeError", "20", "a.py")
    assert second.directives == ()


def test_an_instruction_before_something_else_is_stray() -> None:
    lesson = read_lesson("<!-- hidden -->\n\nText.\n\n```python\n1\n```\n\n<!-- skip: x -->\n", "first", "first.md")
    assert [(each.name, each.line) for each in lesson.stray] == [("hidden", 1), ("skip", 9)]


def test_blocks_in_lists_and_quotations_have_their_lines_and_outputs() -> None:
    text = (
        "1. One:\n\n   <!-- raises: KeyError -->\n\n   ```python\n   {}[1]\n   ```\n\n"
        "   ```output\n   KeyError: 1\n   ```\n\n> ```bash\n> true\n> ```\n"
    )
    first, second = blocks(text)
    assert (first.source, first.line, first.output, first.output_line) == ("{}[1]\n", 6, "KeyError: 1\n", 10)
    assert (first.nested, first.raises) == (True, "KeyError")
    assert (second.language, second.line, second.output, second.directives) == ("bash", 14, None, ())


def test_an_output_that_follows_no_code_is_a_block_of_its_own_for_the_rules_to_refuse() -> None:
    assert [block.language for block in blocks("Text.\n\n```output\n1\n```\n")] == ["output"]


@pytest.mark.parametrize(
    ("name", "text", "covered"),
    [
        ("addresses", "<object at 0x7f3a2b>", "<object at …>"),
        ("times", "took 1.25 ms, 3 times", "took … ms, 3 times"),
        ("dates", "on 2026-03-01T10:00:00Z, 2026-03-02", "on …, …"),
        ("ports", "http://127.0.0.1:54321/a", "http://127.0.0.1:…/a"),
        ("uuids", "id 123e4567-e89b-12d3-a456-426614174000.", "id …."),
    ],
)
def test_a_mask_covers_what_it_names(name: str, text: str, covered: str) -> None:
    assert masked(text, [name]) == covered
    assert masked(text, []) == text
