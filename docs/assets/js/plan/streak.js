// Says how many study days in a row the reader has ticked something, where a page has room for it.

import { todayOf, weekdayOf } from "./days.js";
import { streakOf } from "./progress.js";
import { readSettings, tickTimes } from "./reader.js";

/** A single day is no row. */
const LEAST = 2;

/**
 * @param {import("../types.js").Parts} parts
 */
export function start({ page, store }) {
  function show() {
    for (const place of page.querySelectorAll("[data-streak]")) {
      const plan = place.closest("[data-plan]")?.getAttribute("data-plan") ?? "";
      const { rest, off } = readSettings(store, plan);
      /** @param {import("../types.js").Day} day */
      const isRest = (day) => rest.includes(weekdayOf(day)) || off.includes(day);
      const streak = streakOf(tickTimes(store, plan), { isRest }, todayOf(new Date()));
      place.textContent = streak < LEAST ? "" : `${streak} study days in a row`;
    }
  }
  store.subscribe((change) => (!change || change.kind === "tick" || change.kind === "dates") && show());
  addEventListener("pageshow", (event) => event.persisted && show());
  show();
}
