// Tells when the reader's calendar day has changed while the page stood open.

import { todayOf } from "./days.js";

/** @typedef {import("../types.js").Day} Day */

const A_MOMENT = 1000;

/** Milliseconds until shortly after the reader's next midnight. @param {Date} now */
function untilTomorrow(now) {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return midnight.getTime() - now.getTime() + A_MOMENT;
}

/**
 * Calls back with the new day: at midnight, and when a page that slept through it is looked at again, since timers
 * of sleeping pages are late.
 * @param {(day: Day) => void} onChange
 */
export function watchDay(onChange) {
  let known = todayOf(new Date());
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  function look() {
    const now = new Date();
    clearTimeout(timer);
    timer = setTimeout(look, untilTomorrow(now));
    const day = todayOf(now);
    if (day === known) return;
    known = day;
    onChange(day);
  }

  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  addEventListener("pageshow", look);
  look();
}
