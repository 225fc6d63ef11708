"""Holds plans/backend-semester/plan.yaml against the facts of the plan it was made from, item by item.

The expected facts are written out here as literals and the file is read as plain text values,
without the project's own reader: a fault in the reader cannot hide a lost fact.
Every fact is a test case of its own, so a missing one names itself.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

PLAN_FILE = Path(__file__).resolve().parents[1] / "plans" / "backend-semester" / "plan.yaml"
LENGTH = 16

Node = dict[str, Any]

# phase id, label, title, goal, first week, last week
SEMS = [
    ("sem-1", "SEM 1", "Backend Foundations", 'Stop being an "API dev"; become a backend-thinking engineer.', 1, 4),
    ("sem-2", "SEM 2", "Production Backend", "Think like someone on call.", 5, 8),
    ("sem-3", "SEM 3", "System Design + Scale", "Be interview-credible.", 9, 12),
    ("sem-4", "SEM 4", "Anchor Project + Interviews", "Convert skills → offer.", 13, 16),
]

OUTCOMES = [
    "1 production-grade backend service",
    "Clear system design stories",
    "Resume ready for ₹12-20 LPA roles",
    "Interviewing through June → July",
]

# phase -> subject (a track) -> the topics that some unit of this track must have
TOPICS = {
    "sem-1": {
        "python": [
            "Async vs sync (when async helps, when it doesn't)",
            "Threading vs multiprocessing",
            "GIL reality",
            "Memory + object lifecycle",
            "Profiling (cProfile, line_profiler)",
        ],
        "fastapi": [
            "Dependency injection (properly)",
            "Background tasks vs Celery/RQ",
            "Request lifecycle",
            "Middleware (auth, logging, rate limit)",
            "Pydantic v2 internals",
        ],
        "postgres": [
            "Indexes (btree, composite, partial)",
            "Query planning (EXPLAIN ANALYZE)",
            "Transactions & isolation",
            "Migrations (Alembic)",
            "Pagination (keyset vs offset)",
        ],
    },
    "sem-2": {
        "redis": [
            "Cache vs datastore",
            "TTL strategies",
            "Idempotency keys",
            "Rate limiting patterns",
            "Pub/Sub basics",
        ],
        "docker": [
            "Multi-stage builds",
            "Env config",
            "Docker Compose (API + DB + Redis)",
            "Image size & cold start",
        ],
        "reliability": [
            "Logging (structured)",
            "Metrics (latency, error rate)",
            "Retry + backoff",
            "Circuit breakers",
            "Graceful shutdowns",
        ],
    },
    "sem-3": {
        "system-design": [
            "API design",
            "Stateless services",
            "Horizontal scaling",
            "Load balancers",
            "Queues vs streams",
            "Consistency tradeoffs",
        ],
    },
    "sem-4": {
        "interview-prep": [
            "Rewrite resume around impact",
            "System design answers ready",
        ],
        "dsa": [
            "50-70 DSA problems (only basics: arrays, hashmaps, strings, queues)",
        ],
    },
}

# phase -> subject -> key of a unit -> the complete list, in order, over the units of this subject
LISTS = {
    "sem-1": {
        "fastapi": {"build": ["Auth (JWT)", "Rate-limited public endpoint", "Background worker"]},
        "postgres": {"build": ["Tables with correct indexes", "Show latency improvement via indexes"]},
    },
    "sem-2": {
        "reliability": {"build": ["Service that doesn't break under failure", "Simulate Redis/DB failure"]},
    },
    "sem-3": {
        "system-design": {
            "practise_designing": [
                "Webhook system",
                "Rate-limited public API",
                "ML inference service (preview of next step)",
            ],
        },
        "cloud": {
            "pick_one": ["AWS", "GCP"],
            "learn": ["VM vs container", "Object storage", "Managed DB", "Secrets", "Basic networking"],
            "deliverables": ["Public URL"],
        },
    },
    "sem-4": {
        "anchor-project": {
            "build": ["One backend service"],
            "deliverables": [
                "Auth",
                "Postgres + Redis",
                "Async endpoints",
                "Background jobs",
                "Dockerized",
                "Deployed",
                "README with architecture diagram",
            ],
        },
        "ml-add-on": {"build": ["Simple sklearn model", "Batch training", "Inference API"]},
    },
}

# phase, subject, output
OUTPUTS = [
    ("sem-1", "python", "Explain why something is slow, not guess."),
    ("sem-3", "cloud", "Deploy your service. Public URL. No excuses."),
]

# subject, the qualifier that every unit of it carries
EMPHASES = [
    ("python", "deep, not tutorial"),
    ("fastapi", "real usage"),
    ("postgres", "must-know"),
    ("system-design", "backend focus"),
    ("anchor-project", "MANDATORY"),
    ("ml-add-on", "only if time permits"),
    ("dsa", "only basics: arrays, hashmaps, strings, queues"),
]

# the seven points of the anchor project -> the words that a checklist item of it must contain
ANCHOR_CHECKLIST = {
    "Auth": "Add auth",
    "Postgres + Redis": "Postgres + Redis",
    "Async endpoints": "async endpoints",
    "Background jobs": "background jobs",
    "Dockerized": "Dockerize",
    "Deployed": "Deploy",
    "README with architecture diagram": "README with architecture diagram",
}

# when, title
MILESTONES = [
    ("May end", "Project + resume done"),
    ("June", "Applications + interviews"),
    ("July", "Role switch (realistic if consistent)"),
]

TYPOGRAPHY = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
    }
)


def plain(text: str) -> str:
    """Return the text with typewriter quotes and hyphens, whatever the typography of the file."""
    return text.translate(TYPOGRAPHY)


def read_plan() -> Node:
    """Return the plan file's data with every scalar as text."""
    # BaseLoader resolves nothing: 13-14, 16 and "true" all stay the text that was written.
    plan: Node = yaml.BaseLoader(PLAN_FILE.read_text(encoding="utf-8")).get_single_data()
    return plan


PLAN = read_plan()
PHASES: dict[str, Node] = {phase["id"]: phase for phase in PLAN["phases"]}
UNITS: list[Node] = [unit for phase in PLAN["phases"] for unit in phase["units"]]


def weeks_of(unit: Node) -> list[int]:
    """Return the week numbers that a unit's "5" or "13-14" stands for."""
    first, _, last = unit["at"].partition("-")
    return list(range(int(first), int(last or first) + 1))


def units_of(sem: str, subject: str) -> list[Node]:
    """Return the units of one subject in one phase; fail by naming the subject."""
    found = [unit for unit in PHASES[sem]["units"] if unit["track"] == subject]
    assert found, f"{sem} has no unit of {subject}"
    return found


def topics_of(units: list[Node]) -> list[str]:
    """Return the topics of some units as texts, also of those that point to another plan."""
    topics = [topic for unit in units for topic in unit.get("topics", [])]
    return [plain(topic if isinstance(topic, str) else topic["text"]) for topic in topics]


def test_plan_counts_16_weeks() -> None:
    assert (PLAN["step"], int(PLAN["length"])) == ("week", LENGTH)


def test_plan_keeps_its_title() -> None:
    assert PLAN["title"] == "Semester Plan: Backend Engineer (Industry-Ready)"


@pytest.mark.parametrize("words", ["non-negotiable", "by May end"])
def test_semester_goal_keeps_its_words(words: str) -> None:
    assert words in PLAN["goal"]


@pytest.mark.parametrize("place", range(len(OUTCOMES)), ids=OUTCOMES)
def test_semester_goal_keeps_its_item(place: int) -> None:
    assert plain(PLAN["outcomes"][place]) == OUTCOMES[place]


def test_semester_goal_has_four_items() -> None:
    assert len(PLAN["outcomes"]) == len(OUTCOMES)


def test_sems_stand_in_order() -> None:
    assert list(PHASES) == [sem for sem, *_ in SEMS]


@pytest.mark.parametrize(
    ("sem", "label", "title", "goal"), [facts[:4] for facts in SEMS], ids=[label for _, label, *_ in SEMS]
)
def test_sem_keeps_its_title_and_goal(sem: str, label: str, title: str, goal: str) -> None:
    phase = PHASES[sem]
    assert (phase["label"], phase["title"], plain(phase["goal"])) == (label, title, goal)


@pytest.mark.parametrize(
    ("sem", "first", "last"), [(sem, *facts[-2:]) for sem, *facts in SEMS], ids=[label for _, label, *_ in SEMS]
)
def test_sem_keeps_its_weeks(sem: str, first: int, last: int) -> None:
    weeks = {week for unit in PHASES[sem]["units"] for week in weeks_of(unit)}
    assert weeks == set(range(first, last + 1))


@pytest.mark.parametrize("week", range(1, LENGTH + 1))
def test_week_has_work_that_is_not_optional(week: int) -> None:
    assert [unit["id"] for unit in UNITS if week in weeks_of(unit) and unit.get("optional") != "true"] != []


@pytest.mark.parametrize("week", range(1, LENGTH + 1))
def test_week_stays_within_the_cap_of_minutes(week: int) -> None:
    shares = [int(unit["minutes"]) / len(weeks_of(unit)) for unit in UNITS if week in weeks_of(unit)]
    assert sum(shares) <= int(PLAN["weekly_minutes"])


@pytest.mark.parametrize("track", [track["id"] for track in PLAN["tracks"]])
def test_subject_has_one_unit_a_week_at_most(track: str) -> None:
    weeks = Counter(week for unit in UNITS if unit["track"] == track for week in weeks_of(unit))
    assert {week: count for week, count in weeks.items() if count > 1} == {}


@pytest.mark.parametrize(
    ("sem", "subject", "topic"),
    [(sem, subject, topic) for sem, subjects in TOPICS.items() for subject, ts in subjects.items() for topic in ts],
    ids=[f"{sem} {subject}: {t}" for sem, subjects in TOPICS.items() for subject, ts in subjects.items() for t in ts],
)
def test_subject_keeps_its_topic(sem: str, subject: str, topic: str) -> None:
    assert topic in topics_of(units_of(sem, subject))


@pytest.mark.parametrize(
    ("sem", "subject", "key", "items"),
    [
        (s, subject, key, items)
        for s, subjects in LISTS.items()
        for subject, v in subjects.items()
        for key, items in v.items()
    ],
    ids=[f"{s} {subject}: {key}" for s, subjects in LISTS.items() for subject, v in subjects.items() for key in v],
)
def test_subject_keeps_its_list_complete(sem: str, subject: str, key: str, items: list[str]) -> None:
    found = [plain(item) for unit in units_of(sem, subject) for item in unit.get(key, [])]
    assert found == items


@pytest.mark.parametrize(("sem", "subject", "output"), OUTPUTS, ids=[f"{s} {subject}" for s, subject, _ in OUTPUTS])
def test_subject_keeps_its_output(sem: str, subject: str, output: str) -> None:
    assert output in [unit["output"] for unit in units_of(sem, subject) if "output" in unit]


@pytest.mark.parametrize(("subject", "emphasis"), EMPHASES, ids=[f"{subject}: {e}" for subject, e in EMPHASES])
def test_subject_keeps_its_qualifier(subject: str, emphasis: str) -> None:
    found = {unit["id"]: unit.get("emphasis", "") for unit in UNITS if unit["track"] == subject}
    assert found == dict.fromkeys(found, emphasis)
    assert found


def test_cloud_is_only_what_matters_and_the_deploy_has_no_excuses() -> None:
    *lessons, deploy = units_of("sem-3", "cloud")
    assert {unit["emphasis"] for unit in lessons} == {"only what matters"}
    assert (deploy["title"], deploy["emphasis"]) == ("Deploy your service", "no excuses")


@pytest.mark.parametrize("point", ANCHOR_CHECKLIST)
def test_anchor_project_has_a_checklist_item_for_its_point(point: str) -> None:
    items = [item["text"] for unit in units_of("sem-4", "anchor-project") for item in unit["checklist"]]
    assert [item for item in items if ANCHOR_CHECKLIST[point] in item] != []


def test_anchor_project_is_work_of_weeks_13_to_16() -> None:
    units = units_of("sem-4", "anchor-project")
    assert sorted(week for unit in units for week in weeks_of(unit)) == [13, 14, 15, 16]
    assert {unit["kind"] for unit in units} == {"project"}


def test_the_ml_add_on_alone_is_optional() -> None:
    assert {unit["track"] for unit in UNITS if unit.get("optional") == "true"} == {"ml-add-on"}
    assert [unit["optional"] for unit in units_of("sem-4", "ml-add-on")] == ["true"]


def test_dsa_problems_add_up_to_50_to_70() -> None:
    items = [plain(item["text"]) for unit in units_of("sem-4", "dsa") for item in unit["checklist"]]
    kinds = {}
    for item in items:
        if match := re.match(r"Solve ([0-9]+)-([0-9]+) (\w+) problems", item):
            kinds[match[3]] = (int(match[1]), int(match[2]))
    assert set(kinds) == {"array", "hashmap", "string", "queue"}
    assert (sum(low for low, _ in kinds.values()), sum(high for _, high in kinds.values())) == (50, 70)


def test_timeline_keeps_its_dates_and_titles() -> None:
    assert [(milestone["when"], milestone["title"]) for milestone in PLAN["milestones"]] == MILESTONES


def test_timeline_is_called_a_reality_check() -> None:
    notes = [note for unit in PHASES["sem-4"]["units"] for note in unit["notes"]]
    assert [note for note in notes if note.startswith("Timeline reality check: May end,")] != []
