"""The hook that hands pages to MkDocs: the site has every page, and mistakes are told without a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daywise.render import render_site
from tests.builders import ROOT, SAMPLE_PLANS, load_from_root

CONFIG = f"""\
site_name: Shim
theme: {{name: null, custom_dir: theme}}
strict: true
plugins: []
hooks: ["{(ROOT / "scripts" / "gen_pages.py").as_posix()}"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a MkDocs project with the sample plans and a theme of one line."""
    shutil.copytree(SAMPLE_PLANS, tmp_path / "plans")
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.meta.daywise.kind }}\n{{ page.content }}", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return tmp_path


def build(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {key: value for key, value in os.environ.items() if key != "DAYWISE_PLANS"}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_mkdocs_gets_every_page_and_file(project: Path) -> None:
    result = build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    for page in render_site(load_from_root(project / "plans")):
        if not page.path.endswith(".md"):
            assert (site / page.path).read_bytes() == str(page.content).encode()
            continue
        assert (site / page.path).with_suffix(".html").read_text("utf-8").startswith(f"{_kind(page.path)}\n<div class=")
    assert list((project / "docs").iterdir()) == [], "nothing is written into the source"


def _kind(path: str) -> str:
    match path.split("/"):
        case ["index.md"]:
            return "home"
        case [_plan, "index.md"]:
            return "overview"
        case [_plan, "phases", *_]:
            return "phase"
        case [_plan, ("gantt" | "questions" | "resources" | "context" | "glossary" | "sheet" | "today") as name, _]:
            return name
        case _:
            return "unit"


def test_mistakes_in_the_plans_end_the_build_with_their_list(project: Path) -> None:
    plan = project / "plans" / "http-in-days" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("title: Status codes", "titel: Status codes"), "utf-8")
    result = build(project)
    assert result.returncode == 1
    text = result.stdout + result.stderr
    assert "in the plans" in text
    assert "titel" in text
    assert "plans/http-in-days/plan.yaml:" in text
    assert "Traceback" not in text
    assert not (project / "site").exists()
