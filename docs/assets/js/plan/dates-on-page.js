// Puts the reader's own dates beside the days and weeks of a plan, wherever a page names them.
//
// Every date stands where there is room for it, so that nothing moves when it comes.

import { watchDay } from "./day-watch.js";
import { say, todayOf } from "./days.js";
import { fetchOutline } from "./outline.js";
import { doneTest, readDates } from "./reader.js";
import { situationOf } from "./situation.js";
import { timetableOf } from "./timetable.js";
import { fromNow, range } from "./words.js";

/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").DaySpan} DaySpan */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").Timetable} Timetable */
/** @typedef {{outline: Outline, timetable: Timetable, isDone: import("../types.js").IsDone}} Dated a plan that has dates */

const UNSAID = "";

/** @type {(span: {first: Day, last: Day} | null | undefined, today: Day) => string} */
function dateWords(span, today) {
  if (!span) return "left out";
  if (today < span.first || today > span.last) return range(span);
  return span.first === span.last ? "today" : `${range(span)}, now`;
}

/** From the first day of some units to their last. @type {(timetable: Timetable, units: {id: string}[]) => {first: Day, last: Day} | null} */
function spanOfAll(timetable, units) {
  const spans = units.flatMap(({ id }) => timetable.spanOf(id) ?? []);
  if (!spans.length) return null;
  return { first: Math.min(...spans.map(({ first }) => first)), last: Math.max(...spans.map(({ last }) => last)) };
}

/** The days of one step of a unit; none where a repair has left the unit fewer steps. @type {(timetable: Timetable, unit: string, part: number) => Day[]} */
function daysOfPart({ positions, daysOf }, unit, part) {
  const [first, last] = positions.get(unit) ?? [1, 0];
  const step = first + part - 1;
  return step <= last ? daysOf(step) : [];
}

/** Puts a date at the end of an element, in place of the one there; takes it away when there is none. @type {(place: Element, text: string) => void} */
function put(place, text) {
  const found = place.querySelector(":scope > .dw-date");
  if (found && text) found.textContent = text;
  else if (found) found.remove();
  if (found || !text) return;
  const date = document.createElement("span");
  date.className = "dw-date";
  date.textContent = text;
  place.append(" ", date);
}

/** Rings the reader's day in a strip that has a cell for each step of each unit. @type {(strip: Element, dated: Dated | undefined, today: Day) => void} */
function ringToday(strip, dated, today) {
  const cells = [...strip.children];
  for (const cell of cells) cell.classList.remove("is-today");
  let before = 0;
  for (const { id, from, to } of dated?.outline.units ?? []) {
    const length = to - from + 1;
    const [first, last] = dated?.timetable.positions.get(id) ?? [1, 0];
    const step = dated?.timetable.stepOf(today) ?? 0;
    // A repair may have given the unit another number of steps.
    if (first <= step && step <= last) cells[before + Math.min(step - first, length - 1)]?.classList.add("is-today");
    before += length;
  }
}

/** What the link to the Today page says, on the home page and the overview. @type {(dated: Dated, today: Day) => string} */
function todayWords({ outline, timetable, isDone }, today) {
  const { kind, units, next } = situationOf(outline, timetable, isDone, today);
  const [unit] = units;
  const more = units.length > 1 ? ` and ${units.length - 1} more` : "";
  switch (kind) {
    case "before":
      return `Begins ${fromNow(timetable.start - today)}: ${say(timetable.start)}`;
    case "study":
      return `${outline.step === "week" ? "This week" : "Today"}: ${unit?.title}${more}`;
    case "over":
      return "Your plan’s last day is over: what is left?";
    case "done":
      return "You did all of it";
    default:
      return next ? `${kind === "rest" ? "Rest day" : "Nothing today"}. Next: ${next.units[0]?.title}` : "Nothing today";
  }
}

/**
 * Shows the dates of all plans on the page, and keeps them right at midnight and when another tab changes them.
 * @param {import("../types.js").Parts} parts
 */
export function start({ page, store, base, plans }) {
  /** @type {Map<Element, string>} what links said before they had a date */
  const said = new Map();
  let asked = 0;

  /** @param {string} plan @returns {Promise<[string, Dated][]>} */
  async function dated(plan) {
    const dates = readDates(store, plan);
    if (!dates) return [];
    const outline = await fetchOutline(base, plan);
    return [[plan, { outline, timetable: timetableOf(outline, dates), isDone: doneTest(store, plan) }]];
  }

  /** Changes the words of a link, or gives it back its own. @type {(link: Element, text: string) => void} */
  function reword(link, text) {
    if (!said.has(link)) said.set(link, link.textContent ?? "");
    link.textContent = text || (said.get(link) ?? "");
  }

  /** @param {Map<string, Dated>} all @param {Day} today */
  function fill(all, today) {
    /** @type {(name: string, act: (place: HTMLElement, dated: Dated | undefined, id: string) => void) => void} */
    const each = (name, act) => {
      for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(`[data-${name}]`))) {
        const plan = place.closest("[data-plan]")?.getAttribute("data-plan") ?? "";
        act(place, all.get(plan), place.getAttribute(`data-${name}`) ?? "");
      }
    };
    each("date-unit", (place, dated, id) => {
      const span = dated?.timetable.spanOf(id);
      put(place, dated ? dateWords(span, today) : UNSAID);
      const row = place.closest("li, tr");
      if (row) row.toggleAttribute("data-now", !!span && span.first <= today && today <= span.last);
    });
    each("date-part", (place, dated, value) => {
      const [id = "", part] = value.split(" ");
      const days = dated ? daysOfPart(dated.timetable, id, Number(part)) : [];
      const [first, last] = [days[0], days.at(-1)];
      const dropped = dated && !dated.timetable.spanOf(id);
      put(place, first !== undefined && last !== undefined ? range({ first, last }) : dropped ? "left out" : UNSAID);
    });
    each("date-phase", (place, dated, id) => {
      const units = dated?.outline.units.filter(({ phase }) => phase === id) ?? [];
      put(place, dated ? dateWords(spanOfAll(dated.timetable, units), today) : UNSAID);
    });
    each("date-plan", (place, dated) => {
      const { start: first, end: last } = dated?.timetable ?? {};
      put(place, first !== undefined && last !== undefined ? `${say(first, { year: true })} – ${say(last, { year: true })}` : UNSAID);
    });
    each("date-link", (link, dated, id) => {
      const span = dated?.timetable.spanOf(id);
      const alone = span && span.first === span.last && span.first !== today;
      reword(link, dated ? (alone ? say(span.first) : dateWords(span, today)) : UNSAID);
    });
    each("today-link", (link, dated) => {
      reword(link, dated ? todayWords(dated, today) : UNSAID);
      link.toggleAttribute("data-dated", !!dated);
    });
    each("strip", (strip, dated) => ringToday(strip, dated, today));
    fillLinks(all, today);
    fillFirst(all, today);
  }

  /** Links to units that stand outside of the plan's content tell by their address which unit they lead to. @param {Map<string, Dated>} all @param {Day} today */
  function fillLinks(all, today) {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".dw-nav li li a, .dw-next a"));
    for (const link of links) {
      const [plan = "", unit = "", rest] = link.pathname.slice(base.length).split("/");
      const note = link.querySelector(".dw-nav__note, .dw-quiet");
      const dated = all.get(plan);
      if (!note || rest !== "" || unit === "phases") continue;
      put(note, dated ? dateWords(dated.timetable.spanOf(unit), today) : UNSAID);
    }
  }

  /** The first button of the home page leads on where the reader is. @param {Map<string, Dated>} all @param {Day} today */
  function fillFirst(all, today) {
    const link = /** @type {HTMLAnchorElement | null} */ (page.querySelector("[data-today-first]"));
    const [plan, dated] = [...all][0] ?? [];
    if (!link) return;
    const [label, title] = /** @type {HTMLCollectionOf<HTMLElement>} */ (link.children);
    if (!label || !title) return;
    link.dataset.todayFirst ||= link.href;
    link.href = dated ? `${base}${plan}/today/` : link.dataset.todayFirst;
    reword(label, dated ? todayWords(dated, today) : UNSAID);
    reword(title, dated ? dated.outline.title : UNSAID);
  }

  async function show() {
    asked += 1;
    const mine = asked;
    try {
      const found = (await Promise.all(plans.map(dated))).flat();
      // Something newer may have been asked for, and come, meanwhile.
      if (mine === asked) fill(new Map(found), todayOf(new Date()));
    } catch {
      // Without a connection the pages say what they say without dates; the next change tries again.
    }
  }

  watchDay(show);
  store.subscribe((change) => (!change || change.kind === "dates") && show());
  addEventListener("pageshow", (event) => event.persisted && show());
  return show();
}
