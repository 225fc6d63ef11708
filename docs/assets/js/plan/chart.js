// The Gantt page alive: with dates, its cells move to their days, and the chart becomes a calendar.

import { layOut } from "./chart-layout.js";
import { watchDay } from "./day-watch.js";
import { say, todayOf } from "./days.js";
import { make } from "./element.js";
import { fetchOutline } from "./outline.js";
import { isUnitDone } from "./progress.js";
import { doneTest, readDates } from "./reader.js";
import { timetableOf } from "./timetable.js";
import { kindName, range, stepName } from "./words.js";

/** @typedef {import("../types.js").Chart} Chart */
/** @typedef {import("../types.js").ChartCell} ChartCell */
/** @typedef {import("../types.js").ChartPhase} ChartPhase */
/** @typedef {import("../types.js").ChartPlace} ChartPlace */
/** @typedef {import("../types.js").Dates} Dates */
/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */
/** @typedef {import("../types.js").Timetable} Timetable */

/**
 * What is drawn.
 * @typedef {object} Scene
 * @property {Outline} outline
 * @property {Dates} dates
 * @property {Timetable} timetable
 * @property {Chart} chart
 * @property {(unit: PlanUnit) => Day | null} finishedOn
 * @property {Day} today
 */

/** About as many labels fit above a chart on a wide screen. */
const MOST_LABELS = 14;
/** The least share of the line that a label fits in. */
const LEAST_LABEL = 0.05;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday. */
const MONDAY = 4;

/** The most days that share the line of a wide screen in each width; with more there is no room for a number. */
const WIDTHS = /** @type {const} */ ([[58, "wide"], [74, "narrow"], [110, "narrowest"]]);
/** How wide a day is on a wide screen, where all days share one line. @param {number} days */
const widthOf = (days) => WIDTHS.find(([most]) => days <= most)?.[1] ?? "bare";

/** @type {(element: HTMLElement, properties: Record<string, number>) => void} */
function setProperties(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(`--${name}`, String(value));
}

/** @type {(place: ChartPlace, phase: ChartPhase) => Record<string, number>} */
const placeProperties = ({ slot, column, line }, { first }) => ({ step: slot, from: first, column, line });

/** What a cell is called, its state aside. @type {(scene: Scene, cell: ChartCell) => string} */
function nameOf({ outline, timetable, finishedOn }, { unit, days }) {
  const [first, last] = [/** @type {Day} */ (days[0]), /** @type {Day} */ (days.at(-1))];
  const planned = timetable.plannedSpanOf(unit.id);
  const actual = timetable.spanOf(unit.id);
  const moved = planned && actual && (planned.first !== actual.first || planned.last !== actual.last);
  const finished = finishedOn(unit);
  return [
    `${range({ first, last })}: ${stepName(outline.step, unit)} ${unit.title}`,
    kindName(unit.kind).toLowerCase(),
    ...(moved ? [`first planned for ${range(planned)}`] : []),
    ...(finished !== null && !actual?.days.includes(finished) ? [`finished ${say(finished)}`] : []),
  ].join(", ");
}

/** "23", or "1 Dec" where a month begins. @type {(cell: ChartCell, before: ChartCell | undefined) => string} */
function dateOf({ days }, before) {
  const [, date, month] = say(/** @type {Day} */ (days[0])).split(" ");
  const [, , earlier] = before ? say(/** @type {Day} */ (before.days.at(-1))).split(" ") : [];
  return month === earlier ? `${date}` : `${date} ${month}`;
}

/**
 * The n-th cell of its unit, `before` being the one before it in its row, `original` one of the unit without dates.
 * @type {(scene: Scene, phase: ChartPhase, cell: ChartCell, n: number, before: ChartCell | undefined,
 *   original: Element) => Element}
 */
function drawCell(scene, phase, cell, n, before, original) {
  const item = /** @type {HTMLElement} */ (original.cloneNode(true));
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  const step = Math.min(cell.unit.from + n, cell.unit.to);
  item.classList.remove("is-only", "is-first", "is-middle", "is-last");
  item.classList.add(`is-${cell.edge}`);
  item.dataset.step = String(step);
  setProperties(item, { ...placeProperties(cell, phase), lane: cell.lane });
  const name = nameOf(scene, cell);
  link.title = name;
  /** @type {(part: string, text: string) => void} */
  const fill = (part, text) => {
    const place = link.querySelector(`.dw-cell__${part}`);
    if (place) place.textContent = text;
  };
  fill("step", String(step));
  fill("name", name);
  const days = { first: /** @type {Day} */ (cell.days[0]), last: /** @type {Day} */ (cell.days.at(-1)) };
  const date = scene.outline.step === "day" ? dateOf(cell, before) : range(days);
  link.prepend(make("span", { class: "dw-cell__date", "aria-hidden": "true" }, date));
  if (cell.slot === scene.chart.slotOf(scene.today)) {
    item.classList.add("is-today");
    link.setAttribute("aria-current", "date");
  }
  return item;
}

/** A day off that is today. @type {(scene: Scene, phase: ChartPhase) => HTMLElement} */
function drawRestDay({ chart, today }, phase) {
  const item = make(
    "li",
    { class: "dw-cell dw-cell--rest is-only is-today", "aria-current": "date" },
    make("span", { class: "dw-hidden" }, `${say(today)}: today, a day off`),
    make("span", { "aria-hidden": "true" }, "rest"),
  );
  setProperties(item, { ...placeProperties(phase.place(chart.slotOf(today)), phase), lane: 1 });
  return item;
}

/**
 * @type {(scene: Scene, phase: ChartPhase, section: HTMLElement, originals: Map<string, Element>,
 *   isTodayHere: boolean) => void}
 */
function drawPhase(scene, phase, section, originals, isTodayHere) {
  const { chart, outline } = scene;
  setProperties(section, { from: phase.first, count: phase.count });
  if (outline.step === "day") section.querySelector(".dw-chart__rows")?.before(weekdayLine(scene));
  for (const [n, line] of [...section.querySelectorAll(".dw-chart__row")].entries()) {
    const row = phase.rows.get(line.getAttribute("data-track") ?? "");
    const list = /** @type {HTMLElement | null} */ (line.querySelector(".dw-cells"));
    if (!row || !list) continue;
    setProperties(list, { lanes: row.lanes });
    /** @type {Map<PlanUnit, number>} how many cells of a unit there are so far */
    const drawn = new Map();
    const cells = row.cells.map((cell, place) => {
      const part = drawn.get(cell.unit) ?? 0;
      drawn.set(cell.unit, part + 1);
      const original = /** @type {Element} */ (originals.get(cell.unit.id));
      return drawCell(scene, phase, cell, part, row.cells[place - 1], original);
    });
    const marks = row.marks.map((mark) => {
      const kinds = `dw-mark--${mark.kind} dw-cell--${mark.unit.kind}`;
      const item = make("li", { class: `dw-mark ${kinds}`, "aria-hidden": "true" });
      setProperties(item, placeProperties(mark, phase));
      return item;
    });
    const rest = isTodayHere && n === 0 ? [drawRestDay(scene, phase)] : [];
    list.replaceChildren(...cells, ...rest, ...marks);
    for (const title of line.querySelectorAll(".dw-chart__titles [data-unit]"))
      if (![...drawn.keys()].some(({ id }) => id === title.getAttribute("data-unit"))) title.remove();
    const before = phase.first - 1 > chart.length - (phase.first + phase.count - 1);
    line.querySelector(".dw-chart__titles")?.classList.toggle("is-before", before);
    line.querySelector(".dw-chart__titles")?.classList.toggle("is-after", !before);
  }
}

/** @param {Scene} scene */
function weekdayLine({ dates }) {
  const names = WEEKDAYS.map((weekday) => {
    const [name] = say(MONDAY + weekday - 1).split(" ");
    return make("span", dates.rest.includes(weekday) ? { class: "is-rest" } : {}, name);
  });
  return make("div", { class: "dw-chart__weekdays", "aria-hidden": "true" }, ...names);
}

/**
 * The dates above a wide chart: of Mondays, or of the first days of weeks.
 * @type {(scene: Scene, axis: HTMLElement) => void}
 */
function drawAxis({ chart, outline }, axis) {
  const size = outline.step === "day" ? 7 : 1;
  const every = size * Math.ceil(chart.length / size / MOST_LABELS);
  const offset = outline.step === "day" ? (new Date(chart.dayOfSlot(1) * 864e5).getUTCDay() + 6) % 7 : 0;
  const labels = [];
  for (let slot = 1 - offset; slot <= chart.length; slot += every) {
    const from = Math.max(slot, 1);
    const count = Math.min(slot + every - 1, chart.length) - from + 1;
    const [, date, month] = say(chart.dayOfSlot(slot)).split(" ");
    // A week that begins before the chart has no Monday to show, and one that it cuts short may have no room for it.
    const shown = from === slot && count / chart.length >= LEAST_LABEL;
    const label = make("span", {}, shown ? `${date} ${month}` : "");
    setProperties(label, { from, count });
    labels.push(label);
  }
  axis.replaceChildren(...labels);
}

/** What the marks mean, those that are there. @type {(scene: Scene) => HTMLElement} */
function drawLegend({ chart, outline: { step } }) {
  const meanings = { today: "today", planned: `first planned for this ${step}`, finished: `finished in this ${step}` };
  if (step === "day") meanings.finished = "finished on this day";
  const marks = chart.phases.flatMap(({ rows }) => [...rows.values()].flatMap((row) => row.marks));
  const used = Object.entries(meanings).filter(([kind]) => kind === "today" || marks.some((mark) => mark.kind === kind));
  return make(
    "p",
    { class: "dw-legend dw-legend--dates" },
    ...used.map(([kind, text]) => make("span", { class: `dw-legend__mark dw-legend__mark--${kind}` }, text)),
  );
}

/**
 * Brings the chart to life, and keeps it right when dates or ticks change and at midnight.
 * @param {import("../types.js").Parts} parts
 */
export async function start({ page, store, base, showTicks }) {
  const root = /** @type {HTMLElement} */ (page.querySelector(".dw-gantt"));
  const plan = root.dataset.plan ?? "";
  const outline = await fetchOutline(base, plan);
  const chartPlace = /** @type {HTMLElement} */ (root.querySelector(".dw-chart"));
  const undated = /** @type {HTMLElement} */ (chartPlace.cloneNode(true));
  // What the marks mean stands where the way to a start date stood, so that nothing moves when the dates come.
  const legendPlace = /** @type {HTMLElement} */ (root.querySelector("[data-chart-dates]"));
  const invitation = [...legendPlace.childNodes];
  const steps = root.style.getPropertyValue("--length");
  /** @type {Map<string, Element>} */
  const originals = new Map();
  for (const cell of undated.querySelectorAll(".dw-cell")) originals.set(cell.getAttribute("data-unit") ?? "", cell);

  /** @param {Dates} dates @returns {Scene} */
  function look(dates) {
    const timetable = timetableOf(outline, dates);
    const isDone = doneTest(store, plan);
    const ticks = store.entries(plan, "tick");
    /** @param {PlanUnit} unit */
    const finishedOn = (unit) => {
      const last = Math.max(...unit.items.map(({ id }) => ticks.get(id)?.at ?? 0));
      return isUnitDone(unit, isDone) ? todayOf(new Date(last)) : null;
    };
    const chart = layOut(outline, dates, timetable, finishedOn);
    return { outline, dates, timetable, chart, finishedOn, today: todayOf(new Date()) };
  }

  /** @param {Dates} dates */
  function drawDated(dates) {
    const scene = look(dates);
    const { chart, today } = scene;
    const slot = chart.slotOf(today);
    const isOff = outline.step === "day" && !scene.timetable.unitsOn(today).length;
    const restPhase = isOff && chart.phases.find(({ first, count }) => first <= slot && slot < first + count);
    setProperties(root, { length: chart.length });
    root.dataset.dated = outline.step === "week" ? "wide" : widthOf(chart.length);
    drawAxis(scene, /** @type {HTMLElement} */ (chartPlace.querySelector(".dw-axis")));
    for (const phase of chart.phases) {
      const section = /** @type {HTMLElement | null} */ (chartPlace.querySelector(`[data-phase="${phase.id}"]`));
      if (section) drawPhase(scene, phase, section, originals, phase === restPhase);
    }
    if (slot >= 1 && slot <= chart.length) {
      const line = make("i", { class: "dw-today-line", "aria-hidden": "true" });
      setProperties(line, { slot });
      chartPlace.prepend(line);
    }
    legendPlace.replaceChildren(drawLegend(scene));
  }

  function draw() {
    const focused = page.activeElement?.closest(".dw-cell");
    chartPlace.replaceChildren(.../** @type {HTMLElement} */ (undated.cloneNode(true)).childNodes);
    legendPlace.replaceChildren(...invitation);
    root.style.setProperty("--length", steps);
    const dates = readDates(store, plan);
    if (dates) drawDated(dates);
    else root.removeAttribute("data-dated");
    showTicks();
    const { unit, step } = focused instanceof HTMLElement ? focused.dataset : {};
    const again = unit && chartPlace.querySelector(`[data-unit="${unit}"][data-step="${step}"] a`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  watchDay(draw);
  store.subscribe((change) => {
    if (!change || (change.plan === plan && (change.kind === "dates" || change.kind === "tick"))) draw();
  });
  addEventListener("pageshow", (event) => event.persisted && draw());
  draw();
}
