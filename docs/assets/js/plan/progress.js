// How far a reader is: what is done, what is left, how many study days in a row.

import { todayOf } from "./days.js";

/** @typedef {import("../types.js").IsDone} IsDone */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */

/** @type {(unit: PlanUnit, isDone: IsDone) => boolean} */
export const isUnitDone = (unit, isDone) => unit.items.every(({ id }) => isDone(id));

/**
 * Minutes that a unit still takes, each item of its checklist counting the same.
 * @type {(unit: PlanUnit, isDone: IsDone) => number}
 */
export function minutesLeftOf({ minutes, items }, isDone) {
  return (minutes * items.filter(({ id }) => !isDone(id)).length) / Math.max(items.length, 1);
}

/**
 * @type {(units: PlanUnit[], isDone: IsDone) => import("../types.js").Progress}
 */
export function progressOf(units, isDone) {
  const items = units.flatMap((unit) => unit.items);
  return {
    done: items.filter(({ id }) => isDone(id)).length,
    total: items.length,
    minutesLeft: Math.round(units.reduce((sum, unit) => sum + minutesLeftOf(unit, isDone), 0)),
  };
}

/**
 * How many days in a row something was ticked, up to today. A day off without a tick does not break the row, nor does
 * today while it lasts.
 * @param {Iterable<number>} tickTimes milliseconds
 * @param {Pick<import("../types.js").Timetable, "isRest"> | null} timetable
 * @param {import("../types.js").Day} today
 */
export function streakOf(tickTimes, timetable, today) {
  const studied = new Set([...tickTimes].map((time) => todayOf(new Date(time))).filter((day) => day <= today));
  let streak = 0;
  for (let day = today; streak < studied.size; day -= 1) {
    if (studied.has(day)) streak += 1;
    else if (day !== today && !timetable?.isRest(day)) break;
  }
  return streak;
}
