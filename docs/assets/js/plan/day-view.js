// What the Today page says of the day: what to study, what is left from before, what comes next, how far along one is.

import { say, sayLong } from "./days.js";
import { make, makeButton } from "./element.js";
import { isUnitDone, progressOf, streakOf } from "./progress.js";
import { partOf } from "./situation.js";
import { itemIds, leftUnit, unitCard } from "./unit-card.js";
import { count, duration, fromNow, range, stepName } from "./words.js";

/** @typedef {import("../types.js").DayModel} DayModel */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */

const MOST_LEFT = 5;
const MOST_SHAKY = 5;
const ID = "the-day";
const ALL_DONE = "You did it all";

/** @type {(text: string) => HTMLElement} */
const heading = (text) => make("h2", { id: ID }, text);
/** @type {(...parts: import("./element.js").Part[]) => HTMLElement} */
const sentence = (...parts) => make("p", {}, ...parts);

/** @type {(model: DayModel, unit: PlanUnit) => string} */
const urlOf = ({ base, outline }, unit) => `${base}${outline.id}/${unit.id}/`;

/** @type {(model: DayModel, units: PlanUnit[]) => HTMLElement[]} */
const links = (model, units) =>
  units.map((unit) =>
    make(
      "li",
      { class: "dw-today-link" },
      make("a", { href: urlOf(model, unit) }, unit.title),
      make("span", { class: "dw-quiet" }, ` ${stepName(model.outline.step, unit)}, ${duration(unit.minutes)}`),
    ),
  );

/** @type {(model: DayModel, units: PlanUnit[]) => HTMLElement} */
const linkList = (model, units) => make("ul", { class: "dw-today-links" }, ...links(model, units));

/** What comes after today. @param {DayModel} model */
function nextPart(model) {
  const { situation, today } = model;
  if (!situation?.next || situation.kind === "before") return [];
  const { day, units } = situation.next;
  const near = fromNow(day - today);
  return [
    make(
      "section",
      { class: "dw-section", "aria-labelledby": "next-up" },
      make("h2", { id: "next-up" }, `Next: ${near}, ${say(day)}`),
      linkList(model, units),
    ),
  ];
}

/** @param {DayModel} model @param {PlanUnit[]} units */
function cards(model, units) {
  const { outline, timetable, today } = model;
  const tracks = new Map(outline.tracks.length > 1 ? outline.tracks.map(({ id, title }) => [id, title]) : []);
  const oneStep = new Set(units.map((unit) => stepName(outline.step, unit))).size === 1;
  return units.map((unit) => {
    const part = timetable && outline.step === "day" ? partOf(timetable, unit, today) : "";
    const named = oneStep ? "" : stepName(outline.step, unit);
    const eyebrow = [named, tracks.get(unit.track), part].filter(Boolean).join(" · ");
    const days = part ? (timetable?.spanOf(unit.id)?.days.length ?? 1) : 1;
    return unitCard(unit, { url: urlOf(model, unit), eyebrow, days, primary: units.length === 1 });
  });
}

/** The units that one finds oneself at, as a heading. @param {DayModel} model @param {PlanUnit[]} units */
function placeOf({ outline }, units) {
  const names = new Set(units.map((unit) => stepName(outline.step, unit)));
  if (names.size === 1) return `${[...names][0]} of ${outline.length}`;
  return outline.step === "week" ? "This week" : `${count(units.length, "unit")} today`;
}

/** @param {DayModel} model */
function withoutDates(model) {
  const open = model.outline.units.find((unit) => !isUnitDone(unit, model.isDone));
  return [
    heading("Choose the day you begin"),
    sentence("Then every page shows your own dates, and this page opens on what to study today."),
    sentence("Missing a day is normal. The plan can move, spread out or shrink, and you see the new end before you choose."),
    make(
      "p",
      { class: "dw-actions" },
      makeButton("Begin today", () => model.begin(model.today), { class: "dw-button dw-button--primary" }),
      make("a", { class: "dw-button", href: "#start-date", "data-to-start": true }, "Choose another date"),
    ),
    open && make("p", { class: "dw-quiet" }, "Or go on without dates. Next in the plan:"),
    open && linkList(model, [open]),
  ];
}

/** The days of this week, in a plan counted in weeks. @param {Required<DayModel>} model */
function weekWords({ outline, timetable, today }) {
  const step = outline.step === "week" ? timetable.stepOf(today) : null;
  const days = step === null ? [] : timetable.daysOf(step);
  const [first, last] = [days[0], days.at(-1)];
  return first !== undefined && last !== undefined && sentence(`This week is ${range({ first, last })}.`);
}

/** @type {(model: DayModel) => import("./element.js").Part[]} */
function recallLink({ base, outline, shaky }) {
  if (shaky.length) return ["go through the questions below"];
  if (!outline.units.some(({ has_lesson }) => has_lesson)) return ["repeat what you know"];
  return ["answer ", make("a", { href: `${base}${outline.id}/questions/` }, "a few questions"), " aloud"];
}

/** @type {Record<import("../types.js").Situation["kind"], (model: Required<DayModel>) => import("./element.js").Part[]>} */
const VIEWS = {
  before: (model) => [
    heading(`Your plan begins ${fromNow(model.timetable.start - model.today)}`),
    sentence(`The first study day is ${sayLong(model.timetable.start)}. It has:`),
    linkList(model, model.timetable.unitsOn(model.timetable.start)),
    make("p", { class: "dw-actions" }, makeButton("Begin today instead", () => model.begin(model.today), { class: "dw-button" })),
  ],

  study: (model) => [
    heading(placeOf(model, model.situation.units)),
    weekWords(model),
    ...cards(model, model.situation.units),
  ],

  rest: (model) => [
    heading("A rest day"),
    sentence("Nothing is due today. Rest is part of the plan."),
    model.situation.next &&
      sentence(
        `If you want to study all the same, ${model.standing.missed.length ? "do what is left" : "begin what comes next"}, or `,
        ...recallLink(model),
        ".",
      ),
  ],

  free: () => [heading("Nothing is planned for today"), sentence("The plan goes on without a unit on this day.")],

  over: (model) => [
    heading("The last day is over"),
    sentence(
      `The last day of your plan was ${sayLong(model.timetable.end)}. `,
      `${count(model.standing.missed.length, "unit is", "units are")} left.`,
    ),
  ],

  done: (model) => [
    heading(ALL_DONE),
    model.today < model.timetable.end
      ? sentence(`Every unit of your plan is done, ${count(model.timetable.end - model.today, "day")} before its last day.`)
      : sentence("Every unit of your plan is done."),
    sentence("To keep it fresh until your interview, ", ...recallLink(model), "."),
  ],
};

/** @param {DayModel} model */
function leftPart(model) {
  const { standing, outline } = model;
  if (!standing?.missed.length) return [];
  const folds = standing.missed.map((unit) =>
    leftUnit(unit, { url: urlOf(model, unit), eyebrow: stepName(outline.step, unit) }),
  );
  const more = folds.splice(MOST_LEFT);
  return [
    make(
      "section",
      { class: "dw-section", "aria-labelledby": "left" },
      make("h2", { id: "left" }, "Left from before"),
      ...folds,
      more.length > 0 &&
        make("details", { class: "dw-fold" }, make("summary", {}, `Show ${more.length} more`), ...more),
    ),
  ];
}

/** Questions that the reader marked as shaky, for a day with room for them. @param {DayModel} model */
function shakyPart({ shaky, base, outline }) {
  if (!shaky.length) return [];
  const rows = shaky.slice(0, MOST_SHAKY).map(({ question, url }) =>
    make("li", { class: "dw-today-link" }, make("a", { href: base + url }, question)),
  );
  return [
    make(
      "section",
      { class: "dw-section", "aria-labelledby": "shaky" },
      make("h2", { id: "shaky" }, "Questions you marked as shaky"),
      make("ul", { class: "dw-today-links" }, ...rows),
      shaky.length > MOST_SHAKY &&
        make("p", {}, make("a", { href: `${base}${outline.id}/questions/#shaky` }, `All ${shaky.length} shaky questions`)),
    ),
  ];
}

/** How far along the reader is, in words. @param {DayModel} model @returns {string[]} */
function facts({ outline, timetable, isDone, times, today }) {
  const units = timetable ? outline.units.filter(({ id }) => timetable.spanOf(id)) : outline.units;
  const { done, total, minutesLeft } = progressOf(units, isDone);
  const streak = streakOf(times, timetable ?? null, today);
  return [
    `${done} of ${total} tasks done`,
    minutesLeft > 0 ? `${duration(minutesLeft)} left` : "",
    timetable ? `${timetable.end < today ? "ended" : "ends"} ${say(timetable.end, { year: true })}` : "",
    streak > 1 ? `${streak} study days in a row` : "",
  ].filter(Boolean);
}

/** @param {DayModel} model */
function progressPart(model) {
  const ids = itemIds(model.outline.units);
  return make(
    "section",
    { class: "dw-section", "aria-labelledby": "so-far" },
    make("h2", { id: "so-far" }, "So far"),
    make("progress", { class: "dw-bar", "data-progress-bar": ids, "data-progress-of": "checklist", "aria-label": "Plan done" }),
    make("p", { class: "dw-facts", "data-so-far": true }),
  );
}

/** How the reader stands, as a sentence. @type {(model: Required<DayModel>) => string} */
function standingWords({ standing: { missed, behindBy }, outline }) {
  if (behindBy) return `You are ${count(behindBy, outline.step)} behind. `;
  return missed.length ? `${count(missed.length, "unit is", "units are")} left from before. ` : "Nothing is left from before.";
}

/** The way to what is said further down, past a day's checklists. @param {DayModel} model */
function standingLink({ standing }) {
  if (!standing?.missed.length) return null;
  const words = make("span", { "data-day-standing": true });
  return make("p", { class: "dw-day__standing" }, words, make("a", { href: "#standing" }, "Choose how to go on"));
}

/**
 * Builds anew what stands above and below the ways to go on.
 * @param {{day: HTMLElement, more: HTMLElement}} places
 * @param {DayModel} model
 */
export function drawDay(places, model) {
  const { situation } = model;
  const view = situation ? VIEWS[situation.kind](/** @type {Required<DayModel>} */ (model)) : withoutDates(model);
  const [title, ...rest] = view;
  places.day.replaceChildren();
  places.day.setAttribute("aria-labelledby", ID);
  places.day.dataset.kind = situation?.kind ?? "";
  const done = make("p", { class: "dw-today__done", role: "status", "data-day-done": true });
  for (const part of [title, standingLink(model), ...rest, done, ...leftPart(model)]) if (part) places.day.append(part);
  places.more.replaceChildren(...shakyPart(model), ...nextPart(model), progressPart(model));
  updateDay(places, model);
}

/** The sentence for a day whose units are all ticked, and for the tick that is the plan's last. @param {DayModel} model */
function doneWords({ situation, isDone, outline }) {
  if (situation?.kind === "done") return ALL_DONE;
  if (situation?.kind !== "study" || !situation.units.every((unit) => isUnitDone(unit, isDone))) return "";
  return outline.step === "week" ? "All done for this week." : "All done for today.";
}

/**
 * Brings up to date what follows from ticks, and leaves everything else where it is: the reader is at work there.
 * @param {{day: HTMLElement, more: HTMLElement}} places
 * @param {DayModel} model
 */
export function updateDay({ day, more }, model) {
  const done = /** @type {HTMLElement} */ (day.querySelector("[data-day-done]"));
  // Where the heading says it, it is said.
  const words = day.dataset.kind === "done" ? "" : doneWords(model);
  if (done.textContent !== words) done.textContent = words;
  const standing = day.querySelector("[data-day-standing]");
  if (standing?.nextElementSibling) {
    standing.textContent = standingWords(/** @type {Required<DayModel>} */ (model));
    standing.nextElementSibling.toggleAttribute("hidden", !model.standing?.missed.length);
  }
  const soFar = /** @type {HTMLElement} */ (more.querySelector("[data-so-far]"));
  soFar.replaceChildren(...facts(model).flatMap((fact) => [make("span", { class: "dw-fact" }, fact), " "]));
}
