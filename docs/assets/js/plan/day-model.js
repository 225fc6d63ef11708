// Gathers all that the Today page shows: the plan, the reader's dates and ticks, and what follows from them on a day.

import { doneTest, readDates, tickTimes } from "./reader.js";
import { choices, standing } from "./repair.js";
import { situationOf } from "./situation.js";
import { timetableOf } from "./timetable.js";

/** @typedef {import("../types.js").DayModel} DayModel */

/**
 * @param {import("../types.js").Store} store
 * @param {Pick<DayModel, "outline" | "base" | "shaky" | "begin" | "apply" | "undo">} given
 * @param {import("../types.js").Day} today
 * @returns {DayModel}
 */
export function dayModel(store, given, today) {
  const { outline } = given;
  const isDone = doneTest(store, outline.id);
  const model = { ...given, today, isDone, times: tickTimes(store, outline.id), choices: [] };
  const dates = readDates(store, outline.id);
  if (!dates) return model;
  const timetable = timetableOf(outline, dates);
  const situation = situationOf(outline, timetable, isDone, today);
  return {
    ...model,
    dates,
    timetable,
    situation,
    // A study day has enough to do.
    shaky: situation.kind === "study" ? [] : given.shaky,
    standing: standing(outline, timetable, isDone, today),
    choices: choices(outline, dates, isDone, today),
  };
}
