"""Turn tokens and code into HTML.

Authored text is escaped wherever it stands, and HTML in notes is shown as it was typed, so that nothing an author
writes can run. Links are handed to a resolver, since where they lead depends on the page they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from daywise import svg
from daywise.fences import OUTPUT
from daywise.links import GLOSSARY, term_anchor
from daywise.markdown import COMMENT, term_at
from daywise.notes import slug
from daywise.render import direction
from daywise.render.quick_lexer import quick

Resolve = Callable[[str], str]
Mark = Callable[[int], str]
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
LANGUAGE_NAMES = {
    "python": "Python", "sql": "SQL", "mysql": "MySQL", "postgresql": "PostgreSQL", "redis": "Redis", "bash": "Shell",
    "sh": "Shell", "shell": "Shell", "cpp": "C++", "c++": "C++", "js": "JavaScript", "javascript": "JavaScript",
    "json": "JSON", "yaml": "YAML", "dockerfile": "Dockerfile", "http": "HTTP", "nginx": "nginx",
    "mongodb": "MongoDB", "toml": "TOML",
}  # fmt: skip


class _Renderer(RendererHTML):
    """markdown-it's HTML, with raw HTML escaped, code highlighted, links resolved and tables made to scroll."""

    def html_block(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        content = COMMENT.sub("", tokens[idx].content).strip()
        return f"<p>{escape(content)}</p>\n" if content else ""

    def html_inline(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        content = tokens[idx].content
        return "" if COMMENT.fullmatch(content) else str(escape(content))

    def em_open(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        tag = tokens[idx].tag
        name = term_at(tokens, idx)
        if not name:
            env.setdefault("open", []).append(f"</{tag}>")
            return f"<{tag}>"
        env.setdefault("open", []).append("</a></dfn>")
        anchor = term_anchor(name)
        href = escape(env["resolve"](f"{GLOSSARY}#{anchor}"))
        place = f' id="{escape(anchor)}"' if env["anchors"] else ""
        return f'<dfn{place}><a class="dw-term" href="{href}">'

    def em_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, env: Any) -> str:
        closed: str = env["open"].pop()
        return closed

    strong_open = em_open
    strong_close = em_close

    def fence(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        token = tokens[idx]
        if idx and _is_output(token):
            return str(output(token.content)) + _mark(tokens[idx - 1], env)
        html = str(code(token.content, token.info.strip().partition(" ")[0]))
        has_output = idx + 1 < len(tokens) and _is_output(tokens[idx + 1])
        return html if has_output else html + _mark(token, env)

    def code_block(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        return str(code(tokens[idx].content, ""))

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx].copy(attrs=dict(tokens[idx].attrs))  # the same tokens are rendered on other pages, too
        target = str(token.attrs["href"])
        token.attrs["href"] = env["resolve"](target)
        if re.match(r"https?:", target, re.IGNORECASE):
            token.attrs["rel"] = "noopener"
        return self.renderToken([token], 0, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children or [], options, env)
        name = str(token.attrs["src"])
        diagram = env["pictures"].get(unquote(name)) if name.lower().endswith(".svg") else None
        if diagram is not None:
            return str(svg.inline(diagram, alt))
        return f'<img src="{escape(env["resolve"](name))}" alt="{escape(alt)}" loading="lazy">'

    def heading_open(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        anchor = tokens[idx].attrs.get("id") or slug(tokens[idx + 1].content)
        place = f' id="{escape(anchor)}"' if env["anchors"] else ""
        return f"<{_heading(tokens[idx])}{place}{_side(tokens, idx)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        return f"</{_heading(tokens[idx])}>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        if not token.hidden and _side(tokens, idx):
            tokens = [*tokens[:idx], token.copy(attrs={**token.attrs, "dir": "rtl"}), *tokens[idx + 1 :]]
        return self.renderToken(tokens, idx, options, env)

    list_item_open = paragraph_open
    blockquote_open = paragraph_open

    def table_open(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        side = _side(tokens, idx)
        return f'<div class="dw-scroll" tabindex="0" role="group" aria-label="Table"><table{side}>\n'

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: Any) -> str:
        return "</table></div>\n"


def _side(tokens: Sequence[Token], idx: int) -> Markup:
    """Give the attribute that says which way the block runs that this token opens."""
    return direction.side(direction.prose(direction.block(tokens, idx)))


def _is_output(token: Token) -> bool:
    return token.type == "fence" and token.info.strip() == OUTPUT


def _mark(token: Token, env: Any) -> str:
    """Give what the page says of the code in a fence; its first line is the one after the fence's own."""
    return str(ran(env["mark"](token.map[0] + 2))) if token.map else ""


def _heading(token: Token) -> str:
    """Give the tag of a heading inside a section, which comes below the section's own second-level heading."""
    return f"h{max(3, int(token.tag[1]))}"


@cache
def _renderer() -> _Renderer:
    return _Renderer()


@cache
def _options() -> Any:
    return MarkdownIt("commonmark").options


def render(
    tokens: Sequence[Token],
    resolve: Resolve,
    *,
    anchors: bool = True,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    mark: Mark = lambda _line: "",
) -> Markup:
    """Give tokens as HTML.

    ``resolve`` maps each target that an author wrote to the address a reader follows. Without ``anchors``, headings
    and terms have no ids: a page that quotes a lesson must not claim the lesson's anchors. ``pictures`` are the
    files that notes may show, by the name they use; a diagram among them is put into the page. ``mark`` gives what
    the page says of the block of code whose first line this is.
    """
    env = {"resolve": resolve, "anchors": anchors, "pictures": pictures, "mark": mark}
    return Markup(_renderer().render(tokens, _options(), env))  # noqa: S704 - escaped by _Renderer


def render_inline(
    tokens: Sequence[Token], resolve: Resolve, *, anchors: bool = True, pictures: Mapping[str, bytes] = NO_PICTURES
) -> Markup:
    """Give the text within paragraphs as HTML without the paragraphs, for a heading; the rest is as in `render`."""
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    env = {"resolve": resolve, "anchors": anchors, "pictures": pictures}
    return Markup(_renderer().renderInline(inline, _options(), env).strip())  # noqa: S704 - escaped by _Renderer


@lru_cache(maxsize=256)  # a block stands on its own page, on that of questions, and in warm-ups soon after
def code(source: str, language: str) -> Markup:
    """Give code as highlighted HTML; a language that the highlighter does not know is shown plain."""
    source = source.rstrip("\n")
    if language.lower() in {"", "text"}:
        pre = f'<pre tabindex="0" role="group" aria-label="Text"><samp>{escape(source)}\n</samp></pre>'
        return Markup(f'<div class="dw-text">{pre}</div>')  # noqa: S704 - escaped above
    try:
        html = highlight(source, _lexer(language), _formatter()).rstrip("\n")
    except ClassNotFound:
        html = str(escape(source))
    name = LANGUAGE_NAMES.get(language.lower(), language)
    label = escape(f"{name} code")
    pre = f'<pre tabindex="0" role="group" aria-label="{label}"><code>{html}\n</code></pre>'
    return Markup(f'<div class="highlight dw-code">{pre}</div>')  # noqa: S704 - escaped above or by Pygments


def output(text: str) -> Markup:
    """Give what a program printed."""
    pre = f'<pre tabindex="0" role="group" aria-label="Output"><samp>{escape(text)}</samp></pre>'
    return Markup(f'<div class="dw-output"><span class="dw-output__label">Output</span>{pre}</div>')  # noqa: S704


def ran(mark: str) -> Markup:
    """Give what the page says of a block of code: what it ran on, or why it did not."""
    return Markup('<p class="dw-ran" data-pagefind-ignore>{}</p>').format(mark) if mark else Markup()


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)


@cache
def _lexer(language: str) -> Any:
    return quick(get_lexer_by_name(language, stripnl=False))
