// What every page loads: the menu of a phone, ticks, the openers of search and dates, offline use, folded targets.

import { bindCode } from "./code.js";
import { bindColours } from "./colours.js";
import { bindMenu } from "./menu.js";
import { bindSearch } from "./opener.js";
import { openStore } from "./store.js";
import { bindTicks } from "./ticks.js";

/** @typedef {import("./types.js").Parts} Parts */

/** Path of the site's root, `/daywise/`: two levels above this file. */
const base = new URL("../../", import.meta.url).pathname;

const TROUBLE = {
  ok: "",
  blocked: "This browser does not let the site save anything. Your ticks last only until you leave this page.",
  full: "This browser has no more room for the site. New ticks last only until you leave this page.",
  newer: "A newer version of this site saved your progress. New ticks are not saved here. Reload the page.",
};

const UNREADABLE =
  "Something that was saved here is damaged. It is kept as it is, and an export on the Today page has it. The rest works.";

/** Milliseconds after which a reader has stayed: one who left before has paid for one page, not for all. */
const STAYS_AFTER = 4000;

/** @type {Map<string, string>} what each part of the page has to say */
const said = new Map();

/**
 * Says something in the page's status line, which is made when there is none.
 * @param {string} part
 * @param {string} text
 */
function notice(part, text) {
  let line = /** @type {HTMLElement | null} */ (document.querySelector("[data-notice]"));
  if (!line && !text) return;
  if (!line) {
    line = document.createElement("div");
    line.className = "dw-notice";
    line.dataset.notice = "";
    line.setAttribute("role", "status");
    document.body.prepend(line);
  }
  said.set(part, text);
  const all = [...said.values()].filter(Boolean).join(" ");
  line.hidden = !all;
  // A screen reader announces a change in a line it already knows, so the text comes a moment later.
  setTimeout(() => line && (line.textContent = all), 100);
}

/**
 * What pages load beyond the ticks, each only where it is needed; `near` names what must be about to come into view.
 * @typedef {{
 *   wanted: (parts: Parts) => boolean,
 *   near?: string,
 *   load: () => Promise<{start: (parts: Parts) => unknown}>,
 * }} Extra
 */

/** How far below the view things are still near, so that what is loaded for them is there when they are. */
const NEAR = "400px";

/** @type {Extra[]} */
const EXTRAS = [
  { wanted: ({ page }) => page.querySelector("[data-today]") !== null, load: () => import("./plan/today.js") },
  { wanted: hasDates, load: () => import("./plan/dates-on-page.js") },
  {
    wanted: (parts) => parts.page.querySelector(".dw-gantt") !== null && hasDates(parts),
    load: () => import("./plan/chart.js"),
  },
  { wanted: () => true, near: "[data-note]", load: () => import("./plan/notes.js") },
  { wanted: () => true, near: "[data-question], [data-shaky-filter]", load: () => import("./plan/shaky.js") },
  { wanted: hasShakyList, load: () => import("./plan/shaky-list.js") },
  { wanted: hasStreak, load: () => import("./plan/streak.js") },
];

/** Whether the reader set a start for any plan on the page. @param {Parts} parts */
function hasDates({ store, plans }) {
  return plans.some((plan) => typeof store.get(plan, "dates", "start") === "string");
}

/** Whether there may be something to list of the questions marked as shaky. @param {Parts} parts */
function hasShakyList({ page, store, plans }) {
  return page.querySelector("[data-shaky-list]") !== null && plans.some((plan) => store.entries(plan, "shaky").size > 0);
}

/** Whether there may be a row of study days to tell. @param {Parts} parts */
function hasStreak({ page, store, plans }) {
  return page.querySelector("[data-streak]") !== null && plans.some((plan) => store.entries(plan, "tick").size > 1);
}

/**
 * Calls back once one of some elements is about to come into view.
 * @type {(places: NodeListOf<Element>, act: () => void) => void}
 */
function whenNear(places, act) {
  /** @type {IntersectionObserverCallback} */
  const look = (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  };
  const observer = new IntersectionObserver(look, { rootMargin: NEAR });
  for (const place of places) observer.observe(place);
}

/**
 * Loads what is wanted, once; what is not wanted now may be later, when another tab has set a start.
 * @param {Parts} parts
 */
function bindExtras(parts) {
  const begun = new Set();
  /** @param {Extra} extra */
  async function begin(extra) {
    if (begun.has(extra) || !extra.wanted(parts)) return;
    begun.add(extra);
    try {
      const { start } = await extra.load();
      await start(parts);
    } catch {
      begun.delete(extra);
      notice("plan", "A part of this page could not be loaded. Check your connection and reload the page.");
    }
  }
  for (const extra of EXTRAS) if (extra.near) whenNear(parts.page.querySelectorAll(extra.near), () => begin(extra));
  const look = () => EXTRAS.filter(({ near }) => !near).forEach(begin);
  parts.store.subscribe((change) => (!change || change.kind === "dates") && look());
  addEventListener("pageshow", (event) => event.persisted && look());
  look();
}

/** Kinds of saved things after which the browser may be asked to keep them. */
const PROGRESS = new Set(["tick", "dates"]);

/** @param {string} plan */
async function persist(plan) {
  if (store.get("site", "asked", "persist") !== undefined) return;
  try {
    const { askToPersist } = await import("./plan/persist.js");
    await askToPersist(store, plan, navigator.storage);
  } catch {
    // Not loaded: the next tick asks.
  }
}

function startPlans() {
  const plans = [...document.querySelectorAll("[data-plan]")].map((each) => each.getAttribute("data-plan") ?? "");
  if (!plans.length) return;
  store.subscribe((change) => change && PROGRESS.has(change.kind) && persist(change.plan));
  const showTicks = bindTicks(document, store);
  // A page that comes back from the back-forward cache has heard nothing of other tabs.
  addEventListener("pageshow", (event) => event.persisted && showTicks());
  bindExtras({ page: document, store, base, plans: [...new Set(plans)], showTicks });
}

/** The list of contents has no room on a phone, which need not load what serves it. */
async function startContents() {
  if (!matchMedia("(min-width: 60em)").matches || !document.querySelector(".md-nav--secondary")) return;
  const { bindContents } = await import("./contents.js");
  bindContents(document);
}

/** Keeps the guide on the device, once the page is there and the reader stays; a page that shows the state asks at once. */
function startOffline() {
  if (!document.querySelector('meta[name="daywise:worker"]') || !("serviceWorker" in navigator)) return;
  const begin = () => import("./offline.js").then(({ keepOffline }) => keepOffline(base)).catch(() => undefined);
  const whenIdle = () => (window.requestIdleCallback ?? setTimeout)(begin);
  const whenLoaded = () => setTimeout(whenIdle, document.querySelector("[data-offline]") ? 0 : STAYS_AFTER);
  if (document.readyState === "complete") whenLoaded();
  else addEventListener("load", whenLoaded);
}

/** Unfolds what hides the target of the address's fragment, and goes there. */
function reveal() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Not percent-encoded: taken as it stands.
  }
  const target = id ? document.getElementById(id) : null;
  let opened = false;
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) target?.scrollIntoView();
}

/** Marks what the reader searched for, also on the way back to it; a page that is opened otherwise does not load what does it. */
async function startHighlight() {
  if (!location.search.includes("marked=") && !history.state?.marked?.length) return;
  const { highlightFromAddress } = await import("./highlight.js");
  highlightFromAddress(document);
}

const store = openStore({
  storage: () => window.localStorage,
  base,
  now: Date.now,
  events: window,
  onStatus: (status) => notice("ticks", TROUBLE[status]),
  onUnreadable: () => notice("unreadable", UNREADABLE),
});

document.documentElement.classList.add("dw-js");
bindColours(document, store);
bindMenu(document);
bindCode(document);
startPlans();
bindSearch(document, base, (text) => notice("search", text));
startHighlight();
startContents();
startOffline();
reveal();
addEventListener("hashchange", reveal);
// Following a link to the fragment the address already has changes nothing, so nothing would tell.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash && link.href === location.href) setTimeout(reveal);
});
