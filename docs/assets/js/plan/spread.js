// Spreads what is to be done over the coming steps, in order and within a limit of minutes for each step.

/** @typedef {import("../types.js").StepSpan} StepSpan */

/**
 * @typedef {object} Work
 * @property {string} id
 * @property {string} track
 * @property {StepSpan} span where it stands
 * @property {number} minutes left to do
 */

/** A sitting of fewer minutes is not worth sitting down for: a unit is not spread thinner. */
const LEAST = 20;

/** How many steps are tried in vain before it is clear that there is no room. */
const PATIENCE = 500;

/**
 * Finds new places for units, so that each ends in its time or as soon after it as there is room. The minutes of a unit
 * are the same on each of its steps. In each track the units begin and end in the order given. Gives the places that
 * are new; null when there is no room.
 * @param {Work[]} works in their order
 * @param {number} first the first step that may be used
 * @param {(step: number) => number} capacity minutes of a step
 * @returns {Record<string, StepSpan> | null}
 */
export function spreadUnits(works, first, capacity) {
  /** @type {Map<number, number>} minutes that are left, where some are taken */
  const left = new Map();
  /** @param {number} step */
  const room = (step) => left.get(step) ?? capacity(step);
  /** @type {Map<string, {span: StepSpan, moved: boolean}>} the unit before, by track */
  const before = new Map();
  /** @type {Record<string, StepSpan>} */
  const places = {};

  for (const work of works) {
    const previous = before.get(work.track);
    const span = begun(work, first) && !previous?.moved ? work.span : findSpan(work, previous?.span, first, room);
    if (!span) return null;
    const share = work.minutes / (span[1] - span[0] + 1);
    for (let step = span[0]; step <= span[1]; step += 1) left.set(step, room(step) - share);
    const moved = span[0] !== work.span[0] || span[1] !== work.span[1];
    before.set(work.track, { span, moved });
    if (moved) places[work.id] = span;
  }
  return places;
}

/** Whether a unit is under way: it may stay where it is. @type {(work: Work, first: number) => boolean} */
const begun = ({ span }, first) => span[0] < first && span[1] >= first;

/**
 * A place for a unit, not before that of the unit before it; null when there is none.
 * @type {(work: Work, previous: StepSpan | undefined, first: number, room: (step: number) => number) => StepSpan | null}
 */
function findSpan({ span, minutes }, previous, first, room) {
  const length = span[1] - span[0] + 1;
  const longest = Math.max(length, Math.floor(minutes / LEAST));
  const earliest = Math.max(first, previous?.[0] ?? 0);
  const soonest = Math.max(first, previous?.[1] ?? 0);
  /** @type {(start: number, last: number) => boolean} */
  const fits = (start, last) => hasRoom(start, last, minutes / (last - start + 1), room);

  // In its time, though it may begin before it.
  for (let start = span[0]; span[1] >= soonest && start >= earliest && span[1] - start < longest; start -= 1)
    if (fits(start, span[1])) return [start, span[1]];
  const begin = Math.max(span[0], earliest);
  for (let start = begin; start < begin + PATIENCE; start += 1)
    for (let last = Math.max(start + length - 1, soonest); last < start + longest; last += 1)
      if (fits(start, last)) return [start, last];
  return null;
}

/** @type {(start: number, last: number, share: number, room: (step: number) => number) => boolean} */
function hasRoom(start, last, share, room) {
  // Shares are fractions: a thousandth of a minute is none.
  for (let step = start; step <= last; step += 1) if (room(step) + 1e-3 < share) return false;
  return true;
}
