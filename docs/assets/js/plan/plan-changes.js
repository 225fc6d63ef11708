// Saves what the reader changes of their dates, says what it leads to, and takes it back when they ask.

import { sayLong } from "./days.js";
import { addRepair, readDates, saveStart, undoRepair } from "./reader.js";
import { timetableOf } from "./timetable.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Repair} Repair */

const KIND = "dates";
/** What one step back restores. */
const SAVED = ["start", "rest", "off", "limit", "repairs"];

/**
 * @param {{store: import("../types.js").Store, outline: import("../types.js").Outline,
 *   tell: ReturnType<typeof import("./saved-bar.js").savedBar>}} options
 */
export function changesOf({ store, outline, tell }) {
  const { id: plan } = outline;

  function endWords() {
    const dates = readDates(store, plan);
    return dates ? `The last day is ${sayLong(timetableOf(outline, dates).end)}.` : "The plan has no dates now.";
  }

  /**
   * Runs what saves something. `focus` goes to the way back, for when the control that was used is gone.
   * @param {() => boolean} edit tells whether it was really saved
   * @param {{focus?: boolean}} [options]
   */
  function change(edit, { focus = false } = {}) {
    const before = SAVED.map((id) => /** @type {const} */ ([id, store.get(plan, KIND, id)]));
    const kept = edit();
    const undo = () => {
      for (const [id, v] of before)
        if (JSON.stringify(store.get(plan, KIND, id)) !== JSON.stringify(v)) store.set(plan, KIND, id, v ?? null);
      tell(`Taken back. ${endWords()}`, { focus: true });
    };
    tell(`${kept ? "Saved." : "Kept until you leave this page."} ${endWords()}`, { undo, focus });
  }

  /**
   * Sets the start, or takes the dates away. Repairs belong to the old start: a plan that starts anew is whole.
   * @param {Day | null} day
   * @param {{focus?: boolean}} [options]
   */
  function begin(day, options) {
    change(() => {
      if (readDates(store, plan)?.repairs.length) store.set(plan, KIND, "repairs", []);
      return saveStart(store, plan, day);
    }, options);
  }

  return {
    change,
    begin,
    apply: (/** @type {Repair} */ repair) => change(() => addRepair(store, plan, repair), { focus: true }),
    undo: () => change(() => undoRepair(store, plan), { focus: true }),
  };
}
