// The Today page: draws its parts, and keeps them in step with ticks, dates, other tabs and midnight.

import { dayModel } from "./day-model.js";
import { drawDay, updateDay } from "./day-view.js";
import { watchDay } from "./day-watch.js";
import { sayLong, todayOf } from "./days.js";
import { fetchOutline } from "./outline.js";
import { changesOf } from "./plan-changes.js";
import { keepClear, savedBar } from "./saved-bar.js";
import { bindSettings } from "./settings.js";
import { fetchShaky } from "./shaky-questions.js";
import { drawStanding } from "./standing-view.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").DayModel} DayModel */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").Parts} Parts */
/** @typedef {ReturnType<typeof savedBar>} Tell */

/** Finds the parts of the page by their names. @param {HTMLElement} root */
const finder = (root) => (/** @type {string} */ name) =>
  /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));

/**
 * The parts further down, which a reader needs less often, come after the day itself.
 * @param {Parts} parts
 * @param {{outline: Outline, part: ReturnType<typeof finder>, fragment: string, tell: Tell}} options
 * @returns {Promise<(model: DayModel) => void>} what brings them up to date
 */
async function startCarrying({ store, base }, { outline, part, fragment, tell }) {
  const [{ bindCalendar }, { bindKeep }] = await Promise.all([import("./calendar.js"), import("./keep.js")]);
  const updateCalendar = bindCalendar(part("calendar"), { store, outline, base });
  bindKeep(part("keep"), { store, base, plan: outline.id, fragment, tell });
  part("carrying").hidden = false;
  return ({ timetable }) => updateCalendar(timetable ?? null);
}

/**
 * Brings the page to life. Rejects when the plan cannot be fetched, and has then changed nothing.
 * @param {Parts} parts
 */
export async function start(parts) {
  const { store, base, page, showTicks } = parts;
  // Read before anything else changes it: a share link stands in it.
  const fragment = location.hash;
  const root = /** @type {HTMLElement} */ (page.querySelector("[data-today]"));
  const outline = await fetchOutline(base, root.dataset.plan ?? "");
  const part = finder(root);
  const places = { day: part("day"), more: part("more") };
  const tell = savedBar(part("saved"));
  keepClear(part("saved"), /** @type {HTMLElement} */ (root.querySelector("[data-share-code]")));
  const { change, begin, apply, undo } = changesOf({ store, outline, tell });
  const today = () => todayOf(new Date());
  const settings = { change, begin, say: tell, today };
  const updateSettings = bindSettings(part("dates"), { store, outline }, settings);
  /** @type {(model: DayModel) => void} */
  let updateCarrying = () => {};
  /** @type {DayModel["shaky"]} */
  let shaky = [];

  /** What these change stands at the top of the page, and the control that was used is gone. */
  const fromTheTop = (/** @type {() => void} */ act) => {
    act();
    queueMicrotask(() => root.scrollIntoView());
  };
  /** @type {Pick<DayModel, "begin" | "apply" | "undo">} */
  const acts = {
    begin: (day) => fromTheTop(() => begin(day, { focus: true })),
    apply: (repair) => fromTheTop(() => apply(repair)),
    undo: () => fromTheTop(undo),
  };
  const look = () => dayModel(store, { outline, base, shaky, ...acts }, today());

  function draw() {
    const model = look();
    part("date").textContent = sayLong(model.today);
    drawDay(places, model);
    drawStanding(part("standing"), model);
    updateSettings();
    updateCarrying(model);
    showTicks();
    return model;
  }

  /** What a tick changes. @param {DayModel} model */
  function update(model) {
    // Another tab took a tick away, and the day is a day again.
    if (part("day").dataset.kind === "done" && model.situation?.kind !== "done") return void draw();
    updateDay(places, model);
    if (!part("standing").contains(page.activeElement)) drawStanding(part("standing"), model);
  }

  let due = false;
  /** One edit may save several things: it is drawn once. */
  function drawSoon() {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      draw();
    });
  }

  /** @param {Change} made */
  function onChange(made) {
    if (made && made.plan !== outline.id) return;
    if (!made || made.kind === "dates") drawSoon();
    else if (made.kind === "tick") update(look());
  }

  const { situation } = draw();
  part("intro").hidden = true;
  part("parts").hidden = false;
  store.subscribe(onChange);
  watchDay(draw);
  addEventListener("pageshow", (event) => event.persisted && draw());

  startCarrying(parts, { outline, part, fragment, tell }).then(
    (found) => (updateCarrying = found)(look()),
    () => tell("The calendar file, the export and the share link could not be loaded. Reload the page to try again."),
  );
  if (situation?.kind === "study") return;
  shaky = await fetchShaky(parts, outline.id);
  if (shaky.length) draw();
}
