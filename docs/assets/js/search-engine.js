// Asks Pagefind, judges what comes back, and tries other queries when a word is on no page.

import {
  alternatives,
  cleanQuery,
  isOfDay,
  isSame,
  isShort,
  isTitleBegun,
  isTitled,
  missingWords,
  normal,
  noteFor,
  planOf,
  segments,
  wordsOf,
} from "./search-query.js";

/** @typedef {import("./types.js").Found} Found */
/** @typedef {import("./types.js").Fragment} Fragment */
/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Pagefind} Pagefind */

const BATCH = 8;
const MOST_SECTIONS = 3;
const WAIT = 200;
/** So many pages are looked at before it is said that no page has a word: the first may have one like it. */
const BEST = 3;

/** The words of a page's text that Pagefind found. @param {Pick<Fragment, "content" | "locations">} page */
function markedWords({ content, locations }) {
  const words = content.split(/\s+/);
  return locations.map((place) => words[place] ?? "");
}

/**
 * The words of a page that answer a query: the marked ones, and those of its title and day.
 * @param {Fragment} page
 */
function foundWords({ content, locations, meta }) {
  const ofMeta = Object.values(meta).flatMap((text) => text?.split(/\s+/) ?? []);
  return [...markedWords({ content, locations }), ...ofMeta];
}

/**
 * Whether a page has each short word of a query as it is written, or its plural. Pagefind compares stems, and those of
 * "CORS" and "core" are the same; of a long word it is right to find every form.
 * @param {string} query
 * @param {Fragment} page
 */
function asWritten(query, page) {
  const words = foundWords(page);
  return wordsOf(query).every((word) => !isShort(word) || words.some((found) => isSame(found, word)));
}

/** @param {import("./types.js").SubResult} section */
const weight = (section) => section.weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);

/**
 * Pages in the order of the first test that each passes, else in their own order.
 * @param {Fragment[]} pages
 * @param {((page: Fragment) => boolean)[]} tests
 */
function firstOf(pages, ...tests) {
  const ranks = pages.map((page) => [...tests, () => true].findIndex((test) => test(page)));
  return [...tests.keys(), tests.length].flatMap((rank) => pages.filter((_page, n) => ranks[n] === rank));
}

/**
 * Pages that Pagefind found, those first that a reader means: the day that was asked for, days whose title begins with
 * the query, days with all its words in their title, pages with its short words as they are written. What Pagefind gives
 * for a title is little beside many words of a long text.
 * @param {string} query
 * @param {Fragment[]} pages
 */
function inOrder(query, pages) {
  const titleOfDay = (/** @type {Fragment} */ { meta }) => (meta.when && meta.title) || "";
  return firstOf(
    pages,
    ({ meta }) => isOfDay(query, Object.values(meta)),
    (page) => isTitleBegun(titleOfDay(page), query),
    (page) => isTitled(titleOfDay(page), query),
    (page) => asWritten(query, page),
  );
}

/** @param {Fragment} page @param {string} base @returns {Hit} */
export function hitOf({ url, meta, excerpt, content, locations, sub_results }, base) {
  const inner = sub_results.filter((section) => section.url.includes("#"));
  const best = [...inner].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_SECTIONS);
  const top = sub_results.find((section) => !section.url.includes("#"));
  const title = meta.title ?? url;
  return {
    title,
    url,
    plan: planOf(url, base),
    when: meta.when ?? "",
    words: [...new Set(markedWords({ content, locations }).map(normal))].filter(Boolean),
    excerpt: segments(top?.excerpt ?? (inner.length > 0 ? "" : excerpt), title),
    sections: inner
      .filter((section) => best.includes(section))
      .map((section) => ({ ...section, excerpt: segments(section.excerpt, section.title) })),
  };
}

/**
 * @param {object} options
 * @param {string} options.base path of the site's root, `/daywise/`
 * @param {() => Promise<Pagefind>} options.load fetches Pagefind; called again after a failure
 * @param {() => Promise<string[]>} options.terms fetches the words to correct slips with; asked when needed
 * @param {() => boolean} options.intact whether all of the index that was asked for has arrived since `load`:
 *   Pagefind says nothing when a part is missing, and just finds less
 */
export function createEngine({ base, load, terms, intact }) {
  let turn = 0;
  /** @type {Promise<Pagefind> | null} */
  let loading = null;
  /** @type {Promise<string[]> | null} */
  let known = null;

  const pagefind = () => (loading ??= load());

  /**
   * Runs a step with Pagefind; after a failure the next step begins with a new one.
   * @template T
   * @param {(engine: Pagefind) => Promise<T>} step
   */
  async function attempt(step) {
    const mine = pagefind();
    try {
      return await step(await mine);
    } catch (error) {
      if (loading === mine) loading = null;
      throw error;
    }
  }

  /** @param {Found[]} results @param {number} from */
  const fetchPages = (results, from) => Promise.all(results.slice(from, from + BATCH).map((found) => found.data()));

  const hitsOf = (/** @type {Fragment[]} */ pages) => pages.map((page) => hitOf(page, base));

  /** @param {Found[]} results @param {Fragment[]} pages @param {string} note @returns {Outcome} */
  function outcome(results, pages, note) {
    let next = pages.length;
    const more = async () => {
      const batch = await fetchPages(results, next);
      next += BATCH;
      return hitsOf(batch);
    };
    return { note, total: results.length, hits: hitsOf(pages), more: results.length > 0 ? more : null };
  }

  /**
   * Which words of a query no page has, when the query as a whole found nothing.
   * @param {Pagefind} engine
   * @param {string} query
   */
  async function wordsOnNoPage(engine, query) {
    const words = wordsOf(query);
    if (words.length < 2) return words;
    const missing = [];
    for (const word of words) {
      const { results } = await engine.search(word);
      const pages = await fetchPages(results.slice(0, BEST), 0);
      if (missingWords(word, pages.flatMap(foundWords)).size > 0) missing.push(word);
    }
    return missing;
  }

  /**
   * @param {Pagefind} engine
   * @param {string} query
   * @param {() => boolean} late whether a newer query has come in between
   * @returns {Promise<Outcome | null>}
   */
  async function answer(engine, query, late) {
    const found = late() ? null : await engine.debouncedSearch(query, {}, WAIT);
    if (!found || late()) return null;
    const { results } = found;
    const pages = inOrder(query, await fetchPages(results, 0));
    const lost = missingWords(query, pages.flatMap(foundWords));
    if (pages.length > 0 && lost.size === 0) return late() ? null : outcome(results, pages, "");

    const missing = pages.length > 0 ? [...lost.keys()] : await wordsOnNoPage(engine, query);
    if (!intact()) throw new Error("a part of the search index could not be loaded");
    if (missing.length > 0) known ??= terms().catch(() => []);
    for (const other of alternatives(query, missing, (await known) ?? [])) {
      if (late()) return null;
      const { results: others } = await engine.search(other);
      const instead = inOrder(other, await fetchPages(others, 0));
      if (others.length > 0 && missingWords(other, instead.flatMap(foundWords)).size === 0) {
        return late() ? null : outcome(others, instead, noteFor(query, missing, other));
      }
    }
    if (late()) return null;
    const near = pages.length > 0 && [...lost.values()].every((how) => how === "near");
    return near ? outcome(results, pages, noteFor(query, missing, null)) : outcome([], [], "");
  }

  return {
    /** Fetches the index's head, so that the first answer comes sooner. */
    preload: () => attempt((engine) => engine.init()),

    /**
     * Answers a query; null when a newer one came in between. Rejects when the index cannot be had.
     * @param {string} typed
     * @returns {Promise<Outcome | null>}
     */
    async search(typed) {
      turn += 1;
      const mine = turn;
      const query = cleanQuery(typed);
      if (wordsOf(query).length === 0) return outcome([], [], "");
      return attempt((engine) => answer(engine, query, () => mine !== turn));
    },

    /** Makes what is under way come too late. */
    cancel() {
      turn += 1;
    },
  };
}
