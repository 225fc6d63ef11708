"""What the YAML parser complains of, in words that say what to change.

libyaml names what it would have needed (“did not find expected key”); an author needs to know what is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from daywise.problems import Place, Problem

YamlRule: TypeAlias = Literal[
    "yaml-alias", "yaml-comment", "yaml-depth", "yaml-documents", "yaml-duplicate-key", "yaml-key", "yaml-merge",
    "yaml-syntax", "yaml-tag",
]  # fmt: skip

_QUOTE = 'put the text in quotes: "…"'


class _Explanation(NamedTuple):
    """A complaint of the parser's, part of its text; what is wrong; how to mend it; whether it stands at the start.

    The start is where the thing begins in which the parser met the mistake.
    """

    complaint: str
    message: str
    hint: str
    at_start: bool = False


_EXPLANATIONS = (
    _Explanation("while scanning a quoted scalar found unexpected", "the quotation mark here is never closed",
                 "close it", at_start=True),
    _Explanation("mapping values are not allowed", "“: ” stands within a text that has no quotes", _QUOTE),
    _Explanation("found unknown escape character", "a backslash in double quotes begins an escape, and this is none",
                 "put the text in single quotes: '…'"),
    _Explanation("hexdecimal number", "a number in hexadecimal must follow the escape", "write \\u and four digits"),
    _Explanation("invalid Unicode character escape code", "no character has this number", "write the character itself"),
    _Explanation("while scanning an alias", "a text cannot begin with “*”", _QUOTE, at_start=True),
    _Explanation("while scanning an anchor", "a text cannot begin with “&”", _QUOTE, at_start=True),
    _Explanation("while scanning a directive", "a line cannot begin with “%”", "delete it", at_start=True),
    _Explanation("while scanning a block scalar", "“|” or “>” takes the lines below it: nothing may follow it",
                 _QUOTE, at_start=True),
    _Explanation("could not find expected ':'", "this line is no “key: value”, and no item after “- ”",
                 "a key has a colon and a space after it; if the line goes on with a text, put all of that in quotes",
                 at_start=True),
    _Explanation("did not find expected '-' indicator", "this line is neither an item of the list that begins on line "
                 "{start} nor anything beside it", "line it up with the lines that it belongs to"),
    _Explanation("did not find expected key", "this line does not go on with what begins on line {start}",
                 "line it up with the keys it belongs to"),
    _Explanation("did not find expected ',' or ']'", "this “[” is not closed, or its items are not parted by commas "
                 "(noticed on line {line})", "close it with “]”; part its items by “, ”", at_start=True),
    _Explanation("did not find expected ',' or '}'", "this “{{” is not closed, or its entries are not parted by commas "
                 "(noticed on line {line})", "close it with “}”; put a text with a comma or a brace in quotes",
                 at_start=True),
    _Explanation("block sequence entries are not allowed", "an item (“- ”) cannot stand here",
                 "put it on a line of its own, or put the text in quotes"),
    _Explanation("mapping keys are not allowed", "“? ” cannot stand here", _QUOTE),
    _Explanation("did not find expected node content", "a value is missing here", "write it, or take the comma out"),
    _Explanation("did not find expected <document start>", "this stands outside of everything before it",
                 "line it up with the keys it belongs to"),
)  # fmt: skip
_CANNOT_BEGIN = "found character that cannot start any token"
_INDENTED_KEY = re.compile(r"\s+(?P<key>[a-z_]+)\s*")
_NO_SPACE = re.compile(r"\s*(?:- )?(?P<key>[a-z_]+):(?P<value>[^\s/].*)")
_MERGE_MARK = re.compile(r"\s*(?:<{7}|={7}|>{7})(?:\s|$)")
_TAGS = ("while scanning a tag", "while parsing a tag", "found undefined tag handle")


def explained(error: yaml.YAMLError, text: str, path: str, scalar: Any = None) -> Problem:
    """Make a problem of what the parser raised; ``scalar`` is the event of the last scalar that it read before."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem.at(Place(path), "yaml-syntax", f"this is no YAML: {error}")
    complaint = " ".join(part for part in (error.context, error.problem) if part)
    place = _place(path, error.problem_mark or error.context_mark)
    start = _place(path, error.context_mark) if error.context_mark else place
    if any(part in complaint for part in _TAGS):
        return Problem.at(start, "yaml-tag", "a text cannot begin with “!”", _QUOTE)
    if scalar and _runs_on(scalar) and "did not find expected" in complaint:
        message = f"the quotation mark here is not closed before one on line {scalar.end_mark.line + 1}"
        return Problem.at(_place(path, scalar.start_mark), "yaml-syntax", message, "close it on its own line")
    lines = [*text.split("\n"), ""]  # A mark may stand after the last line.
    by_line, by_characters = _by_the_line(complaint, lines[start.line - 1]), _by_what_is_there(complaint, lines, place)
    for where, found in ((start, by_line), (place, by_characters)):
        if found is not None:
            return Problem.at(where, "yaml-syntax", *found)
    for explanation in _EXPLANATIONS:
        if explanation.complaint in complaint:
            where = start if explanation.at_start else place
            message = explanation.message.format(start=start.line, line=place.line)
            return Problem.at(where, "yaml-syntax", message, explanation.hint)
    return Problem.at(place, "yaml-syntax", f"this is no YAML: {complaint}", _QUOTE)


def _runs_on(scalar: Any) -> bool:
    """Tell whether a text in quotes goes on for more than a line: when a mistake follows it, it was hardly meant to."""
    return scalar.style in {'"', "'"} and bool(scalar.start_mark.line != scalar.end_mark.line)


def _by_the_line(complaint: str, line: str) -> tuple[str, str] | None:
    """Explain a complaint of a line that is no entry, when its form shows what it was to be."""
    if "could not find expected ':'" not in complaint:
        return None
    if _MERGE_MARK.match(line):
        hint = "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return "Git left this mark: it could not put two versions of these lines together", hint
    if match := _NO_SPACE.fullmatch(line):
        return f"there is no space after “{match['key']}:”", f"write “{match['key']}: {match['value']}”"
    return None


def _by_what_is_there(complaint: str, lines: Sequence[str], place: Place) -> tuple[str, str] | None:
    """Explain a complaint whose cause shows in the characters at its place."""
    before, after = lines[place.line - 1][: place.column - 1], lines[place.line - 1][place.column - 1 :]
    if "mapping values are not allowed" in complaint and (key := _INDENTED_KEY.fullmatch(before)):
        hint = "line it up with the keys that it belongs to, or put the whole text in quotes"
        return f"“{key['key']}” stands further in than the line above, and so goes on with the text there", hint
    if _CANNOT_BEGIN in complaint:
        return f"a text cannot begin with “{after[:1]}”", _QUOTE
    if "did not find expected node content" in complaint and not "".join([after, *lines[place.line :]]).strip():
        return "the file ends here, and a “[” or a “{” is still open", "close it with “]” or “}”"
    if "did not find expected key" in complaint and before.rstrip()[-1:] in {'"', "'"}:
        hint = "a quotation mark within a text: '…\"…' or \"…'…\"; see, too, that the text before is closed"
        return "a text goes on after its closing quotation mark", hint
    return None


def noticed_on(error: yaml.YAMLError) -> int:
    """Give the line, counted from 0, on which the parser noticed a mistake."""
    mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return mark.line if mark else 0


def _place(path: str, mark: yaml.Mark | None) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
