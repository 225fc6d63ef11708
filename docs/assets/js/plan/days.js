// Calendar days as whole numbers, so that counting them knows no clock and no daylight saving.

/** @typedef {import("../types.js").Day} Day */

const MS = 864e5;
const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/**
 * The day of an ISO date such as "2026-11-23"; null when it is none. A year before 1900 or after 2999 is a typing
 * error.
 * @param {unknown} iso
 * @returns {Day | null}
 */
export function dayOf(iso) {
  const [, year, month, date] = (typeof iso === "string" && ISO.exec(iso)) || [];
  if (!year || year < "1900" || year > "2999") return null;
  const day = Date.UTC(Number(year), Number(month) - 1, Number(date)) / MS;
  // Date.UTC takes 30 February for 2 March.
  return isoOf(day) === iso ? day : null;
}

/** The ISO date of a day. @param {Day} day */
export const isoOf = (day) => new Date(day * MS).toISOString().slice(0, 10);

/**
 * The day it is for the reader at a moment, whatever the time of day and the zone.
 * @param {Date} moment
 * @returns {Day}
 */
export const todayOf = (moment) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / MS;

/** 1 for Monday to 7 for Sunday. @param {Day} day */
export const weekdayOf = (day) => ((((day + 3) % 7) + 7) % 7) + 1;

/** @param {Intl.DateTimeFormatOptions} options */
function sayer(options) {
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  // "Monday, 23 November" in some versions of the locale data, "Monday 23 November" in others.
  return (/** @type {Day} */ day) => format.format(day * MS).replaceAll(",", "");
}

const short = sayer({ weekday: "short", day: "numeric", month: "short" });
const shortWithYear = sayer({ weekday: "short", day: "numeric", month: "short", year: "numeric" });

/**
 * "Mon 23 Nov", or "Mon 23 Nov 2026".
 * @param {Day} day
 * @param {{year?: boolean}} [options]
 */
export const say = (day, { year = false } = {}) => (year ? shortWithYear : short)(day);

/** "Monday 23 November 2026". @type {(day: Day) => string} */
export const sayLong = sayer({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
