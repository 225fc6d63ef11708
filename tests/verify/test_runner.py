"""The runner finds each thing that can be wrong with a block, and says where: exact messages, exact lines."""

from __future__ import annotations

import re
import textwrap

import pytest

from daywise.lesson import Lesson
from daywise.notes import read_lesson
from daywise.problems import Problem
from daywise.verify.servers import Servers
from daywise.verify.session import Report, verify

PATH = "plans/a-plan/lessons/first.md"


def lesson_of(text: str) -> tuple[Lesson, str]:
    text = textwrap.dedent(text).lstrip("\n")
    return read_lesson(text, "first", PATH), text


def run(text: str, servers: Servers) -> Report:
    (report,) = verify([lesson_of(text)], servers)
    return report


def only_problem(text: str, servers: Servers) -> Problem:
    (problem,) = run(text, servers).problems
    return problem


def test_a_difference_is_shown_as_a_diff_at_the_first_line_that_differs(servers: Servers) -> None:
    text = """
        ```python
        print("one")
        print("two")
        ```

        ```output
        one
        too
        ```
        """
    problem = only_problem(text, servers)
    assert problem.hint == "“make outputs” writes what was printed"
    assert str(problem) == textwrap.dedent(
        f"""\
        {PATH}:8:1: other-output: the page shows another output than the run printed
              --- the page
              +++ the run
              @@ -1,2 +1,2 @@
               one
              -too
              +two"""
    )


def test_a_block_that_prints_needs_an_output(servers: Servers) -> None:
    text = """
        # Title

        ```python
        print("hello")
        ```
        """
    problem = only_problem(text, servers)
    assert str(problem) == f"{PATH}:4:1: no-output: the code prints, and no output stands after it\n      hello"
    assert problem.hint == "“make outputs” writes what was printed"


def test_an_output_under_a_silent_block_is_found(servers: Servers) -> None:
    problem = only_problem("```python\nx = 1\n```\n\n```output\n\n```\n", servers)
    assert (problem.rule, problem.line) == ("empty-output", 6)
    assert problem.message == "the code prints nothing, and an output stands after it"


def test_a_hidden_block_must_not_print(servers: Servers) -> None:
    problem = only_problem("<!-- hidden -->\n\n```python\nprint(1)\n```\n", servers)
    assert (problem.rule, problem.line) == ("hidden-output", 4)


def test_an_error_is_told_with_the_lessons_own_line(servers: Servers) -> None:
    text = """
        # Title

        ```python
        def price(item):
            return {"pen": 20}[item]
        ```

        ```python
        print("asking")
        price("ink")
        ```
        """
    problem = only_problem(text, servers)
    assert (problem.path, problem.line, problem.rule) == (PATH, 5, "code-fails")
    told = [line for line in problem.message.split("\n") if not set(line) <= set(" ~^")]
    assert told == [
        "the code fails",
        "      asking",
        "      Traceback (most recent call last):",
        f'        File "{PATH}", line 10, in <module>',
        '          price("ink")',
        f'        File "{PATH}", line 5, in price',
        '          return {"pen": 20}[item]',
        "      KeyError: 'ink'",
    ]
    assert problem.hint == "if it must, write <!-- raises: KeyError --> before the block"


def test_a_syntax_error_is_told_with_its_line(servers: Servers) -> None:
    problem = only_problem("```python\nx = 1\nif x\n    pass\n```\n", servers)
    assert (problem.rule, problem.line) == ("code-fails", 3)


@pytest.mark.parametrize(
    ("source", "rule", "message"),
    [
        ("x = 1", "no-error", "the code must end with TypeError, and ended well"),
        ("{}['a']", "other-error", "the code must end with TypeError, and ended with KeyError"),
    ],
)
def test_a_block_must_raise_what_it_says(source: str, rule: str, message: str, servers: Servers) -> None:
    problem = only_problem(f"<!-- raises: TypeError -->\n\n```python\n{source}\n```\n", servers)
    assert (problem.rule, problem.line, problem.message.split("\n")[0]) == (rule, 4, message)


def test_an_expected_error_shows_its_last_line_below_what_was_printed(servers: Servers) -> None:
    text = """
        <!-- raises: ValueError -->

        ```python
        print("before")
        error = ValueError("two\\nlines")
        error.add_note("a note is not the error's line")
        raise error
        ```

        ```output
        before
        ValueError: two
        lines
        ```
        """
    assert run(text, servers).problems == ()


def test_a_block_that_takes_too_long_is_ended_and_so_is_what_it_started(servers: Servers) -> None:
    text = """
        <!-- timeout: 1 -->

        ```python
        import time
        time.sleep(60)
        ```

        ```python
        print("never")
        ```

        <!-- timeout: 1 -->

        ```bash
        sleep 60
        ```
        """
    first, second, third = run(text, servers).found
    assert [problem.message.split("\n")[-1].strip() for problem in (*first[:1], *third)] == [
        "it was not done after 1 seconds; <!-- timeout: 30 --> before it allows more"
    ] * 2
    assert "ended in an earlier block" in second[0].message


def test_a_block_that_ends_the_process_is_told(servers: Servers) -> None:
    problem = run("```python\nimport os\nos._exit(3)\n```\n", servers).problems[0]
    assert "the lesson's program ended with exit status 3" in problem.message


def test_versions_that_print_differently_are_named(servers: Servers) -> None:
    text = "```python\nimport sys\nprint(sys.version_info[:2])\n```\n\n```output\n(3, 11)\n```\n"
    report = run(text, servers)
    others = [each.interpreter for each in report.passes if each.interpreter.minor != (3, 11)]
    assert len(report.problems) == len(others)
    for problem, interpreter in zip(report.problems, others, strict=True):
        assert (
            problem.message.startswith(
                f"the page shows another output than the run printed (on Python {interpreter.version})\n"
            )
            or len(report.passes) == 1
        )


def test_lessons_reach_this_machine_only(servers: Servers) -> None:
    text = """
        <!-- raises: PermissionError -->

        ```python
        import socket
        socket.create_connection(("192.0.2.1", 80))
        ```

        ```output
        PermissionError: lessons may connect to this machine only, not to 192.0.2.1
        ```

        ```python
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname()).close()
        ```
        """
    assert run(text, servers).problems == ()


def test_a_lesson_has_a_folder_and_an_environment_of_its_own(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of the author")
    text = """
        ```python
        import os
        print(os.environ.get("SECRET"), os.listdir())
        open("left.txt", "w").close()
        ```

        ```output
        None ['.home']
        ```
        """
    report = run(text, servers)
    assert report.problems == ()
    assert run(text, servers).problems == ()


def test_blocks_of_different_lessons_do_not_meet(servers: Servers) -> None:
    first, second = verify([lesson_of("```python\nmine = 1\n```\n"), lesson_of("```python\nmine\n```\n")], servers)
    assert first.problems == ()
    assert "NameError: name 'mine' is not defined" in second.problems[0].message


def test_a_request_must_be_one(servers: Servers) -> None:
    text = "---\nneeds: [fastapi]\n---\n\n```http\nget me\n```\n"
    problem = only_problem(text, servers)
    assert re.search(r"expected a first line such as “GET /orders HTTP/1.1”, found “get me”", problem.message)


def test_a_request_needs_an_app(servers: Servers) -> None:
    problem = only_problem("---\nneeds: [fastapi]\n---\n\n```http\nGET / HTTP/1.1\n```\n", servers)
    assert "the lesson has made no “app” yet" in problem.message
