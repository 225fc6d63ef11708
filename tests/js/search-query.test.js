// Queries in, queries out: identifiers unharmed, found words judged, other queries, excerpts, groups.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  alternatives,
  cleanQuery,
  closestTerm,
  countText,
  editDistance,
  grade,
  groupHits,
  isOfDay,
  isSame,
  isTitleBegun,
  isTitled,
  missingWords,
  normal,
  noteFor,
  partsOf,
  planOf,
  segments,
  wordsOf,
} from "../../docs/assets/js/search-query.js";

const TERMS = ["sys.getrefcount", "__slots__", "gc.collect", "idempotency", "EXPLAIN", "$lookup"];

describe("cleaning", () => {
  test("identifiers go through unharmed", () => {
    const names = ["getrefcount", "sys.getrefcount", "__slots__", "C++", "C#", "$lookup", "N+1", "utf8mb4_0900_ai_ci"];
    const words = ["pub/sub", "I/O", "copy-on-write", "std::vector", "don't"];
    for (const name of [...names, ...words]) assert.equal(cleanQuery(name), name);
  });

  test("of a call only the name stays", () => {
    assert.equal(cleanQuery("sys.getrefcount(x)"), "sys.getrefcount");
    assert.equal(cleanQuery("gc.collect()"), "gc.collect");
    assert.equal(cleanQuery("asyncio.run(main"), "asyncio.run");
    assert.equal(cleanQuery("print(a, b) output"), "print output");
  });

  test("words that only join what is asked for are left out, where something else stays", () => {
    assert.equal(cleanQuery("shallow copy vs. deep copy"), "shallow copy deep copy");
    assert.equal(cleanQuery("401 OR 403"), "401 403");
    for (const query of ["and", "or else", '"and or"']) assert.equal(cleanQuery(query), query);
  });

  test("of a question stays what it asks about", () => {
    const asked = {
      "what is gil": "gil",
      "What is the difference between threads and processes?": "threads processes",
      "diff between tcp and udp": "tcp udp",
      "how does the event loop work?": "event loop work",
      "explain the GIL": "GIL",
    };
    for (const [query, subject] of Object.entries(asked)) assert.equal(cleanQuery(query), subject);
    for (const query of ["EXPLAIN", "EXPLAIN ANALYZE", "what is", "how many workers"]) assert.equal(cleanQuery(query), query);
  });

  test("Roman Urdu around a term is left out, and English words that are Urdu, too, only there", () => {
    const asked = {
      "gil kya hai": "gil",
      "thread aur process me farq": "thread process",
      "race condition ka matlab": "race condition",
      "index kyun use karte hain": "index",
    };
    for (const [query, subject] of Object.entries(asked)) assert.equal(cleanQuery(query), subject);
    for (const query of ["main thread", "use a lock", "kya hai"]) assert.equal(cleanQuery(query), query);
  });

  test("the number of a day may be told in words", () => {
    const days = {
      "day three": "day 3",
      "Week twelve": "Week 12",
      "day twenty": "day 20",
      "day forty-seven": "day 47",
      "Day Twenty One": "Day 21",
    };
    for (const [query, day] of Object.entries(days)) assert.equal(cleanQuery(query), `"${day}"`);
    for (const query of ["day off", "three days", "week three topics", "day ten one", "rest day"])
      assert.equal(cleanQuery(query), query);
  });

  test("names come out as they are written on the pages", () => {
    const written = {
      "n + 1": "N+1",
      "n plus one queries": "N+1 queries",
      "c plus plus": "C++",
      "p 99 latency": "p99 latency",
      "env vars": "environment variables",
      cv: "resume",
      "indices": "indexes",
    };
    for (const [query, name] of Object.entries(written)) assert.equal(cleanQuery(query), name);
    for (const name of ["cv.wait", "ip 99", "endpoints", "in 10 plus 1"]) assert.equal(cleanQuery(name), name);
  });

  test("what is asked with operators is asked in words", () => {
    for (const query of ["is vs ==", "is ==", "diff between is and ==", "is operator", "=="]) {
      assert.equal(cleanQuery(query), "same object same value");
    }
    assert.equal(cleanQuery("== vs is in python"), "same value same object in python");
    assert.equal(cleanQuery('if __name__ == "__main__"'), "if __name__ == __main__");
  });

  test("brackets, commas and spaces part words", () => {
    assert.equal(cleanQuery("  list[int],dict<str>\n{a} "), "list int dict str a");
    assert.equal(cleanQuery("((("), "");
    assert.equal(cleanQuery('a "b'), "a b");
  });

  test("a phrase stays a phrase, curly quotes too; a day becomes one", () => {
    assert.equal(cleanQuery('"race  condition"'), '"race condition"');
    assert.equal(cleanQuery("“race condition”"), '"race condition"');
    assert.equal(cleanQuery(" Day 1 "), '"Day 1"');
    assert.equal(cleanQuery("week 12"), '"week 12"');
    for (const day of ["day1", "Day-01", "day #1"]) assert.equal(cleanQuery(day).toLowerCase(), '"day 1"');
    assert.equal(cleanQuery("day 1 redis"), "day 1 redis");
  });

  test("a day's own page is told from others", () => {
    assert.equal(isOfDay('"day 12"', ["Caching", "Day 12"]), true);
    assert.equal(isOfDay('"Day 37"', ["Days 36–38", "Day 36 Day 37 Day 38"]), true);
    assert.equal(isOfDay('"day 1"', ["Day 12", undefined]), false);
    assert.equal(isOfDay("redis", ["redis "]), false);
  });

  test("a long paste is cut", () => {
    assert.equal(cleanQuery("a".repeat(5000)).length, 120);
  });

  test("words are what has something to look for", () => {
    assert.deepEqual(wordsOf('"N+1 – query" ... ?'), ["N+1", "query"]);
    assert.deepEqual(wordsOf(" - "), []);
  });

  test("comparing needs neither case, accents nor punctuation around", () => {
    assert.equal(normal("(Sys.GetRefCount);"), "sys.getrefcount");
    assert.equal(normal("naïve."), "naive");
    assert.equal(normal("C++,"), "c++");
    assert.equal(normal("…"), "");
  });
});

describe("judging", () => {
  test("the word itself, a part of a longer one, and its other forms are exact", () => {
    const pairs = [
      ["print(sys.getrefcount(x))", "getrefcount"],
      ["__slots__", "slots"],
      ["get_ref_count", "getrefcount"],
      ["references.", "Reference"],
      ["Cache", "caching"],
      ["queries", "query"],
      ["run", "running"],
      ["Generators", "generate"],
      ["weakref.ref", "weakrefs"],
      ["parallel", "parallelism"],
    ];
    for (const [found = "", searched = ""] of pairs) {
      assert.equal(grade(found, searched), "exact", `${found} / ${searched}`);
    }
  });

  test("a shared half is near, less is nothing", () => {
    assert.equal(grade("organise", "organization"), "near");
    assert.equal(grade("postgres", "postgers"), "near");
    assert.equal(grade("x", "xylophone"), "none");
    assert.equal(grade("weakref.ref", "refcount"), "none");
    assert.equal(grade("sys", "sys.getrefcont"), "none");
  });

  test("missing words are told with how near the nearest comes", () => {
    const found = ["Redis", "caches,", "organise"];
    assert.deepEqual([...missingWords("redis caching", found)], []);
    assert.deepEqual([...missingWords("redis kafka organization", found)], [
      ["kafka", "none"],
      ["organization", "near"],
    ]);
    assert.deepEqual([...missingWords("redis", [])], [["redis", "none"]]);
  });
});

describe("titles", () => {
  test("a short word is the same as its plural only, a long one as each of its forms", () => {
    for (const [found, searched] of [
      ["lists", "list"],
      ["list", "lists"],
      ["CORS", "cors"],
      ["Caching", "cache's"],
      ["(locks)", "lock"],
      ["indexing", "indexes"],
    ])
      assert.ok(isSame(found ?? "", searched ?? ""), `${found} ${searched}`);
    for (const [found, searched] of [
      ["core", "CORS"],
      ["cores", "CORS"],
      ["listing", "list"],
      ["main", "AI"],
      ["transport", "transaction"],
    ])
      assert.ok(!isSame(found ?? "", searched ?? ""), `${found} ${searched}`);
  });

  test("a title has a query when it has all of its words, in any order, parted by any sign", () => {
    for (const query of ["ci cd", "CI/CD", "basics ci", "basic"]) assert.ok(isTitled("CI/CD basics", query), query);
    assert.ok(isTitled("DSA: arrays and hashmaps", "array dsa"));
    assert.ok(!isTitled("CI/CD basics", "ci docker"));
    assert.ok(!isTitled("", "docker"));
  });

  test("a title begins with a query when its first words are those of the query", () => {
    assert.ok(isTitleBegun("Docker fundamentals", "docker"));
    assert.ok(isTitleBegun("DSA: arrays and hashmaps", "arrays dsa"));
    assert.ok(!isTitleBegun("Env config and Docker Compose", "docker"));
    assert.ok(!isTitleBegun("Docker", "docker compose"));
  });
});

describe("other queries", () => {
  test("identifiers come apart at every joint", () => {
    assert.deepEqual(partsOf("sys.get_ref"), ["sys", "get", "ref"]);
    assert.deepEqual(partsOf("AsyncSession"), ["Async", "Session"]);
    assert.deepEqual(partsOf("a.collect"), ["collect"]);
    assert.deepEqual(partsOf("HTTP"), []);
    assert.deepEqual(partsOf("C++"), []);
    assert.deepEqual(partsOf("__slots__"), []);
  });

  test("edit distance counts single slips, swapped neighbours as one", () => {
    assert.equal(editDistance("", "abc"), 3);
    assert.equal(editDistance("abc", "abc"), 0);
    assert.equal(editDistance("getrefcont", "getrefcount"), 1);
    assert.equal(editDistance("recieve", "receive"), 1);
    assert.equal(editDistance("kitten", "sitting"), 3);
  });

  test("a part or a slip finds its term", () => {
    assert.equal(closestTerm("refcount", TERMS), "getrefcount");
    assert.equal(closestTerm("getrefcont", TERMS), "getrefcount");
    assert.equal(closestTerm("sys.getrefcont", TERMS), "sys.getrefcount");
    assert.equal(closestTerm("idempotancy", TERMS), "idempotency");
    assert.equal(closestTerm("explian", TERMS), "EXPLAIN");
    assert.equal(closestTerm("xylophone", TERMS), null);
    assert.equal(closestTerm("ref", TERMS), null, "too short to guess");
    assert.equal(closestTerm("refcount", []), null);
  });

  test("best guesses first: the term, the parts together, each part, the rest without it", () => {
    assert.deepEqual(alternatives("getrefcont", ["getrefcont"], TERMS), ["getrefcount"]);
    assert.deepEqual(alternatives("my_slots", ["my_slots"], []), ["my slots", "slots", "my"]);
    assert.deepEqual(alternatives("redis kafka", ["kafka"], []), ["redis"]);
    const tries = ["redis kafka topic", "redis kafka", "redis topic", "redis"];
    assert.deepEqual(alternatives("redis kafka.topic", ["kafka.topic"], []), tries);
    assert.deepEqual(alternatives("xylophone", ["xylophone"], TERMS), []);
  });

  test("a dotted name is mended part by part; of a compound stays the term it is mostly made of", () => {
    const terms = ["asyncio", "gather", "getrefcount", "sys.path", "threading", "phone"];
    assert.equal(alternatives("asyncio.gathr", ["asyncio.gathr"], terms)[0], "asyncio.gather");
    assert.equal(alternatives("sys.getrefcuont", ["sys.getrefcuont"], terms)[0], "sys.getrefcount");
    assert.equal(alternatives("multithreading lock", ["multithreading"], terms)[0], "threading lock");
    assert.deepEqual(alternatives("xylophone", ["xylophone"], terms), []);
  });

  test("when no page has all words, one after the other is left out, the shortest first, names from code last", () => {
    assert.equal(alternatives("avoid N+1", [], [])[0], "N+1");
    const tries = alternatives("objects heap gil", [], []);
    assert.deepEqual(tries, ["objects heap", "objects gil", "heap gil", "objects", "heap", "gil"]);
    assert.deepEqual(alternatives("objects", [], []), []);
  });

  test("a phrase is tried as words; a day is not", () => {
    assert.deepEqual(alternatives('"reference weak"', [], TERMS), ["reference weak"]);
    assert.deepEqual(alternatives('"day 99"', ["99"], TERMS), []);
  });

  test("never the query itself, never too many", () => {
    const long = Array.from({ length: 30 }, (_, i) => `word${i}`).join(" ");
    const tries = alternatives(long, [], []);
    assert.equal(tries.length, 8);
    assert.ok(!tries.includes(long));
  });

  test("the note says what is missing and what is shown", () => {
    assert.equal(noteFor("x", ["x"], "y"), "No page has “x”. Showing results for “y”.");
    assert.equal(noteFor("a b", ["a", "b"], "y"), "No page has “a” or “b”. Showing results for “y”.");
    assert.equal(noteFor("a b", [], "a"), "No page has all of “a b”. Showing results for “a”.");
    assert.equal(noteFor("x", ["x"], null), "No page has “x”. These pages come nearest.");
    assert.equal(noteFor('"a b"', [], "a b"), "No page has the phrase “a b”. Showing pages with its words.");
  });
});

describe("excerpts", () => {
  test("marks and escaped brackets become stretches of plain text", () => {
    assert.deepEqual(segments("if a &lt; b <mark>&lt;script&gt;</mark> & <mark>so</mark>"), [
      { text: "if a < b ", mark: false },
      { text: "<script>", mark: true },
      { text: " & ", mark: false },
      { text: "so", mark: true },
    ]);
    assert.deepEqual(segments("&amp; stays"), [{ text: "&amp; stays", mark: false }]);
    assert.deepEqual(segments(""), []);
  });

  test("a heading that stands above is dropped, though marked, with the full stop after it", () => {
    assert.deepEqual(segments("Weak <mark>references</mark>. A weak <mark>reference</mark>", "Weak references"), [
      { text: "A weak ", mark: false },
      { text: "reference", mark: true },
    ]);
    assert.deepEqual(segments("Weak references", "Weak references"), []);
    assert.deepEqual(segments("Other text", "Weak"), [{ text: "Other text", mark: false }]);
  });
});

describe("groups and counts", () => {
  const TITLES = new Map([
    ["p", "Plan P"],
    ["q", "Plan Q"],
  ]);

  /** @param {string} title @param {string} plan @param {string} [when] */
  const hit = (title, plan, when = "") => {
    return { title, plan, when, url: `/${title}/`, excerpt: [], sections: [] };
  };

  /** @param {Parameters<typeof groupHits>} given */
  const grouped = (...given) => {
    return groupHits(...given).map(([heading, hits]) => [heading, hits.map(({ title }) => title).join("")]);
  };

  test("the plan of a page is the first part of its path below the site's root", () => {
    assert.equal(planOf("/daywise/six-week/memory/#heap", "/daywise/"), "six-week");
    assert.equal(planOf("/daywise/six-week/", "/daywise/"), "six-week");
    assert.equal(planOf("/six-week/memory/", "/"), "six-week");
    assert.equal(planOf("/a/b/six-week/", "/a/b/"), "six-week");
    assert.equal(planOf("/daywise/", "/daywise/"), "");
    assert.equal(planOf("/daywise/?a#b", "/daywise/"), "");
    assert.equal(planOf("/elsewhere/memory/", "/daywise/"), "");
  });

  test("by plan, then by day, in the order in which they first come up", () => {
    const first = [hit("c", "p"), hit("a", "p", "Day 2"), hit("b", "q", "Week 1")];
    const hits = [...first, hit("e", "p"), hit("d", "p", "Day 2")];
    assert.deepEqual(grouped(hits, TITLES, ""), [
      ["Plan P", "cade"],
      ["Plan Q", "b"],
    ]);
  });

  test("the reader's own plan comes first, when it has a page", () => {
    const hits = [hit("a", "p"), hit("b", "q"), hit("c", "p")];
    assert.deepEqual(grouped(hits, TITLES, "q"), [
      ["Plan Q", "b"],
      ["Plan P", "ac"],
    ]);
    assert.deepEqual(grouped([hit("a", "p")], TITLES, "q"), [["Plan P", "a"]]);
  });

  test("pages of no plan are one group, which is nobody's own", () => {
    const hits = [hit("a", "p"), hit("b", "about"), hit("c", "authors")];
    const expected = [
      ["Plan P", "a"],
      ["About this site", "bc"],
    ];
    for (const own of ["", "about"]) assert.deepEqual(grouped(hits, TITLES, own), expected);
  });

  test("plans whose titles are not known go by their ids", () => {
    const hits = [hit("a", "p"), hit("b", "q"), hit("c", "p")];
    assert.deepEqual(grouped(hits, new Map(), "q"), [
      ["q", "b"],
      ["p", "ac"],
    ]);
  });

  test("the count is of all pages, with what is shown of them", () => {
    assert.equal(countText(1, 1), "1 page found.");
    assert.equal(countText(8, 8), "8 pages found.");
    assert.equal(countText(26, 8), "26 pages found. Showing 8.");
  });
});
