// Shapes that the modules share, for the type checker and the reader of the code. No page loads this file.

/**
 * A saved value and when it was saved, in milliseconds. Stored as JSON.
 * @typedef {{v: unknown, at: number}} Entry
 */

/**
 * How saving goes: `ok`; `blocked`, the browser refuses; `full`, no room; `newer`, a newer version of
 * the site wrote the data, so that this one only reads.
 * @typedef {"ok" | "blocked" | "full" | "newer"} Status
 */

/**
 * What changed; null when anything may have.
 * @typedef {{plan: string, kind: string, id: string} | null} Change
 */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "key" | "length">} StorageLike */

/**
 * Brings stored data from version n to n + 1, in place. It may run twice (two tabs), so a second run
 * must change nothing.
 * @typedef {(storage: StorageLike, prefix: string) => void} Migration
 */

/**
 * @typedef {object} StoreOptions
 * @property {() => StorageLike | null} storage asked once; may throw (blocked) or give null
 * @property {string} base path of the site's root, `/daywise/`
 * @property {() => number} now milliseconds
 * @property {Pick<EventTarget, "addEventListener">} [events] where the `storage` events of other tabs arrive
 * @property {(status: Status) => void} [onStatus] told of each change of status
 * @property {number} [schema] version to write; a test's business
 * @property {Record<number, Migration>} [migrations] by the version they begin from; a test's business
 */

/**
 * The reader's saved things. `plan`, `kind` and `id` are ids (`[a-z0-9]+(-[a-z0-9]+)*`); anything else
 * raises RangeError.
 * @typedef {object} Store
 * @property {Status} status
 * @property {(plan: string, kind: string, id: string) => unknown} get
 *   the saved value, or undefined when nothing that can be read is saved
 * @property {(plan: string, kind: string, id: string, v: unknown) => boolean} set
 *   saves a JSON value; false when it is held in this page only, and `status` says why
 * @property {(plan: string, kind: string) => Map<string, Entry>} entries
 *   all saved entries of a kind, by id, without those that cannot be read
 * @property {(listener: (change: Change) => void) => () => void} subscribe
 *   calls back on each change, made here or in another tab; returns what ends it
 */

/** @typedef {{done: number, total: number}} Count */
/** @typedef {"done" | "partly" | "none"} State */

/**
 * What of the guide is kept on this device: all of it or what was opened; sizes in bytes.
 * @typedef {{whole: boolean, pages: number, bytes: number, missing: number}} Kept
 */

/** @typedef {{text: string, mark: boolean}} Segment a stretch of an excerpt, marked or not */
/** @typedef {{title: string, url: string, excerpt: Segment[]}} Section a block or question on a found page */

/**
 * A found page. `excerpt` is of what stands above its first heading, and may be empty.
 * @typedef {object} Hit
 * @property {string} title
 * @property {string} url
 * @property {string} plan id of its plan: the first part of its path below the site's root
 * @property {string} when "Day 1", or ""
 * @property {Segment[]} excerpt
 * @property {Section[]} sections
 */

/**
 * What came of a query. `note` says when something else than the query is shown.
 * @typedef {object} Outcome
 * @property {string} note
 * @property {number} total pages found, shown or not
 * @property {Hit[]} hits the first of them
 * @property {(() => Promise<Hit[]>) | null} more the next ones; null when the query was the last word
 */

/** @typedef {"exact" | "near" | "none"} Grade how well a found word fits a searched one */

/**
 * The part of Pagefind's fragment that is used here.
 * @typedef {object} Fragment
 * @property {string} url
 * @property {string} content plain text of the page
 * @property {string} excerpt text with `<`, `>` as `&lt;`, `&gt;`, found words in `<mark>`
 * @property {number[]} locations places of found words, counted in words of `content`
 * @property {Record<string, string | undefined>} meta searched with the text: `title`, `when`, `steps`
 * @property {SubResult[]} sub_results
 */

/**
 * @typedef {object} SubResult
 * @property {string} title
 * @property {string} url
 * @property {string} excerpt
 * @property {{balanced_score: number}[]} weighted_locations
 */

/** @typedef {{data: () => Promise<Fragment>}} Found */

/**
 * The part of Pagefind's module that is used here.
 * @typedef {object} Pagefind
 * @property {(options: Record<string, unknown>) => Promise<void>} options
 * @property {() => Promise<void>} init
 * @property {() => Promise<void>} destroy forgets all, options and failures, too
 * @property {(query: string) => Promise<{results: Found[]}>} search
 * @property {(query: string, options: object, wait: number) => Promise<{results: Found[]} | null>}
 *   debouncedSearch waits in milliseconds; null when another search began meanwhile
 */

export {};
