// The search dialog: built when first opened, asks the engine while the reader types.

import { createEngine } from "./search-engine.js";
import { countText, groupHits } from "./search-query.js";

/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").SearchPlace} SearchPlace */
/** @typedef {import("./types.js").Segment} Segment */

/** @type {ReturnType<typeof build> | null} one dialog a page, made on first use */
let dialog = null;

/**
 * Opens the dialog.
 * @param {SearchPlace} place
 */
export async function openSearch(place) {
  if (!dialog) {
    await addStyle(`${place.base}assets/css/search.css`);
    dialog ??= build(place);
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
    // What failed once is remembered, by Pagefind and, for a module, by the browser.
    await pagefind?.destroy();
    const address = `${base}pagefind/pagefind.js${failures > 0 ? `?again=${failures}` : ""}`;
    try {
      pagefind ??= /** @type {import("./types.js").Pagefind} */ (await import(address));
    } catch (error) {
      failures += 1;
      throw error;
    }
    await pagefind.options({ baseUrl: base, excerptLength: 24, noWorker: true });
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

/** @param {SearchPlace} place @returns {() => Promise<string[]>} */
function termsLoader({ base, terms }) {
  return async () => {
    if (!terms) return [];
    const answer = await fetch(base + terms);
    const list = answer.ok ? await answer.json() : [];
    return Array.isArray(list) ? list.filter((term) => typeof term === "string") : [];
  };
}

/** @param {Segment[]} excerpt */
const excerptNodes = (excerpt) => excerpt.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));

/** Where a found page leads; null for an address that is not this site's. @param {string} url */
function addressOf(url) {
  const address = new URL(url, location.href);
  return address.origin === location.origin ? address.href : null;
}

/** @param {{title: string, url: string, excerpt: Segment[]}} found @param {string} [eyebrow] */
function linkTo({ title, url, excerpt }, eyebrow = "") {
  const link = make("a", { class: "dw-search-link", href: addressOf(url) ?? "#" });
  if (eyebrow) link.append(make("span", { class: "dw-search-when" }, eyebrow));
  link.append(make("span", { class: "dw-search-name" }, title));
  if (excerpt.length > 0) link.append(make("span", { class: "dw-search-excerpt" }, ...excerptNodes(excerpt)));
  return link;
}

/** @param {Hit} hit */
function itemOf(hit) {
  const kind = hit.kind && hit.kind !== hit.title ? hit.kind : "";
  const item = make("li", { class: "dw-search-item" }, linkTo(hit, [hit.when, kind].filter(Boolean).join(" · ")));
  if (hit.sections.length > 0) {
    const parts = hit.sections.map((section) => make("li", {}, linkTo(section)));
    item.append(make("ul", { class: "dw-search-parts" }, ...parts));
  }
  return item;
}

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

/** @param {SearchPlace} place */
function build(place) {
  const engine = createEngine({ ...pagefindFrom(place.base), terms: termsLoader(place) });

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
  const plans = make("fieldset", { class: "dw-search-plans", hidden: "" }, make("legend", {}, "Search in"));
  const status = make("p", { class: "dw-search-status", role: "status" });
  const note = make("p", { class: "dw-search-note" });
  const body = make("div", { class: "dw-search-body", id: "dw-search-results" }, hints());
  const keys = make("p", { class: "dw-search-keys" }, "Arrow keys move, Enter opens, Esc closes.");
  const panel = make(
    "div",
    { class: "dw-search-panel" },
    make("div", { class: "dw-search-head" }, make("h2", { id: "dw-search-title" }, "Search"), closer, form),
    plans,
    make("div", { class: "dw-search-say" }, status, note),
    body,
    keys,
  );
  const box = make("dialog", { class: "dw-search", "aria-labelledby": "dw-search-title" }, panel);
  document.body.append(box);

  let plan = "";
  let busy = 0;

  /** Shows one of the states of the body. @param {string} said @param {string} noted @param {Node[]} nodes */
  function show(said, noted, ...nodes) {
    clearTimeout(busy);
    // Told in one go, what is found with what it is for.
    status.textContent = said;
    note.textContent = noted;
    body.replaceChildren(...nodes);
    body.scrollTop = 0;
  }

  const links = () => /** @type {HTMLAnchorElement[]} */ ([...body.querySelectorAll("a.dw-search-link")]);

  /** @param {Hit[]} hits */
  function append(hits) {
    let list = body.querySelector("section:last-of-type > ol");
    let current = list?.parentElement?.dataset.of;
    for (const [title, group] of groupHits(hits)) {
      if (!list || current !== title) {
        list = make("ol", { class: "dw-search-list" });
        const section = make("section", { class: "dw-search-group", "data-of": title });
        if (title) section.append(make("h3", {}, title));
        section.append(list);
        body.append(section);
        current = title;
      }
      list.append(...group.map(itemOf));
    }
  }

  /** @param {Outcome} outcome */
  function showOutcome(outcome) {
    if (outcome.total === 0) return showNothing();
    show(countText(outcome.total, outcome.hits.length), outcome.note);
    append(outcome.hits);
    let shown = outcome.hits.length;
    if (shown >= outcome.total || !outcome.more) return undefined;
    const { more } = outcome;
    const button = make("button", { class: "dw-search-more", type: "button" }, "Show more");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const hits = await more();
        // The reader may have asked something else since.
        if (!button.isConnected) return;
        const before = links().length;
        button.remove();
        append(hits);
        shown += hits.length;
        status.textContent = countText(outcome.total, shown);
        if (shown < outcome.total) body.append(button);
        links()[before]?.focus();
      } catch {
        status.textContent = "The next pages could not be loaded. Try again.";
      }
      button.disabled = false;
    });
    body.append(button);
    return undefined;
  }

  function showNothing() {
    const asked = `“${input.value.trim()}”`;
    if (!plan) return show(`No page has ${asked}.`, "", nothing());
    const everywhere = make("button", { class: "dw-search-more", type: "button" }, "Search all plans");
    everywhere.addEventListener("click", () => {
      const all = plans.querySelector("input");
      if (all) all.checked = true;
      plan = "";
      input.focus();
      run();
    });
    return show(`No page of this plan has ${asked}.`, "", everywhere, nothing());
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
    show("Search is not available.", "", make("p", { class: "dw-search-hints" }, why), again);
  }

  async function run() {
    clearTimeout(busy);
    if (input.value.trim() === "") {
      engine.cancel();
      return show("", "", hints());
    }
    // Said only when it takes long, so that a screen reader is not told at every letter.
    busy = window.setTimeout(() => (status.textContent = "Searching…"), 600);
    const asked = input.value;
    try {
      const outcome = await engine.search(asked, plan);
      if (outcome) showOutcome(outcome);
    } catch {
      if (asked === input.value) showFailure();
    }
    return undefined;
  }

  async function offerPlans() {
    const titles = await engine.plans();
    if (titles.length < 2 || plans.querySelector("input")) return;
    for (const title of ["", ...titles]) {
      const choice = make("input", { type: "radio", name: "dw-search-plan", value: title });
      choice.checked = title === plan;
      choice.addEventListener("change", () => {
        plan = title;
        run();
      });
      plans.append(make("label", { class: "dw-search-plan" }, choice, make("span", {}, title || "All plans")));
    }
    plans.hidden = false;
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
  box.addEventListener("close", () => engine.cancel());
  box.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    // The panel fills the dialog: a click on the dialog itself is one beside it.
    const away = target === box;
    const inNewTab = ctrlKey || metaKey || shiftKey;
    const followed = target instanceof Element && target.closest("a.dw-search-link");
    if (away || (followed && !inNewTab)) box.close();
  });

  return {
    open() {
      if (box.open) return;
      box.showModal();
      input.focus();
      input.select();
      engine.preload().then(offerPlans).catch(() => undefined);
      // What was asked before the dialog was closed may have come too late.
      if (input.value && !links().length) run();
    },
  };
}
