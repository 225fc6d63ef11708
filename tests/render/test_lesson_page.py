"""A lesson on its page: every word of the notes is there, nothing else gets in, and every link and anchor works."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from daywise.lesson import Code, Question
from daywise.markdown import References, parse
from daywise.notes import LABELS
from daywise.render import pictures, unit
from daywise.render.lesson_view import LessonView, resolve, text_of
from daywise.text_file import CONTROL
from tests.builders import SAMPLE_PLANS, SAMPLES, lesson_library, load_from_root, make_library, make_plan, make_source
from tests.builders import unit_data as one_unit
from tests.html_reading import Seen, browser_tree, page_html, read_html, structure
from tests.render.test_hostile_texts import PAYLOADS

# -- every word ------------------------------------------------------------------------------------------------------

WORD = "\0"
WORDS = ("zq", "لفظ", "naïve", "🧠", "日本", "<zq>", "a&b")
PUNCTUATION = st.sampled_from(
    [WORD] * 12
    + ["*", "**", "_", "`", "~~", "[", "]", "(", ")", "](", "![", "<", ">", "|", "\\", "#", ":", "?", "&", "-", "1."]
    + ["  \n"]
)  # fmt: skip
LINE = st.lists(PUNCTUATION, min_size=1, max_size=8).map(lambda parts: " ".join([WORD, *parts, WORD]))
TIGHT = st.lists(PUNCTUATION, min_size=1, max_size=8).map(lambda parts: "".join([WORD, *parts, WORD]))
TEXT = LINE | TIGHT
LABEL = st.builds(
    str.format,
    st.sampled_from(["**{0}**\n\n{1}", "**{0}:** {1}", "**{0}**\n{1}", "{0}:\n{1}", "__{0}__: {1}", "{0}: {1}"]),
    st.sampled_from([*LABELS, "Stack", "Why Cycles Matter"]),
    TEXT,
)
HEADING = st.builds(
    str.format,
    st.sampled_from(
        ["# {0}", "## {0}", "### {0}", "{0}\n===", "## Block 1 – {0}", "Block 2 - {0}", "#### Block 3: {0}", "## Goal",
         "🎯 Day-1 Goal", "## Self-check", "#### Block 4 – Interview Self-Check", "### 🧠 DAY 1 — {0}"]
    ),
    LINE.filter(lambda line: "\n" not in line),
)  # fmt: skip
OTHER = st.builds(
    str.format,
    st.sampled_from(
        ["{0}", "- {0}\n- {1}?", "1. {0}\n\n2. {1}", "> {0}\n> {1}", "- {0}\n\n  - {1}\n\n    {0}", "> ### {0}\n\n{1}",
         "```python\n{0}\n```", "```output\n{0}\n{1}\n```", "~~~\n{0}\n~~~", "    {0}\n      {1}", "\t{0}",
         "| {0} | b |\n|---|---|\n| {1} | c |", "<div>\n{0}\n</div>\n\n{1}", "<!-- id: x --> {0}",
         "<!-- id: y -->\n\n{0}",
         "---\n\n{0}", "- ```sql\n  {0}\n  ```\n- {1}", "<script>{0}\n\n{1}</script>", "- {0} {1}? <!-- id: z -->"]
    ),
    TEXT,
    TEXT,
)  # fmt: skip


@st.composite
def notes_with_words(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw notes, and the words in them, each of which stands there once."""
    pieces = "\n\n".join(draw(st.lists(HEADING | LABEL | OTHER, min_size=1, max_size=8))).split(WORD)
    kinds = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    found = [f"{kinds[index % len(kinds)]}{index:04}" for index in range(len(pieces) - 1)]
    return "".join(part for pair in zip(pieces, [*found, ""], strict=True) for part in pair), found


def unit_page(notes: str) -> str:
    """Give the HTML of the page of a unit with these notes."""
    library, source, _lesson = lesson_library(notes)
    (page,) = unit.pages(library, source)
    return page_html(page.content)


def all_words(html: str) -> str:
    """Give the words of a page, those in attributes too: an image's text, say, and a link's target."""
    seen = read_html(html)
    values = [value for _tag, attributes in seen.elements for value in attributes.values()]
    return unquote("\n".join([seen.text, *values]))


@example(("- #\n- zq0000", ["zq0000"]))
@given(notes_with_words())
def test_every_word_of_the_notes_is_on_the_page(case: tuple[str, list[str]]) -> None:
    notes, expected = case
    assume("<!--" not in re.sub("<!-- id: [xyz] -->", "", notes))
    references: References = {}
    infos = [token.info for token in parse(notes, references)]  # Neither is shown by any reader of Markdown.
    page = all_words(unit_page(notes))
    unseen = f"{references} {infos}"
    assert [word for word in expected if word not in page and unquote(word) not in unquote(unseen)] == []


def test_every_word_of_notes_as_jotted_is_on_the_page() -> None:
    notes = (SAMPLES / "notes-as-jotted.md").read_text("utf-8")
    page = set(re.findall(r"[\w“”]+", all_words(unit_page(notes)).lower()))
    missing = {word for word in re.findall(r"[\w“”]+", notes.lower()) if word not in page}
    assert missing <= {"code", "6"}, "only the label of what is plainly code, and the number of the self-check"


# -- nothing but Markdown --------------------------------------------------------------------------------------------

TAGS = frozenset(
    {
        "html", "head", "body", "div", "header", "p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong",
        "s", "code", "pre", "samp", "dfn", "ul", "ol", "li", "blockquote", "br", "hr", "img", "table", "thead", "tbody",
        "tr", "th", "td", "section", "details", "summary", "progress", "input", "label", "noscript",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "class", "id", "href", "rel", "title", "src", "alt", "loading", "tabindex", "role", "start", "style",
        "aria-label", "aria-labelledby", "aria-hidden", "open", "hidden", "type", "for", "autocomplete", "scope",
        "colspan", "data-plan", "data-unit", "data-when", "data-progress", "data-progress-of", "data-progress-bar",
        "data-checklist", "data-tick", "data-pagefind-ignore", "data-date-link", "data-note", "data-question",
        "data-progress-minutes", "dir",
    }
)  # fmt: skip
HOSTILE_NOTES = st.lists(
    st.sampled_from(
        [*PAYLOADS, "[a](", "](b)", "<", ">", '"', "&#106;avascript:", "javascript:", "data:text/html,", "vbscript:",
         ")", "\n\n", "- ", "**Check:** ", "## ", "![", "[b]: javascript:c\n\n[b]", "first/javascript:alert(1)",
         "%6Aavascript:", "<javascript:alert(1)>", "**Interview question**\n\n", "**Correct answer**\n\n",
         "```html\n", "## Self-check\n\n- "]
    )
    | st.text(max_size=4),
    max_size=10,
).map(lambda parts: CONTROL.sub("", "".join(parts)))  # fmt: skip


@example("[a](first/javascript:alert(1))")
@example("[a](%6Aavascript:alert(1)) ![a](first/javascript:alert(1))")
@example("[a](javascript&colon;alert(1)) [b](&#106;avascript:c) [d](JaVaScRiPt:e) <javascript:f>")
@given(HOSTILE_NOTES)
def test_notes_add_nothing_to_a_page_but_what_markdown_has(notes: str) -> None:
    html = unit_page(notes)
    for _depth, tag, attributes in structure(browser_tree(html)):
        assert tag in TAGS
        assert ATTRIBUTES.issuperset(attributes)
    seen = read_html(html)
    for target in (*seen.values("href"), *seen.values("src")):
        assert not re.match(r"(?i)[\s\x00-\x1f]*(javascript|vbscript|data)\s*:", target)


@pytest.mark.parametrize(
    "html",
    ["<script>alert(1)</script>", '<img src="x" onerror="b">', "<b>bold</b>", "</div>", "<a href='javascript:b'>c</a>"],
)
def test_html_in_notes_shows_as_it_was_typed(html: str) -> None:
    for notes in (f"a {html} b", html, f"- {html}", f"**Check:** a {html}", f"## {html}", f"# {html}"):
        assert html in read_html(unit_page(notes)).text


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "vbscript:a", "data:text/html,a", "&#x6A;avascript:a", "JAVASCRIPT:a"]
)
def test_a_link_that_would_run_code_is_no_link(target: str) -> None:
    seen = read_html(unit_page(f"[text]({target}) and <{target}>"))
    assert not [href for href in seen.values("href") if "script" in href.lower() or "data:" in href]
    assert "[text](" in seen.text


# -- links -----------------------------------------------------------------------------------------------------------

LIBRARY = load_from_root(SAMPLE_PLANS)
DAYS = LIBRARY.by_plan["http-in-days"]


@pytest.mark.parametrize(
    ("target", "at_home", "on_the_questions_page"),
    [
        ("#goal", "#goal", "../requests-and-responses/#goal"),
        ("", "./", "../requests-and-responses/"),
        ("status-codes.md", "../status-codes/", "../status-codes/"),
        ("status-codes.md#checklist", "../status-codes/#checklist", "../status-codes/#checklist"),
        ("requests-and-responses.md#goal", "#goal", "../requests-and-responses/#goal"),
        ("../../http-in-weeks/lessons/sessions.md", "../../http-in-weeks/sessions/", "../../http-in-weeks/sessions/"),
        ("glossary.md#term-request", "../glossary/#term-request", "../glossary/#term-request"),
        ("pictures/a%20b%23.png", "../pictures/a%20b%23.png", "../pictures/a%20b%23.png"),
        ("https://example.org/%20", "https://example.org/%20", "https://example.org/%20"),
    ],
)
def test_a_link_leads_to_the_same_place_from_whatever_page_shows_it(
    target: str, at_home: str, on_the_questions_page: str
) -> None:
    for url, way in [("requests-and-responses", at_home), ("questions", on_the_questions_page)]:
        assert resolve(LIBRARY, DAYS, "requests-and-responses", f"http-in-days/{url}/", target) == way


# -- the shapes of parts ---------------------------------------------------------------------------------------------


def seen_on(notes: str) -> Seen:
    return read_html(unit_page(notes))


@pytest.mark.parametrize(
    "prompt",
    [
        "What is `a`?",
        "- this\n- that",
        "```python\na = 1\n```",
        "> Who said it?",
        "<div>Why?</div>",
        "| a |\n|---|\n| b |",
        "",
    ],
)
def test_a_question_has_its_anchor_and_all_its_words_whatever_it_begins_with(prompt: str) -> None:
    seen = seen_on(f"<!-- id: q-one -->\n\n**Interview question**\n\n{prompt}\n\n**Correct answer**\n\nYes.\n")
    assert seen.ids.count("q-one") == 1
    assert set(re.findall(r"\w+", prompt.removeprefix("```python"))) <= set(re.findall(r"\w+", seen.text))


def test_the_first_paragraph_of_a_question_is_its_heading_and_the_rest_follows() -> None:
    library, source, lesson = lesson_library("**Check**\n\nWhy *so*?\n\n- one\n- two\n\n```text\nthree\n```\n")
    (question,) = lesson.intro
    assert isinstance(question, Question)
    view = LessonView(library, source, lesson, "a-plan/first/")
    first, rest = view.prompt(question)
    assert view.inline(first) == "Why <em>so</em>?"
    assert text_of(rest) == "one two three"
    assert isinstance(rest[1], Code)


def test_the_words_of_parts_are_plain() -> None:
    _library, _source, lesson = lesson_library("A *b* [c](d.md).\n\n```python\ne = 1\n```\n\n<!-- f -->\n")
    assert text_of(lesson.intro) == "A b c. e = 1"


def test_an_output_is_hidden_only_where_the_reader_predicts_it() -> None:
    run = "```python\nprint(1)\n```\n\n```output\n1\n```\n"
    hidden = [tag for tag, _attributes in seen_on(f"**Predict**\n\nWhat?\n\n{run}").elements]
    shown = [tag for tag, _attributes in seen_on(f"**Explanation**\n\nSo:\n\n{run}").elements]
    assert hidden.count("details") == 1
    assert shown.count("details") == 0


def test_a_trap_without_a_repair_and_an_exercise_without_a_hint_leave_no_empty_place() -> None:
    text = seen_on("**Trap:** No.\n\n**Exercise:** Do.\n").text
    for label in ("Correct pattern", "Show a hint", "Show the solution"):
        assert label not in text
    text = seen_on(
        "**Trap:** No.\n\n**Repair:** Yes.\n\n**Exercise:** Do.\n\n**Hint:** So.\n\n**Solution:** That.\n"
    ).text
    for label in ("Correct pattern", "Show a hint", "Show the solution"):
        assert label in text


def test_a_self_check_question_keeps_its_code() -> None:
    seen = seen_on("## Self-check\n\n- What does this print?\n\n  ```python\n  print(1)\n  ```\n")
    assert "print(1)" in seen.text


def test_the_notes_own_title_shows_where_it_differs_from_the_units() -> None:
    assert "Names and objects" in seen_on("# Names and objects\n\nHello.\n").text
    assert seen_on("# title OF first\n\nHello.\n").text.count("itle") == 1


def test_only_pictures_that_are_no_diagrams_are_files_of_the_site() -> None:
    source = make_source(make_plan(), pictures={"b/a.png": b"png", "c.svg": b"<svg/>", "d.SVG": b"<svg/>"})
    found = [(page.path, page.content, page.source) for page in pictures.pages(make_library(source), source)]
    assert found == [("a-plan/b/a.png", b"png", "plans/a-plan/lessons/b/a.png")]


def test_a_picture_leads_to_its_file_and_a_diagram_stands_in_the_page() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    files = {"a b.png": b"", "c.SVG": svg}
    source = make_source(make_plan(one_unit()), {"first": "![one](a%20b.png) ![two](c.SVG)"}, files)
    (page,) = unit.pages(make_library(source), source)
    seen = read_html(page_html(page.content))
    assert seen.values("src") == ["../a%20b.png"]
    assert "path" in [tag for tag, _attributes in seen.elements]
