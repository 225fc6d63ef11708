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

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} StorageLike */

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
 * @property {() => void} [onUnreadable] told once, when the first saved text that cannot be read is met
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
 * @property {() => Snapshot} snapshot all that is saved for this site, whatever plan or kind
 * @property {(changes: Map<string, Entry | null>) => boolean} write
 *   saves entries as they are, by name (`plan:kind:id`), null taking one away: all of them or, when this gives
 *   false, none. Raises RangeError for what is not a name
 * @property {() => boolean} clear takes away all that is saved for this site, and nothing else; false when it cannot
 */

/**
 * All that is saved for one site.
 * @typedef {object} Snapshot
 * @property {number} schema version of the saved form
 * @property {Map<string, string>} texts by name, which is a key without what stands for the site: `plan:kind:id`
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
 * @property {string[]} words the words of its text that were found, each once, as `normal` gives them
 * @property {Segment[]} excerpt
 * @property {Section[]} sections
 */

/**
 * @typedef {object} TitledUnit
 * @property {string} plan
 * @property {string} id
 * @property {string} when "Day 1"
 * @property {string} title
 * @property {string} plain its title as words are compared: worked out once, and asked for at every letter
 */

/**
 * @typedef {object} Titles
 * @property {Map<string, string>} plans titles by id; empty when they are not known
 * @property {TitledUnit[]} units of all plans
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
 * @property {Record<string, string | undefined>} meta searched with the text: `title`, and of a day `when`, `steps`, `phase`
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

// -- A plan with the reader's dates: plan/*.js ---------------------------------------------------------------------

/** @typedef {number} Day a calendar day, as days since 1 January 1970: `Date.UTC(year, month, day) / 864e5` */
/** @typedef {[first: number, last: number]} StepSpan steps of a plan, counted from 1, both included */

/**
 * `/<plan>/outline.json`: the plan without its lessons.
 * @typedef {object} Outline
 * @property {string} id
 * @property {string} title
 * @property {"day" | "week"} step what `from` and `to` count
 * @property {number} length steps in the plan
 * @property {number | null} limit minutes that the plan asks for on one step at most
 * @property {{id: string, label: string, title: string, from: number, to: number}[]} phases
 * @property {{id: string, title: string}[]} tracks
 * @property {PlanUnit[]} units by their first step
 * @property {{id: string, when: string, title: string}[]} milestones
 */

/**
 * @typedef {object} PlanUnit
 * @property {string} id
 * @property {string} title
 * @property {number} from
 * @property {number} to
 * @property {string} track
 * @property {string} phase
 * @property {string} kind
 * @property {number} minutes for all its steps together
 * @property {boolean} optional
 * @property {boolean} has_lesson
 * @property {{id: string, text: string}[]} items its checklist
 */

/**
 * One change of the plan that the reader chose; `made` is the day, as "YYYY-MM-DD". Repairs are applied one after
 * another, each to the steps as the earlier ones left them. See plan/repair.js.
 *
 * `shift` and `drop`: the dropped `units` go. The units of `keep` (done when the repair was made) stay where they are.
 * Steps from `from` on that those units leave without any other close up. Then the steps from `from` on move by `by`.
 * `place`: each unit named stands at the steps given.
 * @typedef {{made: string, kind: "shift", from: number, by: number, keep?: string[]}
 *   | {made: string, kind: "place", units: Record<string, StepSpan>}
 *   | {made: string, kind: "drop", units: string[], from: number, by: number, keep?: string[]}} Repair
 */

/** @typedef {Map<string, StepSpan>} Positions where each unit stands, by its id; a dropped unit is not there */

/**
 * What the reader set for a plan.
 * @typedef {object} Dates
 * @property {Day} start
 * @property {number[]} rest weekdays off, 1 is Monday; sorted, never all seven
 * @property {Day[]} off single days off; sorted, each once
 * @property {number | null} limit minutes of one study day; null for the plan's own limit
 * @property {Repair[]} repairs oldest first
 */

/** @typedef {{first: Day, last: Day, days: Day[]}} DaySpan the study days that a unit takes */

/**
 * The plan on the calendar. Days may lie outside of the plan in each method.
 * @typedef {object} Timetable
 * @property {Day} start the first study day, which is later than the date set when that is a day off
 * @property {Day} end the last study day of the last unit
 * @property {(unit: string) => DaySpan | null} spanOf null when the unit is dropped or unknown
 * @property {(unit: string) => DaySpan | null} plannedSpanOf the same as if nothing had been repaired
 * @property {(day: Day) => PlanUnit[]} unitsOn none on a day off
 * @property {(day: Day) => boolean} isRest
 * @property {(day: Day) => number | null} stepOf null on a day off and before the start
 * @property {(day: Day) => number} stepFrom the first step that has a study day on that day or later
 * @property {(step: number) => Day[]} daysOf the study days of a step
 * @property {Positions} positions
 */

/** @typedef {(item: string) => boolean} IsDone whether a checklist item is ticked */

/**
 * How the reader stands on a day. Steps are study days, or weeks in a plan counted in weeks.
 * @typedef {object} Standing
 * @property {PlanUnit[]} missed units not done whose last day is over, in the order of the plan
 * @property {number} minutes left to do in the missed units
 * @property {number} behindBy steps that the missed units take; of weeks, only those of which nothing is done
 * @property {number} aheadBy steps by which the plan could end sooner, because units were done before their time
 */

/**
 * One way to go on. `repair` is null when the way leads nowhere; `note` then says why. Show `note` in any case.
 * @typedef {object} Choice
 * @property {"shift" | "spread" | "drop" | "pull"} kind
 * @property {Repair | null} repair
 * @property {Day} end the last day of the plan if it is taken
 * @property {PlanUnit[]} affected units that move or go
 * @property {string} [note]
 */

/** @typedef {{done: number, total: number, minutesLeft: number}} Progress counted in checklist items */

// Keeping and carrying a plan: backup.js, share.js, calendar-file.js, and what shows them.

/**
 * What an export file or a share link brings.
 * @typedef {object} Backup
 * @property {(thing: {plan: string, kind: string, id: string}) => boolean} about
 *   whether it speaks of a thing, so that “replace” takes it away where it is not among the entries
 * @property {Map<string, Entry>} entries by name, `plan:kind:id`
 * @property {number} skipped how many things of it could not be read
 */

/** @typedef {"merge" | "replace"} Mode merge: the newest wins; replace: what is here goes */

/**
 * Why something cannot be taken in: `damaged`, not what it should be; `newer`, made by a newer version of this site.
 * @typedef {"damaged" | "newer"} Refusal
 */

/**
 * What taking in a backup would do. All are names, `plan:kind:id`.
 * @typedef {object} Preview
 * @property {string[]} added not here yet
 * @property {string[]} changed another value than here
 * @property {string[]} removed here, not there
 * @property {string[]} kept another value there, but the one here is newer and stays
 * @property {number} same
 */

/**
 * `/<plan>/ordinals.json`: the permanent ordinals (lines of ids.txt, counted from 1) of what a share link names.
 * @typedef {object} Ordinals
 * @property {string} plan
 * @property {number} registered the highest ordinal there is
 * @property {Record<string, number>} items of checklist items, by id
 * @property {Record<string, number>} units by id
 */

/**
 * What a share link carries.
 * @typedef {object} Shared
 * @property {number} made milliseconds, a whole minute
 * @property {string[]} ticks ids of items
 * @property {Dates | null} dates null when the plan has none
 * @property {number} gone ticks of items that the plan has no more
 * @property {number} unknown ticks of items that this page does not know yet
 */

/**
 * What is remembered of the last calendar file, `dates:calendar`.
 * @typedef {object} CalendarMemory
 * @property {number} sequence SEQUENCE of its events
 * @property {string} digest of what it said
 * @property {Record<string, number>} parts the most events that each unit has ever had, by id
 */

/**
 * What the part for keeping and carrying works with.
 * @typedef {object} KeepOptions
 * @property {Store} store
 * @property {string} base path of the site's root, `/daywise/`
 * @property {string} plan id
 * @property {string} fragment of the address that the page was opened with
 * @property {(text: string, options?: {undo?: (() => void) | null, focus?: boolean}) => void} tell
 *   says what was done, in the bar that can take it back
 */

// -- The pages that show a reader's dates: plan/today.js and what it draws, plan/dates-on-page.js ---------------------

/**
 * What a page hands to the modules that it loads when they are needed.
 * @typedef {object} Parts
 * @property {Document} page
 * @property {Store} store
 * @property {string} base path of the site's root
 * @property {string[]} plans ids of the plans on the page
 * @property {() => void} showTicks shows ticks and progress anew, on elements added since, too
 */

/**
 * What a day is in the plan. `free` is a study day without a unit, `done` any day once every unit is done; `next` is the
 * next day with something to do.
 * @typedef {object} Situation
 * @property {"before" | "study" | "rest" | "free" | "over" | "done"} kind
 * @property {PlanUnit[]} units
 * @property {{day: Day, units: PlanUnit[]} | null} next
 */

/** @typedef {{id: string, question: string, url: string}} ShakyQuestion `url` is relative to the site's root */

/**
 * All that the Today page shows. What needs dates is missing without them.
 * @typedef {object} DayModel
 * @property {Outline} outline
 * @property {string} base
 * @property {Day} today
 * @property {IsDone} isDone
 * @property {number[]} times when each tick was made, in milliseconds
 * @property {ShakyQuestion[]} shaky
 * @property {Choice[]} choices
 * @property {(start: Day) => void} begin sets the start
 * @property {(repair: Repair) => void} apply
 * @property {() => void} undo takes the last repair away
 * @property {Dates} [dates]
 * @property {Timetable} [timetable]
 * @property {Situation} [situation]
 * @property {Standing} [standing]
 */

// -- The chart of a plan with dates: plan/chart-layout.js, plan/chart.js ----------------------------------------------

/** @typedef {{slot: number, column: number, line: number}} ChartPlace slot on the axis; column and line on a phone */

/**
 * A unit on one day, or in one week.
 * @typedef {ChartPlace & {
 *   unit: PlanUnit,
 *   days: Day[],
 *   lane: number,
 *   edge: "only" | "first" | "middle" | "last",
 * }} ChartCell
 */

/** @typedef {ChartPlace & {unit: PlanUnit, kind: "planned" | "finished"}} ChartMark */
/** @typedef {{lanes: number, cells: ChartCell[], marks: ChartMark[]}} ChartRow */

/**
 * @typedef {object} ChartPhase
 * @property {string} id
 * @property {number} first slot
 * @property {number} count slots from its first to its last
 * @property {(slot: number) => ChartPlace} place
 * @property {Map<string, ChartRow>} rows by the id of their track
 */

/**
 * @typedef {object} Chart
 * @property {number} length slots
 * @property {(day: Day) => number} slotOf
 * @property {(slot: number) => Day} dayOfSlot its first day
 * @property {ChartPhase[]} phases
 */

export {};
