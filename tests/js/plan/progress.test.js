// How far a reader is: items, minutes, and days in a row.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { todayOf } from "../../../docs/assets/js/plan/days.js";
import { isUnitDone, minutesLeftOf, progressOf, streakOf } from "../../../docs/assets/js/plan/progress.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { SETTINGS, lives, outlines, settings, tickedOf } from "./random-plans.js";

/** @param {number} minutes @param {...string} items */
const unit = (minutes, ...items) => ({
  ...{ id: "a-unit", title: "A unit", from: 1, to: 1, track: "main", phase: "p", kind: "lesson", minutes },
  ...{ optional: false, has_lesson: false, items: items.map((id) => ({ id, text: "Do it" })) },
});

describe("progress", () => {
  const isDone = (/** @type {string} */ id) => id.startsWith("done");

  test("counts items, and takes a unit’s minutes for evenly spread over its items", () => {
    const units = [unit(90, "done-a", "b", "c"), unit(60, "done-d"), unit(45, "e")];
    assert.deepEqual(progressOf(units, isDone), { done: 2, total: 5, minutesLeft: 105 });
    assert.deepEqual(units.map((each) => minutesLeftOf(each, isDone)), [60, 0, 45]);
    assert.deepEqual(units.map((each) => isUnitDone(each, isDone)), [false, true, false]);
    assert.deepEqual(progressOf([], isDone), { done: 0, total: 0, minutesLeft: 0 });
  });

  test("no minutes are left when all is done, and all when nothing is", () => {
    fc.assert(
      fc.property(outlines, lives, ({ units, ...rest }, { ticked }) => {
        const all = units.reduce((sum, { minutes }) => sum + minutes, 0);
        assert.equal(progressOf(units, () => true).minutesLeft, 0);
        assert.equal(progressOf(units, () => false).minutesLeft, all);
        const items = tickedOf({ units, ...rest }, ticked);
        const { done, total, minutesLeft } = progressOf(units, (id) => items.has(id));
        assert.equal(done, items.size);
        assert.ok(minutesLeft >= 0 && minutesLeft <= all && (minutesLeft > 0 || total === done));
      }),
      { ...SETTINGS, numRuns: 500 },
    );
  });
});

describe("a streak", () => {
  const noon = (/** @type {number} */ day) => {
    const date = new Date(day * 864e5);
    return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12).getTime();
  };
  /** A Tuesday; Sundays are off. */
  const today = 20004;
  const resting = { isRest: (/** @type {number} */ day) => (day - today + 2 * 7) % 7 === 5 };

  /** Days from today, such as -1 for yesterday. @param {...number} days */
  const streak = (...days) => streakOf(days.map((day) => noon(today + day)), resting, today);

  test("counts days on which something was ticked, today or not yet", () => {
    assert.equal(streak(), 0);
    assert.equal(streak(0), 1);
    assert.equal(streak(-1), 1);
    assert.equal(streak(0, -1, -1, -1), 2);
    assert.equal(streak(-1, -3), 2, "Sunday is off");
    assert.equal(streak(0, -1, -3), 3);
  });

  test("ends with a study day on which nothing was ticked", () => {
    assert.equal(streak(0, -3, -4), 1);
    assert.equal(streak(-4), 0);
    assert.equal(streak(1, 2), 0, "a clock that was put back");
  });

  test("knows no days off without dates", () => {
    assert.equal(streakOf([noon(today), noon(today - 1), noon(today - 3)], null, today), 2);
  });

  test("is what walking back day by day gives", () => {
    const days = fc.array(fc.integer({ min: -40, max: 2 }), { maxLength: 60 });
    fc.assert(
      fc.property(outlines, settings, days, fc.integer({ min: 0, max: 80 }), (outline, dates, ticked, later) => {
        const timetable = timetableOf(outline, dates);
        const now = dates.start + later;
        const studied = ticked.map((day) => now + day);
        let expected = 0;
        for (let day = now; day > now - 60; day -= 1) {
          if (studied.includes(day)) expected += 1;
          else if (day < now && !timetable.isRest(day)) break;
        }
        assert.equal(streakOf(studied.map(noon), timetable, now), expected);
      }),
      SETTINGS,
    );
    assert.equal(todayOf(new Date(noon(today))), today);
  });
});
