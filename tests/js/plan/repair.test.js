// Ways to go on when behind or ahead: what must hold of each, and examples.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { isoOf } from "../../../docs/assets/js/plan/days.js";
import { applyRepairs, isRepair } from "../../../docs/assets/js/plan/positions.js";
import { isUnitDone, minutesLeftOf } from "../../../docs/assets/js/plan/progress.js";
import { choices, standing } from "../../../docs/assets/js/plan/repair.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { SETTINGS, lives, outlines, settings, tickedOf } from "./random-plans.js";

/** @typedef {import("../../../docs/assets/js/types.js").Choice} Choice */
/** @typedef {import("../../../docs/assets/js/types.js").Dates} Dates */
/** @typedef {import("../../../docs/assets/js/types.js").Outline} Outline */
/** @typedef {import("../../../docs/assets/js/types.js").PlanUnit} PlanUnit */
/** @typedef {import("../../../docs/assets/js/types.js").Positions} Positions */
/** @typedef {import("../../../docs/assets/js/types.js").Repair} Repair */
/** @typedef {import("../../../docs/assets/js/types.js").StepSpan} StepSpan */
/** @typedef {import("../../../docs/assets/js/types.js").Timetable} Timetable */

/**
 * Lives of readers: a random plan with dates, some of it done, some day of it today; and each way they are offered,
 * which is taken before the next day that matters.
 * @param {(life: {outline: Outline, dates: Dates, today: number, isDone: (id: string) => boolean, choice: Choice}) => void} check
 */
function eachChoice(check, wanted = ["shift", "spread", "drop", "pull"]) {
  let seen = 0;
  fc.assert(
    fc.property(outlines, settings, fc.array(lives, { minLength: 1, maxLength: 3 }), (outline, given, days) => {
      let dates = given;
      for (const { ticked, along } of days) {
        const { start, end } = timetableOf(outline, dates);
        const today = Math.round(start + (along / 100) * (end - start + 1));
        const items = tickedOf(outline, ticked);
        const isDone = (/** @type {string} */ id) => items.has(id);
        const offered = choices(outline, dates, isDone, today);
        for (const choice of offered.filter(({ kind }) => wanted.includes(kind))) {
          check({ outline, dates, today, isDone, choice });
          seen += 1;
        }
        const taken = offered.find(({ repair }) => repair);
        if (taken?.repair) dates = { ...dates, repairs: [...dates.repairs, taken.repair] };
      }
    }),
    SETTINGS,
  );
  assert.ok(seen > 1000, `only ${seen} choices were offered`);
}

/** @type {(outline: Outline, dates: Dates, choice: Choice) => {before: Positions, after: Positions, repairs: Repair[]}} */
function positionsOf(outline, dates, { repair }) {
  const repairs = repair ? [...dates.repairs, repair] : dates.repairs;
  return { before: applyRepairs(outline, dates.repairs), after: applyRepairs(outline, repairs), repairs };
}

describe("every way to go on", () => {
  test("leaves done units where they are, and drops optional undone ones only", () => {
    eachChoice(({ outline, dates, isDone, choice }) => {
      const { before, after } = positionsOf(outline, dates, choice);
      for (const unit of outline.units) {
        if (isUnitDone(unit, isDone)) assert.deepEqual(after.get(unit.id), before.get(unit.id), unit.id);
        if (before.has(unit.id) && !after.has(unit.id)) {
          assert.ok(unit.optional && !isUnitDone(unit, isDone), unit.id);
          assert.equal(choice.kind, "drop");
        }
      }
    });
  });

  test("leaves no unit that is not done in the past, and none before its time is free", () => {
    eachChoice(({ outline, dates, today, isDone, choice }) => {
      if (!choice.repair) return;
      const timetable = timetableOf(outline, { ...dates, repairs: positionsOf(outline, dates, choice).repairs });
      assert.deepEqual(standing(outline, timetable, isDone, today).missed, []);
      for (const { id } of choice.affected) {
        const span = timetable.spanOf(id);
        assert.ok(!span || span.last >= today, id);
      }
    });
  });

  test("keeps the order of undone units in a track", () => {
    eachChoice(({ outline, dates, isDone, choice }) => {
      const { before, after } = positionsOf(outline, dates, choice);
      const open = outline.units.filter((unit) => !isUnitDone(unit, isDone) && after.has(unit.id));
      for (const [n, a] of open.entries())
        for (const [m, b] of open.entries()) {
          if (a.track !== b.track) continue;
          const [[a1, a2], [b1, b2]] = /** @type {[StepSpan, StepSpan]} */ ([before.get(a.id), before.get(b.id)]);
          const together = a1 === b1 && a2 === b2;
          if (a1 > b1 || a2 > b2 || (together && n > m)) continue;
          const [[c1, c2], [d1, d2]] = /** @type {[StepSpan, StepSpan]} */ ([after.get(a.id), after.get(b.id)]);
          assert.ok(c1 <= d1 && c2 <= d2, `${choice.kind}: ${a.id} ${c1}-${c2}, ${b.id} ${d1}-${d2}`);
        }
    });
  });

  test("ends on the day it promises, names the units it moves, and can be undone", () => {
    eachChoice(({ outline, dates, isDone, choice }) => {
      if (!choice.repair) return;
      const { before, after, repairs } = positionsOf(outline, dates, choice);
      assert.equal(timetableOf(outline, { ...dates, repairs }).end, choice.end);
      const moved = outline.units.filter(({ id }) => String(before.get(id)) !== String(after.get(id)));
      assert.deepEqual(new Set(choice.affected), new Set(moved));
      assert.deepEqual(applyRepairs(outline, repairs.slice(0, -1)), before);
      assert.ok(moved.every((unit) => !isUnitDone(unit, isDone)));
    });
  });

  test("is a repair that can be saved and read", () => {
    eachChoice(({ today, choice }) => {
      if (!choice.repair) return;
      assert.deepEqual(JSON.parse(JSON.stringify(choice.repair)), choice.repair);
      assert.ok(isRepair(choice.repair), JSON.stringify(choice.repair));
      assert.equal(choice.repair.made, isoOf(today));
    });
  });

  test("a repair gives what moving the steps one by one gives", () => {
    eachChoice(
      ({ outline, dates, choice }) => {
        if (!choice.repair || choice.repair.kind === "place") return;
        const { before, after } = positionsOf(outline, dates, choice);
        assert.deepEqual(Object.fromEntries(after), movedByHand(before, choice.repair));
      },
      ["shift", "drop", "pull"],
    );
  });
});

/** @type {(before: Positions, repair: Exclude<Repair, {kind: "place"}>) => Record<string, StepSpan>} */
function movedByHand(before, repair) {
  const dropped = repair.kind === "drop" ? repair.units : [];
  const kept = repair.keep ?? [];
  const last = Math.max(...[...before.values()].map((span) => span[1]));
  /** @type {{others: string[], left: boolean}[]} a line of steps, each with the units that may move */
  const line = [];
  for (let step = repair.from; step <= last; step += 1) {
    const here = [...before].filter(([, [first, end]]) => first <= step && step <= end).map(([id]) => id);
    const others = here.filter((id) => !dropped.includes(id) && !kept.includes(id));
    line.push({ others, left: here.length > others.length });
  }
  const closed = line.filter(({ others, left }) => others.length > 0 || !left);
  /** @type {Record<string, StepSpan>} */
  const after = {};
  for (const [id, [first, end]] of before) {
    if (dropped.includes(id)) continue;
    const steps = closed.flatMap(({ others }, n) => (others.includes(id) ? [repair.from + n + repair.by] : []));
    if (kept.includes(id) || !steps.length) after[id] = [first, end];
    else after[id] = [first < repair.from ? first : Number(steps[0]), Math.max(Number(steps.at(-1)), first < repair.from ? first : 1)];
  }
  return after;
}

describe("spreading", () => {
  test("keeps every coming step within the limit, or says that it cannot", () => {
    let spreads = 0;
    let refusals = 0;
    eachChoice(
      ({ outline, dates, today, isDone, choice }) => {
        assert.ok(choice.note);
        if (!choice.repair) {
          refusals += 1;
          return assert.deepEqual(choice.affected, []);
        }
        spreads += 1;
        const { repairs } = positionsOf(outline, dates, choice);
        const timetable = timetableOf(outline, { ...dates, repairs });
        const before = timetableOf(outline, dates);
        /** @type {Map<number, number>} */
        const minutes = new Map();
        for (const unit of outline.units) {
          const span = timetable.positions.get(unit.id);
          if (!span) continue;
          const share = minutesLeftOf(unit, isDone) / (span[1] - span[0] + 1);
          for (let step = span[0]; step <= span[1]; step += 1) minutes.set(step, (minutes.get(step) ?? 0) + share);
        }
        // A unit under way may stay where it is, whatever it asks for.
        const underWay = outline.units.filter(
          ({ id }) => !choice.affected.some((unit) => unit.id === id) && Number(before.spanOf(id)?.first) < today,
        );
        const touched = new Set(choice.affected.flatMap(({ id }) => [...steps(timetable.positions.get(id))]));
        for (const unit of underWay) for (const step of steps(timetable.positions.get(unit.id))) touched.delete(step);
        for (const step of touched) {
          const days = timetable.daysOf(step).filter((day) => day >= today).length;
          const limit = dates.limit === null ? outline.limit : dates.limit * days;
          if (limit !== null) assert.ok(Number(minutes.get(step)) <= limit + 0.1, `step ${step}: ${minutes.get(step)} > ${limit}`);
        }
      },
      ["spread"],
    );
    assert.ok(spreads > 200 && refusals > 200, `${spreads} spreads, ${refusals} refusals`);
  });

  test("ends sooner than moving everything", () => {
    fc.assert(
      fc.property(outlines, settings, lives, (outline, dates, { ticked, along }) => {
        const { start, end } = timetableOf(outline, dates);
        const items = tickedOf(outline, ticked);
        const offered = choices(outline, dates, (id) => items.has(id), Math.round(start + (along / 100) * (end - start)));
        const [shift, spread] = ["shift", "spread"].map((kind) => offered.find((choice) => choice.kind === kind));
        if (spread?.repair) assert.ok(spread.end < Number(shift?.end));
      }),
      SETTINGS,
    );
  });
});

/** @param {StepSpan | undefined} span */
function* steps(span) {
  if (span) for (let step = span[0]; step <= span[1]; step += 1) yield step;
}

describe("how the reader stands", () => {
  test("missed is what is not done and over, walked through day by day", () => {
    fc.assert(
      fc.property(outlines, settings, lives, (outline, dates, { ticked, along }) => {
        const timetable = timetableOf(outline, dates);
        const today = Math.round(timetable.start + (along / 100) * (timetable.end - timetable.start));
        const items = tickedOf(outline, ticked);
        const { missed, behindBy, aheadBy } = standing(outline, timetable, (id) => items.has(id), today);
        const past = new Set();
        const coming = new Set();
        for (let day = timetable.start; day <= timetable.end; day += 1)
          for (const unit of timetable.unitsOn(day)) (day < today ? past : coming).add(unit);
        const expected = outline.units.filter(
          (unit) => past.has(unit) && !coming.has(unit) && unit.items.some(({ id }) => !items.has(id)),
        );
        assert.deepEqual(missed, expected);
        if (outline.step === "day") assert.equal(behindBy > 0, expected.length > 0);
        else assert.equal(behindBy, weeksWithNothingDone(outline, timetable, items, today));
        assert.ok(aheadBy === 0 || !expected.length);
        const kinds = choices(outline, dates, (id) => items.has(id), today).map(({ kind }) => kind);
        assert.deepEqual(kinds.includes("shift"), expected.length > 0);
        assert.deepEqual(kinds.includes("pull"), aheadBy > 0);
      }),
      SETTINGS,
    );
  });
});

/** Weeks from which units are over, none of them with a tick. @type {(outline: Outline, timetable: Timetable, items: Set<string>, today: number) => number} */
function weeksWithNothingDone({ length }, timetable, items, today) {
  let weeks = 0;
  for (let week = 1; week <= length; week += 1) {
    const day = Number(timetable.daysOf(week)[0]);
    const over = timetable.unitsOn(day).filter(({ id }) => Number(timetable.spanOf(id)?.last) < today);
    const ticked = over.filter((unit) => unit.items.some(({ id }) => items.has(id)));
    if (over.length && !ticked.length) weeks += 1;
  }
  return weeks;
}

/** Ten units of 90 minutes, a day each, on days 1 to 10; `more` by number. @param {Record<number, Partial<PlanUnit>>} [more] */
function tenDays(more = {}) {
  const units = Array.from({ length: 10 }, (_, n) => ({
    ...{ id: `unit-${n + 1}`, title: "A unit", from: n + 1, to: n + 1, track: "main", phase: "p", kind: "lesson" },
    ...{ minutes: 90, optional: false, has_lesson: false, items: [{ id: `item-${n + 1}`, text: "Do it" }] },
    ...more[n + 1],
  }));
  const phases = [{ id: "p", label: "Week 1", title: "All", from: 1, to: 10 }];
  const tracks = [{ id: "main", title: "Main" }];
  /** @type {Outline} */
  const outline = { id: "a-plan", title: "A plan", step: "day", length: 10, limit: 120, phases, tracks, units, milestones: [] };
  return outline;
}

/** @type {Dates} */
const EVERY_DAY = { start: 20000, rest: [], off: [], limit: null, repairs: [] };

/** The ways offered on a day of the plan, and where units then stand. @param {Outline} outline @param {number[]} done @param {number} step */
function waysOf(outline, done, step, dates = EVERY_DAY) {
  const isDone = (/** @type {string} */ id) => done.some((n) => id === `item-${n}`);
  const offered = choices(outline, dates, isDone, dates.start + step - 1);
  /** @param {Choice["kind"]} kind */
  const way = (kind) => {
    const choice = offered.find((each) => each.kind === kind);
    const repairs = choice?.repair ? [choice.repair] : [];
    const spans = [...applyRepairs(outline, repairs)].map(([id, span]) => [Number(id.slice(5)), [...new Set(span)].join("-")]);
    return { ...choice, steps: Object.fromEntries(spans) };
  };
  return { offered, way, standing: standing(outline, timetableOf(outline, dates), isDone, dates.start + step - 1) };
}

describe("examples", () => {
  test("three days missed: all moves by three days", () => {
    const { way, standing } = waysOf(tenDays(), [1, 2, 3], 7);
    assert.deepEqual([standing.behindBy, standing.minutes, standing.aheadBy], [3, 270, 0]);
    const { repair, end, steps } = way("shift");
    assert.deepEqual(repair, { kind: "shift", made: isoOf(20006), from: 4, by: 3 });
    assert.equal(end, 20012);
    assert.deepEqual(steps, { 1: "1", 2: "2", 3: "3", 4: "7", 5: "8", 6: "9", 7: "10", 8: "11", 9: "12", 10: "13" });
  });

  test("one day missed, later ones done: the plan grows by that one day only", () => {
    const { way, standing } = waysOf(tenDays(), [1, 2, 3, 5, 6, 9], 7);
    assert.equal(standing.behindBy, 1);
    const { end, steps } = way("shift");
    // Unit 9 was done before its time, so that its day takes up what was missed.
    assert.deepEqual(steps, { 1: "1", 2: "2", 3: "3", 4: "7", 5: "5", 6: "6", 7: "8", 8: "9", 9: "9", 10: "10" });
    assert.equal(end, 20009);
  });

  test("what is done today already moves on with tomorrow", () => {
    const { way } = waysOf(tenDays(), [1, 2, 4], 4);
    assert.equal(way("shift").steps[3], "5");
  });

  test("spread with two units a day until the plan is caught up", () => {
    const { way } = waysOf(tenDays(), [1, 2, 3], 7, { ...EVERY_DAY, limit: 180 });
    const { end, note, steps } = way("spread");
    assert.deepEqual(steps, { 1: "1", 2: "2", 3: "3", 4: "7", 5: "7", 6: "8", 7: "8", 8: "9", 9: "9", 10: "10" });
    assert.equal(end, 20009);
    assert.equal(note, "At most 3 h a day.");
  });

  test("spread with little room each day: units share days, in order", () => {
    const { way } = waysOf(tenDays(), [1, 2], 4);
    const { end, steps } = way("spread");
    assert.deepEqual(steps, { 1: "1", 2: "2", 3: "4", 4: "4-6", 5: "5-6", 6: "5-6", 7: "7", 8: "8", 9: "9", 10: "10" });
    assert.equal(end, 20009);
  });

  test("no room to spread is said", () => {
    const { way } = waysOf(tenDays(), [], 5, { ...EVERY_DAY, limit: 90 });
    const { repair, note } = way("spread");
    assert.equal(repair, null);
    assert.equal(note, "With at most 90 min a day, this would end no sooner than moving everything.");
  });

  test("optional units are dropped, missed or to come, and the plan closes up", () => {
    const outline = tenDays({ 3: { optional: true }, 4: { optional: true }, 8: { optional: true } });
    const { way } = waysOf(outline, [1, 4], 5);
    const { repair, end, steps } = way("drop");
    assert.deepEqual(repair, { kind: "drop", units: ["unit-3", "unit-8"], made: isoOf(20004), from: 2, by: 3, keep: ["unit-4"] });
    assert.deepEqual(steps, { 1: "1", 2: "5", 4: "4", 5: "6", 6: "7", 7: "8", 9: "9", 10: "10" });
    assert.equal(end, 20009);
    assert.deepEqual(waysOf(tenDays(), [1], 5).offered.map(({ kind }) => kind), ["shift", "spread"]);
  });

  test("only an optional unit was missed: dropping it mends all", () => {
    const { way } = waysOf(tenDays({ 2: { optional: true } }), [1, 3], 4);
    assert.deepEqual(way("drop").steps, { 1: "1", 3: "3", 4: "4", 5: "5", 6: "6", 7: "7", 8: "8", 9: "9", 10: "10" });
  });

  test("ahead: what is to come moves up behind what is done", () => {
    const { way, standing, offered } = waysOf(tenDays(), [1, 2, 3, 4, 7], 3);
    assert.deepEqual([standing.aheadBy, offered.length], [2, 1]);
    const { end, steps } = way("pull");
    assert.deepEqual(steps, { 1: "1", 2: "2", 3: "3", 4: "4", 5: "4", 6: "5", 7: "7", 8: "6", 9: "7", 10: "8" });
    assert.equal(end, 20007);
  });

  test("today’s unit done: neither behind nor ahead; all done: nothing to choose", () => {
    assert.deepEqual(waysOf(tenDays(), [1, 2, 3], 3).offered, []);
    assert.deepEqual(waysOf(tenDays(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3).offered, []);
    assert.deepEqual(waysOf(tenDays(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 30).offered, []);
  });

  test("long after the end, everything can still be moved", () => {
    const { way } = waysOf(tenDays(), [1, 2, 3, 4, 5, 6, 7, 8], 100);
    assert.deepEqual([way("shift").steps[9], way("shift").steps[10]], ["100", "101"]);
  });
});

/** Four weeks of three units, in three tracks, each with two items. */
function fourWeeks() {
  const units = ["python", "fastapi", "postgres"].flatMap((track) =>
    [1, 2, 3, 4].map((week) => ({
      ...{ id: `${track}-${week}`, title: "A unit", from: week, to: week, track, phase: "p", kind: "lesson" },
      ...{ minutes: 240, optional: false, has_lesson: false },
      items: [1, 2].map((n) => ({ id: `${track}-${week}-item-${n}`, text: "Do it" })),
    })),
  );
  /** @type {Outline} */
  const outline = { ...tenDays(), step: "week", length: 4, limit: 900, units };
  return outline;
}

/** How a reader stands at the beginning of a week. @param {number} week @param {RegExp} done the items that are ticked */
function atWeek(week, done, outline = fourWeeks()) {
  const today = EVERY_DAY.start + (week - 1) * 7;
  const { missed, behindBy } = standing(outline, timetableOf(outline, EVERY_DAY), (id) => done.test(id), today);
  return { units: missed.length, weeks: behindBy };
}

describe("behind in a plan counted in weeks", () => {
  test("one unit of last week is left: that is a unit, and no week", () => {
    assert.deepEqual(atWeek(2, /^(python|fastapi)-1/), { units: 1, weeks: 0 });
    assert.deepEqual(atWeek(4, /^(python|fastapi)|-(2|3)-/), { units: 1, weeks: 0 });
  });

  test("a week was begun, though none of its units is done: its units are left, and no week", () => {
    assert.deepEqual(atWeek(2, /^python-1-item-1$/), { units: 3, weeks: 0 });
  });

  test("each week of which nothing is done counts, beside what is left of others", () => {
    assert.deepEqual(atWeek(2, /^never$/), { units: 3, weeks: 1 });
    assert.deepEqual(atWeek(4, /^python-2-/), { units: 8, weeks: 2 });
  });

  test("a unit of some weeks that is left makes no week of those in which others were done", () => {
    const outline = fourWeeks();
    const long = outline.units.map((unit) => (unit.id === "postgres-1" ? { ...unit, to: 3 } : unit));
    const units = long.filter(({ id }) => !/^postgres-[23]$/.test(id));
    assert.deepEqual(atWeek(4, /^(python|fastapi)/, { ...outline, units }), { units: 1, weeks: 0 });
    assert.deepEqual(atWeek(3, /^(python|fastapi)-1/, { ...outline, units }), { units: 2, weeks: 1 });
  });
});

describe("repairs from elsewhere", () => {
  const made = "2026-11-23";

  test("are taken or refused by their shape", () => {
    for (const sound of [
      { made, kind: "shift", from: 3, by: -2 },
      { made, kind: "shift", from: 3, by: 0, keep: ["a-unit"] },
      { made, kind: "place", units: { "a-unit": [3, 3], another: [3, 9] } },
      { made, kind: "drop", units: ["a-unit"], from: 1, by: 0 },
    ])
      assert.ok(isRepair(sound), JSON.stringify(sound));
    for (const unsound of [
      ...[null, 3, "shift", [], {}, { kind: "shift", from: 3, by: 1 }, { made: "today", kind: "shift", from: 3, by: 1 }],
      ...[{ made, kind: "jump", from: 3, by: 1 }, { made, kind: "shift", from: 0, by: 1 }, { made, kind: "shift", from: 3, by: 1.5 }],
      ...[{ made, kind: "shift", from: 3, by: 1e6 }, { made, kind: "shift", from: 3, by: 1, keep: "a" }],
      ...[{ made, kind: "place", units: { a: [3, 2] } }, { made, kind: "place", units: { a: [1, 2, 3] } }],
      ...[{ made, kind: "place", units: { "A b": [1, 1] } }, { made, kind: "place", units: null }],
      ...[{ made, kind: "drop", from: 1, by: 0 }, { made, kind: "drop", units: [7], from: 1, by: 0 }],
    ])
      assert.ok(!isRepair(unsound), JSON.stringify(unsound));
  });

  test("do no harm when they name what is not there, or move too far", () => {
    /** @type {Repair[]} */
    const repairs = [
      { made, kind: "place", units: { "no-unit": [1, 1] } },
      { made, kind: "drop", units: ["no-unit"], from: 1, by: 0, keep: ["no-unit"] },
      { made, kind: "shift", from: 2, by: -9 },
    ];
    assert.deepEqual(Object.values(Object.fromEntries(applyRepairs(tenDays(), repairs))), [
      ...Array.from({ length: 10 }, (_, n) => [Math.max(n + 1 - 9, 1), Math.max(n + 1 - 9, 1)]),
    ]);
    const far = applyRepairs(tenDays(), Array.from({ length: 50 }, () => ({ made, kind: "shift", from: 1, by: 9999 })));
    assert.deepEqual(far.get("unit-1"), [9999, 9999]);
  });
});
