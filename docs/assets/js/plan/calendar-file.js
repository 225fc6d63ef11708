// The reader's dates as an iCalendar file (RFC 5545): an event for each stretch of days, or for each day at an hour.
//
// Times are written in UTC, one event for each day. A local time without a zone would be shorter, but calendars read
// it as UTC as often as not; a zone by name needs its rules in the file, and calendars differ in whether they trust
// them. UTC is read alike by all, and each day's instant is computed with the reader's own clock rules, so that an
// hour stays the same hour when clocks change.

import { isoOf } from "./days.js";

/** @typedef {import("../types.js").CalendarMemory} CalendarMemory */
/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */
/** @typedef {{unit: PlanUnit, part: number, parts: number, lines: string[]}} Event */

/**
 * @typedef {object} CalendarOptions
 * @property {Outline} outline
 * @property {Pick<import("../types.js").Timetable, "spanOf" | "plannedSpanOf">} timetable
 * @property {string} site absolute address of the site's root, with a slash at its end
 * @property {string | null} hour "HH:MM" at which a study day begins; null for events of whole days
 * @property {number | null} reminder minutes before an event, or null for none; a whole day's stands at 08:00
 * @property {number} now milliseconds
 * @property {CalendarMemory | null} last what is remembered of the last file
 */

const MOST_OCTETS = 75;
const MINUTE = 60_000;
/** SEQUENCE counts minutes from here, so that it also rises from browser to browser and after a reset. */
const SEQUENCE_BEGINS = Date.UTC(2026, 0, 1);

/** Octets of a character in UTF-8. @param {string} character */
function octetsOf(character) {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * A content line, cut into lines of 75 octets at most, never within a character, with the line end of the standard.
 * @param {string} line
 */
export function fold(line) {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MOST_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** A text as a value: what has a meaning there is escaped, and control characters, which are not allowed, are gone. @param {string} text */
export function escapeText(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** @param {Day} day */
const dateOf = (day) => isoOf(day).replaceAll("-", "");

/** "20261123T140000Z" @param {number} instant milliseconds */
const momentOf = (instant) => new Date(instant).toISOString().replace(/[-:]|\.[0-9]+/g, "");

/** The moment, in milliseconds, of a time on the reader's clock. @param {Day} day @param {number} minutes after midnight */
function instantOf(day, minutes) {
  const date = new Date(day * 864e5);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 0, minutes).getTime();
}

/** Stretches of days that follow one another. @param {Day[]} days @returns {{first: Day, last: Day}[]} */
function runsOf(days) {
  /** @type {{first: Day, last: Day}[]} */
  const runs = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.last + 1 === day) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs;
}

/** @type {(options: CalendarOptions) => Event[]} */
function wholeDayEvents({ outline, timetable }) {
  return outline.units.flatMap((unit) => {
    const runs = runsOf(timetable.spanOf(unit.id)?.days ?? []);
    return runs.map(({ first, last }, n) => ({
      unit,
      part: n + 1,
      parts: runs.length,
      lines: [`DTSTART;VALUE=DATE:${dateOf(first)}`, `DTEND;VALUE=DATE:${dateOf(last + 1)}`, "TRANSP:TRANSPARENT"],
    }));
  });
}

/**
 * Units that share a day follow one another, and a unit of several days takes the same time on each.
 * @type {(options: CalendarOptions, hour: string) => Event[]}
 */
function timedEvents({ outline, timetable }, hour) {
  const [hours, minutes] = hour.split(":").map(Number);
  const begin = (hours ?? 0) * 60 + (minutes ?? 0);
  /** @type {Map<Day, number>} milliseconds of study that stand on a day already */
  const taken = new Map();
  return outline.units.flatMap((unit) => {
    const days = timetable.spanOf(unit.id)?.days ?? [];
    const length = Math.max(1, Math.round(unit.minutes / days.length)) * MINUTE;
    return days.map((day, n) => {
      const before = taken.get(day) ?? 0;
      taken.set(day, before + length);
      const start = instantOf(day, begin) + before;
      const lines = [`DTSTART:${momentOf(start)}`, `DTEND:${momentOf(start + length)}`, "TRANSP:OPAQUE"];
      return { unit, part: n + 1, parts: days.length, lines };
    });
  });
}

/** Events of earlier files that the plan has no more. @type {(options: CalendarOptions, events: Event[]) => Event[]} */
function cancelledEvents({ outline, timetable, last }, events) {
  const partsNow = partsOf(events);
  return outline.units.flatMap((unit) => {
    const [now, before] = [countIn(partsNow, unit.id), countIn(last?.parts ?? {}, unit.id)];
    const day = timetable.plannedSpanOf(unit.id)?.first;
    if (day === undefined) return [];
    const lines = [`DTSTART;VALUE=DATE:${dateOf(day)}`, "STATUS:CANCELLED", "TRANSP:TRANSPARENT"];
    return Array.from({ length: Math.max(0, before - now) }, (_, n) => ({
      unit,
      part: now + n + 1,
      parts: 1,
      lines,
    }));
  });
}

/** A unit may be called “constructor”, which every object has. @type {(parts: Record<string, number>, id: string) => number} */
const countIn = (parts, id) => (Object.hasOwn(parts, id) ? (parts[id] ?? 0) : 0);

/** @param {Event[]} events @returns {Record<string, number>} */
function partsOf(events) {
  /** @type {Record<string, number>} */
  const parts = {};
  for (const { unit } of events) parts[unit.id] = countIn(parts, unit.id) + 1;
  return parts;
}

/** @type {(options: CalendarOptions, event: Event) => string[]} */
function linesOf({ outline, site, hour, reminder }, { unit, part, parts, lines }) {
  const { host, pathname } = new URL(site);
  const step = outline.step === "day" ? "Day" : "Week";
  const when = unit.from === unit.to ? `${step} ${unit.from}` : `${step}s ${unit.from}–${unit.to}`;
  const address = `${site}${outline.id}/${unit.id}/`;
  const title = `${unit.title}${parts > 1 ? ` (${part} of ${parts})` : ""}`;
  const about = [`${when} of ${outline.length}: ${outline.title}`, ...unit.items.map(({ text }) => `• ${text}`), address];
  const isCancelled = lines.includes("STATUS:CANCELLED");
  return [
    `UID:${outline.id}.${unit.id}.${part}@${host}${pathname.replace(/\/$/, "")}`,
    ...lines,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(about.join("\n"))}`,
    `CATEGORIES:${escapeText(outline.title)}`,
    `URL:${address}`,
    ...(reminder === null || isCancelled ? [] : alarmLines(title, hour ? `-PT${reminder}M` : "PT8H")),
  ];
}

/** @type {(title: string, trigger: string) => string[]} */
const alarmLines = (title, trigger) => [
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  `DESCRIPTION:${escapeText(title)}`,
  `TRIGGER:${trigger}`,
  "END:VALARM",
];

/** FNV-1a, 32 bits, of a text's octets. @param {string} text */
function digestOf(text) {
  let hash = 0x811c9dc5;
  for (const octet of new TextEncoder().encode(text)) hash = Math.imul(hash ^ octet, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** @type {(last: CalendarMemory | null, digest: string, now: number) => number} */
function sequenceOf(last, digest, now) {
  if (last?.digest === digest) return last.sequence;
  return Math.max((last?.sequence ?? -1) + 1, Math.floor((now - SEQUENCE_BEGINS) / MINUTE), 0);
}

/**
 * Whether a value read from storage is what is remembered of a calendar file.
 * @param {any} value
 * @returns {value is CalendarMemory}
 */
export function isCalendarMemory(value) {
  if (typeof value !== "object" || value === null || typeof value.parts !== "object" || value.parts === null) return false;
  const counts = Object.values(value.parts);
  // SEQUENCE is an integer of 32 bits. More parts than days are no parts.
  const isCount = (/** @type {unknown} */ count) => Number.isInteger(count) && Number(count) >= 0 && Number(count) < 10_000;
  const isSequence = Number.isInteger(value.sequence) && value.sequence >= 0 && value.sequence < 2 ** 31 - 1;
  return isSequence && typeof value.digest === "string" && counts.every(isCount);
}

/**
 * The file, and what to remember of it, so that the next one updates its events.
 * @param {CalendarOptions} options
 * @returns {{text: string, memory: CalendarMemory, events: number}}
 */
export function calendarOf(options) {
  const { outline, hour, now, last } = options;
  const events = hour === null ? wholeDayEvents(options) : timedEvents(options, hour);
  const cancelled = cancelledEvents(options, events);
  const contents = [...events, ...cancelled].map((event) => linesOf(options, event));
  const digest = digestOf(contents.flat().join("\n"));
  const sequence = sequenceOf(last, digest, now);
  const stamp = [`DTSTAMP:${momentOf(now)}`, `SEQUENCE:${sequence}`];
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Daywise//Study plan//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escapeText(outline.title)}`,
    ...contents.flatMap(([uid = "", ...rest]) => ["BEGIN:VEVENT", uid, ...stamp, ...rest, "END:VEVENT"]),
    "END:VCALENDAR",
  ];
  // An event once cancelled is cancelled in each later file, for the one that said so may not have been imported.
  return {
    text: lines.map(fold).join(""),
    memory: { sequence, digest, parts: partsOf([...events, ...cancelled]) },
    events: events.length,
  };
}
