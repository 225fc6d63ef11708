// The Today page's part for the calendar file: the hour, the reminder, and the file itself.

import { calendarOf, isCalendarMemory } from "./calendar-file.js";
import { say } from "./days.js";
import { download } from "./download.js";
import { readHour, saveHour } from "./reader.js";
import { count } from "./words.js";

/** @typedef {import("../types.js").Timetable} Timetable */

/**
 * @param {HTMLElement} root
 * @param {{store: import("../types.js").Store, outline: import("../types.js").Outline, base: string}} options
 * @returns {(timetable: Timetable | null) => void} shows the part anew, for the dates as they are now
 */
export function bindCalendar(root, { store, outline, base }) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
  const hour = /** @type {HTMLInputElement} */ (part("hour"));
  const reminder = /** @type {HTMLSelectElement} */ (part("reminder"));
  const result = part("calendar-result");
  const plan = outline.id;
  /** @type {Timetable | null} */
  let timetable = null;

  function makeFile() {
    if (!timetable) return;
    const remembered = store.get(plan, "dates", "calendar");
    const { text, memory, events } = calendarOf({
      outline,
      timetable,
      site: new URL(base, location.href).href,
      hour: readHour(store, plan),
      reminder: reminder.value ? Number(reminder.value) : null,
      now: Date.now(),
      last: isCalendarMemory(remembered) ? remembered : null,
    });
    const name = `daywise-${plan}.ics`;
    download(text, { name, type: "text/calendar" });
    store.set(plan, "dates", "calendar", memory);
    const span = `${say(timetable.start, { year: true })} to ${say(timetable.end, { year: true })}`;
    result.textContent = `Saved as ${name}: ${count(events, "entry", "entries")} from ${span}.`;
  }

  hour.addEventListener("change", () => saveHour(store, plan, hour.value || null));
  part("calendar-make").addEventListener("click", makeFile);

  return (now) => {
    timetable = now;
    part("calendar-form").hidden = !now;
    part("calendar-none").hidden = now !== null;
    if (hour !== document.activeElement) hour.value = readHour(store, plan) ?? "";
  };
}
