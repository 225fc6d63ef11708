// Where the cells and marks of a chart with dates stand.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { layOut } from "../../../docs/assets/js/plan/chart-layout.js";
import { dayOf, weekdayOf } from "../../../docs/assets/js/plan/days.js";
import { choices } from "../../../docs/assets/js/plan/repair.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { SETTINGS, lives, outlines, settings, tickedOf } from "./random-plans.js";

/** @typedef {import("../../../docs/assets/js/types.js").Dates} Dates */
/** @typedef {import("../../../docs/assets/js/types.js").Outline} Outline */

/** @type {() => null} */
const never = () => null;

/** Charts of random plans, some of them repaired. @param {(life: {outline: Outline, dates: Dates}) => void} check */
function eachChart(check) {
  fc.assert(
    fc.property(outlines, settings, lives, fc.nat({ max: 2 }), (outline, given, { ticked, along }, which) => {
      const { start, end } = timetableOf(outline, given);
      const items = tickedOf(outline, ticked);
      const today = Math.round(start + (along / 100) * (end - start));
      const repair = choices(outline, given, (id) => items.has(id), today)[which]?.repair;
      check({ outline, dates: repair ? { ...given, repairs: [repair] } : given });
    }),
    { ...SETTINGS, numRuns: 1500 },
  );
}

test("every unit has a cell for each of its days, or its weeks, and no two cells cover each other", () => {
  eachChart(({ outline, dates }) => {
    const timetable = timetableOf(outline, dates);
    const chart = layOut(outline, dates, timetable, never);
    for (const unit of outline.units) {
      const cells = chart.phases.flatMap(({ rows }) => rows.get(unit.track)?.cells.filter((cell) => cell.unit === unit) ?? []);
      assert.deepEqual(cells.flatMap(({ days }) => days), timetable.spanOf(unit.id)?.days ?? []);
      for (const { slot, days } of cells)
        for (const day of days) {
          assert.equal(chart.slotOf(day), slot);
          assert.ok(day >= chart.dayOfSlot(slot) && day < chart.dayOfSlot(slot + 1));
        }
    }
    for (const { first, count, rows } of chart.phases)
      for (const { cells, marks, lanes } of rows.values()) {
        assert.equal(new Set(cells.map(({ slot, lane }) => `${slot} ${lane}`)).size, cells.length);
        const inLine = new Set(cells.map(({ column, line, lane }) => `${column} ${line} ${lane}`));
        assert.equal(inLine.size, cells.length);
        assert.ok(cells.every(({ lane }) => lane >= 1 && lane <= lanes));
        for (const { slot, line, column } of [...cells, ...marks]) {
          assert.ok(slot >= first && slot < first + count && slot <= chart.length);
          assert.ok(line >= 1 && column >= 1 && column <= (outline.step === "day" ? 7 : 2));
        }
      }
  });
});

test("on a phone a day stands below its weekday", () => {
  eachChart(({ outline, dates }) => {
    if (outline.step === "week") return;
    const chart = layOut(outline, dates, timetableOf(outline, dates), never);
    for (const { rows } of chart.phases)
      for (const { cells } of rows.values())
        for (const { days, column } of cells) assert.equal(weekdayOf(Number(days[0])), column);
  });
});

describe("marks", () => {
  const [outline] = fc.sample(outlines, { seed: 4, numRuns: 1 }).map((each) => ({ ...each, step: /** @type {const} */ ("day") }));
  const start = /** @type {number} */ (dayOf("2026-11-23"));
  /** @type {Dates} */
  const dates = { start, rest: [], off: [], limit: null, repairs: [] };
  /** @param {Dates} set @param {(unit: {id: string}) => number | null} [finishedOn] */
  const marksOf = (set, finishedOn = never) => {
    const plan = /** @type {Outline} */ (outline);
    const { phases } = layOut(plan, set, timetableOf(plan, set), finishedOn);
    return phases.flatMap(({ rows }) => [...rows.values()].flatMap(({ marks }) => marks));
  };

  test("there are none while all is as planned", () => assert.deepEqual(marksOf(dates), []));

  test("a moved unit leaves a mark on each day it was planned for and is no more on", () => {
    const moved = { ...dates, repairs: [{ made: "2026-11-23", kind: /** @type {const} */ ("shift"), from: 1, by: 30 }] };
    const planned = marksOf(moved).filter(({ kind }) => kind === "planned");
    const days = outline?.units.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    assert.equal(planned.length, days);
    for (const { unit, slot } of planned) assert.ok(slot >= unit.from && slot <= unit.to);
  });

  test("a unit finished on another day has a mark there, where the chart has that day", () => {
    const unit = outline?.units[0];
    /** @param {number} day */
    const finished = (day) => marksOf(dates, ({ id }) => (id === unit?.id ? day : null));
    assert.deepEqual(finished(start + Number(unit?.from) - 1), []);
    assert.deepEqual(finished(start - 5), []);
    const [mark] = finished(start + Number(unit?.to));
    assert.deepEqual([mark?.kind, mark?.slot, mark?.unit], ["finished", Number(unit?.to) + 1, unit]);
  });
});
