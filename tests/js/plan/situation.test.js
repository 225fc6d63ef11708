// What a day is in a plan, for any plan, start and rest days.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { dayOf } from "../../../docs/assets/js/plan/days.js";
import { isUnitDone } from "../../../docs/assets/js/plan/progress.js";
import { partOf, situationOf } from "../../../docs/assets/js/plan/situation.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { SETTINGS, outlines, settings } from "./random-plans.js";

/** How many of every ten items are done, from none to all. */
const share = fc.constantFrom(0, 3, 9, 10);
/** A test by the share that is done. @type {(outline: import("../../../docs/assets/js/types.js").Outline, share: number) => (item: string) => boolean} */
function doneTest({ units }, share) {
  const items = units.flatMap((unit) => unit.items.map(({ id }) => id));
  const done = new Set(items.filter((_, n) => n % 10 < share));
  return (item) => done.has(item);
}

describe("what a day is", () => {
  test("one of six things, each as the calendar has it, and what is next is later and new", () => {
    fc.assert(
      fc.property(outlines, settings, fc.integer({ min: -20, max: 400 }), share, (outline, dates, offset, share) => {
        const timetable = timetableOf(outline, dates);
        const today = dates.start + offset;
        const isDone = doneTest(outline, share);
        const { kind, units, next } = situationOf(outline, timetable, isDone, today);
        const rest = timetable.isRest(today);
        const all = outline.units.filter(({ id }) => timetable.spanOf(id)).every((unit) => isUnitDone(unit, isDone));
        const reasons = { done: all, before: today < timetable.start, over: today > timetable.end, rest };
        const [[expected] = [timetable.unitsOn(today).length ? "study" : "free"]] = Object.entries(reasons).filter(([, is]) => is);
        assert.equal(kind, expected);
        assert.equal(units.length > 0, kind === "study");
        if (!next) return;
        assert.ok(next.day > today && next.day <= timetable.end && !timetable.isRest(next.day));
        assert.ok(next.units.length > 0);
        assert.ok(!next.units.some((unit) => isUnitDone(unit, isDone)));
        if (outline.step === "week") assert.ok(next.units.every((unit) => !units.includes(unit)));
      }),
      SETTINGS,
    );
  });

  test("nothing is next only when no later day has anything new to do", () => {
    fc.assert(
      fc.property(outlines, settings, fc.integer({ min: -5, max: 100 }), share, (outline, dates, offset, share) => {
        const timetable = timetableOf(outline, dates);
        const today = dates.start + offset;
        const isDone = doneTest(outline, share);
        const { units, next } = situationOf(outline, timetable, isDone, today);
        if (next) return;
        for (let day = today + 1; day <= timetable.end; day += 1)
          for (const unit of timetable.unitsOn(day))
            assert.ok(isUnitDone(unit, isDone) || (outline.step === "week" && units.includes(unit)));
      }),
      SETTINGS,
    );
  });
});

test("a unit of several days says which of them a day is; one of a single day says nothing", () => {
  const start = /** @type {number} */ (dayOf("2026-11-27"));
  const unit = (/** @type {string} */ id, /** @type {number} */ from, /** @type {number} */ to) => ({
    ...{ id, from, to, title: id, track: "main", phase: "p", kind: "lesson", minutes: 60 },
    ...{ optional: false, has_lesson: false, items: [{ id: `${id}-done`, text: "Do it" }] },
  });
  const units = [unit("short", 1, 1), unit("long", 2, 4)];
  const outline = { id: "plan", title: "Plan", step: /** @type {const} */ ("day"), length: 4, limit: null, units };
  const timetable = timetableOf(
    { ...outline, phases: [], tracks: [], milestones: [] },
    { start, rest: [6, 7], off: [], limit: null, repairs: [] },
  );
  const [short, long] = units;
  assert.ok(short && long);
  assert.equal(partOf(timetable, short, start), "");
  assert.deepEqual(
    [3, 4, 5].map((days) => partOf(timetable, long, start + days)),
    ["day 1 of 3", "day 2 of 3", "day 3 of 3"],
  );
  assert.equal(partOf(timetable, long, start), "");
});
