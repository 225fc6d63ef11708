// A unit on the Today page: what it is, the way to it, and its checklist with boxes that work there.

import { make } from "./element.js";
import { duration, kindName } from "./words.js";

/** @typedef {import("../types.js").PlanUnit} PlanUnit */

/** The ids of a unit's checklist, as the attributes that show progress have them. @param {PlanUnit[]} units */
export const itemIds = (units) => units.flatMap(({ items }) => items.map(({ id }) => id)).join(" ");

/** @param {PlanUnit} unit */
export function checklist({ items }) {
  const boxes = items.map(({ id, text }) =>
    make(
      "li",
      { class: "dw-tick" },
      // `autocomplete` is left alone: what a box holds comes from the store, not from before the page was left.
      make("input", { type: "checkbox", id: `tick-${id}`, "data-tick": id }),
      make("label", { for: `tick-${id}` }, text),
    ),
  );
  return make("ul", { class: "dw-checklist", "data-checklist": true }, ...boxes);
}

/**
 * "Lesson · 95 min · optional".
 * @param {PlanUnit} unit
 * @param {number} days study days that it takes
 */
function facts({ kind, minutes, optional }, days) {
  const time = days > 1 ? `${duration(minutes)} over ${days} days` : duration(minutes);
  return make(
    "p",
    { class: "dw-facts" },
    make("span", { class: `dw-kind dw-kind--${kind}` }, kindName(kind)),
    make("span", { class: "dw-fact" }, time),
    optional && make("span", { class: "dw-fact" }, "optional"),
  );
}

/**
 * @param {PlanUnit} unit
 * @param {{url: string, eyebrow: string, days: number, primary: boolean}} options where its page is; what stands above
 *   its title; how many study days it takes; whether it is the one thing to do
 */
export function unitCard(unit, { url, eyebrow, days, primary }) {
  const button = `dw-button${primary ? " dw-button--primary" : ""}`;
  return make(
    "article",
    { class: "dw-today-unit", "data-done-when": itemIds([unit]) },
    eyebrow && make("p", { class: "dw-eyebrow" }, eyebrow),
    make("h3", { class: "dw-today-unit__title" }, make("a", { href: url }, unit.title)),
    facts(unit, days),
    make("p", { class: "dw-actions" }, make("a", { class: button, href: url }, wayIn(unit))),
    checklist(unit),
  );
}

/** @param {PlanUnit} unit */
const wayIn = ({ has_lesson, kind }) =>
  has_lesson ? "Read the lesson" : kind === "lesson" ? "Open topics and resources" : "Open the instructions";

/**
 * A unit left from before, folded.
 * @param {PlanUnit} unit
 * @param {{url: string, eyebrow: string}} options
 */
export function leftUnit(unit, { url, eyebrow }) {
  const ids = itemIds([unit]);
  return make(
    "details",
    { class: "dw-fold dw-left", "data-done-when": ids },
    make(
      "summary",
      {},
      make("span", { class: "dw-left__title" }, make("span", { class: "dw-quiet" }, eyebrow), " ", unit.title),
      " ",
      make("span", { class: "dw-quiet", "data-progress": ids, "data-progress-of": "checklist" }),
    ),
    make("p", { class: "dw-left__way" }, make("a", { href: url }, wayIn(unit))),
    checklist(unit),
  );
}
