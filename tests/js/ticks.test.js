// Counting ticks: which ids, how many, what is said of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countDone, idsIn, leftText, minutesLeft, progressText, stateOf } from "../../docs/assets/js/ticks.js";

test("ids stand in a space separated list, and count once", () => {
  assert.deepEqual(idsIn("a-1 b\n  c\tb"), ["a-1", "b", "c"]);
  for (const nothing of ["", "  \n", null, undefined]) assert.deepEqual(idsIn(nothing), []);
});

test("counts what is done of what is listed", () => {
  const done = new Set(["a", "c", "elsewhere"]);
  const isDone = (/** @type {string} */ id) => done.has(id);
  assert.deepEqual(countDone(["a", "b", "c"], isDone), { done: 2, total: 3 });
  assert.deepEqual(countDone([], isDone), { done: 0, total: 0 });
});

test("a state is done only when all is done, and never of nothing", () => {
  assert.equal(stateOf({ done: 0, total: 0 }), "none");
  assert.equal(stateOf({ done: 0, total: 3 }), "none");
  assert.equal(stateOf({ done: 1, total: 3 }), "partly");
  assert.equal(stateOf({ done: 3, total: 3 }), "done");
});

test("progress is told in words", () => {
  assert.equal(progressText({ done: 2, total: 5 }), "2 of 5 done");
  assert.equal(progressText({ done: 0, total: 5 }, "checklist"), "0 of 5");
  assert.equal(progressText({ done: 5, total: 5 }, "phase"), "5 of 5 done");
  assert.equal(progressText({ done: 0, total: 0 }, "plan"), "");
});

test("nothing done yet is told on the checklist only", () => {
  for (const of of ["plan", "phase", "unit", undefined]) assert.equal(progressText({ done: 0, total: 5 }, of), "");
});

test("a plan's progress has a share that says 100 % at the end only", () => {
  assert.equal(progressText({ done: 40, total: 100 }, "plan"), "40 of 100 done (40%)");
  assert.equal(progressText({ done: 239, total: 240 }, "plan"), "239 of 240 done (99%)");
  assert.equal(progressText({ done: 240, total: 240 }, "plan"), "240 of 240 done (100%)");
});

test("minutes left are those of each unit, by the items of it that are open", () => {
  const isDone = (/** @type {string} */ id) => id.startsWith("done");
  const ids = ["done-a", "b", "c", "d", "done-e", "f"];
  assert.equal(minutesLeft(ids, isDone, "80:4 30:2"), 75);
  assert.equal(minutesLeft(ids, () => false, "80:4 30:2"), 110);
  assert.equal(minutesLeft(ids, () => true, "80:4 30:2"), 0);
  for (const nothing of ["", null, undefined]) assert.equal(minutesLeft(ids, isDone, nothing), 0);
});

test("what is left is told in minutes, then in hours", () => {
  assert.deepEqual([0, 0.3, 1, 119.4, 120, 3870].map(leftText), ["", "", "1 min left", "119 min left", "2 h left", "65 h left"]);
});
