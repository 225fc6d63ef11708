"""What the lesson template needs beside the lesson: where links lead, and the page's table of contents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from daywise.lesson import Lesson, Part, Prose, Question
from daywise.links import GLOSSARY, is_external, linked_unit, split
from daywise.load import Library, Source
from daywise.markdown import groups, plain_text
from daywise.render import markup
from daywise.render.page import relative
from daywise.render.urls import page_url, unit_url


def resolve(library: Library, source: Source, unit_id: str, url: str, target: str) -> str:
    """Map a link in the notes of a unit to the way there from the page at ``url``."""
    if is_external(target):
        return target
    path, fragment = split(target)
    if not path:
        return relative(unit_url(source.plan.id, unit_id, fragment), url)
    if path == GLOSSARY:
        return relative(f"{page_url(source.plan.id, 'glossary')}#{fragment}", url)
    if (found := linked_unit(library, source, path)) is not None:
        return relative(unit_url(found[0].plan.id, found[1], fragment), url)
    return relative(f"{source.plan.id}/{quote(path)}", url)


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

    def html(self, tokens: Sequence[Token]) -> Markup:
        """Give prose as HTML."""
        return markup.render(tokens, self._resolve, anchors=self._at_home, pictures=self.source.pictures)

    def inline(self, tokens: Sequence[Token]) -> Markup:
        """Give the words of prose as HTML, without paragraphs."""
        return markup.render_inline(tokens, self._resolve, anchors=self._at_home, pictures=self.source.pictures)

    def prompt(self, question: Question) -> tuple[Sequence[Token], tuple[Part, ...]]:
        """Split a question's prompt into its heading, which is the paragraph it begins with, and what follows."""
        match question.prompt:
            case (Prose(tokens=tokens, line=line), *rest) if tokens[0].type == "paragraph_open":
                first, *others = groups(tokens)
                after = tuple(token for group in others for token in group)
                return first, (*((Prose(after, line),) if after else ()), *rest)
            case _:
                return (), question.prompt

    def contents(self) -> tuple[tuple[str, str], ...]:
        """Give the lesson's table of contents."""
        return tuple((section.id, section.heading) for section in self.lesson.sections)


def text_of(parts: Sequence[Part]) -> str:
    """Give the words of parts without markup; code stands as it is."""
    texts = [plain_text(part.tokens) if isinstance(part, Prose) else getattr(part, "source", "") for part in parts]
    return " ".join(text.strip() for text in texts if text.strip())
