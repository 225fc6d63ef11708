"""Queries that learners type, each with the units that answer it: what the search is measured by.

They were written from the units' titles and topics and from how people ask (half a name, an error message, a slip of
the finger, a whole question), not from what the search happens to find.
"""

from __future__ import annotations

from typing import NamedTuple


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

AS_SPOKEN = _queries("""
== or is -> python-memory-model
difference between is and == in python -> python-memory-model
what is the gil -> gil-deep-dive
gil kya hai -> gil-deep-dive
explain gil -> gil-deep-dive
does python have real threads -> gil-deep-dive threading-vs-multiprocessing
difference between process and thread -> threading-vs-multiprocessing
thread aur process mein farq -> threading-vs-multiprocessing
multithreading -> threading-vs-multiprocessing gil-deep-dive
dead lock -> threading-vs-multiprocessing query-optimization-and-locks
can't pickle lambda -> threading-vs-multiprocessing
race condition ka matlab -> gil-deep-dive threading-vs-multiprocessing async-io
event loop kaise kaam karta hai -> async-io
async vs threading -> async-io threading-vs-multiprocessing
asyncio.gathr -> async-io
back pressure -> async-io
concurrency vs parallelism -> gil-deep-dive threading-vs-multiprocessing async-io gil-and-parallelism
midleware -> fastapi-internals
dependancy injection -> fastapi-internals production-fastapi
how to hash password in fastapi -> production-fastapi
402 vs 403 -> production-fastapi
422 error fastapi -> fastapi-internals production-fastapi
jwt token expire -> production-fastapi
memory leak python -> python-memory-model
mutable default arguement -> python-memory-model
python pass by reference or value -> python-memory-model
sys.getrefcuont -> python-memory-model
__slot__ -> python-memory-model oop-concepts oop-interview-traps
difference between mutable and immutable -> python-memory-model
day1 -> python-memory-model
Day-3 -> threading-vs-multiprocessing
redis kya hai -> redis-fundamentals
reddis -> redis-fundamentals
what is idempotency -> idempotency-and-pubsub
what is rate limiting -> rate-limiting-and-sessions rate-limiting-patterns
write thru -> caching-strategies
n + 1 -> query-optimization-and-locks indexes-and-plans performance-bottlenecks
how to avoid n+1 -> query-optimization-and-locks indexes-and-plans performance-bottlenecks
database index -> indexing-and-transactions indexes-and-plans
indices -> indexing-and-transactions indexes-and-plans
normalisation -> mysql-normalization
four pillars of oops -> oop-concepts
inheritence -> oop-concepts
docker -> docker-fundamentals dockerizing-fastapi
dokcer -> docker-fundamentals dockerizing-fastapi small-images
p 99 -> latency-and-error-metrics performance-bottlenecks
c plus plus -> on-spot-cpp
cv -> resume-around-impact
linked list in python -> core-dsa
oop -> oop-concepts oop-interview-traps
""")
"""Queries as they come out of a head or off a phone: questions, slips, other spellings, Urdu around an English term."""

SHORT = _queries("""
memory -> python-memory-model object-lifecycle
heap -> python-memory-model
threads -> threading-vs-multiprocessing gil-deep-dive gil-and-parallelism
asyncio -> async-io
fastapi -> fastapi-internals production-fastapi
middleware -> fastapi-internals middleware-and-validation
pydantic -> fastapi-internals middleware-and-validation
password -> production-fastapi fastapi-build
day three -> threading-vs-multiprocessing
day twenty four -> backend-networking
profiling -> profiling performance-bottlenecks
celery -> background-work
redis -> redis-fundamentals
caching -> caching-strategies cache-and-ttl
ttl -> caching-strategies cache-and-ttl
session storage -> rate-limiting-and-sessions
cap theorem -> consistency-vs-performance
pub sub -> idempotency-and-pubsub
mysql -> mysql-normalization
foreign key -> mysql-normalization migrations
normal forms -> mysql-normalization
index -> indexing-and-transactions indexes-and-plans postgres-build
transactions -> indexing-and-transactions transactions-and-pagination
locks -> query-optimization-and-locks
slow query -> query-optimization-and-locks indexes-and-plans
sql joins -> sql-vs-mongodb aggregation-pipelines
pagination -> transactions-and-pagination
alembic -> migrations
mongodb -> mongodb-schema-design sql-vs-mongodb
schema design -> mongodb-schema-design
aggregation -> aggregation-pipelines
inheritance -> oop-concepts
polymorphism -> oop-concepts oop-interview-traps
composition -> oop-concepts
dns -> backend-networking
http -> backend-networking
tls handshake -> backend-networking
load balancing -> backend-networking scaling-and-load-balancers
status codes -> backend-networking apis-and-stateless-services
container -> docker-fundamentals vm-or-container
virtual machine -> docker-fundamentals vm-or-container
docker volume -> docker-fundamentals compose-and-config
docker compose -> compose-and-config docker-fundamentals
dockerfile -> dockerizing-fastapi docker-fundamentals small-images
cold start -> small-images
github actions -> ci-cd-basics
ci cd -> ci-cd-basics
deploy -> deploy-your-service anchor-deploy
logging -> structured-logging
metrics -> latency-and-error-metrics
retry -> failure-handling
circuit breaker -> failure-handling
aws -> aws-basics
ec2 -> aws-basics vm-or-container
s3 bucket -> aws-basics storage-and-managed-db
object storage -> storage-and-managed-db
secrets -> secrets-and-networking dockerizing-fastapi
ai agent -> agentic-ai-basics
guardrails -> prompt-injection-and-guardrails
threat model -> ai-threat-modeling
stride -> ai-threat-modeling
api design -> apis-and-stateless-services
system design -> system-design-answers design-interview-practice design-practice
message queue -> queues-streams-consistency background-work
array -> core-dsa dsa-arrays-and-hashmaps
hash map -> core-dsa dsa-arrays-and-hashmaps
linked list -> core-dsa
binary tree -> core-dsa
two pointers -> core-dsa dsa-arrays-and-hashmaps
string problems -> dsa-strings-and-queues
sorting -> graphs-sorting-searching
graph -> graphs-sorting-searching
merge sort -> graphs-sorting-searching
recursion -> recursion-and-dp
dp -> recursion-and-dp
vector -> on-spot-cpp core-dsa
lru cache -> on-spot-cpp
mock interview -> full-mock-interview week-2-review week-4-revision week-5-mock-interviews mock-and-apply
readme -> anchor-readme
ml model -> small-ml-service
""")
"""One to three plain words, of every subject of both plans; the days were decided from the plans alone."""
