// What every page loads: the menu of a phone, ticks, the opener of the search dialog, offline use, folded targets.

import { bindCode } from "./code.js";
import { bindMenu } from "./menu.js";
import { openStore } from "./store.js";
import { bindTicks } from "./ticks.js";

/** Path of the site's root, `/daywise/`: two levels above this file. */
const base = new URL("../../", import.meta.url).pathname;

const TROUBLE = {
  ok: "",
  blocked: "This browser does not let the site save anything. Your ticks last only until you leave this page.",
  full: "This browser has no more room for the site. New ticks last only until you leave this page.",
  newer: "A newer version of this site saved your progress. New ticks are not saved here. Reload the page.",
};

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

function startTicks() {
  const places = "[data-tick], [data-progress], [data-progress-bar], [data-done-when]";
  if (!document.querySelector(places)) return;
  const store = openStore({
    storage: () => window.localStorage,
    base,
    now: Date.now,
    events: window,
    onStatus: (status) => notice("ticks", TROUBLE[status]),
  });
  const show = bindTicks(document, store);
  // A page that comes back from the back-forward cache has heard nothing of other tabs.
  addEventListener("pageshow", (event) => event.persisted && show());
}

const FIELDS = 'textarea, select, input:not([type="checkbox"], [type="radio"])';

/** Whether a key press belongs to a field the reader is typing in. @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));
}

function startSearch() {
  const openers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-search-open]"));
  async function open() {
    try {
      const search = await import("./search.js");
      await search.openSearch(base);
      notice("search", "");
    } catch {
      notice("search", "The search could not be loaded. Check your connection and try again.");
    }
  }
  for (const opener of openers) {
    opener.hidden = false;
    opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    opener.addEventListener("click", open);
  }
  addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const wanted = !event.altKey && (command ? event.key === "k" : event.key === "/");
    if (!wanted || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!event.repeat) open();
  });
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

document.documentElement.classList.add("dw-js");
bindMenu(document);
bindCode(document);
startTicks();
startSearch();
startOffline();
reveal();
addEventListener("hashchange", reveal);
// Following a link to the fragment the address already has changes nothing, so nothing would tell.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash && link.href === location.href) setTimeout(reveal);
});
