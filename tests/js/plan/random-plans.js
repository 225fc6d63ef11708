// Random plans and dates for property tests: days or weeks, longer units, tracks, gaps, optional units, days off.

import fc from "fast-check";

/** @typedef {import("../../../docs/assets/js/types.js").Dates} Dates */
/** @typedef {import("../../../docs/assets/js/types.js").Outline} Outline */
/** @typedef {import("../../../docs/assets/js/types.js").PlanUnit} PlanUnit */

/** The same plans each time. */
export const SETTINGS = { seed: 20261123, numRuns: 3000 };

/** Before the ends of years, a leap day, and changes of clocks. */
const STARTS = ["2026-11-23", "2026-12-14", "2028-02-08", "2027-03-08", "2099-12-20"].map(
  (iso) => Date.parse(`${iso}T00:00:00Z`) / 864e5,
);

/** @typedef {{gap: number, length: number, minutes: number, items: number, optional: boolean}} Piece */

/** @type {fc.Arbitrary<Piece>} */
const piece = fc.record({
  gap: fc.nat({ max: 1 }),
  length: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 4 })),
  minutes: fc.integer({ min: 10, max: 300 }),
  items: fc.integer({ min: 1, max: 3 }),
  optional: fc.boolean(),
});

/** @type {(track: string, pieces: Piece[]) => PlanUnit[]} */
function unitsOf(track, pieces) {
  let next = 1;
  return pieces.map(({ gap, length, minutes, items, optional }, n) => {
    const from = next + gap;
    next = from + length;
    const id = `${track}-${n + 1}`;
    return {
      id,
      title: `Unit ${id}`,
      from,
      to: from + length - 1,
      track,
      phase: "phase",
      kind: "lesson",
      minutes,
      optional,
      has_lesson: false,
      items: Array.from({ length: items }, (_, item) => ({ id: `${id}-item-${item + 1}`, text: "Do it" })),
    };
  });
}

/** @type {fc.Arbitrary<Outline>} */
export const outlines = fc
  .record({
    step: fc.constantFrom(/** @type {const} */ ("day"), /** @type {const} */ ("week")),
    limit: fc.option(fc.integer({ min: 30, max: 700 })),
    tracks: fc.array(fc.array(piece, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ step, limit, tracks }) => {
    const units = tracks.flatMap((pieces, n) => unitsOf(`track-${n + 1}`, pieces)).sort((a, b) => a.from - b.from);
    const length = Math.max(...units.map(({ to }) => to));
    return {
      id: "a-plan",
      title: "A plan",
      step,
      length,
      limit,
      phases: [{ id: "phase", label: "Phase 1", title: "All of it", from: 1, to: length }],
      tracks: tracks.map((_, n) => ({ id: `track-${n + 1}`, title: `Track ${n + 1}` })),
      units,
      milestones: [],
    };
  });

/** @type {fc.Arbitrary<Dates>} */
export const settings = fc
  .record({
    near: fc.constantFrom(...STARTS),
    later: fc.nat({ max: 30 }),
    rest: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
    off: fc.uniqueArray(fc.integer({ min: -3, max: 60 }), { maxLength: 25 }),
    limit: fc.option(fc.integer({ min: 15, max: 400 })),
  })
  .map(({ near, later, rest, off, limit }) => ({
    start: near + later,
    rest,
    off: off.map((day) => near + later + day).sort((a, b) => a - b),
    limit,
    repairs: [],
  }));

/** Items that are ticked, each unit's all, none or some; and how far along the plan the reader is, in per cent. */
export const lives = fc.record({
  ticked: fc.array(fc.constantFrom("all", "all", "none", "first"), { minLength: 27, maxLength: 27 }),
  along: fc.integer({ min: -10, max: 130 }),
});

/**
 * The items that a life has ticked.
 * @param {Outline} outline
 * @param {string[]} ticked for each unit
 */
export function tickedOf({ units }, ticked) {
  /** @type {Set<string>} */
  const items = new Set();
  for (const [place, unit] of units.entries())
    for (const [n, { id }] of unit.items.entries())
      if (ticked[place] === "all" || (ticked[place] === "first" && n === 0)) items.add(id);
  return items;
}
