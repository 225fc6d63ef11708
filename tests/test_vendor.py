"""Browser code of others: exactly what its package ships, with its licence, and nothing beside it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "docs" / "assets" / "vendor"
PACKAGES: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
FILES = [(package, file) for package in PACKAGES for file in package["files"]]
NAMES = [f"{package['folder']}/{file['name']}" for package, file in FILES]


@pytest.mark.parametrize(("package", "file"), FILES, ids=NAMES)
def test_each_file_is_the_one_that_was_looked_at(package: dict[str, Any], file: dict[str, str]) -> None:
    data = (VENDOR / package["folder"] / file["name"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == file["sha256"]


def test_there_is_nothing_beside_what_the_manifest_names() -> None:
    found = sorted(path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file())
    assert found == sorted(["manifest.json", *NAMES])


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["package"])
def test_each_package_is_pinned_named_by_its_version_and_has_its_licence(package: dict[str, Any]) -> None:
    assert package["folder"] == f"{package['package']}-{package['version']}"
    assert package["licence"] in {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}
    licences = [file["name"] for file in package["files"] if re.match(r"licen[cs]e", file["name"], re.IGNORECASE)]
    assert licences
    pinned = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert pinned[package["package"]] == package["version"]


@pytest.mark.parametrize(("package", "file"), FILES, ids=NAMES)
def test_each_file_is_byte_for_byte_that_of_the_package(package: dict[str, Any], file: dict[str, str]) -> None:
    folder = ROOT / "node_modules" / package["package"]
    if not folder.exists():
        pytest.skip("the packages of package.json are not installed: run `make setup`")
    assert json.loads((folder / "package.json").read_text("utf-8"))["version"] == package["version"]
    assert (folder / file["in_package"]).read_bytes() == (VENDOR / package["folder"] / file["name"]).read_bytes()


def test_scripts_load_vendored_code_from_where_it_is() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "assets" / "js").rglob("*.js"))
    named = set(re.findall(r"vendor/([\w.-]+/[\w.-]+)", scripts))
    assert named
    assert named <= set(NAMES)
