// What the reader saved in this browser: the only module that touches localStorage.
//
// One key per thing, `daywise:<base>:<plan>:<kind>:<id>`, so that two tabs never overwrite each other's
// ticks. A value is `{"v": …, "at": <ms>}`; an untick is a value too, the newest `at` wins. See types.js.

/** @typedef {import("./types.js").Status} Status */

const SCHEMA = 1;
/** @type {Record<number, import("./types.js").Migration>} */
const MIGRATIONS = {};
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The entry a stored text holds, or null when it holds none.
 * @param {string | null | undefined} text
 * @returns {import("./types.js").Entry | null}
 */
export function parseEntry(text) {
  try {
    const { v, at } = JSON.parse(text ?? "");
    return v !== undefined && Number.isSafeInteger(at + 1) && at >= 0 ? { v, at } : null;
  } catch {
    return null;
  }
}

/**
 * @param {import("./types.js").StoreOptions} options
 * @returns {import("./types.js").Store}
 */
export function openStore({ storage: ask, base, now, events, onStatus, schema = SCHEMA, migrations = MIGRATIONS }) {
  const prefix = `daywise:${base}:`;
  const schemaKey = `${prefix}schema`;
  /** @type {Map<string, string>} what could not be written, until the page is closed */
  const held = new Map();
  /** @type {Set<(change: import("./types.js").Change) => void>} */
  const listeners = new Set();
  /** @type {Status} */
  let status = "ok";
  /** @type {import("./types.js").StorageLike | null} */
  let storage = null;

  /** @param {Status} next */
  function become(next) {
    if (next === status) return;
    status = next;
    onStatus?.(next);
  }

  /** @param {unknown} error */
  function fail(error) {
    const { name } = /** @type {Error} */ (error);
    become(name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED" ? "full" : "blocked");
  }

  /** @type {(change: import("./types.js").Change) => void} */
  const tell = (change) => listeners.forEach((listener) => listener(change));

  /** @param {string[]} names plan, kind, id */
  function keyOf(...names) {
    for (const name of names) if (!NAME.test(name)) throw new RangeError(`not an id: ${name}`);
    return prefix + names.join(":");
  }

  /** @param {string} key */
  function thingOf(key) {
    const [plan, kind, id, more] = key.startsWith(prefix) ? key.slice(prefix.length).split(":") : [];
    return plan && kind && id && more === undefined ? { plan, kind, id } : null;
  }

  /** @param {string} key */
  const stored = (key) => storage?.getItem(key) ?? null;

  /** @param {string} key */
  function read(key) {
    const mine = parseEntry(held.get(key));
    try {
      const kept = parseEntry(stored(key));
      return kept && mine && kept.at > mine.at ? kept : (mine ?? kept);
    } catch (error) {
      fail(error);
      return mine;
    }
  }

  /** Copies a text nobody can read to `<key>:corrupt:<n>`, for its key is to be written. @param {string} key */
  function keepCorrupt(key) {
    const text = stored(key);
    for (let n = 1; text !== null; n += 1) {
      const copy = stored(`${key}:corrupt:${n}`);
      if (copy === text) return;
      if (copy === null) return storage?.setItem(`${key}:corrupt:${n}`, text);
    }
  }

  /** Brings stored data to our version; false when it is newer. Asked before each write: another tab may be newer. */
  function upgrade() {
    const text = stored(schemaKey);
    const found = Number(text);
    if (found > schema) become("newer");
    if (!storage || found >= schema) return found === schema;
    const readable = Number.isInteger(found) && found > 0;
    if (!readable) keepCorrupt(schemaKey);
    // Without a number the data may be as old as can be.
    for (let n = readable ? found : 1; n < schema; n += 1) migrations[n]?.(storage, prefix);
    storage.setItem(schemaKey, String(schema));
    return true;
  }

  /** Writes all that is held. What fails stays held. */
  function flush() {
    try {
      if (!storage || !upgrade()) return false;
      for (const [key, text] of held) {
        const kept = parseEntry(stored(key));
        if (!kept) keepCorrupt(key);
        // Another tab may have written a newer one since.
        if (!kept || kept.at < (parseEntry(text)?.at ?? 0)) storage.setItem(key, text);
        held.delete(key);
      }
      become("ok");
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  events?.addEventListener("storage", (event) => {
    const { key } = /** @type {StorageEvent} */ (event);
    const change = key === null ? null : thingOf(key);
    // No key: everything was cleared.
    if (key === null || change) tell(change);
  });

  try {
    storage = ask();
    if (!storage) become("blocked");
    // A reader who saves nothing gets nothing stored, not even a version.
    else if (storage.getItem(schemaKey) !== null) upgrade();
  } catch (error) {
    fail(error);
  }

  return {
    get status() {
      return status;
    },

    get: (plan, kind, id) => read(keyOf(plan, kind, id))?.v,

    set(plan, kind, id, v) {
      const key = keyOf(plan, kind, id);
      // A clock that went back must not make this older than what it replaces.
      const at = Math.max(Math.floor(now()), (read(key)?.at ?? 0) + 1);
      held.set(key, JSON.stringify({ v, at }));
      const kept = flush();
      tell({ plan, kind, id });
      return kept;
    },

    entries(plan, kind) {
      const keys = [...held.keys()];
      try {
        for (let i = 0; storage && i < storage.length; i += 1) keys.push(storage.key(i) ?? "");
      } catch (error) {
        fail(error);
      }
      const found = new Map();
      for (const key of keys) {
        const thing = thingOf(key);
        const entry = thing?.plan === plan && thing.kind === kind && read(key);
        if (entry) found.set(thing.id, entry);
      }
      return found;
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
