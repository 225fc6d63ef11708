"""Dockerfiles are built where a builder and their base images are there already, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from daywise.lesson import Lesson
from daywise.notes import read_lesson
from daywise.verify.runners.checkers import base_images
from daywise.verify.servers import Servers
from daywise.verify.session import verify

DOCKERFILE = """# Title

```dockerfile
FROM base:1.0
COPY app.py /srv/app.py
USER 65534
```
"""

# Stands in for buildah: has the images named in $1, and says of a build what $2 says, with the exit status $3.
BUILDER = """#!/bin/sh
if [ "$1" = inspect ]; then [ "$4" = "{image}" ]; exit; fi
cat > "{folder}/built"
echo "{says}"
exit {status}
"""


def lesson() -> tuple[Lesson, str]:
    return read_lesson(DOCKERFILE, "first", "first.md"), DOCKERFILE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


def install(folder: Path, image: str, says: str, status: int) -> None:
    builder = folder / "buildah"
    builder.write_text(BUILDER.format(folder=folder, image=image, says=says, status=status), "utf-8")
    builder.chmod(0o755)


def test_a_dockerfile_that_builds_is_fine(folder: Path, servers: Servers) -> None:
    install(folder, "base:1.0", "done", 0)
    (report,) = verify([lesson()], servers)
    assert not report.problems
    assert "COPY app.py" in (folder / "built").read_text("utf-8")


def test_a_dockerfile_that_does_not_build_is_a_problem(folder: Path, servers: Servers) -> None:
    install(folder, "base:1.0", "no such file: app.py", 125)
    (report,) = verify([lesson()], servers)
    (problem,) = report.problems
    assert "build: no such file: app.py" in str(problem)


def test_nothing_is_built_when_a_base_image_is_not_there(folder: Path, servers: Servers) -> None:
    install(folder, "another:1.0", "", 1)
    (report,) = verify([lesson()], servers)
    assert not report.problems
    assert not (folder / "built").exists()


@pytest.mark.parametrize(
    ("dockerfile", "expected"),
    [
        ("FROM python:3.13-slim\n", {"python:3.13-slim"}),
        ("FROM scratch\n", set()),
        (
            "FROM --platform=linux/amd64 golang:1 AS build\nRUN x\nfrom build as test\nFROM scratch\n",
            {"golang:1"},
        ),
        ("RUN echo FROM nowhere\n", set()),
    ],
)
def test_base_images_are_neither_scratch_nor_stages(dockerfile: str, expected: set[str]) -> None:
    assert base_images(dockerfile) == expected
