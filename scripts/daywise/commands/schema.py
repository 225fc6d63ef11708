"""``schema``: write the JSON Schema of plan.yaml, and the authors' page about it, anew from the model."""

from __future__ import annotations

import argparse
from pathlib import Path

from daywise.schema import reference_text, schema_text
from daywise.write import replace_text

NAME = "schema"
HELP = "write docs/schema/plan.schema.json and docs/authors/plan-yaml.md anew from the model"
FILES = {
    Path("docs/schema/plan.schema.json"): schema_text,
    Path("docs/authors/plan-yaml.md"): reference_text,
}


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no argument of its own."""


def run(_options: argparse.Namespace) -> int:
    """Write the two files, and say which changed."""
    for path, text in FILES.items():
        new = text()
        changed = not path.is_file() or path.read_text("utf-8") != new
        if changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_text(path, new)
        print(f"{path.as_posix()}: {'written' if changed else 'up to date'}")
    return 0
