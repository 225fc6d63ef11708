// What a day is in a plan: one to study on, one to rest on, one before the plan or after it, or one with all done; and
// what comes next.

import { isUnitDone } from "./progress.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").IsDone} IsDone */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */
/** @typedef {import("../types.js").Situation} Situation */
/** @typedef {import("../types.js").Timetable} Timetable */

/**
 * The next day that has something to begin or to go on with. What is done is neither; and in a plan counted in weeks
 * the units of this week go on by themselves, so only others are news.
 * @param {Timetable} timetable
 * @param {Day} today
 * @param {(unit: PlanUnit) => boolean} isKnown whether a unit is no news
 * @returns {Situation["next"]}
 */
function nextAfter(timetable, today, isKnown) {
  for (let day = Math.max(today + 1, timetable.start); day <= timetable.end; day += 1) {
    const units = timetable.unitsOn(day).filter((unit) => !isKnown(unit));
    if (units.length) return { day, units };
  }
  return null;
}

/**
 * @param {import("../types.js").Outline} outline
 * @param {Timetable} timetable
 * @param {IsDone} isDone
 * @param {Day} today
 * @returns {Situation}
 */
export function situationOf(outline, timetable, isDone, today) {
  const standing = outline.units.filter(({ id }) => timetable.positions.has(id));
  if (standing.every((unit) => isUnitDone(unit, isDone))) return { kind: "done", units: [], next: null };
  const units = timetable.unitsOn(today);
  const goesOn = outline.step === "week" ? units : [];
  const next = nextAfter(timetable, today, (unit) => goesOn.includes(unit) || isUnitDone(unit, isDone));
  /** @returns {Situation["kind"]} */
  const kind = () => {
    if (today < timetable.start) return "before";
    if (today > timetable.end) return "over";
    if (timetable.isRest(today)) return "rest";
    return units.length ? "study" : "free";
  };
  return { kind: kind(), units, next };
}

/**
 * Which of its study days a unit has on a day: "day 2 of 3"; nothing when it has one day only.
 * @param {Timetable} timetable
 * @param {PlanUnit} unit
 * @param {Day} day
 */
export function partOf(timetable, { id }, day) {
  const days = timetable.spanOf(id)?.days ?? [];
  const place = days.indexOf(day) + 1;
  return place && days.length > 1 ? `day ${place} of ${days.length}` : "";
}
