"""The theme's environment: one for all builds until a template changes or is hidden; hidden folders are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

import theme_environment


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make a folder of templates that is laid over the theme."""
    (tmp_path / "main.html").write_text("first", "utf-8")
    return tmp_path


def theme(own: Path) -> Theme:
    """Give the theme as a build sees it."""
    found = Theme(name="mkdocs", custom_dir=str(own))
    theme_environment.share(found)
    return found


def test_the_next_build_has_the_same_environment(own: Path) -> None:
    assert theme(own).get_env() is theme(own).get_env()


def test_an_edited_template_is_seen(own: Path) -> None:
    assert theme(own).get_env().get_template("main.html").render() == "first"
    (own / "main.html").write_text("other", "utf-8")
    later = (own / "main.html").stat().st_mtime + 1
    os.utime(own / "main.html", (later, later))
    assert theme(own).get_env().get_template("main.html").render() == "other"


def test_a_new_template_hides_the_one_of_the_theme_until_it_goes(own: Path) -> None:
    before = theme(own).get_env().get_template("content.html").filename
    (own / "content.html").write_text("ours", "utf-8")
    assert theme(own).get_env().get_template("content.html").render() == "ours"
    (own / "content.html").unlink()
    assert theme(own).get_env().get_template("content.html").filename == before


def test_another_language_is_another_environment(own: Path) -> None:
    first = theme(own).get_env()
    german = Theme(name="mkdocs", custom_dir=str(own), locale="de")
    theme_environment.share(german)
    assert german.get_env() is not first


def test_the_files_to_copy_are_those_that_mkdocs_finds(own: Path) -> None:
    for name in (".icons/one.svg", "a/.hidden/two.svg", "a/.three.svg", "a/shown.svg", "main.css"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text("", "utf-8")
    config = MkDocsConfig()
    config.load_dict({"site_name": "Theme", "theme": {"name": "material", "custom_dir": str(own)}})
    config.validate()
    found, expected = Files([]), Files([])
    expected.add_files_from_theme(Theme.get_env(config.theme), config)
    theme_environment.share(config.theme)
    found.add_files_from_theme(config.theme.get_env(), config)
    assert list(found.src_uris) == list(expected.src_uris)
    assert {"a/shown.svg", "main.css"} < set(found.src_uris)
