"""Code in lessons: nothing is left out of the run by an oversight, and each instruction to the runner makes sense.

That the code does what the page says is not known here: ``verify`` runs it.
"""

from __future__ import annotations

import re

from daywise.fences import OUTPUT, TITLE, code_of
from daywise.languages import ALIASES, LANGUAGES, PACKAGES, SERVERS, SQL, language_of, need_of
from daywise.lesson import Code, Directive, Lesson
from daywise.masks import MASKS, split_names
from daywise.problems import Place, Problem, did_you_mean
from daywise.rules.rule import Found, LessonRule, Note

DIRECTIVES = ("hidden", "mask", "raises", "skip", "timeout")
MAX_TIMEOUT = 120
_MARK = re.compile(r"[`~]{3,}[ ]*")
_FRONT_LINES = 30
_FILE_NAME = re.compile(r"[\w.-]+(/[\w.-]+)*")


def front_matter(note: Note) -> Found:
    """Every front matter can be read, and names what there is."""
    lesson = note.lesson
    for line, message in lesson.settings.faults:
        yield Problem.at(Place(lesson.path, line), "front-matter", message)
    for need in lesson.settings.needs:
        if need not in SERVERS and need not in PACKAGES:
            known = sorted([*SERVERS, *PACKAGES])
            hint = did_you_mean(need, known) or f"known are {', '.join(known)}"
            yield Problem.at(_need_place(note, need), "unknown-need", f"nothing is known as “{need}”", hint)


def code(note: Note) -> Found:
    """Every block is in a language that is run or checked, and all that stands around it is understood."""
    lesson = note.lesson
    for block in code_of(lesson):
        place = Place(lesson.path, block.line)
        fence = _fence(note, block)
        yield from _language(fence, block, lesson)
        yield from _info(fence, block)
        yield from _output(place, block)
        for directive in block.directives:
            yield from _directive(lesson, block, directive)


def _fence(note: Note, block: Code) -> Place:
    """Give the place of what a fence says of its block, or of the block's first line when it has no fence."""
    lines = note.text.split("\n")
    above = lines[block.line - 2] if 1 < block.line <= len(lines) + 1 else ""
    mark = _MARK.search(above)
    return Place(note.lesson.path, block.line - 1, mark.end() + 1) if mark else Place(note.lesson.path, block.line)


def _need_place(note: Note, need: str) -> Place:
    """Give the place of a need in the front matter."""
    for number, line in enumerate(note.text.split("\n")[:_FRONT_LINES], 1):
        if (column := line.find(need)) >= 0:
            return Place(note.lesson.path, number, column + 1)
    return Place(note.lesson.path)


def _language(place: Place, block: Code, lesson: Lesson) -> Found:
    language = language_of(block, lesson)
    if block.language == OUTPUT:
        hint = "put it right after the block that prints it"
        yield Problem.at(place, "output-without-code", "this output belongs to no block of code", hint)
    elif language == SQL:
        hint = "add “sql: mysql” or “sql: postgresql” to the front matter"
        yield Problem.at(place, "unknown-dialect", "the front matter does not say which SQL this is", hint)
    elif not language:
        hint = "write what it is after the backticks: ```python, say, or ```text for what is no code"
        yield Problem.at(place, "no-language", "this block does not say its language", hint)
    elif language not in LANGUAGES:
        near = f"write “{ALIASES[language]}”" if language in ALIASES else did_you_mean(language, LANGUAGES)
        hint = near or f"known are {', '.join(LANGUAGES)}"
        yield Problem.at(place, "unknown-language", f"nothing runs “{language}”", hint)
    need = need_of(language)
    if need and need not in lesson.settings.needs:
        hint = f"add “needs: [{', '.join((*lesson.settings.needs, need))}]” to the front matter"
        yield Problem.at(place, "missing-need", f"a block in “{language}” needs {need}", hint)


def _info(place: Place, block: Code) -> Found:
    if block.info and not TITLE.fullmatch(block.info):
        message = f'“{block.info}” after the language: only title="…" may stand there'
        hint = "write an instruction to the runner as a comment before the block, such as <!-- timeout: 20 -->"
        yield Problem.at(place, "info-string", message, hint)
    elif block.title and (not _FILE_NAME.fullmatch(block.title) or ".." in block.title.split("/")):
        yield Problem.at(place, "file-name", f"“{block.title}” is no plain file name within the lesson's folder")


def _output(place: Place, block: Code) -> Found:
    if block.output is not None and LANGUAGES.get(block.language) == "shown":
        hint = "name the language of the block, or write its output as a text block too"
        yield Problem.at(place, "output-of-text", "a text block is not run, so it prints nothing", hint)
    if block.hidden and block.output is not None:
        yield Problem.at(place, "hidden-output", "a hidden block cannot show an output", "let it print nothing")
    if block.hidden and block.nested:
        yield Problem.at(place, "hidden-in-list", "a block in a list or a quotation cannot be hidden", "move it out")


def _directive(lesson: Lesson, block: Code, directive: Directive) -> Found:
    name, value = directive.name, directive.value
    message, hint = "", ""
    if name not in DIRECTIVES:
        message = f"there is no instruction “{name}”"
        hint = did_you_mean(name, DIRECTIVES) or f"known are {', '.join(DIRECTIVES)}"
    elif directive is not next(other for other in block.directives if other.name == name):
        message = f"the block says “{name}” more than once"
    elif name == "hidden":
        message = "“hidden” takes no value" if value else ""
    elif not value:
        message = f"“{name}” says nothing"
        hint = {"skip": "say why: <!-- skip: needs an AWS account -->"}.get(name, f"write <!-- {name}: … -->")
    elif name == "timeout" and not (re.fullmatch(r"[0-9]{1,3}", value) and 0 < int(value) <= MAX_TIMEOUT):
        message = f"“{value}” is no number of seconds from 1 to {MAX_TIMEOUT}"
    elif name == "mask" and (unknown := [mask for mask in split_names(value) if mask not in MASKS]):
        message = f"there is no mask “{unknown[0]}”"
        hint = did_you_mean(unknown[0], MASKS) or f"known are {', '.join(MASKS)}"
    if message:
        yield Problem.at(Place(lesson.path, directive.line), "instruction", message, hint)


def stray(note: Note) -> Found:
    """Every instruction to the runner stands right before a block."""
    for directive in note.lesson.stray:
        if directive.name in DIRECTIVES:
            message = f"“{directive.name}” stands before no block of code"
            place = Place(note.lesson.path, directive.line)
            yield Problem.at(place, "instruction", message, "put it right before the block's first line")


RULES: tuple[LessonRule, ...] = (front_matter, code, stray)
