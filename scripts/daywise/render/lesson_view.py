"""What the lesson template needs beside the lesson: where links lead, and the page's table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from daywise import schedule
from daywise.lesson import Code, Lesson, Part, Prose, Question
from daywise.links import GLOSSARY, is_external, linked_unit, split
from daywise.load import Library, Source
from daywise.markdown import groups, list_items, plain_text
from daywise.model import Unit
from daywise.render import direction, markup
from daywise.render.marks import Marks
from daywise.render.page import relative
from daywise.render.urls import page_url, unit_url


def resolve(library: Library, source: Source, unit_id: str, url: str, target: str) -> str:
    """Map a link in the notes of a unit to the way there from the page at ``url``."""
    return target if is_external(target) else relative(destination(library, source, unit_id, target), url)


def destination(library: Library, source: Source, unit_id: str, target: str) -> str:
    """Map a link within the site, in the notes of a unit, to the address that it leads to."""
    path, fragment = split(target)
    if not path:
        return unit_url(source.plan.id, unit_id, fragment)
    if path == GLOSSARY:
        return f"{page_url(source.plan.id, 'glossary')}#{fragment}"
    if (found := linked_unit(library, source, path)) is not None:
        return unit_url(found[0].plan.id, found[1], fragment)
    return f"{source.plan.id}/{quote(path)}"


@dataclass(frozen=True)
class LessonView:
    """Renders the pieces of one lesson for the page at ``url``."""

    library: Library
    source: Source
    lesson: Lesson
    url: str

    @property
    def _resolve(self) -> Callable[[str], str]:
        return partial(resolve, self.library, self.source, self.lesson.unit_id, self.url)

    @property
    def _at_home(self) -> bool:
        return self.url == unit_url(self.source.plan.id, self.lesson.unit_id)

    @cached_property
    def marks(self) -> Marks:
        """Give what the page says of the lesson's code."""
        return Marks(self.lesson, self.source.records.get(self.lesson.unit_id))

    def _mark(self, line: int) -> str:
        """Give the mark of a block of code; a page that quotes a lesson without its code looks up none."""
        return self.marks.of(line)

    def html(self, tokens: Sequence[Token]) -> Markup:
        """Give prose as HTML."""
        return markup.render(
            tokens, self._resolve, anchors=self._at_home, pictures=self.source.pictures, mark=self._mark
        )

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Markup | tuple[Recall, ...]]:
        """Give prose as HTML, but a list of links to questions of other lessons as those questions."""
        plain: list[Token] = []
        for group in groups(tokens):
            if recalls := self._recalled(group):
                yield self.html(plain)
                yield recalls
                plain = []
            else:
                plain += group
        yield self.html(plain)

    def _recalled(self, group: tuple[Token, ...]) -> tuple[Recall, ...]:
        """Give the questions that a list consists of, or nothing when an item of it is anything else.

        A question that is asked on another lesson's page asks no further ones, or two could ask each other forever.
        """
        if not self._at_home or group[0].type not in {"bullet_list_open", "ordered_list_open"}:
            return ()
        found = [self._recall(item) for item in list_items(group)]
        return tuple(recall for recall in found if recall) if all(found) else ()

    def _recall(self, item: tuple[Token, ...]) -> Recall | None:
        """Give the question that a list's item links to, if the link is all there is."""
        if [token.type for token in item] != ["paragraph_open", "inline", "paragraph_close"]:
            return None
        inline = item[1].children or []
        kinds = [token.type for token in inline]
        if kinds[:1] != ["link_open"] or kinds.index("link_close") != len(kinds) - 1:
            return None
        path, fragment = split(str(inline[0].attrs["href"]))
        found = linked_unit(self.library, self.source, path)
        lesson = found[0].lessons.get(found[1]) if found else None
        if found is None or lesson is None or (found[0] is self.source and found[1] == self.lesson.unit_id):
            return None
        parts = (part for _section, part in lesson.parts())
        question = next((part for part in parts if isinstance(part, Question) and part.id == fragment), None)
        view = LessonView(self.library, found[0], lesson, self.url)
        return Recall(found[0].plan.unit(found[1]), question, view) if question else None

    def inline(self, tokens: Sequence[Token]) -> Markup:
        """Give the words of prose as HTML, without paragraphs."""
        return markup.render_inline(tokens, self._resolve, anchors=self._at_home, pictures=self.source.pictures)

    def side(self, tokens: Sequence[Token]) -> Markup:
        """Give the attribute of the element that holds these words: which way they run."""
        return direction.side(direction.prose(tokens))

    def prompt(self, question: Question) -> tuple[Sequence[Token], tuple[Part, ...]]:
        """Split a question's prompt into its heading, which is the paragraph it begins with, and what follows."""
        match question.prompt:
            case (Prose(tokens=tokens, line=line), *rest) if tokens[0].type == "paragraph_open":
                first, *others = groups(tokens)
                after = tuple(token for group in others for token in group)
                return first, (*((Prose(after, line),) if after else ()), *rest)
            case _:
                return (), question.prompt


@dataclass(frozen=True)
class Recall:
    """A question of another unit, asked again on this page, with the view that renders it here."""

    unit: Unit
    question: Question
    view: LessonView

    @property
    def when(self) -> str:
        """When it was learned: ``Day 1``."""
        return schedule.when(self.view.source.plan.step, self.unit.at)

    @property
    def url(self) -> str:
        """The way from this page to the question in its lesson."""
        return relative(unit_url(self.view.source.plan.id, self.unit.id, self.question.id), self.view.url)


def text_of(parts: Sequence[Part]) -> str:
    """Give the words of parts without markup; code stands as it is."""
    shown = (part for part in parts if not (isinstance(part, Code) and part.hidden))
    texts = [plain_text(part.tokens) if isinstance(part, Prose) else getattr(part, "source", "") for part in shown]
    return " ".join(text.strip() for text in texts if text.strip())
