// The part of the Today page for readers who are behind or ahead: the ways to go on, each with the end it leads to.

import { dayOf, say } from "./days.js";
import { make, makeButton } from "./element.js";
import { count } from "./words.js";

/** @typedef {import("../types.js").Choice} Choice */
/** @typedef {import("../types.js").DayModel} DayModel */
/** @typedef {import("../types.js").Repair} Repair */

const ID = "standing";

/** @type {(titles: string[]) => string} */
const listed = (titles) => titles.map((title) => `“${title}”`).join(", ");

/**
 * What each way does; `moved` is the number of units that move, `gone` the titles of those that go.
 * @type {Record<Choice["kind"], {title: string, does: (moved: number, gone: string[]) => string}>}
 */
const WAYS = {
  shift: {
    title: "Move everything",
    does: (moved) => `What was missed comes next. The rest follows in its order. ${count(moved, "unit moves", "units move")}.`,
  },
  spread: {
    title: "Spread the missed units",
    does: (moved) => `You do a little more at a time, as far as there is room. ${count(moved, "unit moves", "units move")}.`,
  },
  drop: {
    title: "Leave out optional units",
    does: (_, gone) => `Without ${listed(gone)}. The rest follows in its order, what was missed first. Pages and ticks stay.`,
  },
  pull: {
    title: "Move everything forward",
    does: (moved) => `You study on without a gap, and end sooner. ${count(moved, "unit moves", "units move")}.`,
  },
};

/** @type {(end: number, now: number) => string} */
function compared(end, now) {
  if (end === now) return "the same last day as before";
  return end > now ? `${count(end - now, "day")} later than before` : `${count(now - end, "day")} sooner than before`;
}

/** @type {(model: Required<DayModel>, choice: Choice) => HTMLElement} */
function choiceItem({ outline, timetable, apply }, choice) {
  const { kind, repair, end, affected, note } = choice;
  const { title, does } = WAYS[kind];
  const id = `way-${kind}`;
  const gone = repair?.kind === "drop" ? outline.units.filter((unit) => repair.units.includes(unit.id)) : [];
  const moved = affected.filter((unit) => !gone.includes(unit));
  const parts = repair
    ? [
        make("p", {}, does(moved.length, gone.map((unit) => unit.title))),
        note && make("p", {}, note),
        make("p", { class: "dw-way__end" }, make("strong", {}, `Ends ${say(end, { year: true })}`), `, ${compared(end, timetable.end)}`),
        makeButton("Choose this", () => apply(repair), { "aria-label": `Choose this: ${title.toLowerCase()}`, "aria-describedby": id }),
      ]
    : [make("p", {}, note)];
  return make(
    "li",
    { class: "dw-way", "data-way": kind },
    make("h3", {}, title),
    make("div", { id }, ...parts.slice(0, repair ? -1 : undefined)),
    repair && parts.at(-1),
  );
}

/** @param {Required<DayModel>} model */
function sayStanding({ standing, outline }) {
  const { missed, behindBy, aheadBy } = standing;
  if (missed.length && !behindBy) {
    return {
      title: `${count(missed.length, "unit")} left from before`,
      text: "That happens to everyone. Do what is left when you have time, or choose how to go on.",
    };
  }
  if (missed.length) {
    const units = count(missed.length, "unit is", "units are");
    return {
      title: `${count(behindBy, outline.step)} behind`,
      text: `${units} left from before. That happens to everyone. Choose how to go on, or leave it as it is.`,
    };
  }
  return {
    title: `${count(aheadBy, outline.step)} ahead`,
    text: "You did more than was due. Keep the dates and have the time off, or end sooner.",
  };
}

/** @type {Record<Repair["kind"], (repair: Repair) => string>} */
const MADE = {
  shift: (repair) => ("by" in repair && repair.by < 0 ? "everything moved forward" : "everything moved"),
  place: () => "the missed units were spread",
  drop: () => "optional units were left out",
};

/** The last repair, with what takes it back. @param {Required<DayModel>} model */
function lastChange({ dates, undo }) {
  const last = dates.repairs.at(-1);
  if (!last) return null;
  return make(
    "p",
    { class: "dw-last-change" },
    make("span", {}, `Changed on ${say(dayOf(last.made) ?? 0)}: ${MADE[last.kind](last)}.`),
    " ",
    makeButton("Take it back", undo),
  );
}

/**
 * Draws the part; hides it when there is nothing to say.
 * @param {HTMLElement} place
 * @param {DayModel} model
 */
export function drawStanding(place, model) {
  const { standing, choices, dates } = model;
  const due = !!standing && (standing.missed.length > 0 || standing.aheadBy > 0);
  place.hidden = !due && !dates?.repairs.length;
  place.replaceChildren();
  if (place.hidden) return;
  place.setAttribute("aria-labelledby", ID);
  const full = /** @type {Required<DayModel>} */ (model);
  const { title, text } = due ? sayStanding(full) : { title: "Your plan was changed", text: "" };
  const ways = choices.map((choice) => choiceItem(full, choice));
  place.append(
    make("h2", { id: ID }, title),
    make("p", { hidden: !text }, text),
    make("ul", { class: "dw-ways", hidden: !ways.length }, ...ways),
    lastChange(full) ?? "",
  );
}
