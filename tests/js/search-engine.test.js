// The engine against a stand-in for Pagefind: retries, races, batches, failures.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createEngine, hitOf } from "../../docs/assets/js/search-engine.js";

/** @typedef {import("../../docs/assets/js/types.js").Fragment} Fragment */

const BASE = "/daywise/";

/**
 * A page as Pagefind gives it, its words found at the given places.
 * @param {string} content
 * @param {number[]} locations
 * @param {Partial<Fragment>} [more]
 * @returns {Fragment}
 */
function page(content, locations, more = {}) {
  const url = `${BASE}p/${content.split(" ")[0]}/`;
  return { url, content, locations, excerpt: content, meta: { title: "T" }, sub_results: [], ...more };
}

/**
 * A stand-in that answers the queries it knows, and takes note of all it is asked.
 * @param {Record<string, Fragment[]>} answers
 */
function standIn(answers) {
  /** @type {string[]} */
  const asked = [];
  let fetched = 0;
  let newest = 0;
  /** @param {string} query */
  const search = async (query) => {
    asked.push(query);
    const results = (answers[query] ?? []).map((fragment) => ({
      data: async () => {
        fetched += 1;
        return fragment;
      },
    }));
    return { results };
  };
  const pagefind = {
    options: async () => undefined,
    init: async () => undefined,
    destroy: async () => undefined,
    search,
    debouncedSearch: async (/** @type {string} */ query) => {
      newest += 1;
      const mine = newest;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return mine === newest ? search(query) : null;
    },
  };
  return { pagefind, asked, fetched: () => fetched };
}

/**
 * @param {Record<string, Fragment[]>} answers
 * @param {{terms?: string[], intact?: () => boolean}} [more]
 */
function engineOn(answers, { terms = [], intact = () => true } = {}) {
  const fake = standIn(answers);
  let termsAsked = 0;
  const engine = createEngine({
    base: BASE,
    load: async () => fake.pagefind,
    terms: async () => {
      termsAsked += 1;
      return terms;
    },
    intact,
  });
  return { ...fake, engine, termsAsked: () => termsAsked };
}

describe("answers", () => {
  test("a query that is found is asked once, as it was typed", async () => {
    const { engine, asked, termsAsked } = engineOn({ __slots__: [page("class has __slots__ here", [2])] });
    const outcome = await engine.search(" __slots__ ");
    assert.equal(outcome?.total, 1);
    assert.equal(outcome?.note, "");
    assert.equal(outcome?.hits[0]?.plan, "p");
    assert.deepEqual(asked, ["__slots__"]);
    assert.equal(termsAsked(), 0, "the list of terms is not fetched for nothing");
  });

  test("the count is of all, pages come in eights", async () => {
    const pages = Array.from({ length: 19 }, (_, i) => page(`cache-${i} cache`, [1]));
    const { engine, fetched } = engineOn({ cache: pages });
    const outcome = await engine.search("cache");
    assert.equal(outcome?.total, 19);
    assert.equal(outcome?.hits.length, 8);
    assert.equal(fetched(), 8);
    assert.equal((await outcome?.more?.())?.length, 8);
    assert.equal((await outcome?.more?.())?.length, 3);
    assert.equal(fetched(), 19);
  });

  test("a query of nothing finds nothing and asks nothing", async () => {
    const { engine, asked } = engineOn({});
    assert.equal((await engine.search(" ((( "))?.total, 0);
    assert.deepEqual(asked, []);
  });

  test("of several words, the one that no page has is left out", async () => {
    const { engine } = engineOn({ redis: [page("a redis", [1])] });
    const outcome = await engine.search("redis kafka");
    assert.equal(outcome?.note, "No page has “kafka”. Showing results for “redis”.");
  });
});

describe("words that no page has", () => {
  test("a slip is mended with the list of terms, which is fetched once", async () => {
    const found = { getrefcount: [page("call sys.getrefcount(x)", [1])] };
    const { engine, termsAsked } = engineOn(found, { terms: ["sys.getrefcount"] });
    const outcome = await engine.search("getrefcont");
    assert.equal(outcome?.note, "No page has “getrefcont”. Showing results for “getrefcount”.");
    assert.equal(outcome?.total, 1);
    await engine.search("refcount");
    assert.equal(termsAsked(), 1);
  });

  test("an unknown identifier is searched by its parts", async () => {
    const { engine, asked } = engineOn({ slots: [page("use __slots__", [1])] });
    const outcome = await engine.search("my_slots");
    assert.equal(outcome?.note, "No page has “my_slots”. Showing results for “slots”.");
    assert.deepEqual(asked, ["my_slots", "my slots", "slots"]);
  });

  test("Pagefind's guess from a word's beginning is not passed off as a result", async () => {
    const { engine } = engineOn({ xylophone: [page("the x axis", [1])] });
    assert.equal((await engine.search("xylophone"))?.total, 0);
  });

  test("nor is a guess for one of the other queries", async () => {
    const { engine } = engineOn({ "my slots": [page("the m axis", [1])], slots: [page("use __slots__", [1])] });
    const outcome = await engine.search("my_slots");
    assert.equal(outcome?.note, "No page has “my_slots”. Showing results for “slots”.");
  });

  test("a near guess is shown, and called one", async () => {
    const { engine } = engineOn({ organization: [page("we organise it", [1])] });
    const outcome = await engine.search("organization");
    assert.equal(outcome?.total, 1);
    assert.equal(outcome?.note, "No page has “organization”. These pages come nearest.");
  });

  test("a word is on a page when the first that is found has only one like it", async () => {
    const weakref = [page("a weak one", [1]), page("a weakref object", [1])];
    const { engine } = engineOn({ weakref, gil: [page("the gil", [1])] });
    const outcome = await engine.search("weakref gil");
    assert.equal(outcome?.note, "No page has all of “weakref gil”. Showing results for “weakref”.");
  });

  test("words that are known, but on no page together", async () => {
    const one = (/** @type {string} */ word) => [page(`about ${word}`, [1])];
    const both = { "objects gil": [page("objects gil", [0, 1])] };
    const { engine } = engineOn({ heap: one("heap"), gil: one("gil"), objects: one("objects"), ...both });
    const outcome = await engine.search("objects heap gil");
    assert.equal(outcome?.note, "No page has all of “objects heap gil”. Showing results for “objects gil”.");
  });

  test("a title or a day counts as found, though no word of the text is marked", async () => {
    const { engine } = engineOn({ '"Day 12"': [page("text", [], { meta: { title: "T", when: "Day 12" } })] });
    const outcome = await engine.search("Day 12");
    assert.equal(outcome?.total, 1);
    assert.equal(outcome?.note, "");
    assert.equal(outcome?.hits[0]?.when, "Day 12");
  });

  test("pages with the word as it was written come before those with another of the same stem", async () => {
    const { engine } = engineOn({ CORS: [page("core advice", [0]), page("about CORS", [1]), page("the cores", [1])] });
    const outcome = await engine.search("CORS");
    assert.deepEqual(
      outcome?.hits.map(({ url }) => url),
      ["/daywise/p/about/", "/daywise/p/core/", "/daywise/p/the/"],
    );
  });

  test("of a long word every form counts as much", async () => {
    const { engine } = engineOn({ hashing: [page("hashes here", [0]), page("about hashing", [1])] });
    const outcome = await engine.search("hashing");
    assert.deepEqual(
      outcome?.hits.map(({ url }) => url),
      ["/daywise/p/hashes/", "/daywise/p/about/"],
    );
  });

  test("a day's own page comes before those that mention the day", async () => {
    const day = page("text", [], { meta: { title: "T", when: "Day 12" } });
    const { engine } = engineOn({ '"day 12"': [page("see Day 12", [1, 2]), day] });
    const outcome = await engine.search("day 12");
    assert.deepEqual(outcome?.hits.map(({ when }) => when), ["Day 12", ""]);
  });

  test("days with the query in their title come first, those that begin with it before all others", async () => {
    const day = (/** @type {string} */ title) => page(`${title} docker`, [2], { meta: { title, when: "Day 5" } });
    const list = page("docker docker", [0, 1], { meta: { title: "Docker in three weeks" } });
    const pages = [page("much docker", [1]), list, day("Env Docker Compose"), day("Docker fundamentals")];
    const { engine } = engineOn({ docker: pages }, { terms: ["docker"] });
    const expected = ["Docker fundamentals", "Env Docker Compose", "T", "Docker in three weeks"];
    assert.deepEqual((await engine.search("docker"))?.hits.map(({ title }) => title), expected);
    const mended = await engine.search("dokcer");
    assert.equal(mended?.note, "No page has “dokcer”. Showing results for “docker”.");
    assert.deepEqual(mended?.hits.map(({ title }) => title), expected, "after a slip, too");
  });

  test("a page with the plural of a short word keeps its place", async () => {
    const { engine } = engineOn({ "linked list": [page("linked lists", [0, 1]), page("a linked list", [1, 2])] });
    const outcome = await engine.search("linked list");
    assert.deepEqual(
      outcome?.hits.map(({ url }) => url),
      ["/daywise/p/linked/", "/daywise/p/a/"],
    );
  });

  test("a list of terms that cannot be had is done without", async () => {
    const { pagefind } = standIn({ slots: [page("use __slots__", [1])] });
    const terms = () => Promise.reject(new Error("offline"));
    const engine = createEngine({ base: BASE, load: async () => pagefind, terms, intact: () => true });
    assert.equal((await engine.search("my_slots"))?.total, 1);
  });
});

describe("races and failures", () => {
  test("of several queries the newest wins", async () => {
    const { engine } = engineOn({ gil: [page("the gil", [1])], redis: [page("the redis", [1])] });
    const outcomes = await Promise.all(["g", "gi", "redis", "gil"].map((query) => engine.search(query)));
    assert.deepEqual(outcomes.map((outcome) => outcome?.total ?? null), [null, null, null, 1]);
    assert.equal(outcomes[3]?.hits[0]?.url, "/daywise/p/the/");
  });

  test("a late answer to a cancelled query is dropped", async () => {
    const { engine, fetched } = engineOn({ gil: [page("the gil", [1])] });
    const running = engine.search("gil");
    await Promise.resolve();
    engine.cancel();
    assert.equal(await running, null);
    assert.equal(fetched(), 0, "its pages are not fetched any more");
  });

  test("after a failure the next query loads anew", async () => {
    const { pagefind } = standIn({ gil: [page("the gil", [1])] });
    let loads = 0;
    const load = async () => {
      loads += 1;
      if (loads === 1) throw new Error("offline");
      return pagefind;
    };
    const engine = createEngine({ base: BASE, load, terms: async () => [], intact: () => true });
    await assert.rejects(engine.search("gil"), /offline/);
    assert.equal((await engine.search("gil"))?.total, 1);
    await engine.search("gil");
    assert.equal(loads, 2);
  });

  test("nothing found while a part of the index is missing is a failure, not an answer", async () => {
    let whole = false;
    const { engine } = engineOn({}, { intact: () => whole });
    await assert.rejects(engine.search("gil"), /could not be loaded/);
    whole = true;
    assert.equal((await engine.search("gil"))?.total, 0);
  });
});

describe("hits", () => {
  /** @param {string} title @param {string} url @param {number} score */
  const section = (title, url, score) => {
    return { title, url, excerpt: `${title}. Text`, weighted_locations: [{ balanced_score: score }] };
  };

  test("the three best sections, in the order of the page, without the page itself", () => {
    const hit = hitOf(
      page("a b", [1], {
        meta: { title: "Memory", when: "Day 1" },
        sub_results: [
          section("Memory", "/a/", 9),
          section("One", "/a/#one", 5),
          section("Two", "/a/#two", 1),
          section("Three", "/a/#three", 7),
          section("Four", "/a/#four", 3),
        ],
      }),
      BASE,
    );
    assert.deepEqual(hit.sections.map(({ title }) => title), ["One", "Three", "Four"]);
    assert.deepEqual(hit.sections[0]?.excerpt, [{ text: "Text", mark: false }]);
    assert.deepEqual(hit.excerpt, [{ text: "Text", mark: false }]);
    assert.deepEqual([hit.title, hit.plan, hit.when], ["Memory", "p", "Day 1"]);
  });

  test("what a page does not say is empty, its address stands for its title", () => {
    const hit = hitOf(page("a b", [1], { meta: {} }), BASE);
    assert.deepEqual([hit.title, hit.when, hit.sections], ["/daywise/p/a/", "", []]);
    assert.deepEqual(hit.excerpt, [{ text: "a b", mark: false }]);
  });

  test("an excerpt that stands in a section already is not shown twice", () => {
    const hit = hitOf(page("a b", [1], { sub_results: [section("One", "/a/#one", 5)] }), BASE);
    assert.deepEqual(hit.excerpt, []);
  });
});
