"""Holds plans/backend-6-week/plan.yaml against the facts of the plan it was made from, item by item.

The expected facts are written out here as literals and the file is read as plain text values,
without the project's own reader: a fault in the reader cannot hide a lost fact.
Every fact is a test case of its own, so a missing one names itself.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PLAN_FILE = Path(__file__).resolve().parents[1] / "plans" / "backend-6-week" / "plan.yaml"
LENGTH = 47

Node = dict[str, Any]

# label, title, subtitle (the words in parentheses; "" where there are none), first day, last day
WEEKS = [
    ("Week 1", "Python Backend Core", "Concurrency & Internals", 1, 7),
    ("Week 2", "Performance, Caching & Redis", "", 8, 14),
    ("Week 3", "Databases", "SQL + NoSQL", 15, 21),
    ("Week 4", "OOP, Networking & DevOps", "", 22, 28),
    ("Week 5", "Cloud, Agentic AI & AI Security", "", 29, 35),
    ("Week 6", "DSA & C++", "Interview Mode", 36, 47),
]

# the days as the plan writes them -> what must stand in that unit's title or topics
DAYS: dict[str, tuple[str, ...]] = {
    "1": ("Python memory model", "stack vs heap", "reference counting"),
    "2": ("GIL deep dive", "CPU-bound vs IO-bound problems"),
    "3": ("Threading vs Multiprocessing", "real backend scenarios"),
    "4": ("Async I/O", "asyncio", "event loop"),
    "5": ("FastAPI internals", "request lifecycle"),
    "6": ("Production FastAPI patterns", "security basics"),
    "7": ("Revision", "interview-style questions"),
    "8": ("Backend performance bottlenecks",),
    "9": ("Redis fundamentals",),
    "10": ("Caching strategies", "TTL", "write-through", "write-back"),
    "11": ("Rate limiting & session storage",),
    "12": ("Consistency vs performance trade-offs",),
    "13": ("FastAPI + Redis mini system",),
    "14": ("Review", "mock interviews"),
    "15": ("MySQL normalization", "1NF → 3NF"),
    "16": ("Indexing", "transactions", "isolation levels"),
    "17": ("Query optimization & locks",),
    "18": ("MongoDB schema design",),
    "19": ("Aggregation pipelines",),
    "20": ("SQL vs MongoDB trade-offs",),
    "21": ("Design interview practice",),
    "22": ("OOP concepts", "real-world modeling"),
    "23": ("OOP interview traps",),
    "24": ("Networking for backend engineers",),
    "25": ("Docker fundamentals",),
    "26": ("Dockerizing FastAPI securely",),
    "27": ("CI/CD basics",),
    "28": ("Revision", "interviews"),
    "29": ("AWS", "EC2", "S3", "RDS", "basics"),
    "30": ("IAM & attack surface",),
    "31": ("Agentic AI basics",),
    "32": ("Prompt injection & guardrails",),
    "33": ("AI threat modeling",),
    "34": ("Secure AI-backed backend design",),
    "35": ("Mock interviews",),
    "36-38": ("Core DSA", "arrays", "stacks", "linked lists", "trees"),
    "39-40": ("Graphs", "sorting", "searching"),
    "41-42": ("Recursion & DP",),
    "43-44": ("On-spot C++ coding",),
    "45": ("Full backend + DSA mock interview",),
    "46": ("Weak-area patching",),
    "47": ("Final interview drills",),
}

# group title, words that must name the resource, place in the group, host of its link, emphasis
RESOURCES = [
    ("Python & Backend", ("FastAPI", "documentation", "official"), 0, "fastapi.tiangolo.com", "must read"),
    ("Python & Backend", ("Real Python - Concurrency",), 1, "realpython.com", ""),
    ("Python & Backend", ("ArjanCodes (YouTube) - Python internals",), 2, "www.youtube.com", ""),
    ("Redis", ("Redis University RU101",), 0, "university.redis.io", "free"),
    ("Databases", ("Use The Index, Luke", "SQL indexing"), 0, "use-the-index-luke.com", ""),
    ("Databases", ("MongoDB University M001",), 1, "learn.mongodb.com", ""),
    ("Networking", ("HTTP explained - MDN",), 0, "developer.mozilla.org", ""),
    ("Networking", ("NGINX L4 vs L7 articles", "layer 7"), 1, "www.f5.com", ""),
    ("Networking", ("NGINX L4 vs L7 articles", "layer 4"), 2, "www.f5.com", ""),
]

# sign of the group, its title, and for each of its items the words that carry it
CONTEXT: list[tuple[str, str, list[tuple[str, ...]]]] = [
    (
        "tested",
        "What Pakistani companies actually test",
        [
            ("clear explanation > fancy terms",),
            ("system thinking over syntax",),
            ("security awareness", "especially", "APIs"),
            ("scaling logic, not", "“millions of users”", "fantasy"),
        ],
    ),
    (
        "red-flag",
        "Red flags",
        [
            ("overusing async everywhere",),
            ("saying “Python is slow” without context",),
            ("ignoring security in backend answers",),
        ],
    ),
    (
        "stands-out",
        "What makes you stand out",
        [
            ("linking security → backend design",),
            ("explaining trade-offs calmly",),
            ("showing production realism",),
        ],
    ),
]


def read_plan() -> Node:
    """Return the plan file's data with every scalar as text."""
    # BaseLoader resolves nothing: 36-38, 47 and "no" all stay the text that was written.
    plan: Node = yaml.BaseLoader(PLAN_FILE.read_text(encoding="utf-8")).get_single_data()
    return plan


PLAN = read_plan()
UNITS: list[Node] = [unit for phase in PLAN["phases"] for unit in phase["units"]]
UNIT_AT = {unit["at"]: unit for unit in UNITS}


def plain(text: str) -> str:
    """Return the text in lower case: " & " and " + " read as "and", long dashes as hyphens, spaces single."""
    joined = re.sub(r"\s[&+]\s", " and ", text.lower().replace("\N{EN DASH}", "-"))
    return " ".join(joined.split())


def days_of(at: str) -> list[int]:
    """Return the day numbers that "5" or "36-38" stands for."""
    first, _, last = at.partition("-")
    return list(range(int(first), int(last or first) + 1))


def subject_of(unit: Node) -> str:
    """Return a unit's title and topics as one text to look facts up in."""
    topics = [topic if isinstance(topic, str) else topic["text"] for topic in unit.get("topics", [])]
    return plain(" | ".join([unit["title"], *topics]))


def group_of(title: str) -> Node:
    """Return the resource group with this title; fail by naming the title."""
    found: list[Node] = [group for group in PLAN["resources"] if plain(group["title"]) == plain(title)]
    assert found, f"no resource group {title!r}"
    return found[0]


def test_plan_counts_47_days() -> None:
    assert (PLAN["step"], int(PLAN["length"])) == ("day", LENGTH)


def test_days_1_to_47_are_covered_exactly_once_and_in_order() -> None:
    assert [day for unit in UNITS for day in days_of(unit["at"])] == list(range(1, LENGTH + 1))


def test_the_expected_days_are_the_units_of_the_plan() -> None:
    assert [unit["at"] for unit in UNITS] == list(DAYS)


def test_weeks_stand_in_order() -> None:
    assert [phase["label"] for phase in PLAN["phases"]] == [label for label, *_ in WEEKS]


@pytest.mark.parametrize(("label", "title", "subtitle", "first", "last"), WEEKS, ids=[w[0] for w in WEEKS])
def test_week_keeps_its_title_subtitle_and_days(label: str, title: str, subtitle: str, first: int, last: int) -> None:
    week = next(phase for phase in PLAN["phases"] if phase["label"] == label)
    days = [day for unit in week["units"] for day in days_of(unit["at"])]
    assert plain(week["title"]) == plain(title)
    assert plain(week.get("subtitle", "")) == plain(subtitle)
    assert days == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("at", "fact"),
    [(at, fact) for at, facts in DAYS.items() for fact in facts],
    ids=[f"day {at}: {fact}" for at, facts in DAYS.items() for fact in facts],
)
def test_day_keeps_its_subject(at: str, fact: str) -> None:
    assert at in UNIT_AT, f"no unit at {at}"
    assert plain(fact) in subject_of(UNIT_AT[at])


def test_day_1_keeps_its_emphasis() -> None:
    assert UNIT_AT["1"]["emphasis"] == "very important"


@pytest.mark.parametrize("at", ["14", "35", "45"])
def test_mock_interviews_are_mock_interviews(at: str) -> None:
    assert UNIT_AT[at]["kind"] == "mock-interview"


@pytest.mark.parametrize(
    ("group", "names", "place", "host", "emphasis"),
    RESOURCES,
    ids=[f"{group}: {' '.join(names)}" for group, names, *_ in RESOURCES],
)
def test_resource_keeps_its_name_group_place_and_emphasis(
    group: str, names: tuple[str, ...], place: int, host: str, emphasis: str
) -> None:
    item = group_of(group)["items"][place]
    words = plain(" | ".join(item.get(key, "") for key in ("title", "named", "note")))
    assert [name for name in names if plain(name) not in words] == []
    assert item["url"].startswith(f"https://{host}/")
    assert item.get("emphasis", "") == emphasis


def test_input_resource_groups_come_first() -> None:
    expected = ["python and backend", "redis", "databases", "networking"]
    assert [plain(group["title"]) for group in PLAN["resources"]][: len(expected)] == expected


def test_the_interview_context_is_that_of_pakistan() -> None:
    assert [context["region"] for context in PLAN["interview_context"]] == ["Pakistan"]


def test_the_interview_context_has_its_three_groups_complete() -> None:
    groups = [(group["sign"], group["title"], len(group["items"])) for group in PLAN["interview_context"][0]["groups"]]
    assert groups == [(sign, title, len(items)) for sign, title, items in CONTEXT]


@pytest.mark.parametrize(
    ("sign", "place", "words"),
    [(sign, place, words) for sign, _, items in CONTEXT for place, words in enumerate(items)],
    ids=[f"{sign}: {' '.join(words)}" for sign, _, items in CONTEXT for words in items],
)
def test_interview_context_keeps_its_item(sign: str, place: int, words: tuple[str, ...]) -> None:
    group = next(group for group in PLAN["interview_context"][0]["groups"] if group["sign"] == sign)
    item = plain(group["items"][place])
    assert [word for word in words if plain(word) not in item] == []
