"""Cards are drawn for a site that is built, not for one that its author is writing; without the package, one error."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from mkdocs.exceptions import PluginError

from daywise.cards import pages, store
from tests.builders import make_library, make_plan, make_source

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "plan_source.py"


@pytest.fixture
def plan_source() -> ModuleType:
    """Load the module as a new run of MkDocs does."""
    spec = importlib.util.spec_from_file_location("plan_source_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("command", "drawn"), [("build", 3), ("serve", 0), (None, 0)])
def test_only_a_build_has_cards(
    plan_source: ModuleType, command: str | None, drawn: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    if command:
        plan_source.begin(command)
    cards = list(plan_source.cards(make_library(make_source(make_plan()))))
    assert min(len(cards), 3) == drawn


def test_without_the_package_a_build_ends_with_one_line(
    plan_source: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        message = "it is not installed"
        raise store.MissingDrawerError(message)

    monkeypatch.setattr(pages, "pages", missing)
    plan_source.begin("build")
    with pytest.raises(PluginError, match=r"^it is not installed$"):
        plan_source.cards(make_library())
