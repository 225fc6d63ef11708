"""A build that uses what earlier ones have kept gives the bytes of a build from nothing, whatever was changed."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest

from tests.site.samples import FILES
from tests.site.serving import build, make_project, run

KEPT = ".cache"
LESSONS = Path("plans/small/lessons")


def files(folder: Path) -> set[str]:
    """Give the path of every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, wherever it stands."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new), "utf-8")


def edit_a_lesson(project: Path) -> None:
    notes = project / LESSONS / "first-day.md"
    notes.write_text(f"{notes.read_text('utf-8')}\nA sentence more.\n", "utf-8")


def rename_a_unit(project: Path) -> None:
    """Give the second unit another id, in the plan and wherever a lesson links to it."""
    for path in (project / "plans" / "small").rglob("*.*"):
        text = path.read_text("utf-8")
        path.write_text(text if path.name == "ids.txt" else text.replace("second-day", "other-day"), "utf-8")
    for path in (project / LESSONS).glob("second-day*"):
        path.rename(path.with_name(path.name.replace("second-day", "other-day")))
    retired = project / "plans" / "small" / "retired-ids.txt"
    retired.write_text("second-day\n", "utf-8")
    result = run("daywise", "ids", project=project)
    assert result.returncode == 0, result.stdout


def change_the_title_of_the_plan(project: Path) -> None:
    plan = project / "plans" / "small" / "plan.yaml"
    title = next(line for line in plan.read_text("utf-8").splitlines() if line.startswith("title: "))
    edit(plan, title, "title: Another title")


def change_a_template(project: Path) -> None:
    edit(project / "scripts/daywise/templates/lesson.html.j2", "Show the answer", "Show our answer")


def change_the_theme(project: Path) -> None:
    edit(project / "overrides/partials/footer.html", "Nothing you do here leaves your browser.", "Nothing leaves it.")
    edit(project / "mkdocs.yml", "language: en", "language: de")


def break_what_is_kept(project: Path) -> None:
    (project / KEPT / "daywise" / "kept.sqlite3").write_bytes(b"no store" * 999)


CHANGES = {
    "nothing": lambda _project: None,
    "lesson": edit_a_lesson,
    "unit-renamed": rename_a_unit,
    "plan-title": change_the_title_of_the_plan,
    "template": change_a_template,
    "theme": change_the_theme,
    "broken-store": break_what_is_kept,
}


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project and build it, so that much is kept."""
    project = make_project(tmp_path_factory.mktemp("cached") / "project", FILES, copied=("scripts", "overrides"))
    build(project / "site", project)
    return project


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_too_the_bytes_are_those_of_a_clean_build(
    change: str, built_before: Path, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(built_before, project, symlinks=True)
    assert (project / KEPT / "daywise" / "kept.sqlite3").is_file()
    CHANGES[change](project)
    cached = build(tmp_path / "cached", project)
    shutil.rmtree(project / KEPT)
    clean = build(tmp_path / "clean", project)
    assert files(cached) == files(clean)
    _, differ, unreadable = filecmp.cmpfiles(cached, clean, sorted(files(clean)), shallow=False)
    assert (differ, unreadable) == ([], [])
    same = filecmp.cmpfiles(clean, project / "site", sorted(files(clean)), shallow=False)[1:]
    assert (same == ([], [])) == (change in {"nothing", "broken-store"})
