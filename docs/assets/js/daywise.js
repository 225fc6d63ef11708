// What every page loads: the menu of a phone, ticks, the opener of the search dialog, folded targets.

import { bindCode } from "./code.js";
import { bindColours } from "./colours.js";
import { bindMenu } from "./menu.js";
import { bindSearch } from "./opener.js";
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
  const show = bindTicks(document, store);
  // A page that comes back from the back-forward cache has heard nothing of other tabs.
  addEventListener("pageshow", (event) => event.persisted && show());
}

/** The list of contents has no room on a phone, which need not load what serves it. */
async function startContents() {
  if (!matchMedia("(min-width: 60em)").matches || !document.querySelector(".md-nav--secondary")) return;
  const { bindContents } = await import("./contents.js");
  bindContents(document);
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

/** Marks what the reader searched for; a page that is opened otherwise does not load what does it. */
async function startHighlight() {
  if (!location.search.includes("marked=")) return;
  const { highlightFromAddress } = await import("./highlight.js");
  highlightFromAddress(document);
}

const store = openStore({
  storage: () => window.localStorage,
  base,
  now: Date.now,
  events: window,
  onStatus: (status) => notice("ticks", TROUBLE[status]),
});

document.documentElement.classList.add("dw-js");
bindColours(document, store);
bindMenu(document);
bindCode(document);
startTicks();
bindSearch(document, base, (text) => notice("search", text));
startHighlight();
startContents();
reveal();
addEventListener("hashchange", reveal);
// Following a link to the fragment the address already has changes nothing, so nothing would tell.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash && link.href === location.href) setTimeout(reveal);
});
