"""Queries that learners type, each with the units that answer it: what the search is measured by.

They were written from the units' titles and topics and from how people ask (half a name, an error message, a slip of
the finger, a whole question), not from what the search happens to find.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = 3
"""So many hits are looked at: as many as a phone shows at once."""

ASK = """async ({base, queries, first}) => {
  const { createEngine } = await import(`${base}assets/js/search-engine.js`);
  const pagefind = await import(`${base}pagefind/pagefind.js`);
  await pagefind.options({ baseUrl: base, excerptLength: 24, noWorker: true });
  const terms = async () => (await fetch(`${base}search-terms.json`)).json();
  const engine = createEngine({ base, load: async () => pagefind, terms, intact: () => true });
  const answers = [];
  for (const query of queries) {
    const outcome = await engine.search(query);
    answers.push(outcome.hits.slice(0, first).map(({ url }) => url));
  }
  return answers;
}"""
"""Asks the dialog's own engine, one query after the other."""


class Query(NamedTuple):
    """What is typed, and the units of which at least one must be among the first hits."""

    text: str
    units: frozenset[str]


def _queries(table: str) -> tuple[Query, ...]:
    rows = (line.rsplit(" -> ", 1) for line in table.strip().splitlines())
    return tuple(Query(text.strip(), frozenset(units.split())) for text, units in rows)


OF_LESSONS = _queries("""
getrefcount -> python-memory-model
refcount -> python-memory-model
sys.getrefcount -> python-memory-model
getrefcont -> python-memory-model
mutable default argument -> python-memory-model
shallow copy vs deep copy -> python-memory-model
deepcopy -> python-memory-model
is vs == -> python-memory-model
stack or heap -> python-memory-model
garbage collector cycle -> python-memory-model
where do python variables live -> python-memory-model
tracemalloc -> python-memory-model
GIL -> gil-deep-dive
global interpreter lock -> gil-deep-dive
why are threads not faster -> gil-deep-dive threading-vs-multiprocessing
cpu bound -> gil-deep-dive threading-vs-multiprocessing
I/O-bound -> gil-deep-dive async-io
free-threaded python -> gil-deep-dive
switch interval -> gil-deep-dive
race condition -> gil-deep-dive threading-vs-multiprocessing async-io week-1-revision
multiprocessing -> threading-vs-multiprocessing
mutliprocessing -> threading-vs-multiprocessing
deadlock -> threading-vs-multiprocessing
pickle -> threading-vs-multiprocessing
spawn fork forkserver -> threading-vs-multiprocessing
ProcessPoolExecutor -> threading-vs-multiprocessing
how many workers -> threading-vs-multiprocessing fastapi-internals
event loop -> async-io
asyncio.gather -> async-io
TaskGroup -> async-io
coroutine was never awaited -> async-io
blocking call in async function -> async-io fastapi-internals
asynco -> async-io
cancel a task -> async-io
Semaphore -> async-io
ASGI -> fastapi-internals
middleware order -> fastapi-internals
dependency injection -> fastapi-internals production-fastapi
Depends -> fastapi-internals production-fastapi
def or async def endpoint -> fastapi-internals
lifespan -> fastapi-internals
pydantic validation -> fastapi-internals
JWT -> production-fastapi
CORS -> production-fastapi
password hashing -> production-fastapi
401 or 403 -> production-fastapi
""")
"""Queries that a written lesson answers."""

OF_PLANS = _queries("""
day 37 -> core-dsa
Day 12 -> consistency-vs-performance
redis data types -> redis-fundamentals
cache invalidation -> caching-strategies week-2-review
write-back -> caching-strategies
rate limiting -> rate-limiting-and-sessions rate-limiting-patterns
N+1 -> query-optimization-and-locks indexes-and-plans performance-bottlenecks
composite index -> indexing-and-transactions indexes-and-plans
isolation levels -> indexing-and-transactions transactions-and-pagination
$lookup -> aggregation-pipelines
normalization -> mysql-normalization
embed or reference -> mongodb-schema-design
encapsulation -> oop-concepts
__slots__ -> python-memory-model oop-concepts oop-interview-traps
TCP vs UDP -> backend-networking
Dockerfile multi stage -> dockerizing-fastapi docker-fundamentals small-images
p99 -> latency-and-error-metrics performance-bottlenecks
IAM -> iam-and-attack-surface
prompt injection -> prompt-injection-and-guardrails
binary search -> graphs-sorting-searching
dynamic programming -> recursion-and-dp
C++ -> on-spot-cpp
idempotency -> idempotency-and-pubsub
load balancer -> scaling-and-load-balancers
resume -> resume-around-impact
""")
"""Queries about what a plan holds but no lesson teaches yet."""


def missed(page: Page, queries: Iterable[Query]) -> dict[str, list[str]]:
    """Give each query that none of its first hits answers, with those hits; ``page`` is any page of the site."""
    queries = list(queries)
    base = page.evaluate("new URL('../../', document.querySelector('script[type=module]').src).pathname")
    answers = page.evaluate(ASK, {"base": base, "queries": [query.text for query in queries], "first": FIRST})
    return {
        query.text: hits
        for query, hits in zip(queries, answers, strict=True)
        if not any(hit.partition("#")[0].rstrip("/").rpartition("/")[2] in query.units for hit in hits)
    }
