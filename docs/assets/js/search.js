// The search dialog: built when first opened, asks the engine while the reader types.

import { highlight, withWords } from "./highlight.js";
import { tag } from "./opener.js";
import { createEngine } from "./search-engine.js";
import { countText, groupHits, planOf } from "./search-query.js";
import { hitsByTitle, noTitles, readTitles } from "./search-titles.js";

/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Segment} Segment */
/** @typedef {import("./types.js").Titles} Titles */

const TITLES_WAIT = 4000;
/** Milliseconds after which a reader whose index is there is shown what titles say: most answers come sooner. */
const PATIENCE = 500;

/** @type {ReturnType<typeof build> | null} one dialog a page, made on first use */
let dialog = null;

/**
 * Opens the dialog.
 * @param {string} base path of the site's root, `/daywise/`
 */
export async function openSearch(base) {
  if (!dialog) {
    await addStyle(`${base}assets/css/search.css`);
    dialog ??= build(base);
  }
  dialog.open();
}

/** Loads the look first, so that the dialog is never seen without it. @param {string} href */
function addStyle(href) {
  const links = [...document.querySelectorAll("link")];
  if (links.some((link) => new URL(link.href, location.href).pathname === href)) return undefined;
  const link = make("link", { rel: "stylesheet", href });
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    // Without its look the dialog still works.
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
}

/**
 * An element with attributes and children; text children are text, never HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Fetches Pagefind. It runs on the main thread: on a site of this size a search is a matter of milliseconds,
 * and its worker would be one more file to fetch first.
 * @param {string} base
 */
function pagefindFrom(base) {
  let failures = 0;
  let since = 0;
  /** @type {import("./types.js").Pagefind | null} */
  let pagefind = null;

  async function load() {
    since = performance.now();
    const first = !pagefind && failures === 0;
    // What failed once is remembered, by Pagefind and, for a module, by the browser.
    await pagefind?.destroy();
    const address = `${base}pagefind/pagefind.js${failures > 0 ? `?again=${failures}` : ""}`;
    try {
      pagefind ??= /** @type {import("./types.js").Pagefind} */ (await import(address));
    } catch (error) {
      failures += 1;
      throw error;
    }
    // The first time the index's head is on its way already; a new try asks for it anew.
    const metaCacheTag = first ? tag : String(Date.now());
    const options = { baseUrl: base, excerptLength: 24, metaCacheTag };
    await pagefind.options({ ...options, noWorker: true });
    return pagefind;
  }

  /** Browsers that do not tell a fetch's status (`undefined`) are taken at their word. */
  function intact() {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
    const parts = entries.filter(({ name, startTime }) => startTime >= since && name.includes(`${base}pagefind/`));
    return parts.every(({ responseStatus = 200 }) => responseStatus >= 200 && responseStatus < 400);
  }

  return { load, intact };
}

/**
 * The words to correct slips with.
 * @param {string} base
 * @returns {Promise<string[]>}
 */
async function fetchTerms(base) {
  const answer = await fetch(`${base}search-terms.json`);
  return answer.ok ? answer.json() : [];
}

/**
 * The titles of plans and units. Without them the search still works, so it does not wait for them for long.
 * @param {string} base
 * @returns {Promise<Titles>}
 */
async function fetchTitles(base) {
  const answer = await fetch(`${base}search-titles.json`, { signal: AbortSignal.timeout(TITLES_WAIT) });
  return readTitles(await answer.json());
}

/** @param {Segment[]} excerpt */
const excerptNodes = (excerpt) => excerpt.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));

/** Where a found page leads; null for an address that is not this site's. @param {string} url */
function addressOf(url) {
  const address = new URL(url, location.href);
  return address.origin === location.origin ? address.href : null;
}

/**
 * Goes to a place of the page that is open already, which is not to be loaded again.
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement} link
 * @param {string[]} words to mark
 */
function goWithin(event, link, words) {
  if (isForNewTab(event)) return;
  if (!link.hash) {
    event.preventDefault();
    scrollTo(0, 0);
  }
  highlight(document, words);
}

/** @param {MouseEvent} event */
const isForNewTab = ({ ctrlKey, metaKey, shiftKey }) => ctrlKey || metaKey || shiftKey;

/**
 * @param {{title: string, url: string, excerpt: Segment[]}} found
 * @param {string[]} words to mark there
 * @param {string} [eyebrow]
 */
function linkTo({ title, url, excerpt }, words, eyebrow = "") {
  const address = addressOf(url) ?? "#";
  const here = new URL(address, location.href).pathname === location.pathname;
  const link = make("a", { class: "dw-search-link", href: here ? address : withWords(address, words) });
  if (here) link.addEventListener("click", (event) => goWithin(event, link, words));
  if (eyebrow) link.append(make("span", { class: "dw-search-when" }, eyebrow));
  link.append(make("span", { class: "dw-search-name" }, title));
  if (excerpt.length > 0) link.append(make("span", { class: "dw-search-excerpt" }, ...excerptNodes(excerpt)));
  return link;
}

/** @param {Hit} hit */
function itemOf(hit) {
  const item = make("li", { class: "dw-search-item" }, linkTo(hit, hit.words, hit.when));
  if (hit.sections.length > 0) {
    const parts = hit.sections.map((section) => make("li", {}, linkTo(section, hit.words)));
    item.append(make("ul", { class: "dw-search-parts" }, ...parts));
  }
  return item;
}

/** The hits of one plan. @param {string} heading @param {Hit[]} hits */
const groupOf = (heading, hits) =>
  make(
    "section",
    { class: "dw-search-group" },
    make("h3", {}, heading),
    make("ol", { class: "dw-search-list" }, ...hits.map(itemOf)),
  );

/** @param {string[]} lines texts; code stands in backticks */
function tips(...lines) {
  const withCode = (/** @type {string} */ line) =>
    line.split(/`(.+?)`/).map((text, i) => (i % 2 === 1 ? make("code", {}, text) : text));
  return make("ul", { class: "dw-search-tips" }, ...lines.map((line) => make("li", {}, ...withCode(line))));
}

const hints = () =>
  make(
    "div",
    { class: "dw-search-hints" },
    make("p", {}, "Search lessons, questions and plans."),
    tips(
      "Names from code work: `__slots__`, `sys.getrefcount`, `N+1`, `$lookup`.",
      "Quotes find an exact phrase: `\"race condition\"`.",
      "A day works, too: `Day 12`.",
    ),
  );

const nothing = () =>
  make(
    "div",
    { class: "dw-search-hints" },
    tips(
      "Check the spelling.",
      "Use fewer words, or another word for the same thing.",
      "Of a long name in code, try one part: `getrefcount`.",
    ),
  );

/** @param {string} base */
function build(base) {
  const engine = createEngine({ base, ...pagefindFrom(base), terms: () => fetchTerms(base) });
  const own = planOf(location.pathname, base);
  let titles = Promise.resolve(noTitles());
  /** Whether the index's head is there. */
  let isReady = false;

  const input = make("input", {
    class: "dw-search-input",
    id: "dw-search-input",
    type: "search",
    placeholder: "Search",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: "120",
    "aria-controls": "dw-search-results",
  });
  const label = make("label", { class: "dw-search-label", for: input.id }, "Words to search for");
  const form = make("form", { class: "dw-search-form", role: "search" }, label, input);
  const closer = make("button", { class: "dw-search-close", type: "button" }, "Close");
  const status = make("p", { class: "dw-search-status", role: "status" });
  const note = make("p", { class: "dw-search-note" });
  const body = make("div", { class: "dw-search-body", id: "dw-search-results" }, hints());
  const keys = make("p", { class: "dw-search-keys" }, "Arrow keys move, Enter opens, Esc closes.");
  const panel = make(
    "div",
    { class: "dw-search-panel" },
    make("div", { class: "dw-search-head" }, make("h2", { id: "dw-search-title" }, "Search"), closer, form),
    make("div", { class: "dw-search-say" }, status, note),
    body,
    keys,
  );
  const box = make("dialog", { class: "dw-search", "aria-labelledby": "dw-search-title" }, panel);
  document.body.append(box);

  let busy = 0;
  /** Counts what is asked and answered, so that what comes too late is seen to be late. */
  let turn = 0;

  /** Shows one of the states of the body. @param {string} said @param {string} noted @param {Node[]} nodes */
  function show(said, noted, ...nodes) {
    clearTimeout(busy);
    // Told in one go, what is found with what it is for.
    status.textContent = said;
    note.textContent = noted;
    const focused = links().find((link) => link === document.activeElement);
    body.toggleAttribute("data-titles", false);
    body.replaceChildren(...nodes);
    body.scrollTop = 0;
    // The reader stands on a result that a later answer has, too.
    if (focused) (links().find(({ pathname }) => pathname === focused.pathname) ?? input).focus();
  }

  const links = () => /** @type {HTMLAnchorElement[]} */ ([...body.querySelectorAll("a.dw-search-link")]);

  /** @param {Hit[]} hits @param {Titles} known */
  const groupsOf = (hits, { plans }) => groupHits(hits, plans, own).map(([heading, group]) => groupOf(heading, group));

  /** Shows what titles say, until the index has answered. @param {string} asked @param {Titles} known */
  function showByTitle(asked, known) {
    const hits = hitsByTitle(asked, known.units, { base, own });
    if (hits.length > 0) show("Found by title. Searching the text…", "", ...groupsOf(hits, known));
    else if (body.hasAttribute("data-titles")) show("Searching…", "");
    body.toggleAttribute("data-titles", hits.length > 0);
  }

  /** @param {Outcome} outcome @param {Titles} known */
  function showOutcome({ note: noted, total, hits, more }, known) {
    if (total === 0) return show(`No page has “${input.value.trim()}”.`, "", nothing());
    const groups = () => groupsOf(hits, known);
    show(countText(total, hits.length), noted, ...groups());
    if (hits.length >= total || !more) return undefined;
    const button = make("button", { class: "dw-search-more", type: "button" }, "Show more");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const next = await more();
        // The reader may have asked something else since.
        if (!button.isConnected) return;
        const before = new Set(links().map(({ href }) => href));
        hits = [...hits, ...next];
        // All anew: a new hit stands with those of its plan and day.
        body.replaceChildren(...groups(), ...(hits.length < total ? [button] : []));
        status.textContent = countText(total, hits.length);
        links().find(({ href }) => !before.has(href))?.focus();
      } catch {
        status.textContent = "The next pages could not be loaded. Try again.";
      }
      button.disabled = false;
    });
    body.append(button);
    return undefined;
  }

  function showFailure() {
    const again = make("button", { class: "dw-search-more", type: "button" }, "Try again");
    again.addEventListener("click", () => {
      input.focus();
      run();
    });
    const local = /^(localhost|127\.|\[::1\])/.test(location.hostname);
    const why = local
      ? "This local preview has no search index yet, or it could not be loaded. A full build makes it."
      : "Its index could not be loaded. You may be offline. The lessons and plans work without it.";
    // What was found by title stays.
    const kept = body.hasAttribute("data-titles") ? [...body.querySelectorAll(".dw-search-group")] : [];
    const said = kept.length > 0 ? "Only titles could be searched." : "Search is not available.";
    show(said, "", make("p", { class: "dw-search-hints" }, why), again, ...kept);
    body.toggleAttribute("data-titles", kept.length > 0);
  }

  async function run() {
    clearTimeout(busy);
    turn += 1;
    const mine = turn;
    if (input.value.trim() === "") {
      engine.cancel();
      return show("", "", hints());
    }
    // Said only when it takes long, so that a screen reader is not told at every letter.
    busy = window.setTimeout(() => (status.textContent = "Searching…"), 600);
    const asked = input.value;
    const soon = async () => {
      const known = await titles;
      if (mine === turn) showByTitle(asked, known);
    };
    setTimeout(soon, isReady ? PATIENCE : 0);
    try {
      const [outcome, known] = await Promise.all([engine.search(asked), titles]);
      if (!outcome) return undefined;
      turn += 1;
      showOutcome(outcome, known);
    } catch {
      await soon();
      if (mine !== turn) return undefined;
      turn += 1;
      showFailure();
    }
    return undefined;
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const all = links();
    const here = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const inInput = document.activeElement === input;
    /** @type {Record<string, () => HTMLElement | undefined>} */
    const goals = {
      ArrowDown: () => all[here + 1],
      ArrowUp: () => (here > 0 ? all[here - 1] : input),
      Home: () => all[0],
      End: () => all.at(-1),
      Enter: () => all[0],
    };
    const wanted = inInput ? ["ArrowDown", "Enter"] : here >= 0 ? ["ArrowDown", "ArrowUp", "Home", "End"] : [];
    if (!wanted.includes(event.key)) return;
    event.preventDefault();
    goals[event.key]?.()?.focus();
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      // A search field takes the first Esc to empty itself.
      event.preventDefault();
      box.close();
      return;
    }
    const letter = event.key.length === 1 && event.key !== " " && document.activeElement?.matches("a");
    // Typing on: the letter itself arrives in the field.
    if (letter) input.focus();
    else move(event);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", run);
  closer.addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    turn += 1;
    engine.cancel();
  });
  box.addEventListener("click", (event) => {
    const { target } = event;
    // The panel fills the dialog: a click on the dialog itself is one beside it.
    const away = target === box;
    const followed = target instanceof Element && target.closest("a.dw-search-link");
    if (away || (followed && !isForNewTab(event))) box.close();
  });

  return {
    open() {
      if (box.open) return;
      box.showModal();
      input.focus();
      input.select();
      engine.preload().then(() => (isReady = true)).catch(() => undefined);
      // Asked again at the next opening when they did not come.
      titles = titles.then((known) => (known.plans.size > 0 ? known : fetchTitles(base))).catch(noTitles);
      // What was asked before the dialog was closed may have come too late.
      if (input.value && (!links().length || body.hasAttribute("data-titles"))) run();
    },
  };
}
