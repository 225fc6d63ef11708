// Share links: a plan's dates and ticks as a short text that fits into the fragment of an address.
//
// Ticks are told by permanent ordinals (lines of ids.txt), so that a link stays right when items are added, moved or
// retired after it was made. The text is base64url of: the version, 8 bits; when it was made; the dates; the ticks;
// zeros up to a whole byte; and CRC-32 of the plan's id and all of that, 32 bits. Each later version keeps the first of
// these and the last.

import { BitReader, BitWriter, Damage } from "./bits.js";
import { dayOf, isoOf } from "./days.js";
import { isRepair } from "./positions.js";
import { doneTest, readDates } from "./reader.js";

/** @typedef {import("../types.js").Backup} Backup */
/** @typedef {import("../types.js").Dates} Dates */
/** @typedef {import("../types.js").Entry} Entry */
/** @typedef {import("../types.js").Ordinals} Ordinals */
/** @typedef {import("../types.js").Repair} Repair */
/** @typedef {import("../types.js").Shared} Shared */
/** @typedef {import("../types.js").StepSpan} StepSpan */

const VERSION = 1;
const MARK = "#plan=";
/** A text far longer than any that is made here is not worth a look. */
const MOST_CHARACTERS = 8_000;
const EPOCH = Date.UTC(2020, 0, 1);
const EPOCH_DAY = EPOCH / 864e5;
const MINUTE = 60_000;
const KINDS = /** @type {const} */ (["shift", "place", "drop"]);
const DATE_IDS = new Set(["start", "rest", "off", "limit", "repairs"]);

/** Orders of the Exp-Golomb codes: about the bits that the usual value takes. */
const ORDER = { made: 22, start: 12, off: 3, limit: 6, count: 2, day: 4, from: 4, by: 1, unit: 3, first: 1, length: 0, last: 8 };
/** Bits for the order of the gaps between ticks. */
const GAP_ORDER = 3;

/** CRC-32 as in zlib. @param {Uint8Array} bytes */
export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let n = 0; n < 8; n += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** @type {(plan: string, bytes: Uint8Array) => number} */
const checkOf = (plan, bytes) => crc32(new Uint8Array([...new TextEncoder().encode(plan), ...bytes]));

/** @param {Uint8Array} bytes */
function toText(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
function toBytes(text) {
  if (text.length > MOST_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) throw new Damage("text");
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** The names of ordinals. @param {Record<string, number>} ordinals */
const namesIn = (ordinals) => new Map(Object.entries(ordinals).map(([id, ordinal]) => [ordinal, id]));

/** @type {(bits: BitWriter, ids: string[], ordinals: Record<string, number>, each?: (id: string) => void) => void} */
function putUnits(bits, ids, ordinals, each) {
  // “constructor” may be an id, and is something that every object has.
  const known = ids.filter((id) => Object.hasOwn(ordinals, id));
  bits.number(known.length, ORDER.count);
  let last = 0;
  for (const id of known) {
    const ordinal = /** @type {number} */ (ordinals[id]);
    bits.signed(ordinal - last, ORDER.unit);
    last = ordinal;
    each?.(id);
  }
}

/** Units that this page does not know are left out. @type {(bits: BitReader, names: Map<number, string>, each?: (id: string | undefined) => void) => string[]} */
function takeUnits(bits, names, each) {
  const found = [];
  let ordinal = 0;
  for (let left = bits.count(ORDER.count); left > 0; left -= 1) {
    ordinal += bits.signed(ORDER.unit);
    const id = names.get(ordinal);
    if (id !== undefined) found.push(id);
    each?.(id);
  }
  return found;
}

/** @type {(bits: BitWriter, repair: Repair, start: number, ordinals: Record<string, number>) => void} */
function putRepair(bits, repair, start, ordinals) {
  bits.put(KINDS.indexOf(repair.kind), 2);
  bits.signed((dayOf(repair.made) ?? start) - start, ORDER.day);
  if (repair.kind === "place") return putPlaces(bits, repair.units, ordinals);
  bits.number(repair.from, ORDER.from);
  bits.signed(repair.by, ORDER.by);
  putUnits(bits, repair.keep ?? [], ordinals);
  if (repair.kind === "drop") putUnits(bits, repair.units, ordinals);
}

/** @type {(bits: BitWriter, units: Record<string, StepSpan>, ordinals: Record<string, number>) => void} */
function putPlaces(bits, units, ordinals) {
  let before = 0;
  putUnits(bits, Object.keys(units), ordinals, (id) => {
    const [first, last] = /** @type {StepSpan} */ (units[id]);
    bits.signed(first - before, ORDER.first);
    bits.number(last - first, ORDER.length);
    before = first;
  });
}

/** @type {(bits: BitReader, start: number, names: Map<number, string>) => Repair} */
function takeRepair(bits, start, names) {
  const kind = KINDS[bits.take(2)];
  const made = isoIn(start + bits.signed(ORDER.day));
  /** @type {unknown} */
  let repair = { made, kind, units: kind === "place" ? takePlaces(bits, names) : undefined };
  if (kind !== "place") {
    const [from, by, keep] = [bits.number(ORDER.from), bits.signed(ORDER.by), takeUnits(bits, names)];
    const units = kind === "drop" ? { units: takeUnits(bits, names) } : {};
    repair = { made, kind, ...units, from, by, ...(keep.length && { keep }) };
  }
  if (!isRepair(repair)) throw new Damage("a repair");
  return repair;
}

/** @type {(bits: BitReader, names: Map<number, string>) => Record<string, StepSpan>} */
function takePlaces(bits, names) {
  /** @type {Record<string, StepSpan>} */
  const units = {};
  let first = 0;
  takeUnits(bits, names, (id) => {
    first += bits.signed(ORDER.first);
    const last = first + bits.number(ORDER.length);
    if (id !== undefined) units[id] = [first, last];
  });
  return units;
}

/** @param {number} day */
function isoIn(day) {
  // Far from now there is no date to make a text of.
  const iso = Math.abs(day) < 1e6 ? isoOf(day) : "";
  if (dayOf(iso) === null) throw new Damage("a date");
  return iso;
}

/** @type {(bits: BitWriter, dates: Dates | null, ordinals: Ordinals) => void} */
function putDates(bits, dates, { units }) {
  bits.put(dates ? 1 : 0, 1);
  if (!dates) return;
  bits.signed(dates.start - EPOCH_DAY, ORDER.start);
  for (let weekday = 1; weekday <= 7; weekday += 1) bits.put(dates.rest.includes(weekday) ? 1 : 0, 1);
  bits.number(dates.off.length, ORDER.count);
  dates.off.reduce((last, day) => (bits.signed(day - last, ORDER.off), day), dates.start);
  bits.number(dates.limit ?? 0, ORDER.limit);
  bits.number(dates.repairs.length, ORDER.count);
  for (const repair of dates.repairs) putRepair(bits, repair, dates.start, units);
}

/** @type {(bits: BitReader, ordinals: Ordinals) => Dates | null} */
function takeDates(bits, ordinals) {
  if (!bits.take(1)) return null;
  const names = namesIn(ordinals.units);
  const start = EPOCH_DAY + bits.signed(ORDER.start);
  isoIn(start);
  const rest = [1, 2, 3, 4, 5, 6, 7].filter(() => bits.take(1));
  if (rest.length === 7) throw new Damage("no day to study on");
  const off = [];
  for (let left = bits.count(ORDER.count), day = start; left > 0; left -= 1) {
    day += bits.signed(ORDER.off);
    isoIn(day);
    off.push(day);
  }
  const limit = bits.number(ORDER.limit) || null;
  const repairs = [];
  for (let left = bits.count(ORDER.count); left > 0; left -= 1) repairs.push(takeRepair(bits, start, names));
  return { start, rest, off, limit, repairs };
}

/** Gaps between ticks. @type {(ticks: number[], order: number) => BitWriter} */
function gapsOf(ticks, order) {
  const bits = new BitWriter();
  bits.put(1, 1);
  bits.put(order, GAP_ORDER);
  bits.number(ticks.length, ORDER.count);
  ticks.reduce((last, tick) => (bits.number(tick - last - 1, order), tick), 0);
  return bits;
}

/** A bit for each ordinal up to the last one. @param {number[]} ticks */
function setOf(ticks) {
  const bits = new BitWriter();
  const set = new Set(ticks);
  const last = ticks.at(-1) ?? 0;
  bits.put(0, 1);
  bits.number(last, ORDER.last);
  for (let n = 1; n <= last; n += 1) bits.put(set.has(n) ? 1 : 0, 1);
  return bits;
}

/** The ordinals of ticks, in order, in the shorter of both forms. @param {number[]} ticks */
function ticksIn(ticks) {
  const forms = [setOf(ticks), ...[0, 1, 2, 3, 4, 5, 6, 7].map((order) => gapsOf(ticks, order))];
  return forms.reduce((best, form) => (form.bits.length < best.bits.length ? form : best)).bits;
}

/** @param {BitReader} bits */
function takeTicks(bits) {
  const ticks = [];
  if (bits.take(1)) {
    const order = bits.take(GAP_ORDER);
    for (let left = bits.count(ORDER.count), last = 0; left > 0; left -= 1) {
      last += bits.number(order) + 1;
      ticks.push(last);
    }
  } else {
    const last = bits.count(ORDER.last);
    for (let n = 1; n <= last; n += 1) if (bits.take(1)) ticks.push(n);
  }
  return ticks;
}

/**
 * The fragment of a share link.
 * @param {{made: number, ticks: Iterable<string>, dates: Dates | null}} state `made` in milliseconds
 * @param {Ordinals} ordinals
 */
export function encodeShare({ made, ticks, dates }, ordinals) {
  const bits = new BitWriter();
  bits.put(VERSION, 8);
  bits.number(Math.max(0, Math.floor((made - EPOCH) / MINUTE)), ORDER.made);
  putDates(bits, dates, ordinals);
  const known = [...new Set(ticks)].flatMap((id) => (Object.hasOwn(ordinals.items, id) ? (ordinals.items[id] ?? []) : []));
  bits.bits.push(...ticksIn(known.sort((a, b) => a - b)));
  const bytes = bits.bytes();
  const check = new BitWriter();
  check.put(checkOf(ordinals.plan, bytes), 32);
  return MARK + toText(new Uint8Array([...bytes, ...check.bytes()]));
}

/** Whether a fragment is that of a share link. @param {string} fragment */
export const isShare = (fragment) => fragment.startsWith(MARK);

/**
 * What a fragment carries.
 * @param {string} fragment of which `isShare` holds
 * @param {Ordinals} ordinals
 * @returns {{shared: Shared} | {refused: import("../types.js").Refusal}}
 */
export function decodeShare(fragment, ordinals) {
  try {
    const bytes = toBytes(fragment.slice(MARK.length));
    const content = bytes.subarray(0, -4);
    if (new BitReader(bytes.subarray(-4)).take(32) !== checkOf(ordinals.plan, content)) return { refused: "damaged" };
    if ((content[0] ?? 0) > VERSION) return { refused: "newer" };
    return { shared: read(new BitReader(content), ordinals) };
  } catch (error) {
    if (error instanceof Damage) return { refused: "damaged" };
    throw error;
  }
}

/** @type {(bits: BitReader, ordinals: Ordinals) => Shared} */
function read(bits, ordinals) {
  if (bits.take(8) !== VERSION) throw new Damage("version");
  const made = EPOCH + bits.number(ORDER.made) * MINUTE;
  const dates = takeDates(bits, ordinals);
  const ticked = takeTicks(bits);
  bits.end();
  const names = namesIn(ordinals.items);
  const unknown = ticked.filter((ordinal) => ordinal > ordinals.registered).length;
  const ticks = ticked.flatMap((ordinal) => names.get(ordinal) ?? []);
  return { made, ticks, dates, unknown, gone: ticked.length - unknown - ticks.length };
}

/**
 * The fragment for what the reader saved.
 * @param {import("../types.js").Store} store
 * @param {Ordinals} ordinals
 * @param {number} now milliseconds
 */
export function shareOf(store, ordinals, now) {
  const isDone = doneTest(store, ordinals.plan);
  const ticks = Object.keys(ordinals.items).filter(isDone);
  return encodeShare({ made: now, ticks, dates: readDates(store, ordinals.plan) }, ordinals);
}

/** Whether a setting says no more than one that was never made. @param {unknown} value */
const isUnset = (value) => value === null || (Array.isArray(value) && value.length === 0);

/**
 * A link as a backup of the plan's ticks and dates. Each thing counts as saved when the link was made: merging lets
 * what was changed here since stand.
 * @type {(shared: Shared, plan: string, store: import("../types.js").Store, now: number) => Backup}
 */
export function backupOf({ made, ticks, dates }, plan, store, now) {
  const at = Math.min(made, now);
  /** @type {Map<string, Entry>} */
  const entries = new Map(ticks.map((id) => [`${plan}:tick:${id}`, { v: true, at }]));
  const values = dates ? { ...dates, start: isoOf(dates.start), off: dates.off.map(isoOf) } : {};
  for (const [id, v] of Object.entries(values))
    if (!isUnset(v) || store.get(plan, "dates", id) !== undefined) entries.set(`${plan}:dates:${id}`, { v, at });
  /** @type {Backup["about"]} */
  const about = (thing) =>
    thing.plan === plan && (thing.kind === "tick" || (dates !== null && thing.kind === "dates" && DATE_IDS.has(thing.id)));
  return { about, entries, skipped: 0 };
}
