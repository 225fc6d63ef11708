"""What all tests share: golden files, and how many examples property tests draw."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).parent / "golden"

# A time limit per example would only measure how busy the machine is.
DEFAULT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.register_profile("default", DEFAULT)
settings.register_profile("ci", DEFAULT, derandomize=True, database=None, print_blob=True)
settings.register_profile("thorough", DEFAULT, max_examples=1000)
settings.load_profile("default")

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden(text, name)`` holds a text against ``tests/golden/<name>``, or rewrites that file when asked to."""
    update = request.config.getoption("--update-golden")

    def compare(text: str, name: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(f"there is no golden file {name}: run `make golden`, and read what it writes", pytrace=False)
        expected = path.read_text("utf-8")
        if text != expected:
            lines = difflib.unified_diff(
                expected.splitlines(keepends=True), text.splitlines(keepends=True), f"golden/{name}", "now"
            )
            hint = "if the change is meant, run `make golden` and read the diff"
            pytest.fail(f"{name} has changed; {hint}\n{''.join(lines)}", pytrace=False)

    return compare
