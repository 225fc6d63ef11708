// A store on a storage in memory, as one tab opens it, for tests of what is built on the store.

import { openStore } from "../../../docs/assets/js/store.js";

export const BASE = "/daywise/";

/** @typedef {import("../../../docs/assets/js/types.js").StoreOptions} StoreOptions */

/**
 * @param {Map<string, string>} [data] what is stored, by key
 * @param {Partial<StoreOptions> & {room?: number}} [options] `room` in characters
 */
export function memoryStore(data = new Map(), { room = Infinity, ...options } = {}) {
  const storage = {
    room,
    get length() {
      return data.size;
    },
    key: (/** @type {number} */ index) => [...data.keys()][index] ?? null,
    getItem: (/** @type {string} */ key) => data.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => void data.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ text) {
      const size = [...data].reduce((sum, [k, v]) => sum + (k === key ? 0 : k.length + v.length), 0);
      if (size + key.length + text.length > storage.room) throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
      data.set(key, text);
    },
  };
  const store = openStore({ storage: () => storage, base: BASE, now: () => 1000, ...options });
  return { store, data, storage };
}
