// Keeps the guide on this device: starts the service worker (sw.js), offers its updates, shows what is kept.

import { openStore } from "./store.js";

/** @typedef {import("./types.js").Kept} Kept */

/** Where the reader's choice is saved: true keeps the whole guide, false keeps nothing; unset, the device decides. */
const CHOICE = /** @type {const} */ (["site", "setting", "offline"]);

/** @param {number} bytes */
export const sizeText = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/**
 * What is kept, in words, and what the reader can do about it.
 * @param {Kept | "none" | "saving" | "failed"} state
 * @returns {{text: string, actions: ("keep" | "delete")[]}}
 */
export function describe(state) {
  if (state === "none") return { text: "The guide is not saved on this device.", actions: ["keep"] };
  if (state === "saving") return { text: "The guide is being saved on this device. You can read on.", actions: [] };
  if (state === "failed") {
    const text = "The guide could not be saved: the connection broke, or this device has no room. The next page tries again.";
    return { text, actions: [] };
  }
  const { whole, pages, bytes, missing } = state;
  if (whole && missing === 0) {
    return { text: `The whole guide is saved on this device (${sizeText(bytes)}). It opens without a connection.`, actions: ["delete"] };
  }
  const count = pages === 1 ? "1 page is" : `${pages} pages are`;
  return { text: `Only what you open is saved: ${count} on this device (${sizeText(bytes)}).`, actions: ["keep", "delete"] };
}

const LABELS = { keep: "Save the whole guide", delete: "Delete it from this device" };

/**
 * What a worker says of what it keeps, after it has fetched what is missing when it is asked to complete it.
 * @param {ServiceWorker} active
 * @param {"status" | "complete"} question
 * @returns {Promise<Kept | "failed">}
 */
function ask(active, question) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(question, [port2]);
  });
}

const LESS = "?keep=visited";

/** Whether a worker is to keep the whole guide. @param {ServiceWorker} worker */
const keepsAll = ({ scriptURL }) => !scriptURL.endsWith(LESS);

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "dw-small-button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** Offers to load the version that waits. The reader may be in the middle of an answer, so nothing is forced. @param {ServiceWorkerRegistration} registration */
function offerUpdate(registration) {
  if (document.querySelector(".dw-update")) return;
  const box = document.createElement("section");
  const said = document.createElement("p");
  box.className = "dw-update";
  box.setAttribute("aria-label", "Update");
  said.setAttribute("role", "status");
  const reload = button("Reload", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // The one that waits by now: a newer one may have taken the place of the one that was offered.
    if (registration.waiting) registration.waiting.postMessage("activate");
    else location.reload();
  });
  box.append(said, reload, button("Later", () => box.remove()));
  (document.querySelector("header") ?? document.body).after(box);
  // Taken over by another tab: there is nothing to offer any more.
  navigator.serviceWorker.addEventListener("controllerchange", () => box.remove());
  // A screen reader announces a change in a line it already knows.
  setTimeout(() => (said.textContent = "A newer version of the guide is ready."), 100);
}

/**
 * Starts keeping the guide, unless the reader said no, and shows what is kept where the page has a place for it.
 * @param {string} base path of the site's root, `/daywise/`
 */
export async function keepOffline(base) {
  const container = navigator.serviceWorker;
  const store = openStore({ storage: () => window.localStorage, base, now: Date.now });
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-offline]"));
  const cache = `daywise:${base}:files`;
  /** Whether the reader has deleted the guide on this page: what its workers still do is not shown any more. */
  let isDeleted = false;
  /** The deletion that is under way: what is to be kept again waits for its end. */
  let deletion = Promise.resolve();
  /** What the reader sees, as `describe` gives it. */
  let shown = "";

  /** The registration of this site: where it has none, a browser gives that of a site above it on the same host. */
  async function findRegistration() {
    const found = await container.getRegistration(base);
    return found?.scope === new URL(base, location.href).href ? found : undefined;
  }

  /** @param {Kept | "none" | "saving" | "failed"} state */
  function show(state) {
    if (!place) return;
    const { text, actions } = describe(state);
    // A worker tells the same again while a new one comes in. The buttons stay: one may be pressed at this moment.
    if (shown === (shown = JSON.stringify([text, actions]))) return;
    const focused = place.contains(document.activeElement);
    const said = document.createElement("p");
    said.tabIndex = -1;
    said.textContent = text;
    place.replaceChildren(said, ...actions.map((action) => button(LABELS[action], action === "keep" ? keep : forget)));
    // The button that was pressed is gone.
    if (focused) said.focus();
  }

  /** @param {ServiceWorkerRegistration} registration */
  async function refresh(registration) {
    const { active, installing, waiting } = registration;
    // One of another address is about to take over, once the one before it is idle: so that one is not asked.
    const next = installing ?? waiting;
    if (next && next.scriptURL !== active?.scriptURL) return show("saving");
    if (!active) return show("failed");
    const state = await ask(active, "status");
    // Another worker may have taken over meanwhile, and told its own state.
    if (registration.active === active && !isDeleted) show(state);
  }

  /** @param {ServiceWorkerRegistration} registration */
  function follow(registration) {
    const look = () => {
      if (isDeleted) return;
      const { active, waiting } = registration;
      // One of another address is not newer: it keeps more or less than before, and takes over by itself.
      if (waiting && waiting.scriptURL === active?.scriptURL) offerUpdate(registration);
      return refresh(registration);
    };
    const watch = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", () => {
      watch();
      look();
    });
    watch();
    return look();
  }

  /** @param {boolean} whole */
  async function start(whole) {
    const registration = await container.register(`${base}sw.js${whole ? "" : LESS}`, { scope: base });
    await follow(registration);
    return registration;
  }

  /** Keeps the whole guide. A worker that was to do so all along is told to fetch what it has no more. */
  async function keep() {
    store.set(...CHOICE, true);
    show("saving");
    try {
      await deletion;
      isDeleted = false;
      const { active, installing, waiting } = await start(true);
      if (!active || installing || waiting) return;
      show(await ask(active, "complete"));
    } catch {
      show("failed");
    }
  }

  function forget() {
    store.set(...CHOICE, false);
    deletion = findRegistration().then(remove);
  }

  /** Takes away all that is kept. @param {ServiceWorkerRegistration | undefined} registration */
  async function remove(registration) {
    isDeleted = true;
    // Pages that are open keep them alive: one that is installing an update would fetch it all again.
    const tell = () => {
      for (const worker of [registration?.installing, registration?.waiting, registration?.active]) worker?.postMessage("forget");
    };
    registration?.addEventListener("updatefound", tell);
    tell();
    await caches.delete(cache);
    show("none");
    if (!registration) return;
    // Only now, since a browser may let this wait for updates that have begun.
    await registration.unregister();
    registration.removeEventListener("updatefound", tell);
    // What was stored before a worker had the message.
    await caches.delete(cache);
  }

  const choice = store.get(...CHOICE);
  const known = await findRegistration();
  // The reader has left before all was taken away, or a page that stayed open had its worker store more after all.
  if (choice === false) return (deletion = remove(known));
  // A reader who asked for all of it has it tried again, until it is there.
  const isTooLittle = choice === true && known?.active && !keepsAll(known.active);
  if (known && !isTooLittle) return follow(known);
  // A reader whose browser saves data pays for it: what they do not open is not fetched, unless they ask for it.
  const saveData = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData === true;
  await start(choice === true || !saveData).catch(() => show("failed"));
}
