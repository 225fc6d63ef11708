// What the reader saved in this browser: the only module that touches localStorage.
//
// One key per thing, `daywise:<base>:<plan>:<kind>:<id>`, so that two tabs never overwrite each other's
// ticks. A value is `{"v": …, "at": <ms>}`; an untick is a value too, the newest `at` wins. See types.js.

/** @typedef {import("./types.js").Status} Status */

/** Version of the saved form; an export file has the same. */
export const SCHEMA = 1;

/**
 * What brings saved data, and export files, from each version to the next one.
 * @type {Record<number, import("./types.js").Migration>}
 */
export const MIGRATIONS = {};

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

/** The version that a text names; null when it names none. @param {string | null} text */
function versionIn(text) {
  const found = Number(text);
  return Number.isInteger(found) && found > 0 ? found : null;
}

/**
 * What a name, `plan:kind:id`, stands for; null when it is none.
 * @param {string} name
 */
export function thingNamed(name) {
  const [plan, kind, id, more] = name.split(":");
  if (!plan || !kind || !id || more !== undefined) return null;
  return [plan, kind, id].every((part) => NAME.test(part)) ? { plan, kind, id } : null;
}

/**
 * Runs what brings saved data from one version to another.
 * @param {import("./types.js").StorageLike} storage
 * @param {string} prefix
 * @param {{from: number, to: number, migrations: Record<number, import("./types.js").Migration>}} versions
 */
export function migrate(storage, prefix, { from, to, migrations }) {
  for (let n = from; n < to; n += 1) migrations[n]?.(storage, prefix);
}

/**
 * @param {import("./types.js").StoreOptions} options
 * @returns {import("./types.js").Store}
 */
export function openStore(options) {
  const { storage: ask, base, now, events, onStatus, onUnreadable, schema = SCHEMA, migrations = MIGRATIONS } = options;
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
  let unreadableTold = false;

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
  const thingOf = (key) => (key.startsWith(prefix) ? thingNamed(key.slice(prefix.length)) : null);

  /** @param {string} key */
  const stored = (key) => storage?.getItem(key) ?? null;

  /** @param {string} key */
  function read(key) {
    const mine = parseEntry(held.get(key));
    try {
      const text = stored(key);
      const kept = parseEntry(text);
      if (text !== null && !kept) tellUnreadable();
      return kept && mine && kept.at > mine.at ? kept : (mine ?? kept);
    } catch (error) {
      fail(error);
      return mine;
    }
  }

  function tellUnreadable() {
    // A newer version's data may well look strange.
    if (unreadableTold || status === "newer") return;
    unreadableTold = true;
    onUnreadable?.();
  }

  /** Every key of this site. */
  function keys() {
    const found = [];
    for (let i = 0; storage && i < storage.length; i += 1) found.push(storage.key(i) ?? "");
    return found.filter((key) => key.startsWith(prefix));
  }

  /** Every key of this site, with those that could not be written. */
  function allKeys() {
    try {
      return new Set([...held.keys(), ...keys()]);
    } catch (error) {
      fail(error);
      return new Set(held.keys());
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
    const found = versionIn(stored(schemaKey));
    if (found && found > schema) become("newer");
    if (!storage || (found && found >= schema)) return found === schema;
    if (!found) keepCorrupt(schemaKey);
    // Without a number the data may be as old as can be.
    migrate(storage, prefix, { from: found ?? 1, to: schema, migrations });
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

  /**
   * Puts texts in place of what is there, null taking a key away; when one cannot be put, none is.
   * @param {import("./types.js").StorageLike} place
   * @param {Map<string, string | null>} texts by key
   */
  function putAll(place, texts) {
    /** @type {Map<string, string | null>} */
    const before = new Map();
    /** @param {string} key @param {string | null} text */
    const put = (key, text) => (text === null ? place.removeItem(key) : place.setItem(key, text));
    // What goes makes room for what comes.
    const removalsFirst = [...texts].sort(([, a], [, b]) => Number(a !== null) - Number(b !== null));
    try {
      for (const [key, text] of removalsFirst) {
        before.set(key, place.getItem(key));
        put(key, text);
      }
    } catch (error) {
      // The last first, so that at each step there is the room that there was.
      for (const [key, text] of [...before].reverse()) put(key, text);
      throw error;
    }
  }

  events?.addEventListener("storage", (event) => {
    const { key, newValue } = /** @type {StorageEvent} */ (event);
    // No key: everything was cleared. Without its version the site was reset in another tab.
    const all = key === null || (key === schemaKey && newValue === null);
    if (all) held.clear();
    const change = key === null ? null : thingOf(key);
    if (all || change) tell(change);
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
      const found = new Map();
      for (const key of allKeys()) {
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

    snapshot() {
      const texts = new Map();
      for (const key of allKeys()) {
        const text = held.has(key) ? JSON.stringify(read(key)) : stored(key);
        if (text !== null) texts.set(key.slice(prefix.length), text);
      }
      const version = texts.get("schema");
      texts.delete("schema");
      return { schema: versionIn(version ?? null) ?? schema, texts };
    },

    write(changes) {
      for (const name of changes.keys()) if (!thingNamed(name)) throw new RangeError(`not a name: ${name}`);
      try {
        if (!storage || !upgrade()) return false;
        const texts = new Map();
        for (const [name, entry] of changes) {
          const key = prefix + name;
          if (!parseEntry(stored(key))) keepCorrupt(key);
          texts.set(key, entry && JSON.stringify(entry));
        }
        putAll(storage, texts);
        for (const key of texts.keys()) held.delete(key);
      } catch (error) {
        fail(error);
        return false;
      }
      flush();
      tell(null);
      return true;
    },

    clear() {
      try {
        if (!storage) return false;
        // The version goes last: it tells the other tabs that all is gone.
        const last = (/** @type {string} */ key) => Number(key === schemaKey);
        for (const key of keys().sort((a, b) => last(a) - last(b))) storage.removeItem(key);
        held.clear();
        become("ok");
      } catch (error) {
        fail(error);
        return false;
      }
      tell(null);
      return true;
    },
  };
}
