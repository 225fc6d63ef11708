// Finds units by their titles and days alone: what a reader is shown while the index is still on its way.

import { cleanQuery, isOfDay, normal, wordsOf } from "./search-query.js";

/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Titles} Titles */
/** @typedef {import("./types.js").TitledUnit} TitledUnit */

const MOST = 8;
/** With fewer letters a word is no beginning of others: "c" is C, not caching. */
const SHORTEST_BEGINNING = 2;

/** What is known before the file of titles is there. @returns {Titles} */
export const noTitles = () => ({ plans: new Map(), units: [] });

/**
 * Reads `search-titles.json`.
 * @param {{plans: Record<string, {title: string, units: [string, string, string][]}>}} data
 * @returns {Titles}
 */
export function readTitles({ plans }) {
  const all = Object.entries(plans);
  return {
    plans: new Map(all.map(([plan, { title }]) => [plan, title])),
    units: all.flatMap(([plan, { units }]) =>
      units.map(([id, when, title]) => ({ plan, id, when, title, plain: plain(title) })),
    ),
  };
}

/** @param {string} text */
const plain = (text) => text.split(/[\s/–-]+/).map(normal).filter(Boolean).join(" ");

/**
 * How well a title fits: 0 is the best; -1 when a word of the query is neither in it nor the beginning of a word in it.
 * @param {string} wanted as `plain` gives it
 * @param {string} title as `plain` gives it
 */
function rankOf(wanted, title) {
  const words = title.split(" ");
  const fits = wanted.split(" ").every((part) => words.some((word) => (part.length < SHORTEST_BEGINNING ? word === part : word.startsWith(part))));
  return fits ? [title === wanted, title.startsWith(wanted), true].indexOf(true) : -1;
}

/**
 * The units that a query names by day, or by words of their titles; those of the reader's plan first, then by how well they
 * fit. None for a phrase in quotes: only the whole text can say where that stands.
 * @param {string} typed
 * @param {TitledUnit[]} units
 * @param {{base: string, own: string}} options path of the site's root, `/daywise/`; id of the plan the reader is in
 * @returns {Hit[]}
 */
export function hitsByTitle(typed, units, { base, own }) {
  const query = cleanQuery(typed);
  const words = wordsOf(query).map(normal);
  const isQuoted = query.startsWith('"');
  const wanted = plain(query);
  const ranked = units
    .map((unit) => ({ unit, rank: isOfDay(query, [unit.when]) ? 0 : isQuoted ? -1 : rankOf(wanted, unit.plain) }))
    .filter(({ rank }) => wanted !== "" && rank >= 0);
  const isForeign = (/** @type {TitledUnit} */ { plan }) => Number(plan !== own);
  ranked.sort((a, b) => isForeign(a.unit) - isForeign(b.unit) || a.rank - b.rank);
  return ranked.slice(0, MOST).map(({ unit: { plan, id, when, title } }) => {
    return { title, url: `${base}${plan}/${id}/`, plan, when, words, excerpt: [], sections: [] };
  });
}
