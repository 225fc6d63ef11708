"""YAML with positions: scalars stay texts, what hides meaning is refused, and what stands before a mistake is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daywise.problems import Place, Problem
from daywise.yaml_tree import MAX_DEPTH, Data, Tree, read_partial_tree, read_tree


def read(text: str) -> tuple[Tree, list[str]]:
    problems: list[Problem] = []
    tree = read_partial_tree(text, "plan.yaml", problems)
    return tree, [f"{each.line}:{each.column} {each.rule}" for each in problems]


WORDS = [
    "no", "yes", "on", "off", "true", "False", "1:30", "2026-02-30", "2026-11-21T10:00:00Z", "0x1F", "0o17", "017",
    "1e3", "1_000", ".inf", ".nan", "12", "-3", "=", "Null1",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_scalar_is_the_text_that_was_written(word: str) -> None:
    assert read(f"{word}: {word}\n")[0].data == {word: word}
    assert read(f"[{word}]\n")[0].data == [word]


@pytest.mark.parametrize(("text", "data"), [("a:", None), ("a: ~", None), ("a: null", None), ('a: "null"', "null")])
def test_only_an_empty_value_is_none(text: str, data: Data) -> None:
    assert read(text)[0].data == {"a": data}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: {b: [1, 2], c: {}}\n", {"a": {"b": ["1", "2"], "c": {}}}),
        ("- a\n- - b\n  - c\n", ["a", ["b", "c"]]),
        ("a: |\n  one\n  two\nb: >\n  three\n  four\n", {"a": "one\ntwo\n", "b": "three four\n"}),
        ("a: 'it''s'\nb: \"x\\n\"\n", {"a": "it's", "b": "x\n"}),
        ("---\na: 1\n...\n", {"a": "1"}),
    ],
)
def test_lists_and_mappings_nest(text: str, data: Data) -> None:
    assert read(text) == (read(text)[0], [])
    assert read(text)[0].data == data


def test_everything_knows_its_place() -> None:
    tree, problems = read("a: 1\nb:\n  - x\n  - {c: d}\n")
    assert problems == []
    assert tree.place(("a",)) == Place("plan.yaml", 1, 4)
    assert tree.key_place(("a",)) == Place("plan.yaml", 1, 1)
    assert tree.place(("b", 1, "c")) == Place("plan.yaml", 4, 9)
    assert tree.key_place(("b", 1, "c")) == Place("plan.yaml", 4, 6)
    assert tree.place(("b", 1, "gone")) == tree.place(("b", 1)) == Place("plan.yaml", 4, 5)
    assert tree.value(("b", 1, "c")) == "d"
    assert tree.value(("b", 7, "c")) is tree.value(("a", "x")) is None


@pytest.mark.parametrize(
    ("text", "found", "data"),
    [
        ("a: &x 1\nb: *x\n", ["2:4 yaml-alias"], {"a": "1", "b": None}),
        ("a: &x [*x]\n", ["1:8 yaml-alias"], {"a": [None]}),
        ("a: *unknown\n", ["1:4 yaml-alias"], {"a": None}),
        ("a: &x 1\n", ["1:4 yaml-alias"], {"a": "1"}),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n", ["3:3 yaml-merge"], {"a": {"b": "1"}, "c": {"d": "2"}}),
        ("c:\n  <<: [{b: 1}]\n", ["2:3 yaml-merge"], {"c": {}}),
        ('"<<": 1\n', [], {"<<": "1"}),
        ("a: !!int 1\n", ["1:4 yaml-tag"], {"a": "1"}),
        ("a: !python/object:os.system x\n", ["1:4 yaml-tag"], {"a": "x"}),
        ("!!map {a: 1}\n", ["1:1 yaml-tag"], {"a": "1"}),
        ("a: 1\na: 2\n", ["2:1 yaml-duplicate-key"], {"a": "1"}),
        ("{a: 1, b: 2, a: 3}\n", ["1:14 yaml-duplicate-key"], {"a": "1", "b": "2"}),
        ("? [a]\n: b\nc: 1\n", ["1:3 yaml-key"], {"c": "1"}),
        ("a: {{b}}\n", ["1:5 yaml-key"], {"a": {}}),
        ("*x : 1\n", ["1:1 yaml-key"], {}),
        ("a: 1\n---\nb: 2\n", ["2:1 yaml-documents"], {"a": "1"}),
        ("a: 1\nb:\t2\n", ["2:3 yaml-tab"], {"a": "1", "b": "2"}),
        ("a: 1\nb:\n\tc: 2\n", ["3:1 yaml-tab"], {"a": "1"}),
        ('a: "\\0"\n', ["1:4 control-character"], {"a": " "}),
        ('a: "\\u202e"\n', ["1:4 bidi-control"], {"a": " "}),
        ('a: "\\ud800"\n', ["1:7 yaml-syntax"], {}),
        ('a: "\\U00110000"\n', ["1:7 yaml-syntax"], {}),
        ("a: 1\nb: [\n", ["3:1 yaml-syntax"], {"a": "1", "b": []}),
    ],
)
def test_what_can_hide_meaning_is_refused_and_the_rest_is_read(text: str, found: list[str], data: Data) -> None:
    tree, problems = read(text)
    assert problems == found
    assert tree.data == data
    assert read_tree(text, "plan.yaml", []) == (tree if not found else None)


def test_two_entries_of_a_name_leave_its_value_in_doubt() -> None:
    tree, _problems = read("a: {b: 1}\na: 2\nc: 3\n")
    assert not tree.is_sure(("a",))
    assert not tree.is_sure(("a", "b"))
    assert tree.is_sure(("c",))


def test_before_a_mistake_of_syntax_all_that_is_open_may_lack_entries() -> None:
    tree, problems = read("a:\n  - {b: 1}\n  - c: 2\n    d: e: f\n")
    assert problems == ["4:9 yaml-syntax"]
    assert tree.data == {"a": [{"b": "1"}, {"c": "2", "d": "e"}]}
    assert tree.cut >= {(), ("a",), ("a", 1)}
    assert ("a", 0) not in tree.cut


def test_an_entry_keeps_all_its_places_under_another_name() -> None:
    tree = read("a: 1\nbb:\n  - {c: 2}\n")[0].renamed(("bb",), "b")
    assert tree.data == {"a": "1", "b": [{"c": "2"}]}
    assert tree.place(("b", 0, "c")) == Place("plan.yaml", 3, 9)
    assert tree.key_place(("b",)) == Place("plan.yaml", 2, 1)
    deep = tree.renamed(("b", 0, "c"), "d")
    assert deep.data == {"a": "1", "b": [{"d": "2"}]}
    assert deep.key_place(("b", 0, "d")) == Place("plan.yaml", 3, 6)


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? ", "[a, ", "{? ", "[{"])
def test_nesting_without_end_is_one_mistake_of_no_time(piece: str) -> None:
    problems = read(piece * 100_000)[1]
    assert problems[-1].endswith(" yaml-depth")
    assert len(problems) <= MAX_DEPTH


def test_deepest_nesting_that_a_plan_needs_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []
    assert read("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1] == [f"1:{MAX_DEPTH + 1} yaml-depth"]


PIECES = [
    "a", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", '"', "'", "#", " #", "&", "*", "!",
    "|", ">", "%", "@", "`", "?", "<<", "---\n", "\t", "\\", "é", "漢", "\U0001f600", "~",
]  # fmt: skip
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(st.one_of(YAMLISH, st.text(max_size=200)))
def test_any_text_gives_a_tree_or_problems_within_it(text: str) -> None:
    problems: list[Problem] = []
    tree = read_partial_tree(text, "plan.yaml", problems)
    lines = text.split("\n")
    assert all(1 <= problem.line <= len(lines) + 1 for problem in problems)
    assert all(place.line >= 1 and place.column >= 1 for place in tree.places.values())
    assert len({(problem.line, problem.rule) for problem in problems if problem.rule == "yaml-syntax"}) <= 1
    assert bool(problems) or not tree.cut


def test_a_text_that_cannot_be_encoded_is_a_mistake_and_no_crash() -> None:
    assert read("a: \ud800\n")[1] == ["1:1 yaml-syntax"]
