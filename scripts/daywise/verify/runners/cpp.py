"""C++20 programs, compiled with sanitizers; what was compiled once is kept by its content."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from daywise.lesson import Code
from daywise.verify.result import Failure, Result, Tool
from daywise.verify.runners.runner import Runner, result_of
from daywise.verify.tools import cache_folder, find, version_of
from daywise.verify.workplace import Workplace

FLAGS = ("-std=c++20", "-O1", "-g", "-Wall", "-Wextra", "-pthread", "-fno-omit-frame-pointer")
# Reads past an object's end are left to the address sanitizer, which says whose end it is.
SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize=object-size", "-fno-sanitize-recover=all")
NOTE = "C++20, with the address and undefined-behaviour sanitizers"
HEADERS = (".h", ".hpp")
COMPILE_ERROR = "compile error"
_MAIN = re.compile(r"\bint\s+main\s*\(|\bauto\s+main\s*\(")
_ENDINGS = (
    re.compile(r"ERROR: (?:Address|Leak)Sanitizer: (?P<kind>[\w-]+)(?: memory leaks)?"),
    re.compile(r"runtime error: (?P<kind>[a-z -]+).*"),
    re.compile(r"terminate called after throwing an instance of '(?P<kind>[^']+)'(?:\n  what\(\):  .*)?"),
)
# As on a terminal, so that what was printed before a crash is not lost with the buffer.
LINE_BUFFERED = """#include <cstdio>
__attribute__((constructor)) static void by_line() { std::setvbuf(stdout, nullptr, _IOLBF, 0); }
"""
SECONDS_TO_COMPILE = 60


class CppRunner(Runner):
    """Each block is a program of its own; a titled header is saved for the blocks after it.

    ``raises`` expects what a sanitizer reports (``heap-use-after-free``), an exception that nothing catches
    (``std::out_of_range``), ``exit 3``, or ``compile error``.
    """

    languages = frozenset({"cpp"})

    def __init__(self, place: Workplace) -> None:
        """Find the compiler."""
        super().__init__(place)
        self._compiler = find("g++")
        self._tool = Tool("g++", version_of(self._compiler, "-dumpfullversion"), NOTE)

    def run(self, block: Code) -> Result:
        """Compile a block, and run it when it is a program."""
        if block.title:
            self.place.save(block)
        if not _MAIN.search(block.source):
            return self._check(block)
        program = cache_folder() / "cpp" / self._key(block)
        if not program.is_file():
            failure = self._compile(block, program)
            if failure:
                return Result("", (self._tool,), failure)
        finished = self.place.run([program], block)
        result = result_of(finished, block, self._tool)
        if result.failure is None or finished.status is None:
            return result
        ended = _with_ending(result)
        failure = ended.failure
        if failure and failure.line:  # counted within the block
            ended = replace(ended, failure=replace(failure, line=block.line + failure.line - 1))
        return ended

    def _check(self, block: Code) -> Result:
        """Compile what is no program without running it."""
        command = [str(self._compiler), *FLAGS, "-fsyntax-only", "-x", "c++", "-I", ".", "-"]
        # A header is compiled as it is used: included.
        source = f'#include "{block.title}"\n' if block.title else block.source
        finished = self.place.run(command, block, source, timeout=SECONDS_TO_COMPILE)
        failure = self._errors(finished.printed, block) if finished.status or finished.printed else None
        return Result("", (self._tool,), failure, "checked")

    def _key(self, block: Code) -> str:
        headers = sorted(path for path in self.place.folder.iterdir() if path.suffix in HEADERS)
        texts = [block.source, *(f"{path.name}\n{path.read_text('utf-8')}" for path in headers)]
        parts = [self._tool.version, str(self._compiler), *FLAGS, *SANITIZERS, LINE_BUFFERED, *texts]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _compile(self, block: Code, program: Path) -> Failure | None:
        """Compile a program into the cache in one step; give what the compiler says against it, warnings too."""
        program.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="new-", dir=program.parent))
        new, start = folder / "program", folder / "start.cpp"
        start.write_text(LINE_BUFFERED, "utf-8")
        try:
            command = [
                str(self._compiler),
                *FLAGS,
                *SANITIZERS,
                "-x",
                "c++",
                "-I",
                ".",
                "-o",
                str(new),
                "-",
                str(start),
            ]
            finished = self.place.run(command, block, block.source, timeout=SECONDS_TO_COMPILE)
            if finished.status or finished.status is None or finished.printed:
                return self._errors(finished.printed, block)
            new.replace(program)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return None

    def _errors(self, printed: str, block: Code) -> Failure:
        """Give what the compiler says; its first error is what the page shows."""
        match = re.search(r"^[^\s:]+:([0-9]+):[0-9]+: (?:fatal )?((?:error|warning): .*)$", printed, re.MULTILINE)
        line = block.line + int(match[1]) - 1 if match else None
        return Failure((COMPILE_ERROR,), match[2] if match else "", printed, line)


def _with_ending(result: Result) -> Result:
    """Replace a sanitizer's report, which is long and full of addresses, by what it says."""
    if result.failure is None:
        return result
    for pattern in _ENDINGS:
        if match := pattern.search(result.printed):
            start = result.printed.rfind("\n", 0, match.start()) + 1
            report = result.printed[start:]
            before = re.sub(r"=+\n\Z", "", result.printed[:start])
            line = re.search(r"<stdin>:([0-9]+)", report)
            failure = Failure(
                (match["kind"].strip(), *result.failure.names), match[0], report, int(line[1]) if line else None
            )
            return Result(before, result.tools, failure)
    return result
