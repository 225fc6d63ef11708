"""What git says of when files were last changed: exact, by the author's calendar, and nothing where it cannot know."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from daywise.history import last_changes, spelled


def git(folder: Path, *arguments: str, day: str = "2026-01-01T12:00:00+0000") -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": day}
    who |= {
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_COMMITTER_DATE": "2027-01-01T00:00Z",
    }
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who}, check=True, capture_output=True)


def commit(folder: Path, name: str, text: str, day: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    git(folder, "add", "--", name)
    git(folder, "commit", "--quiet", "--message", "Change it", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository of three commits; the author of the last lives where the next day has begun."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, "plans/a/plan.yaml", "1", "2026-03-01T12:00:00+0000")
    commit(folder, "plans/a/lessons/پہلا دن.md", "1", "2026-03-02T12:00:00+0000")
    commit(folder, "plans/a/plan.yaml", "2", "2026-11-03T00:30:00+0500")
    return folder


def test_a_file_has_the_day_of_its_last_commit_by_its_authors_calendar(repository: Path) -> None:
    changes = last_changes(repository)
    assert changes["plans/a/plan.yaml"] == date(2026, 11, 3)
    assert changes["plans/a/lessons/پہلا دن.md"] == date(2026, 3, 2)


def test_a_folder_has_the_day_of_its_newest_file(repository: Path) -> None:
    changes = last_changes(repository)
    assert changes["plans/a/lessons"] == date(2026, 3, 2)
    assert changes["plans"] == date(2026, 11, 3)


def test_paths_are_those_below_the_folder_that_is_asked_for(repository: Path) -> None:
    assert last_changes(repository / "plans")["a/plan.yaml"] == date(2026, 11, 3)


def test_what_was_never_committed_has_no_day(repository: Path) -> None:
    (repository / "new.md").write_text("new", "utf-8")
    assert "new.md" not in last_changes(repository)


def test_a_copy_of_only_the_newest_commits_tells_nothing(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    assert last_changes(tmp_path / "shallow") == {}


def test_a_folder_without_git_tells_nothing(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}


def test_a_machine_without_git_tells_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert last_changes(repository) == {}


def test_days_are_spelled_in_english() -> None:
    assert spelled(date(2026, 11, 3)) == "3 November 2026"
