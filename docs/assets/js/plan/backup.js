// Export files: what a reader saved, as a text to keep elsewhere, and what taking one in would change.
//
// A file holds the saved things as they are stored, and says which version of the stored form that is. So what
// brings stored data to a new version brings old files there, too.

import { MIGRATIONS, SCHEMA, migrate, parseEntry, thingNamed } from "../store.js";

/** @typedef {import("../types.js").Backup} Backup */
/** @typedef {import("../types.js").Entry} Entry */
/** @typedef {import("../types.js").Mode} Mode */
/** @typedef {import("../types.js").Preview} Preview */
/** @typedef {import("../types.js").StorageLike} StorageLike */
/** @typedef {import("../types.js").Store} Store */

/** Kinds that are about this browser, so that they stay in it. */
const OF_THIS_BROWSER = new Set(["asked"]);
/** The most characters a file may have: no browser stores more for one site. */
const MOST_CHARACTERS = 12_000_000;
/** How deep a value may be nested: what is stored here is far from it, and what is deeper could not be written again. */
const DEEPEST = 30;
const DAY = 864e5;

/** @param {string} text @returns {unknown} undefined when the text is no JSON */
function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @type {(value: unknown, levels?: number) => boolean} `levels` are those that are left */
function isTooDeep(value, levels = DEEPEST) {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

/** A value as it would be stored; what nobody could store is no entry. @param {unknown} value */
const textOf = (value) => JSON.stringify(isTooDeep(value) ? null : value);

/** Whether a thing leaves this browser with a file. @param {string} name */
export const travels = (name) => !OF_THIS_BROWSER.has(thingNamed(name)?.kind ?? "");

/** Whether a name stands for a thing that a backup speaks of. @type {(about: Backup["about"], name: string) => boolean} */
function isAbout(about, name) {
  const thing = thingNamed(name);
  return thing !== null && travels(name) && about(thing);
}

/**
 * The text of an export file.
 * @param {Store} store
 * @param {{now: number, base: string, plan?: string | null}} about `plan` for the things of one plan only
 */
export function exportText(store, { now, base, plan = null }) {
  const { schema, texts } = store.snapshot();
  /** @type {Record<string, unknown>} */
  const saved = {};
  /** @type {Record<string, string>} */
  const unreadable = {};
  for (const [name, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!travels(name) || (plan && !name.startsWith(`${plan}:`))) continue;
    const value = thingNamed(name) ? jsonIn(text) : undefined;
    if (value === undefined) unreadable[name] = text;
    else saved[name] = value;
  }
  const file = { daywise: schema, made: new Date(now).toISOString(), site: base, plan, saved };
  return `${JSON.stringify(Object.keys(unreadable).length ? { ...file, unreadable } : file, null, 1)}\n`;
}

/**
 * A storage in memory, for what brings old files to today’s form.
 * @implements {StorageLike}
 */
class Shelf {
  /** @param {Map<string, string>} texts */
  constructor(texts) {
    this.texts = texts;
  }

  get length() {
    return this.texts.size;
  }

  /** @param {number} index */
  key = (index) => [...this.texts.keys()][index] ?? null;
  /** @param {string} key */
  getItem = (key) => this.texts.get(key) ?? null;
  /** @type {(key: string, text: string) => void} */
  setItem = (key, text) => void this.texts.set(key, text);
  /** @param {string} key */
  removeItem = (key) => void this.texts.delete(key);
}

/**
 * What a file holds, in today's form. A refusal says why it cannot be taken in.
 * @param {string} text
 * @param {{now: number, schema?: number, migrations?: Record<number, import("../types.js").Migration>}} options
 * @returns {{backup: Backup} | {refused: import("../types.js").Refusal}}
 */
export function readBackup(text, { now, schema = SCHEMA, migrations = MIGRATIONS }) {
  const file = /** @type {any} */ (text.length > MOST_CHARACTERS ? undefined : jsonIn(text));
  const version = file?.daywise;
  if (!Number.isInteger(version) || version < 1) return { refused: "damaged" };
  if (version > schema) return { refused: "newer" };
  const { saved, plan = null } = file;
  if (typeof saved !== "object" || saved === null || Array.isArray(saved)) return { refused: "damaged" };
  if (plan !== null && (typeof plan !== "string" || !thingNamed(`${plan}:a:a`))) return { refused: "damaged" };
  const shelf = new Shelf(new Map(Object.entries(saved).map(([name, value]) => [name, textOf(value)])));
  migrate(shelf, "", { from: version, to: schema, migrations });
  return { backup: backupOf(shelf.texts, plan, now) };
}

/** @type {(texts: Map<string, string>, plan: string | null, now: number) => Backup} */
function backupOf(texts, plan, now) {
  /** @type {Backup["about"]} */
  const about = (thing) => plan === null || thing.plan === plan;
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let skipped = 0;
  for (const [name, text] of texts) {
    const entry = parseEntry(text);
    // A clock that ran ahead must not win for ever.
    if (entry && isAbout(about, name)) entries.set(name, { v: entry.v, at: Math.min(entry.at, now + DAY) });
    else if (travels(name)) skipped += 1;
  }
  return { about, entries, skipped };
}

/** @param {Store} store @param {Backup} backup */
function entriesHere(store, { about }) {
  /** @type {Map<string, Entry>} */
  const found = new Map();
  for (const [name, text] of store.snapshot().texts) {
    const entry = parseEntry(text);
    if (entry && isAbout(about, name)) found.set(name, entry);
  }
  return found;
}

/** @type {(a: Entry, b: Entry) => boolean} */
const sameValue = (a, b) => JSON.stringify(a.v) === JSON.stringify(b.v);

/**
 * What taking in a backup would do.
 * @param {Store} store
 * @param {Backup} backup
 * @param {Mode} mode
 * @returns {Preview}
 */
export function previewOf(store, backup, mode) {
  const here = entriesHere(store, backup);
  /** @type {Preview} */
  const found = { added: [], changed: [], removed: [], kept: [], same: 0 };
  for (const [name, theirs] of backup.entries) {
    const mine = here.get(name);
    if (!mine) found.added.push(name);
    else if (sameValue(mine, theirs)) found.same += 1;
    else if (mode === "replace" || theirs.at > mine.at) found.changed.push(name);
    else found.kept.push(name);
  }
  if (mode === "replace") found.removed = [...here.keys()].filter((name) => !backup.entries.has(name));
  return found;
}

/**
 * Takes a backup in, all of it or, when this gives false, nothing.
 * @param {Store} store
 * @param {Backup} backup
 * @param {Mode} mode
 */
export function takeIn(store, backup, mode) {
  const { added, changed, removed } = previewOf(store, backup, mode);
  /** @type {Map<string, Entry | null>} */
  const changes = new Map(removed.map((name) => [name, null]));
  // “Replace” leaves things just as the file has them, their times included.
  for (const name of mode === "replace" ? backup.entries.keys() : [...added, ...changed])
    changes.set(name, /** @type {Entry} */ (backup.entries.get(name)));
  return store.write(changes);
}
