"""Every block of every lesson is run (conftest.py collects them below this module), and none escapes being one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from daywise.fences import code_of
from daywise.languages import LANGUAGES
from daywise.notes import read_lesson
from daywise.verify.lesson_run import blocks_of
from tests.verify.conftest import LESSONS

FENCE = re.compile(r"^[ >]*(?:[-*+] |[0-9]+[.)] +)?```+ *([a-z+]+)", re.MULTILINE)


def test_lessons_are_found() -> None:
    assert LESSONS


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_fence_of_a_lesson_is_a_block_or_an_output(path: Path) -> None:
    text = path.read_text("utf-8")
    lesson = read_lesson(text, path.stem, str(path))
    blocks = list(code_of(lesson))
    outputs = sum(block.output is not None for block in blocks)
    assert len(FENCE.findall(text)) == len(blocks) + outputs
    shown = [block for block in blocks if LANGUAGES[block.language] == "shown"]
    assert len(blocks_of(lesson)) == len(blocks) - len(shown)
