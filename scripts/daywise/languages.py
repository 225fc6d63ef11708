"""The languages that blocks of code may be in, and what lessons may ask for in their front matter."""

from __future__ import annotations

from typing import Literal

from daywise.lesson import Code, Lesson

How = Literal["run", "checked", "shown"]

LANGUAGES: dict[str, How] = {
    "python": "run",
    "bash": "run",
    "javascript": "run",
    "cpp": "run",
    "redis": "run",
    "postgresql": "run",
    "mysql": "run",
    "mongodb": "run",
    "http": "run",
    "nginx": "checked",
    "dockerfile": "checked",
    "yaml": "checked",
    "json": "checked",
    "toml": "checked",
    "text": "shown",
}
"""Each language by its one name: whether its blocks are run, checked by a tool without being run, or only shown."""

ALIASES = {
    "": "text",
    "c++": "cpp",
    "console": "bash",
    "docker": "dockerfile",
    "js": "javascript",
    "mongo": "mongodb",
    "mongosh": "mongodb",
    "postgres": "postgresql",
    "psql": "postgresql",
    "py": "python",
    "python3": "python",
    "sh": "bash",
    "shell": "bash",
    "txt": "text",
    "yml": "yaml",
}
"""Names that authors also use, and the name to write instead."""

SQL = "sql"
"""A language whose dialect the front matter names (``sql: mysql``)."""

SERVERS = {"redis": "Redis", "postgresql": "PostgreSQL", "mysql": "MySQL", "mongodb": "MongoDB"}
"""What ``needs`` may name besides packages; a language of the same name needs it."""

PACKAGES = {
    "boto3": "boto3",
    "fastapi": "fastapi",
    "httpx": "httpx",
    "moto": "moto",
    "psycopg": "psycopg",
    "pydantic-settings": "pydantic-settings",
    "pyjwt": "PyJWT",
    "pymysql": "PyMySQL",
    "redis-py": "redis",
}
"""The third-party packages that ``needs`` may name, and what the package registry calls each."""

APP_LANGUAGE = "http"
"""Its blocks talk to an ``app`` that the lesson's Python makes, so they need the package ``fastapi``."""


def language_of(code: Code, lesson: Lesson) -> str:
    """Give the language of a block, a bare ``sql`` being what the front matter says."""
    return lesson.settings.sql or SQL if code.language == SQL else code.language


def need_of(language: str) -> str:
    """Give what a lesson with a block in this language must name in its front matter, or nothing."""
    if language == APP_LANGUAGE:
        return "fastapi"
    return language if language in SERVERS else ""
