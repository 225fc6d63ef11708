// Lays a plan out on the calendar: which unit falls on which days. Pure arithmetic; no clock, no page.

import { weekdayOf } from "./days.js";
import { applyRepairs, plannedPositions } from "./positions.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Dates} Dates */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").StepSpan} StepSpan */

const WEEK = 7;

/** @param {number} n */
const modulo = (n) => ((n % WEEK) + WEEK) % WEEK;

/**
 * Numbers from 1 on, and what they are once some have been taken out: the n-th that is left, and how many are left
 * below one. A look-up halves its way, for a file from elsewhere may bring days off for centuries.
 * @param {number[]} taken sorted, each once
 */
function without(taken) {
  /** How many of the first are so, where those after them are not. @param {(each: number, index: number) => boolean} isSo */
  function countWhile(isSo) {
    let [count, end] = [0, taken.length];
    while (count < end) {
      const middle = (count + end) >> 1;
      if (isSo(/** @type {number} */ (taken[middle]), middle)) count = middle + 1;
      else end = middle;
    }
    return count;
  }
  return {
    /** @param {number} n */
    nth: (n) => n + countWhile((each, index) => each - index <= n),
    /** @param {number} limit */
    below: (limit) => limit - 1 - countWhile((each) => each < limit),
  };
}

/**
 * The study days of a calendar, and how steps lie on them. Days are counted from the start by whole weeks, so that a
 * look-up costs as much at the end of a plan as at its beginning.
 * @param {"day" | "week"} step
 * @param {Pick<Dates, "start" | "rest" | "off">} dates
 */
function calendarOf(step, { start, rest, off }) {
  const restDays = new Set(rest);
  const offDays = new Set(off);
  /** @param {Day} day */
  const isRest = (day) => restDays.has(weekdayOf(day)) || offDays.has(day);
  /** Offsets from the start, within one week, of the days that are no weekday off. */
  const offsets = [0, 1, 2, 3, 4, 5, 6].filter((offset) => !restDays.has(weekdayOf(start + offset)));
  const each = offsets.length;
  if (!each) throw new RangeError("every weekday is a day off");

  /** The n-th day that is no weekday off. @param {number} n */
  const weekday = (n) => start + Math.floor((n - 1) / each) * WEEK + /** @type {number} */ (offsets[(n - 1) % each]);
  /** How many such days there are before a day. @param {Day} day */
  const before = (day) =>
    Math.floor((day - start) / WEEK) * each + offsets.filter((offset) => offset < modulo(day - start)).length;
  const lost = off.filter((day) => day >= start && !restDays.has(weekdayOf(day)));
  const days = without(lost.map((day) => before(day) + 1));

  const dayCalendar = {
    /** @param {number} n */
    daysOf: (n) => [weekday(days.nth(n))],
    /** @param {Day} day */
    stepFrom: (day) => (day <= start ? 1 : days.below(before(day) + 1) + 1),
  };

  /** Weeks, numbered from 1, all of whose study days are off. */
  const emptyWeeks = () => {
    /** @type {Map<number, number>} */
    const lostIn = new Map();
    for (const day of lost) lostIn.set(weekOf(day), (lostIn.get(weekOf(day)) ?? 0) + 1);
    return [...lostIn].filter(([, count]) => count === each).map(([week]) => week);
  };
  /** @param {Day} day */
  const weekOf = (day) => Math.floor((day - start) / WEEK) + 1;
  /** @param {number} week @returns {Day[]} */
  const daysIn = (week) =>
    offsets.map((offset) => start + (week - 1) * WEEK + offset).filter((day) => !offDays.has(day));

  function weekCalendar() {
    const weeks = without(emptyWeeks());
    return {
      /** @param {number} n */
      daysOf: (n) => daysIn(weeks.nth(n)),
      /** @param {Day} day */
      stepFrom(day) {
        if (day <= start) return 1;
        const over = (daysIn(weekOf(day)).at(-1) ?? -Infinity) < day;
        return weeks.below(weekOf(day) + (over ? 1 : 0)) + 1;
      },
    };
  }

  return { isRest, ...(step === "day" ? dayCalendar : weekCalendar()) };
}

/**
 * Lays a plan out. Raises RangeError when all seven weekdays are off.
 * @param {Outline} outline
 * @param {Dates} dates
 * @returns {import("../types.js").Timetable}
 */
export function timetableOf(outline, dates) {
  const { isRest, daysOf, stepFrom } = calendarOf(outline.step, dates);
  const positions = applyRepairs(outline, dates.repairs);
  const planned = plannedPositions(outline);

  /** @param {StepSpan | undefined} span */
  function daySpan(span) {
    if (!span) return null;
    const [first, last] = span;
    const days = Array.from({ length: last - first + 1 }, (_, n) => daysOf(first + n)).flat();
    return { first: /** @type {Day} */ (days[0]), last: /** @type {Day} */ (days.at(-1)), days };
  }
  /** @param {Day} day */
  const stepOf = (day) => (isRest(day) || day < dates.start ? null : stepFrom(day));

  return {
    start: /** @type {Day} */ (daysOf(1)[0]),
    end: /** @type {Day} */ (daysOf(lastStepOf(positions)).at(-1)),
    spanOf: (unit) => daySpan(positions.get(unit)),
    plannedSpanOf: (unit) => daySpan(planned.get(unit)),
    unitsOn(day) {
      const step = stepOf(day);
      if (step === null) return [];
      return outline.units.filter(({ id }) => {
        const [first, last] = positions.get(id) ?? [Infinity, -Infinity];
        return first <= step && step <= last;
      });
    },
    isRest,
    stepOf,
    stepFrom,
    daysOf,
    positions,
  };
}

/**
 * The latest start from which the plan is over by a deadline.
 * @param {Outline} outline
 * @param {Omit<Dates, "start">} dates
 * @param {Day} deadline
 * @returns {Day}
 */
export function startFor(outline, { rest, off, repairs }, deadline) {
  const steps = lastStepOf(applyRepairs(outline, repairs));
  const weeks = outline.step === "week" ? steps : Math.ceil(steps / (WEEK - rest.length));
  // No later start can do. Single days off make the plan longer in ways that only trying tells.
  for (let start = deadline - (weeks - 1) * WEEK; ; start -= 1) {
    const last = calendarOf(outline.step, { start, rest, off }).daysOf(steps).at(-1);
    if (last !== undefined && last <= deadline) return start;
  }
}

/** @param {import("../types.js").Positions} positions */
const lastStepOf = (positions) => Math.max(1, ...[...positions.values()].map(([, last]) => last));
