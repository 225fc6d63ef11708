// Where everything on the chart of a plan with dates stands: pure arithmetic, drawn by chart.js.
//
// The chart has a line of slots: calendar days, or weeks in a plan counted in weeks. Days and weeks off have a slot,
// too, so that they show as gaps. On a phone each phase is a calendar sheet of its own: lines of seven days, or two
// weeks.

import { weekdayOf } from "./days.js";

/** @typedef {import("../types.js").ChartCell} ChartCell */
/** @typedef {import("../types.js").ChartPhase} ChartPhase */
/** @typedef {import("../types.js").ChartPlace} ChartPlace */
/** @typedef {import("../types.js").ChartRow} ChartRow */
/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */

const WEEK = 7;
const WEEKS_IN_A_LINE = 2;

/** @type {(numbers: number[]) => number} */
const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
/** @type {(numbers: number[]) => number} */
const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);

/**
 * Lays out a chart.
 * @param {import("../types.js").Outline} outline
 * @param {import("../types.js").Dates} dates
 * @param {import("../types.js").Timetable} timetable
 * @param {(unit: PlanUnit) => Day | null} finishedOn the day of a done unit's last tick
 * @returns {import("../types.js").Chart}
 */
export function layOut(outline, dates, timetable, finishedOn) {
  const size = outline.step === "day" ? 1 : WEEK;
  const origin = outline.step === "day" ? timetable.start : dates.start;
  /** @param {Day} day */
  const slotOf = (day) => Math.floor((day - origin) / size) + 1;
  /** @param {number} slot */
  const dayOfSlot = (slot) => origin + (slot - 1) * size;
  /** The days of a unit by their slots. @param {Day[]} days @returns {Map<number, Day[]>} */
  const bySlot = (days) => {
    const slots = new Map();
    for (const day of days) slots.set(slotOf(day), [...(slots.get(slotOf(day)) ?? []), day]);
    return slots;
  };

  const units = outline.units.map((unit) => {
    const slots = bySlot(timetable.spanOf(unit.id)?.days ?? []);
    const planned = [...bySlot(timetable.plannedSpanOf(unit.id)?.days ?? []).keys()];
    const finished = finishedOn(unit);
    return {
      unit,
      slots,
      // Only what differs is worth a mark.
      planned: planned.filter((slot) => !slots.has(slot)),
      finished: finished === null || slots.has(slotOf(finished)) ? null : slotOf(finished),
    };
  });
  /** @typedef {typeof units[number]} Placed */

  const end = most(units.flatMap(({ slots, planned }) => [...slots.keys(), ...planned]));

  /** @type {(first: number) => (slot: number) => ChartPlace} */
  const sheet = (first) => {
    const lead = size === 1 ? weekdayOf(dayOfSlot(first)) - 1 : 0;
    const across = size === 1 ? WEEK : WEEKS_IN_A_LINE;
    return (slot) => {
      const offset = slot - first + lead;
      return { slot, column: (offset % across) + 1, line: Math.floor(offset / across) + 1 };
    };
  };

  /** @param {{id: string}} phase @returns {ChartPhase} */
  function phaseOf({ id }) {
    const own = units.filter(({ unit }) => unit.phase === id);
    const used = own.flatMap(({ slots, planned }) => [...slots.keys(), ...planned]);
    const [first, last] = used.length ? [least(used), most(used)] : [1, 1];
    const place = sheet(first);
    const rows = new Map(
      outline.tracks.map(({ id: track }) => [track, rowOf(own.filter(({ unit }) => unit.track === track))]),
    );
    return { id, first, count: last - first + 1, place, rows };

    /** @param {Placed[]} placed @returns {ChartRow} */
    function rowOf(placed) {
      const lanes = lanesOf(placed);
      const cells = placed.flatMap(({ unit, slots }) =>
        [...slots].map(([slot, days], n) => ({
          ...place(slot),
          unit,
          days,
          lane: lanes.of(unit),
          edge: edgeOf(n, slots.size),
        })),
      );
      const marks = placed.flatMap(({ unit, planned, finished }) => [
        ...planned.map((slot) => ({ ...place(slot), unit, kind: /** @type {const} */ ("planned") })),
        ...(finished !== null && finished >= first && finished <= last
          ? [{ ...place(finished), unit, kind: /** @type {const} */ ("finished") }]
          : []),
      ]);
      return { lanes: lanes.count, cells, marks };
    }
  }

  return { length: Math.max(end, 1), slotOf, dayOfSlot, phases: outline.phases.map(phaseOf) };
}

/**
 * Which lane each unit of a row runs in, so that two on the same day do not cover each other.
 * @param {{unit: PlanUnit, slots: Map<number, Day[]>}[]} placed
 */
function lanesOf(placed) {
  /** @type {Map<number, Set<number>>} taken lanes by slot */
  const taken = new Map();
  /** @type {Map<PlanUnit, number>} */
  const laneOf = new Map();
  for (const { unit, slots } of placed) {
    let lane = 1;
    while ([...slots.keys()].some((slot) => taken.get(slot)?.has(lane))) lane += 1;
    laneOf.set(unit, lane);
    for (const slot of slots.keys()) taken.set(slot, (taken.get(slot) ?? new Set()).add(lane));
  }
  return {
    count: most([1, ...laneOf.values()]),
    /** @param {PlanUnit} unit */
    of: (unit) => laneOf.get(unit) ?? 1,
  };
}

/** @type {(n: number, count: number) => ChartCell["edge"]} */
function edgeOf(n, count) {
  if (count === 1) return "only";
  if (n === 0) return "first";
  return n === count - 1 ? "last" : "middle";
}
