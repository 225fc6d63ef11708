"""The typefaces in the repository are the files that the manifest says, from packages under a free licence."""

from __future__ import annotations

import hashlib
import json

from daywise import fonts


def test_every_file_is_the_one_of_the_manifest_and_none_is_left_out() -> None:
    entries = json.loads(fonts.MANIFEST.read_text("utf-8"))
    listed = {file["path"]: file["sha256"] for entry in entries for file in entry["files"]}
    there = {path.name for path in fonts.FOLDER.iterdir() if path.suffix in {".ttf", ".txt"}}
    assert listed.keys() == there
    for name, digest in listed.items():
        assert hashlib.sha256((fonts.FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_every_package_names_its_version_and_comes_with_its_licence() -> None:
    for entry in json.loads(fonts.MANIFEST.read_text("utf-8")):
        assert entry.keys() == {"package", "version", "licence", "files"}
        assert entry["licence"] == "OFL-1.1"
        (licence,) = (file["path"] for file in entry["files"] if file["path"].endswith(".txt"))
        assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.FOLDER / licence).read_text("utf-8")
