"""One lesson's notes: what is opened is closed, ids are sound and belong to something, questions have answers."""

from __future__ import annotations

import re
from difflib import get_close_matches

from daywise.lesson import Exercise, Prose, Question
from daywise.links import term_anchor
from daywise.markdown import TERM, terms
from daywise.model import ID_PATTERN
from daywise.note_text import id_comments, unclosed, without_code
from daywise.notes import LABELS, PAGE_ANCHORS
from daywise.problems import Place, Problem, RuleName
from daywise.rules.rule import Found, LessonRule, Note

_BOLD_LINE = re.compile(r" {0,3}(?:\*\*|__)(?=\S)([^*_0-9\n]{4,30}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*(?::|$))")
"""A line that is all bold, or begins with bold words and a colon."""
_NEARLY = 0.85
OWN_PREFIXES = ("term-", "tick-")
"""How the anchors begin that a page gives to terms and to the boxes of its checklist."""


def closed(note: Note) -> Found:
    """Every fence and every comment ends before the notes do."""
    if (found := unclosed(note.text)) is not None:
        rule: RuleName = "unclosed-fence" if found.kind == "fence" else "unclosed-comment"
        end = found.mark if found.kind == "fence" else "-->"
        message = f"this {found.kind} is never closed, so all that follows belongs to it"
        if found.next_line:
            message = f"this {found.kind} is not closed before the next one begins, on line {found.next_line}"
        yield Problem.at(Place(note.lesson.path, found.line, found.column), rule, message, f"close it with “{end}”")


def ids(note: Note) -> Found:
    """Every id is well formed, and belongs to something."""
    path, facts = note.lesson.path, note.facts
    for owner in facts.owners:
        if owner.id and not ID_PATTERN.fullmatch(owner.id):
            message = f"the id “{owner.id}” is not lower-case words joined by hyphens"
            place = Place(path, owner.line, owner.column)
            yield Problem.at(place, "wrong-id", message, "write it as in names-and-objects")
    for comment in id_comments(note.text):
        if comment.id not in facts.anchors:
            message = f"the id “{comment.id}” belongs to nothing"
            hint = "put it right before a heading or a label that takes one, or delete it"
            yield Problem.at(Place(path, comment.line, comment.column), "unused-id", message, hint)
        elif comment.id in PAGE_ANCHORS or comment.id.startswith(OWN_PREFIXES):
            message = f"“{comment.id}” cannot be an id in notes: each unit's page uses it, or ids like it, for itself"
            yield Problem.at(Place(path, comment.line, comment.column), "reserved-id", message, "choose another")


def answers(note: Note) -> Found:
    """Every question has its answer, every exercise its solution."""
    for _section, part in note.lesson.parts():
        place = Place(note.lesson.path, part.line)
        if isinstance(part, Question) and not part.answer:
            yield Problem.at(place, "no-answer", "the question has no answer", "add “**Correct answer**” after it")
        if isinstance(part, Exercise) and part.kind == "exercise" and not part.solution:
            yield Problem.at(place, "no-solution", "the exercise has no solution", "add “**Solution**” after it")


def repeated_terms(note: Note) -> Found:
    """Every term is explained once, where readers first meet it: that is where the glossary sends them."""
    explained = note.facts.terms
    if len({term_anchor(term) for term in explained}) == len(explained):
        return
    lines = without_code(note.text).split("\n")
    first: dict[str, int] = {}
    for _section, part in note.lesson.parts():
        for token in part.tokens if isinstance(part, Prose) else ():
            start = (token.map[0] if token.map else 0) + 1
            marks = (
                (at, match.start() + 1) for at in range(start, len(lines) + 1) for match in TERM.finditer(lines[at - 1])
            )
            for (term, _sentence), (line, column) in zip(terms([token]), marks, strict=False):
                anchor = term_anchor(term)
                if anchor in first:
                    message = f"“{term}” is explained already, on line {first[anchor]}"
                    hint = "take the comment after one of the two out"
                    yield Problem.at(Place(note.lesson.path, line, column), "repeated-term", message, hint)
                first.setdefault(anchor, line)


def label_names(note: Note) -> Found:
    """No bold line is nearly a label: it would lose its look, and its question would be no flashcard.

    A plural, or a word with a number, is the author's own: “Hints” may stand above a list, “Problem 1” above a task.
    """
    if "**" not in note.text and "__" not in note.text:
        return
    for number, line in enumerate(without_code(note.text).split("\n"), 1):
        match = _BOLD_LINE.match(line)
        if match is None or (name := match[1].lower()) in LABELS or name.removesuffix("s") in LABELS:
            continue
        if near := get_close_matches(name, LABELS, n=1, cutoff=_NEARLY):
            message = f"“{match[1]}” is no label, so it is only bold"
            hint = f"did you mean “{near[0].capitalize()}”? If not, choose a word that is less like it"
            yield Problem.at(Place(note.lesson.path, number, match.start(1) + 1), "misspelt-label", message, hint)


RULES: tuple[LessonRule, ...] = (closed, ids, answers, repeated_terms, label_names)
