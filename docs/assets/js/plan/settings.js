// The form of the reader's dates: start, rest days, days off, daily limit. Each change is saved at once.

import { dayOf, isoOf, say, sayLong } from "./days.js";
import { make, makeButton } from "./element.js";
import { readDates, readSettings, saveLimit, saveOff, saveRest } from "./reader.js";
import { startFor, timetableOf } from "./timetable.js";
import { count, fromNow } from "./words.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").Store} Store */

const WEEKDAYS = 7;

/**
 * What the page gives to the form. `change` runs what saves something, says so, and offers to take it back; `begin`
 * sets the start or takes all dates away; `say` only says something.
 * @typedef {object} Hooks
 * @property {(edit: () => boolean, options?: {focus?: boolean}) => void} change
 * @property {(start: Day | null, options?: {focus?: boolean}) => void} begin
 * @property {(text: string) => void} say
 * @property {() => Day} today
 */

/**
 * Makes the form work. Returns what brings it up to date.
 * @param {HTMLElement} form
 * @param {{store: Store, outline: Outline}} plan
 * @param {Hooks} hooks
 * @returns {() => void}
 */
export function bindSettings(form, { store, outline }, hooks) {
  const { id } = outline;
  /** @type {<Type extends HTMLElement>(name: string) => Type} */
  const part = (name) => /** @type {any} */ (form.querySelector(`[data-${name}]`));
  const start = /** @type {HTMLInputElement} */ (part("start"));
  const finish = /** @type {HTMLInputElement} */ (part("finish"));
  const finishUse = part("finish-use");
  const off = /** @type {HTMLInputElement} */ (part("off"));
  const limit = /** @type {HTMLInputElement} */ (part("limit"));
  const restBoxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-rest]")]);

  // While a date is typed, its year goes through 0002 and 0202: what is out of range is not done yet.
  /** @param {HTMLInputElement} input */
  const dayIn = (input) => (input.validity.valid ? dayOf(input.value) : null);

  start.addEventListener("change", () => {
    const day = dayIn(start);
    if (day !== null && day !== readDates(store, id)?.start) hooks.begin(day);
  });

  for (const box of restBoxes)
    box.addEventListener("change", () => {
      const rest = restBoxes.filter(({ checked }) => checked).map(({ dataset }) => Number(dataset.rest));
      if (rest.length === WEEKDAYS) {
        box.checked = false;
        hooks.say("One day of the week must stay for study.");
      } else hooks.change(() => saveRest(store, id, rest));
    });

  part("off-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const day = dayIn(off);
    const days = readSettings(store, id).off;
    if (day === null) hooks.say("Choose a date first.");
    else if (days.includes(day)) hooks.say(`${say(day)} is a day off already.`);
    else hooks.change(() => saveOff(store, id, [...days, day]));
    if (day !== null) off.value = "";
  });

  limit.addEventListener("change", () => {
    if (!limit.validity.valid) hooks.say(`Choose ${limit.min} to ${limit.max} minutes in steps of ${limit.step}, or nothing.`);
    else hooks.change(() => saveLimit(store, id, limit.value ? Number(limit.value) : null));
  });

  part("no-dates").addEventListener("click", () => hooks.begin(null, { focus: true }));

  finish.addEventListener("input", showFinish);
  finishUse.addEventListener("click", () => {
    const day = dayOf(finishUse.dataset.day);
    if (day !== null) hooks.begin(day, { focus: true });
  });

  /** Says it when it is new: a screen reader would read it out again and again. @param {string} text */
  function sayFinish(text) {
    const result = part("finish-result");
    if (result.textContent !== text) result.textContent = text;
  }

  /** Says which start leads to the end asked for. */
  function showFinish() {
    const deadline = dayIn(finish);
    const today = hooks.today();
    finishUse.hidden = deadline === null || deadline < today;
    if (deadline === null || deadline < today) {
      sayFinish(deadline === null ? "" : "That day is over. Choose one that is still to come.");
      return;
    }
    const settings = { ...readSettings(store, id), repairs: [] };
    const latest = startFor(outline, settings, deadline);
    const begin = Math.max(latest, today);
    const { end } = timetableOf(outline, { ...settings, start: begin });
    sayFinish(
      latest >= today
        ? `Begin on ${sayLong(latest)} at the latest. Then the last day is ${sayLong(end)}.`
        : `There is not time for all of it: the plan would have had to begin ${fromNow(latest - today)}. ` +
            `If you begin today, the last day is ${sayLong(end)}.` +
            (settings.rest.length || settings.off.length ? " Fewer days off bring the end closer." : ""),
    );
    finishUse.dataset.day = isoOf(begin);
    finishUse.textContent = begin === today ? "Begin today" : `Begin on ${say(begin)}`;
  }

  /** @param {Day} day */
  function offItem(day) {
    const remove = makeButton("Remove", () => {
      hooks.change(() => saveOff(store, id, readSettings(store, id).off.filter((each) => each !== day)));
      // The button is gone: go on from the field.
      off.focus();
    }, { "aria-label": `Remove ${say(day)}` });
    return make("li", {}, say(day, { year: true }), " ", remove);
  }

  /** What the start leads to. */
  function startWords() {
    const dates = readDates(store, id);
    if (!dates) return "Without a start date, the plan counts days and names no dates.";
    const timetable = timetableOf(outline, dates);
    const late = timetable.start === dates.start ? "" : `That is a day off, so it begins on ${say(timetable.start)}. `;
    const steps = count(outline.length, outline.step);
    return `${late}The last day is ${sayLong(timetable.end)}. The plan has ${steps}.`;
  }

  return () => {
    const dates = readDates(store, id);
    const { rest, off: days, limit: minutes } = readSettings(store, id);
    const iso = dates ? isoOf(dates.start) : "";
    if (start.value !== iso && document.activeElement !== start) start.value = iso;
    part("start-result").textContent = startWords();
    for (const box of restBoxes) box.checked = rest.includes(Number(box.dataset.rest));
    const list = part("days-off");
    list.hidden = !days.length;
    list.replaceChildren(...days.map(offItem));
    if (document.activeElement !== limit) limit.value = minutes === null ? "" : String(minutes);
    part("no-dates").hidden = !dates;
    showFinish();
  };
}
