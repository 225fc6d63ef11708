"""How notes are read: each label, heading and comment, alone and in the shapes that authors give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.lesson import Block, Code, Question, SelfCheck, owners
from daywise.notes import LABELS, PAGE_ANCHORS, slug
from tests.builders import SAMPLES, make_lesson
from tests.conftest import Golden
from tests.outlines import outline, sections


def read(notes: str) -> str:
    return outline(make_lesson(notes))


# -- title, goal, blocks, chapters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Caching", "Caching"),
        ("# The `is` *operator*", "The is operator"),
        ("### 🧠 DAY 10 — Caching (Part 2)", "Caching (Part 2)"),
        ("## Day-3: Threads", "Threads"),
        ("# Day 3 – Threads", "Threads"),
        ("Caching\n=======", "Caching"),
    ],
)
def test_the_first_heading_is_the_title_when_it_is_large_or_names_a_day(heading: str, title: str) -> None:
    assert read(f"{heading}\n\nHello.\n") == f"title: {title}\ntext: Hello.\n"


def test_a_heading_that_comes_later_is_no_title() -> None:
    assert read("Hello.\n\n# Caching\n") == "text: Hello.\nchapter #caching: Caching\n"
    assert read("**Why:**\n\nHello.\n\n# Caching\n") == (
        "explanation “Why”\n  text: Hello.\nchapter #caching: Caching\n"
    )
    assert read("# Caching\n\n# More\n") == "title: Caching\nchapter #more: More\n"


@pytest.mark.parametrize(
    "heading",
    ["## Goal", "# Goals", "### 🎯 Day-1 Goal (Very Important)", "Goal", "Goals:", "🎯 Day-12 Goal", "#### Goal:"],
)
def test_a_goal_is_known_by_its_name_with_or_without_hashes(heading: str) -> None:
    lesson = make_lesson(f"# T\n\n{heading}\n\n- Explain it\n")
    assert outline(lesson) == f"title: T\ngoal #goal: {heading.lstrip('# ')}\n  list: Explain it\n"


@pytest.mark.parametrize("text", ["The goal", "Goal of the day is rest.", "Goalkeeper"])
def test_a_sentence_about_goals_is_text(text: str) -> None:
    assert read(text) == f"text: {text}\n"


@pytest.mark.parametrize("mark", ["# ", "## ", "### ", "#### ", "###### ", ""])
@pytest.mark.parametrize("dash", [" – ", " - ", " — ", ": ", ". ", "–"])
def test_a_block_has_a_number_and_a_title_whatever_its_heading_looks_like(mark: str, dash: str) -> None:
    notes = f"# T\n\n{mark}Block 12{dash}Names & `objects` (very important)\n\nHello.\n"
    assert read(notes) == "title: T\nblock 12 #: Names & objects (very important)\n  text: Hello.\n"


@pytest.mark.parametrize("text", ["Block 1", "Block A – Names", "A block 1 – names", "Block 1 – a\nline more"])
def test_a_line_that_only_looks_like_a_block_is_text(text: str) -> None:
    assert read(text) == f"text: {' '.join(text.split())}\n"


def test_other_large_headings_begin_chapters_and_small_ones_stay_where_they_are() -> None:
    notes = """
    # T

    ## Block 1 – Names

    ### Naming

    Hello.

    ## Further reading

    #### Books

    - One
    """
    assert read(sections(notes)) == sections(
        """
        title: T
        block 1 #: Names
          heading: Naming
          text: Hello.
        chapter #further-reading: Further reading
          heading: Books
          list: One
        """
    )


# -- anchors and ids -------------------------------------------------------------------------------------------------


def test_an_id_before_a_heading_or_a_label_is_its_own() -> None:
    notes = """
    <!-- id: names -->

    ## Block 1 – Names
    <!-- id: say-names -->
    **Interview one-liner:** Names point.
    <!--id:q-names-->

    **Interview question**

    What is a name?

    <!-- id: part -->

    ### Part

    <!-- id: fq-names -->
    Follow-up question: And then?

    <!-- id: check-names -->

    **Check:** Really?

    <!-- id: worked-names -->

    **Worked example**

    <!-- id: ex-names -->

    **Exercise**

    <!-- id: the-end -->

    ## End
    """
    lesson = make_lesson(sections(notes))
    ids = ["names", "say-names", "q-names", "fq-names", "check-names", "worked-names", "ex-names"]
    assert [owner.id for owner in owners(lesson)] == ids
    assert lesson.sections[1].id == "the-end"
    headings = [token for _, part in lesson.parts() for token in getattr(part, "tokens", ()) if token.tag == "h3"]
    assert headings[0].attrs["id"] == "part"


def test_an_id_may_be_missing() -> None:
    lesson = make_lesson("## Block 1 – A\n\n**Check:** So?\n\n## Self-check\n\n- Why?\n")
    assert [owner.id for owner in owners(lesson)] == ["", "", ""]


def test_an_id_belongs_to_one_thing_only() -> None:
    lesson = make_lesson("<!-- id: goals -->\n\n## Goal\n\n- Go\n\n## Block 1 – A\n\n## B\n")
    assert [section.id for section in lesson.sections] == ["goals", "", "b"]


def test_the_title_takes_no_id() -> None:
    lesson = make_lesson("<!-- id: title -->\n\n# T\n\n## Block 1 – A\n")
    assert [section.id for section in lesson.sections] == [""]


def test_other_comments_say_nothing_and_take_no_text_with_them() -> None:
    assert read("<!-- a note to myself -->\n\nHello.\n") == "text: Hello.\n"
    assert read("<!-- a\nb --> Hello. <!-- c -->\n") == "html_block: Hello.\n"
    assert read("<!-- a --> Hello. <!-- c -->\n") == "text: Hello.\n"


def test_anchors_that_are_made_up_are_unique_and_leave_ids_and_the_pages_own_alone() -> None:
    notes = """
    # T

    ## Goal

    ## Goal

    ### Stack

    > ### Stack

    <!-- id: heap -->

    ## Block 1 – Heap

    ## Heap

    ## Checklist

    ## Self-check

    ## Self-check

    ## مثال

    ## ???
    """
    lesson = make_lesson(sections(notes))
    assert [section.id for section in lesson.sections] == [
        "goal", "goal-2", "heap", "heap-2", "checklist-2", "self-check", "self-check-2", "section", "section-2",
    ]  # fmt: skip
    assert lesson.sections[4].id.removesuffix("-2") in PAGE_ANCHORS
    headings = [token for _, part in lesson.parts() for token in getattr(part, "tokens", ()) if token.tag == "h3"]
    assert [token.attrs["id"] for token in headings if token.nesting == 1] == ["stack", "stack-2"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("Further reading", "further-reading"), ("C++ & `is`", "c-is"), ("  --a--  ", "a"), ("سوال", "section")],
)
def test_an_anchor_is_made_of_a_headings_words(text: str, anchor: str) -> None:
    assert slug(text) == anchor


# -- labels ----------------------------------------------------------------------------------------------------------

PANELS = {
    "Explanation": "explanation",
    "Why": "explanation",
    "Backend relevance": "backend",
    "Backend Impact": "backend",
    "Use case": "use-case",
}
OPENERS = {
    "Predict": ("predict", ""),
    "Predict the output": ("predict", ""),
    "Trap": ("trap “Trap”", "trap"),
    "Problem": ("trap “Problem”", "trap"),
    "Wrong mental model": ("misconception", "wrong"),
    "Interview One-Liner": ("one-liner #", ""),
    "One-liner": ("one-liner #", ""),
    "Interview question": ("interview #", "prompt"),
    "Follow-up question": ("follow-up #", "prompt"),
    "Check": ("check #", "prompt"),
    "Exercise": ("exercise #", "task"),
    "Worked example": ("worked-example #", "task"),
    **{label: (f"{kind} “{label}”", "") for label, kind in PANELS.items()},
}
CONTINUERS = {
    ("Wrong mental model", "Correct mental model"): "right",
    ("Trap", "Correct pattern"): "repair",
    ("Problem", "Repair"): "repair",
    ("Interview question", "Correct Answer"): "answer",
    ("Follow-up question", "Answer"): "answer",
    ("Check", "Answer"): "answer",
    ("Exercise", "Hint"): "hint",
    ("Exercise", "Solution"): "solution",
    ("Worked example", "Solution"): "solution",
}


def test_the_cases_below_cover_every_label() -> None:
    covered = {label.lower() for label in OPENERS} | {label.lower() for _opener, label in CONTINUERS} | {"code"}
    assert covered == set(LABELS)


def in_slot(slot: str, *lines: str) -> str:
    """Give the outline of what stands in a part's slot; the nameless slot has no line of its own."""
    indent = "    " if slot else "  "
    return "".join([f"  {slot}\n" if slot else "", *(f"{indent}{line}\n" for line in lines)])


@pytest.mark.parametrize(("label", "expected"), OPENERS.items(), ids=OPENERS)
@pytest.mark.parametrize("form", ["**{}**", "**{}:**", "**{}**:", "__{}__", "{}:"])
def test_a_label_alone_opens_a_section_up_to_the_next_heading(label: str, expected: tuple[str, str], form: str) -> None:
    head, slot = expected
    notes = f"{form.format(label)}\n\nOne.\n\n- two\n\n### End\n"
    assert read(notes) == f"{head}\n{in_slot(slot, 'text: One.', 'list: two')}heading: End\n"


@pytest.mark.parametrize(("label", "expected"), OPENERS.items(), ids=OPENERS)
@pytest.mark.parametrize("form", ["**{}:** One.", "**{}**: One.", "**{}:**\nOne.", "**{}**\nOne.", "{}:\nOne."])
def test_a_label_with_text_in_its_paragraph_holds_that_paragraph_only(
    label: str, expected: tuple[str, str], form: str
) -> None:
    head, slot = expected
    assert read(f"{form.format(label)}\n\nTwo.\n") == f"{head}\n{in_slot(slot, 'text: One.')}text: Two.\n"


@pytest.mark.parametrize("case", CONTINUERS, ids="-".join)
@pytest.mark.parametrize("form", ["**{}**\n\nTwo.", "**{}:** Two.", "{}:\nTwo."])
def test_a_second_label_continues_what_the_first_began(case: tuple[str, str], form: str) -> None:
    opener, label = case
    head, slot = OPENERS[opener]
    expected = f"{head}\n{in_slot(slot, 'text: One.')}{in_slot(CONTINUERS[case], 'text: Two.')}"
    assert read(f"**{opener}**\n\nOne.\n\n{form.format(label)}\n") == expected
    assert read(f"**{opener}:** One.\n\n{form.format(label)}\n") == expected


@pytest.mark.parametrize("label", sorted({label for _opener, label in CONTINUERS}))
def test_a_continuing_label_with_nothing_to_continue_stays_as_it_is(label: str) -> None:
    assert read(f"**{label}**\n\nOne.\n") == f"text: {label}\ntext: One.\n"
    assert (
        read(f"**Explanation:** One.\n\n**{label}**\n") == f"explanation “Explanation”\n  text: One.\ntext: {label}\n"
    )


def test_a_continuing_label_that_comes_twice_is_text_the_second_time() -> None:
    assert read("**Check:** So?\n\n**Answer:** Yes.\n\n**Answer:** No.\n") == (
        "check #\n  prompt\n    text: So?\n  answer\n    text: Yes.\ntext: Answer: No.\n"
    )


def test_plain_labels_of_one_word_are_labels_only_on_a_line_of_their_own() -> None:
    assert read("Problem: the cache is cold.\n") == "text: Problem: the cache is cold.\n"
    assert read("Correct mental model: names.\n") == "text: Correct mental model: names.\n"
    assert read("Interview question: why?\n") == "interview #\n  prompt\n    text: why?\n"
    assert read("Problem:\n\nIt is cold.\n") == "trap “Problem”\n  trap\n    text: It is cold.\n"


@pytest.mark.parametrize("text", ["**Explanation** of it", "**Explanations**", "Explanation", "An **Explanation**"])
def test_bold_words_within_a_sentence_are_no_label(text: str) -> None:
    assert read(text) == f"text: {text.replace('*', '')}\n"


@pytest.mark.parametrize("family", ["Explanation", "Trap", "Predict", "Interview one-liner"])
def test_an_unknown_label_stays_and_ends_a_short_section(family: str) -> None:
    notes = f"**{family}**\n\nOne.\n\n**Why Cycles Matter:**\n\nTwo.\n"
    assert read(notes).endswith("text: Why Cycles Matter:\ntext: Two.\n")


@pytest.mark.parametrize("family", ["Exercise", "Interview question"])
def test_an_unknown_label_stays_within_a_long_section(family: str) -> None:
    notes = f"**{family}**\n\nOne.\n\n**Input**\n\nTwo.\n"
    head, slot = OPENERS[family]
    assert read(notes) == f"{head}\n{in_slot(slot, 'text: One.', 'text: Input', 'text: Two.')}"


def test_an_unknown_label_with_nothing_open_stays() -> None:
    assert read("**Stack**\n\n- frames\n") == "text: Stack\nlist: frames\n"


@pytest.mark.parametrize("mark", ["---", "***", "___"])
def test_a_line_ends_a_section(mark: str) -> None:
    assert read(f"**Explanation**\n\nOne.\n\n{mark}\n\nTwo.\n") == (
        "explanation “Explanation”\n  text: One.\ntext: Two.\n"
    )


def test_a_heading_ends_a_section_and_what_was_in_it() -> None:
    assert read("**Check**\n\nSo?\n\n## Block 2 – B\n\n**Answer**\n\nYes.\n") == (
        "check #\n  prompt\n    text: So?\nblock 2 #: B\n  text: Answer\n  text: Yes.\n"
    )


def test_a_label_knows_its_own_line_and_its_text_that_of_the_text() -> None:
    question = make_lesson("\n\n**Interview question**\nWhat is\nX?\n").intro[0]
    assert isinstance(question, Question)
    assert (question.line, question.prompt[0].line) == (3, 4)


def test_text_after_a_label_is_a_paragraph_whatever_it_looks_like() -> None:
    assert read("**Answer:**") == "text: Answer:\n"
    assert read("**Why:** 2. because") == "explanation “Why”\n  text: 2. because\n"
    assert read("**Why:** [a]: b") == "explanation “Why”\n  text: [a]: b\n"
    assert read("**Why:** ~~~ tildes") == "explanation “Why”\n  text: ~~~ tildes\n"


def test_a_link_after_a_label_finds_its_definition() -> None:
    lesson = make_lesson("**Why:** see [the docs][docs].\n\n[docs]: https://example.org\n")
    inline = lesson.intro[0].parts[0].tokens[1]  # type: ignore[union-attr]
    assert [token.attrs["href"] for token in inline.children or () if token.type == "link_open"] == [
        "https://example.org"
    ]


# -- code ------------------------------------------------------------------------------------------------------------


def codes(notes: str) -> list[Code]:
    return [part for _section, part in make_lesson(notes).parts() if isinstance(part, Code)]


def test_a_fence_has_a_language_and_perhaps_a_title() -> None:
    notes = '```python title="app/main.py"\nx = 1\n```\n\n~~~sql\nSELECT 1;\n~~~\n\n```\nwords\n```\n'
    found = [(code.language, code.title, code.source, code.line) for code in codes(notes)]
    assert found == [
        ("python", "app/main.py", "x = 1\n", 2),
        ("sql", "", "SELECT 1;\n", 6),
        ("", "", "words\n", 10),
    ]


def test_an_output_belongs_to_the_code_right_before_it() -> None:
    notes = "```python\nprint(1)\n```\n\n```output\n1\n```\n\n```output\n2\n```\n\nText.\n\n```output\n3\n```\n"
    assert read(notes) == sections(
        """
        code python
          | print(1)
          prints '1\\n'
        code output
          | 2
        text: Text.
        code output
          | 3
        """
    )


def test_an_empty_output_is_an_output() -> None:
    assert codes("```python\npass\n```\n\n```output\n```\n")[0].output == ""
    assert codes("```python\npass\n```\n")[0].output is None


@pytest.mark.parametrize("label", OPENERS)
def test_code_and_its_output_stay_together_within_a_section(label: str) -> None:
    head, slot = OPENERS[label]
    notes = f"**{label}**\n\nOne.\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n"
    expected = in_slot(slot, "text: One.", "code python", "  | print(1)", "  prints '1\\n'")
    assert read(notes) == f"{head}\n{expected}"


def test_code_that_must_raise_says_so_in_a_comment_right_before_it() -> None:
    notes = "<!-- raises: KeyError -->\n\n```python\n{}[1]\n```\n\n```python\n1\n```\n"
    assert [[(each.name, each.value) for each in code.directives] for code in codes(notes)] == [
        [("raises", "KeyError")],
        [],
    ]


def test_four_spaces_make_code_which_is_python_when_it_reads_as_python() -> None:
    assert read("    a = 10\n    b = a\n") == "code python\n  | a = 10\n  | b = a\n"
    assert read("    $ curl -v example.org\n") == "code\n  | $ curl -v example.org\n"


def test_a_line_of_prose_above_code_of_four_spaces_is_prose() -> None:
    notes = "**Code:**\n\n    A *trap* [x]: (very common)\n      def f(x):\n          return x\n\n      f(1)\n"
    assert read(notes) == sections(
        """
        text: A *trap* [x]: (very common)
        code python
          | def f(x):
          |     return x
          |
          | f(1)
        """
    )
    assert codes(notes)[0].line == 4


@pytest.mark.parametrize("label", ["**Code:**", "**Code**", "__Code:__", "Code:"])
def test_the_code_label_only_says_that_code_comes(label: str) -> None:
    assert read(f"{label}\n\n    x = 1\n") == "code python\n  | x = 1\n"


def test_text_after_the_code_label_stays() -> None:
    assert read("**Code:** sums up\n") == "text: sums up\n"
    assert read("**Code** sums up\n") == "text: Code sums up\n"
    assert read("Code: sums up\n") == "text: Code: sums up\n"


@pytest.mark.parametrize("label", ["Explanation", "Backend impact", "Use case", "Interview one-liner"])
def test_the_code_label_ends_a_section_that_has_its_text(label: str) -> None:
    notes = f"**{label}**\n\nOne.\n\n**Code:**\n\n    x = 1\n"
    assert read(notes).endswith("\n  text: One.\ncode python\n  | x = 1\n")


@pytest.mark.parametrize("label", ["Predict", "Trap", "Interview question", "Check", "Exercise", "Worked example"])
def test_the_code_label_continues_a_section_that_is_about_code(label: str) -> None:
    notes = f"**{label}**\n\nOne.\n\n**Code:**\n\n    x = 1\n"
    head, slot = OPENERS[label]
    assert read(notes) == f"{head}\n{in_slot(slot, 'text: One.', 'code python', '  | x = 1')}"


# -- self-check ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "## Self-check",
        "### Self check",
        "## Interview Self-Check",
        "#### Block 6 – Interview Self-Check",
        "Block 6 – Self-check",
    ],
)
def test_a_self_check_is_known_by_its_name_even_as_a_blocks_title(heading: str) -> None:
    (section,) = make_lesson(f"# T\n\n{heading}\n\n- Why?\n").sections
    assert isinstance(section, SelfCheck)
    assert section.heading == heading.removeprefix("#### ").removeprefix("Block 6 – ").lstrip("# ")


def test_items_that_ask_are_questions_and_all_else_stays_around_them() -> None:
    notes = """
    ## Self-check

    Say it aloud.

    - <!-- id: sc-one --> What is *one*? ([Block 1](#one))
    - What is two? (See Block 2.) <!-- id: sc-two -->
    - And
      three?

      ```python
      three = 3
      ```
    -
    - If you cannot answer, read again.
    - ```text
      only code
      ```

    1. What is four?

    ---

    ```text
    The end.
    ```
    """
    assert read(sections(notes)) == sections(
        """
        self-check #self-check: Self-check
          text: Say it aloud.
          asks #sc-one: What is one? (Block 1)
          asks #sc-two: What is two? (See Block 2.)
          asks #: And three? three = 3
          asks #: What is four?
          text: If you cannot answer, read again.
          fence: only code
          code text
            | The end.
        """
    )


def test_a_question_in_urdu_is_one() -> None:
    assert "asks #: نام کیا ہے؟ (Block 1)" in read("## Self-check\n\n- نام کیا ہے؟ (Block 1)\n")


def test_an_item_that_asks_nothing_becomes_a_paragraph_of_its_own() -> None:
    (section,) = make_lesson("## Self-check\n\n- Why?\n- Read again.\n- Then rest.\n").sections
    assert isinstance(section, SelfCheck)
    assert [part.tokens[0].hidden for part in section.after] == [False, False]  # type: ignore[union-attr]


def test_a_self_check_without_questions_keeps_its_text() -> None:
    assert read("## Self-check\n\n```text\nNothing yet.\n```\n") == (
        "self-check #self-check: Self-check\n  code text\n    | Nothing yet.\n"
    )


# -- whole notes -----------------------------------------------------------------------------------------------------


def test_lines_are_those_of_the_file_even_below_front_matter() -> None:
    lesson = make_lesson("---\nneeds: [redis]\n---\n# T\n\n## Block 1 – A\n\n**Check:** So?\n")
    assert [(type(owner), owner.line) for owner in owners(lesson)] == [(Block, 6), (Question, 8)]


def test_notes_as_an_author_jots_them_down_become_typed_sections(golden: Golden) -> None:
    notes = (SAMPLES / "notes-as-jotted.md").read_text("utf-8")
    golden(read(notes), "notes-as-jotted.txt")


PIECES = [
    *(f"**{label}**" for label in LABELS),
    "# A",
    "## Block 1 – B",
    "## Self-check",
    "- c?",
    "d",
    "---",
    "```python\ne\n```",
    "```output\nf\n```",
    "    g",
    "<!-- id: h -->",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_reading_never_fails_and_reads_the_same_twice(pieces: list[str]) -> None:
    notes = "\n\n".join(pieces)
    assert read(notes) == read(notes)
