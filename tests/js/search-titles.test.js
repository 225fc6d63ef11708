// Units found by title and day, before the index is there.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { hitsByTitle, readTitles } from "../../docs/assets/js/search-titles.js";

const { plans, units } = readTitles({
  plans: {
    days: {
      title: "Plan in days",
      units: [
        ["memory", "Day 1", "Python memory model"],
        ["model", "Day 2", "Model–view split"],
        ["cpp", "Days 11–12", "C++: pointers & RAII"],
        ["oop", "Day 13", "OOP"],
      ],
    },
    weeks: { title: "Plan in weeks", units: [["memory-again", "Week 1", "Memory"], ["oop-again", "Week 2", "OOP in practice"]] },
  },
});

/** @param {string} typed @param {string} own */
const found = (typed, own = "days") => hitsByTitle(typed, units, { base: "/guide/", own }).map(({ url }) => url.slice("/guide/".length));

test("the file is read into plans and units", () => {
  assert.deepEqual([...plans], [["days", "Plan in days"], ["weeks", "Plan in weeks"]]);
  assert.equal(units.length, 6);
});

test("a hit leads to its page and says what to mark there", () => {
  const [hit] = hitsByTitle("how does the Memory Model", units, { base: "/guide/", own: "" });
  assert.deepEqual(hit, {
    title: "Python memory model",
    url: "/guide/days/memory/",
    plan: "days",
    when: "Day 1",
    words: ["memory", "model"],
    excerpt: [],
    sections: [],
  });
});

describe("what fits", () => {
  test("every word is in the title, or begins one of its words", () => {
    assert.deepEqual(found("memory mod"), ["days/memory/"]);
    assert.deepEqual(found("emory"), []);
    assert.deepEqual(found("memory split"), []);
    assert.deepEqual(found("view"), ["days/model/"]);
  });

  test("one letter is a word, and the beginning of none", () => {
    assert.deepEqual(found("o"), []);
    assert.deepEqual(found("c++"), ["days/cpp/"]);
  });

  test("a day is that day, and no other", () => {
    assert.deepEqual(found("day 1"), ["days/memory/"]);
    assert.deepEqual(found("Week-2"), ["weeks/oop-again/"]);
  });

  test("a phrase in quotes is for the text to answer", () => {
    assert.deepEqual(found('"memory model"'), []);
  });

  test("nothing fits nothing", () => {
    for (const typed of ["", "  ", "???", "zzz"]) assert.deepEqual(found(typed), []);
  });
});

describe("the order", () => {
  test("what fits wholly stands before what begins so, and that before what has it within", () => {
    assert.deepEqual(found("model"), ["days/model/", "days/memory/"]);
    assert.deepEqual(found("memory", ""), ["weeks/memory-again/", "days/memory/"]);
  });

  test("the reader's plan comes first", () => {
    assert.deepEqual(found("oop"), ["days/oop/", "weeks/oop-again/"]);
    assert.deepEqual(found("oop", "weeks"), ["weeks/oop-again/", "days/oop/"]);
  });
});
