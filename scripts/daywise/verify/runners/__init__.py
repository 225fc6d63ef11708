"""The runners of languages, one a module."""

from __future__ import annotations

from daywise.verify.runners.bash import BashRunner
from daywise.verify.runners.checkers import DockerfileRunner, JsonRunner, NginxRunner, TomlRunner, YamlRunner
from daywise.verify.runners.cpp import CppRunner
from daywise.verify.runners.javascript import JavaScriptRunner
from daywise.verify.runners.mongodb import MongoDBRunner
from daywise.verify.runners.python import PythonRunner
from daywise.verify.runners.redis import RedisRunner
from daywise.verify.runners.runner import Runner
from daywise.verify.runners.sql import MySQLRunner, PostgreSQLRunner

RUNNERS: tuple[type[Runner], ...] = (
    PythonRunner,
    BashRunner,
    JavaScriptRunner,
    CppRunner,
    RedisRunner,
    PostgreSQLRunner,
    MySQLRunner,
    MongoDBRunner,
    DockerfileRunner,
    YamlRunner,
    JsonRunner,
    TomlRunner,
    NginxRunner,
)
RUNNER_OF = {language: runner for runner in RUNNERS for language in runner.languages}
