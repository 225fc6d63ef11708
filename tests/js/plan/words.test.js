// How days and minutes are said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../../docs/assets/js/plan/days.js";
import { count, duration, fromNow, kindName, range, stepName } from "../../../docs/assets/js/plan/words.js";

/** @param {string} first @param {string} last */
function said(first, last = first) {
  const span = { first: /** @type {number} */ (dayOf(first)), last: /** @type {number} */ (dayOf(last)) };
  return range(span).replaceAll("\u00a0", " ");
}

test("a day, days of one month, and days of two", () => {
  assert.equal(said("2026-11-23"), "Mon 23 Nov");
  assert.equal(said("2026-11-23", "2026-11-29"), "23 – 29 Nov");
  assert.equal(said("2026-12-30", "2027-01-02"), "30 Dec – 2 Jan");
});

test("a span never breaks over two lines", () => assert.doesNotMatch(range({ first: 1, last: 40 }), / /));

test("days from now on", () => {
  assert.deepEqual([-3, -1, 0, 1, 2].map(fromNow), ["3 days ago", "yesterday", "today", "tomorrow", "in 2 days"]);
});

test("minutes as the generator says them", () => {
  assert.deepEqual([0, 45, 60, 75, 119, 120, 150, 600].map(duration), [
    "0 min",
    "45 min",
    "1 h",
    "75 min",
    "119 min",
    "2 h",
    "2 h 30 min",
    "10 h",
  ]);
});

test("numbers with their nouns", () => {
  assert.equal(count(1, "day"), "1 day");
  assert.equal(count(3, "day"), "3 days");
  assert.equal(count(2, "unit is", "units are"), "2 units are");
});

test("steps and kinds by name", () => {
  assert.equal(stepName("day", { from: 12, to: 12 }), "Day 12");
  assert.equal(stepName("week", { from: 14, to: 15 }), "Weeks 14–15");
  assert.equal(kindName("mock-interview"), "Mock interview");
});
