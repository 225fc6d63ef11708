// The timetable, against one that walks the calendar a day at a time.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { dayOf, isoOf } from "../../../docs/assets/js/plan/days.js";
import { startFor, timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { SETTINGS, outlines, settings } from "./random-plans.js";

/** @typedef {import("../../../docs/assets/js/types.js").Dates} Dates */
/** @typedef {import("../../../docs/assets/js/types.js").Outline} Outline */
/** @typedef {import("../../../docs/assets/js/types.js").PlanUnit} PlanUnit */

/** @param {string} iso */
const day = (iso) => /** @type {number} */ (dayOf(iso));

/** Walks from the start on, and writes beside each day which step it is. @param {Outline} outline @param {Dates} dates */
function walk({ step }, dates, days = 700) {
  /** @type {{date: string, step: number | null}[]} */
  const calendar = [];
  const date = new Date(dates.start * 864e5);
  const off = new Set(dates.off.map((each) => new Date(each * 864e5).toDateString()));
  let steps = 0;
  let inWeek = 0;
  for (let n = 0; n < days; n += 1) {
    if (n % 7 === 0) inWeek = 0;
    const isRest = dates.rest.includes(date.getUTCDay() || 7) || off.has(date.toDateString());
    if (!isRest) {
      if (step === "day" || inWeek === 0) steps += 1;
      inWeek += 1;
    }
    calendar.push({ date: date.toISOString().slice(0, 10), step: isRest ? null : steps });
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return calendar;
}

/** @param {ReturnType<typeof walk>} calendar @param {PlanUnit} unit */
const datesOf = (calendar, { from, to }) =>
  calendar.filter(({ step }) => step !== null && step >= from && step <= to).map(({ date }) => date);

describe("a timetable", () => {
  test("gives each unit the days that a walk through the calendar gives it", () => {
    fc.assert(
      fc.property(outlines, settings, (outline, dates) => {
        const timetable = timetableOf(outline, dates);
        const calendar = walk(outline, dates);
        let end = "";
        for (const unit of outline.units) {
          const expected = datesOf(calendar, unit);
          const span = timetable.spanOf(unit.id);
          assert.deepEqual(span?.days.map(isoOf), expected);
          assert.deepEqual([isoOf(span.first), isoOf(span.last)], [expected[0], expected.at(-1)]);
          assert.deepEqual(timetable.plannedSpanOf(unit.id), span);
          end = [end, expected.at(-1) ?? ""].sort().at(-1) ?? "";
        }
        assert.equal(isoOf(timetable.end), end);
        assert.equal(isoOf(timetable.start), calendar.find(({ step }) => step)?.date);
      }),
      SETTINGS,
    );
  });

  test("says of each day what a walk through the calendar says", () => {
    fc.assert(
      fc.property(outlines, settings, (outline, dates) => {
        const timetable = timetableOf(outline, dates);
        const calendar = walk(outline, dates, 150);
        for (const [n, { date, step }] of calendar.entries()) {
          const here = dates.start + n;
          assert.equal(isoOf(here), date);
          assert.equal(timetable.isRest(here), step === null);
          assert.equal(timetable.stepOf(here), step);
          const units = outline.units.filter(({ from, to }) => step !== null && from <= step && step <= to);
          assert.deepEqual(timetable.unitsOn(here), units);
        }
        for (const before of [1, 2, 9]) assert.equal(timetable.stepOf(dates.start - before), null);
        assert.deepEqual(timetable.unitsOn(dates.start - 1), []);
      }),
      { ...SETTINGS, numRuns: 1000 },
    );
  });

  test("says of each day which step comes next, and gives each step its days", () => {
    fc.assert(
      fc.property(outlines, settings, fc.integer({ min: -10, max: 120 }), (outline, dates, after) => {
        const timetable = timetableOf(outline, dates);
        const calendar = walk(outline, dates);
        const next = calendar.slice(Math.max(after, 0)).find(({ step }) => step !== null)?.step;
        assert.equal(timetable.stepFrom(dates.start + after), next);
        const days = calendar.filter(({ step }) => step === next).map(({ date }) => date);
        assert.deepEqual(timetable.daysOf(Number(next)).map(isoOf), days);
      }),
      SETTINGS,
    );
  });

  test("is refused when every weekday is a day off", () => {
    const [outline] = fc.sample(outlines, { seed: 1, numRuns: 1 });
    const dates = { start: 20000, rest: [1, 2, 3, 4, 5, 6, 7], off: [], limit: null, repairs: [] };
    assert.throws(() => timetableOf(/** @type {Outline} */ (outline), dates), RangeError);
  });
});

describe("a start for a deadline", () => {
  test("is the latest from which the plan is over in time", () => {
    fc.assert(
      fc.property(outlines, settings, fc.nat({ max: 60 }), (outline, dates, later) => {
        const deadline = dates.start + later;
        const start = startFor(outline, dates, deadline);
        assert.ok(timetableOf(outline, { ...dates, start }).end <= deadline);
        for (let each = start + 1; each <= Math.min(deadline, start + 40); each += 1)
          assert.ok(timetableOf(outline, { ...dates, start: each }).end > deadline, `${isoOf(each)} would do`);
      }),
      { ...SETTINGS, numRuns: 1500 },
    );
  });
});

/** @type {(step: "day" | "week", length: number) => Outline} */
function plainPlan(step, length) {
  const units = Array.from({ length }, (_, n) => ({
    ...{ id: `unit-${n + 1}`, title: "A unit", from: n + 1, to: n + 1, track: "main", phase: "p", kind: "lesson" },
    ...{ minutes: 60, optional: false, has_lesson: false, items: [{ id: `item-${n + 1}`, text: "Do it" }] },
  }));
  const phases = [{ id: "p", label: "Week 1", title: "All", from: 1, to: length }];
  const tracks = [{ id: "main", title: "Main" }];
  return { id: "a-plan", title: "A plan", step, length, limit: null, phases, tracks, units, milestones: [] };
}

describe("examples", () => {
  const rest = [5, 7];

  test("47 days from a Monday, Fridays and Sundays off, over the end of a year", () => {
    const dates = { start: day("2026-11-23"), rest, off: [day("2026-12-25"), day("2027-01-01")], limit: null, repairs: [] };
    const timetable = timetableOf(plainPlan("day", 47), dates);
    // Both days off are Fridays, which are off anyway. 47 days at 5 a week: 9 weeks and 2 days.
    assert.equal(isoOf(timetable.end), "2027-01-26");
    assert.equal(isoOf(timetable.spanOf("unit-5")?.first ?? 0), "2026-11-28");
    assert.equal(isoOf(timetable.spanOf("unit-6")?.first ?? 0), "2026-11-30");
  });

  test("a start on a day off begins with the first study day", () => {
    const timetable = timetableOf(plainPlan("day", 3), { start: day("2026-11-27"), rest, off: [], limit: null, repairs: [] });
    assert.equal(isoOf(timetable.start), "2026-11-28");
    assert.equal(timetable.stepOf(day("2026-11-27")), null);
    assert.equal(timetable.stepFrom(day("2026-11-27")), 1);
  });

  test("a week in which every day is off is no week of the plan", () => {
    const off = [16, 17, 18, 19, 21].map((date) => day(`2026-11-${date}`));
    const timetable = timetableOf(plainPlan("week", 3), { start: day("2026-11-09"), rest, off, limit: null, repairs: [] });
    assert.deepEqual([1, 2, 3].map((step) => isoOf(timetable.daysOf(step)[0] ?? 0)), ["2026-11-09", "2026-11-23", "2026-11-30"]);
    assert.equal(timetable.stepFrom(day("2026-11-16")), 2);
  });

  test("a plan that must be over by the end of May", () => {
    const dates = { rest: [7], off: [], limit: null, repairs: [] };
    assert.equal(isoOf(startFor(plainPlan("week", 16), dates, day("2027-05-31"))), "2027-02-09");
    assert.equal(isoOf(startFor(plainPlan("day", 47), dates, day("2027-05-31"))), "2027-04-07");
  });
});

test("days off for centuries, as a file from elsewhere may bring them, do not hold the page up", () => {
  const start = day("1900-01-01");
  const off = Array.from({ length: 300_000 }, (_, n) => start + 1 + n);
  const units = Array.from({ length: 47 }, (_, n) => `unit-${n + 1}`);
  const places = Object.fromEntries(units.map((id) => [id, /** @type {[number, number]} */ ([1, 9999])]));
  const repairs = [{ kind: /** @type {const} */ ("place"), made: "2026-11-24", units: places }];
  const began = performance.now();
  const timetable = timetableOf(plainPlan("day", 47), { start, rest: [], off, limit: null, repairs });
  for (const id of units) timetable.spanOf(id);
  assert.equal(timetable.daysOf(1)[0], start);
  assert.equal(timetable.daysOf(2)[0], start + 300_001);
  assert.equal(timetable.stepFrom(start + 150_000), 2);
  assert.equal(timetable.stepFrom(start + 300_002), 3);
  // It took minutes when each day was looked for from the first one on.
  assert.ok(performance.now() - began < 5_000);
});
