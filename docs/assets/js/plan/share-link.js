// Makes the reader's share link, with its QR code, and asks what to do with one that was opened.

import { make } from "./element.js";
import { previewParts } from "./preview-view.js";
import { qrPicture } from "./qr.js";
import { backupOf, decodeShare, isShare, shareOf } from "./share.js";
import { count } from "./words.js";

/** @typedef {import("../types.js").KeepOptions} KeepOptions */
/** @typedef {import("../types.js").Ordinals} Ordinals */

const REFUSED = {
  damaged: "This link is damaged, or belongs to another plan. Ask for it again, and copy all of it. Nothing was changed.",
  newer: "A newer version of this site made this link. Reload the page, then open it again. Nothing was changed.",
};

/** @param {KeepOptions} options @returns {Promise<Ordinals>} */
async function fetchOrdinals({ base, plan }) {
  const answer = await fetch(`${base}${plan}/ordinals.json`);
  if (!answer.ok) throw new Error(`${answer.status} ordinals.json`);
  return answer.json();
}

/** @param {HTMLElement} root @param {KeepOptions} options */
function bindMaking(root, options) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-share${name}]`));
  const field = /** @type {HTMLInputElement} */ (part("-link"));
  const said = part("-said");

  async function makeLink() {
    const ordinals = await fetchOrdinals(options);
    const address = new URL(`${options.base}${options.plan}/today/`, location.href);
    field.value = address.href + shareOf(options.store, ordinals, Date.now());
    said.textContent = "It has things as they are now. Make a new one when you have ticked more.";
    part("-result").hidden = false;
    field.select();
    part("-code").replaceChildren(await qrPicture(field.value, "QR code of your link"));
  }

  part("").addEventListener("click", () => {
    makeLink().catch(() => options.tell("The link could not be made. Check your connection and try again."));
  });
  part("-copy").addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The link is selected. Copy it with your device’s own menu.";
    }
  });
  // A link of how things were would only mislead.
  options.store.subscribe(() => (part("-result").hidden = true));
  const send = part("-send");
  send.hidden = typeof navigator.share !== "function";
  send.addEventListener("click", () => {
    // A reader who closes the device's menu has changed their mind, which is no error.
    navigator.share({ title: document.title, url: field.value }).catch(() => {});
  });
}

/** @param {import("../types.js").Shared} shared */
function notes({ gone, unknown }) {
  const lost = gone && `${count(gone, "tick is", "ticks are")} of items that the plan has no more.`;
  const later = unknown && `${count(unknown, "tick is", "ticks are")} of items that came later: reload the page to get them.`;
  return [lost, later].flatMap((text) => (text ? [make("p", { class: "dw-quiet" }, text)] : []));
}

/** @param {HTMLElement} root @param {KeepOptions} options */
function bindOpening(root, options) {
  const { store, plan, tell } = options;
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector("[data-shared-dialog]"));
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-shared-${name}]`));

  /** @type {(title: string, answer: string, ...parts: Node[]) => void} */
  function show(title, answer, ...parts) {
    part("title").textContent = title;
    part("cancel").textContent = answer;
    part("what").replaceChildren(...parts);
    if (!dialog.open) dialog.showModal();
  }

  /** @param {string} text */
  const refuse = (text) => show("This link cannot be used", "Close", make("p", {}, text));

  /** @param {import("../types.js").Shared} shared */
  function offer(shared) {
    const backup = backupOf(shared, plan, store, Date.now());
    const parts = previewParts(store, backup, { place: "shared", close: () => dialog.close(), tell });
    show("Add what this link brings?", "Leave all as it is", ...parts, ...notes(shared));
  }

  /** @param {string} fragment */
  async function ask(fragment) {
    if (!isShare(fragment)) return;
    // Whatever the answer, a reload is not to ask again.
    history.replaceState(history.state, "", location.pathname + location.search);
    try {
      const result = decodeShare(fragment, await fetchOrdinals(options));
      if ("refused" in result) refuse(REFUSED[result.refused]);
      else offer(result.shared);
    } catch {
      refuse("It could not be read without a connection. Open it again when you are online.");
    }
  }

  part("cancel").addEventListener("click", () => dialog.close());
  addEventListener("hashchange", () => ask(location.hash));
  ask(options.fragment);
}

/**
 * @param {HTMLElement} root
 * @param {KeepOptions} options
 */
export function bindShareLink(root, options) {
  bindMaking(root, options);
  bindOpening(root, options);
}
