// What the reader set and did for a plan, read from the store and checked: a value of the wrong shape is as none.

import { dayOf, isoOf } from "./days.js";
import { isRepair } from "./positions.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Dates} Dates */
/** @typedef {import("../types.js").Repair} Repair */
/** @typedef {import("../types.js").Store} Store */

const KIND = "dates";
const HOUR = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** @type {(a: number, b: number) => number} */
const ascending = (a, b) => a - b;

/** @param {number[]} numbers */
const sorted = (numbers) => [...new Set(numbers)].sort(ascending);

/** @param {unknown} value @returns {unknown[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** Weekdays off; none when they are not weekdays, or all seven. @param {unknown} value */
export function restOf(value) {
  const days = list(value);
  const sound = days.every((day) => Number.isInteger(day) && Number(day) >= 1 && Number(day) <= 7);
  const rest = sound ? sorted(/** @type {number[]} */ (days)) : [];
  return rest.length < 7 ? rest : [];
}

/** Single days off. @param {unknown} value */
function offOf(value) {
  const days = list(value).map(dayOf);
  return days.includes(null) ? [] : sorted(/** @type {Day[]} */ (days));
}

/** @param {unknown} value */
const limitOf = (value) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : null);

/** @param {unknown} value @returns {Repair[]} */
function repairsOf(value) {
  const repairs = list(value);
  return repairs.every(isRepair) ? repairs : [];
}

/**
 * What the reader set apart from the start; it is there before a start is.
 * @type {(store: Store, plan: string) => Omit<Dates, "start">}
 */
export function readSettings(store, plan) {
  return {
    rest: restOf(store.get(plan, KIND, "rest")),
    off: offOf(store.get(plan, KIND, "off")),
    limit: limitOf(store.get(plan, KIND, "limit")),
    repairs: repairsOf(store.get(plan, KIND, "repairs")),
  };
}

/**
 * The reader's dates; null when no start is set.
 * @type {(store: Store, plan: string) => Dates | null}
 */
export function readDates(store, plan) {
  const start = dayOf(store.get(plan, KIND, "start"));
  return start === null ? null : { start, ...readSettings(store, plan) };
}

/** "HH:MM" of the calendar file; null for whole days. @type {(store: Store, plan: string) => string | null} */
export function readHour(store, plan) {
  const hour = store.get(plan, KIND, "hour");
  return typeof hour === "string" && HOUR.test(hour) ? hour : null;
}

/** @type {(store: Store, plan: string, start: Day | null) => boolean} */
export const saveStart = (store, plan, start) => store.set(plan, KIND, "start", start === null ? null : isoOf(start));

/** @type {(store: Store, plan: string, rest: number[]) => boolean} */
export const saveRest = (store, plan, rest) => store.set(plan, KIND, "rest", sorted(rest));

/** @type {(store: Store, plan: string, off: Day[]) => boolean} */
export const saveOff = (store, plan, off) => store.set(plan, KIND, "off", sorted(off).map(isoOf));

/** @type {(store: Store, plan: string, limit: number | null) => boolean} */
export const saveLimit = (store, plan, limit) => store.set(plan, KIND, "limit", limit);

/** @type {(store: Store, plan: string, hour: string | null) => boolean} */
export const saveHour = (store, plan, hour) => store.set(plan, KIND, "hour", hour);

/** @type {(store: Store, plan: string, repair: Repair) => boolean} */
export const addRepair = (store, plan, repair) =>
  store.set(plan, KIND, "repairs", [...readSettings(store, plan).repairs, repair]);

/** Takes the last repair away. @type {(store: Store, plan: string) => boolean} */
export const undoRepair = (store, plan) =>
  store.set(plan, KIND, "repairs", readSettings(store, plan).repairs.slice(0, -1));

/** The ids of a kind that are marked. @type {(store: Store, plan: string, kind: "tick" | "shaky") => Set<string>} */
function marked(store, plan, kind) {
  return new Set([...store.entries(plan, kind)].flatMap(([id, { v }]) => (v === true ? [id] : [])));
}

/**
 * A test for ticked items, as things stand now.
 * @type {(store: Store, plan: string) => import("../types.js").IsDone}
 */
export function doneTest(store, plan) {
  const ticked = marked(store, plan, "tick");
  return (item) => ticked.has(item);
}

/** When each tick was made, in milliseconds. @type {(store: Store, plan: string) => number[]} */
export const tickTimes = (store, plan) =>
  [...store.entries(plan, "tick").values()].flatMap(({ v, at }) => (v === true ? [at] : []));

/** The ids of the questions marked as shaky. @type {(store: Store, plan: string) => Set<string>} */
export const shakyIds = (store, plan) => marked(store, plan, "shaky");
