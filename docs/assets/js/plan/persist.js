// Asks the browser, once, not to throw away what the reader saved.
//
// Some browsers answer by themselves, some ask the reader. So it is asked when there is something to lose: a plan has a
// start date, or three ticks, and not at the first click.

const ENOUGH = 3;
const ASKED = /** @type {const} */ (["site", "asked", "persist"]);

/** @type {(store: import("../types.js").Store, plan: string) => boolean} */
function hasProgress(store, plan) {
  if (typeof store.get(plan, "dates", "start") === "string") return true;
  return [...store.entries(plan, "tick").values()].filter(({ v }) => v === true).length >= ENOUGH;
}

/**
 * @param {import("../types.js").Store} store
 * @param {string} plan where something has just been saved
 * @param {Pick<StorageManager, "persist"> | undefined} manager `navigator.storage`, which not every browser has
 */
export async function askToPersist(store, plan, manager) {
  if (!manager?.persist || store.status !== "ok") return;
  if (store.get(...ASKED) !== undefined || !hasProgress(store, plan)) return;
  // Noted before the answer, for a reader who waves the question away is not to be asked again.
  store.set(...ASKED, true);
  try {
    await manager.persist();
  } catch {
    // A browser that cannot even be asked keeps things as it did.
  }
}
