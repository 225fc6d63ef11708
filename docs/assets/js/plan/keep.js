// The Today page's part for keeping and carrying: export, import, and the reset.

import { exportText, readBackup, travels } from "./backup.js";
import { isoOf, todayOf } from "./days.js";
import { download } from "./download.js";
import { make } from "./element.js";
import { countThings, previewParts } from "./preview-view.js";
import { bindShareLink } from "./share-link.js";

/** @typedef {import("../types.js").KeepOptions} KeepOptions */

/** @type {Record<import("../types.js").Refusal, string>} */
const REFUSED = {
  damaged: "This is not a file that this site saved, or a part of it is missing. Nothing was changed.",
  newer: "A newer version of this site saved this file. Reload the page, then try again. Nothing was changed.",
};

/**
 * Hands the reader an export file; says its name.
 * @param {KeepOptions} options
 * @param {string | null} only the one plan it is about
 */
function exportFile({ store, base, tell }, only) {
  const now = new Date();
  const name = `daywise-${only ?? "all"}-${isoOf(todayOf(now))}.json`;
  download(exportText(store, { now: now.getTime(), base, plan: only }), { name, type: "application/json" });
  tell(`Saved as ${name}. Look among your downloads.`);
}

/** @param {HTMLElement} root @param {KeepOptions} options */
function bindImport(root, options) {
  const { store, tell } = options;
  const input = /** @type {HTMLInputElement} */ (root.querySelector("[data-import]"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-import-result]"));

  /** @param {Node[]} parts */
  function show(...parts) {
    place.replaceChildren(...parts);
    place.hidden = !parts.length;
  }

  /** @type {import("../types.js").Backup | null} what was loaded and waits for an answer */
  let waiting = null;

  function close() {
    input.value = "";
    waiting = null;
    show();
  }

  /** @param {import("../types.js").Backup} backup */
  const preview = (backup) => show(...previewParts(store, backup, { place: "import", close, tell }));

  /** @param {File} file */
  async function ask(file) {
    const result = await file.text().then(
      (text) => readBackup(text, { now: Date.now() }),
      () => /** @type {const} */ ({ refused: "damaged" }),
    );
    if ("refused" in result) return show(make("p", {}, REFUSED[result.refused]));
    waiting = result.backup;
    preview(waiting);
  }

  input.addEventListener("change", async () => {
    waiting = null;
    show();
    const [file] = input.files ?? [];
    if (!file) return;
    await ask(file);
    place.focus();
  });
  // What would change is another thing once something has changed here, or in another tab.
  store.subscribe(() => waiting && preview(waiting));
}

/** @param {HTMLElement} root @param {KeepOptions} options */
function bindReset(root, options) {
  const { store, tell } = options;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-reset${name}]`));
  const dialog = /** @type {HTMLDialogElement} */ (part("-dialog"));

  part("").addEventListener("click", () => {
    const names = [...store.snapshot().texts.keys()].filter(travels);
    part("-what").textContent = names.length ? `Saved here: ${countThings(names)}.` : "Nothing is saved here.";
    part("-said").textContent = "";
    dialog.showModal();
  });
  part("-cancel").addEventListener("click", () => dialog.close());
  part("-export").addEventListener("click", () => {
    exportFile({ ...options, tell: (text) => (part("-said").textContent = text) }, null);
  });
  part("-now").addEventListener("click", () => {
    const gone = store.clear();
    dialog.close();
    tell(gone ? "Everything is deleted." : "This browser did not let the site delete anything.", { focus: true });
  });
}

/**
 * Brings the part to life; asks about the share link that the page was opened with, if any.
 * @param {HTMLElement} root
 * @param {KeepOptions} options
 */
export function bindKeep(root, options) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-export]")))
    button.addEventListener("click", () => exportFile(options, button.dataset.export === "plan" ? options.plan : null));
  bindImport(root, options);
  bindReset(root, options);
  bindShareLink(root, options);
}
