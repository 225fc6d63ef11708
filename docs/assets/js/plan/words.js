// How days, spans of days and minutes are said on pages.

import { say } from "./days.js";

/** @typedef {import("../types.js").Day} Day */

/** @type {(number: number, one: string, many?: string) => string} "1 day", "3 days" */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** "75 min", "4 h", "53 h 30 min": as the generator writes it. @param {number} minutes */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (minutes < 120 && (rest || !hours)) return `${minutes} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/**
 * "Mon 23 Nov", "23 – 29 Nov", "30 Nov – 2 Dec". Its spaces do not break.
 * @param {{first: Day, last: Day}} span
 */
export function range({ first, last }) {
  const [, date, month] = say(first).split(" ");
  const [, lastDate, lastMonth] = say(last).split(" ");
  const text =
    first === last ? say(first) : `${date}${month === lastMonth ? "" : ` ${month}`} – ${lastDate} ${lastMonth}`;
  return text.replaceAll(" ", "\u00a0");
}

/** "today", "tomorrow", "in 5 days", "yesterday", "5 days ago". @param {number} days from today on */
export function fromNow(days) {
  const near = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
  return near ?? (days > 0 ? `in ${days} days` : `${-days} days ago`);
}

/** "Mock interview" for `mock-interview`. @param {string} kind of a unit */
export function kindName(kind) {
  const words = kind.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Day 12", "Days 36–38", "Week 3". @param {"day" | "week"} step @param {{from: number, to: number}} span */
export function stepName(step, { from, to }) {
  const name = step === "day" ? "Day" : "Week";
  return from === to ? `${name} ${from}` : `${name}s ${from}–${to}`;
}
