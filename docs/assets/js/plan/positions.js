// Where each unit of a plan stands on its line of steps, once the reader's repairs are applied.

/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").Positions} Positions */
/** @typedef {import("../types.js").Repair} Repair */
/** @typedef {import("../types.js").StepSpan} StepSpan */
/** @typedef {Exclude<Repair, {kind: "place"}>} Move */

/** The last step there can be, so that no repair from elsewhere makes a plan of centuries. */
export const MOST = 9999;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** @param {unknown} n @returns {n is number} */
const isStep = (n) => Number.isInteger(n) && /** @type {number} */ (n) >= 1 && /** @type {number} */ (n) <= MOST;

/** @param {unknown} ids */
const areIds = (ids) => Array.isArray(ids) && ids.every((id) => typeof id === "string" && ID.test(id));

/** @param {any} repair */
const isMove = ({ from, by, keep = [] }) => isStep(from) && (by === 0 || isStep(Math.abs(by))) && areIds(keep);

/** @param {unknown} units */
function arePlaces(units) {
  if (typeof units !== "object" || units === null || !areIds(Object.keys(units))) return false;
  return Object.values(units).every(
    (span) => Array.isArray(span) && span.length === 2 && span.every(isStep) && Number(span[0]) <= Number(span[1]),
  );
}

/**
 * Whether a value read from somewhere is a repair. It may name units that the plan does not have (any more).
 * @param {any} value
 * @returns {value is Repair}
 */
export function isRepair(value) {
  if (typeof value !== "object" || value === null) return false;
  if (typeof value.made !== "string" || !DATE.test(value.made)) return false;
  if (value.kind === "shift") return isMove(value);
  if (value.kind === "drop") return isMove(value) && areIds(value.units);
  return value.kind === "place" && arePlaces(value.units);
}

/** The plan as it was written. @param {Outline} outline @returns {Positions} */
export const plannedPositions = ({ units }) => new Map(units.map(({ id, from, to }) => [id, [from, to]]));

/**
 * The plan once repairs have been made.
 * @param {Outline} outline
 * @param {Repair[]} repairs oldest first
 */
export const applyRepairs = (outline, repairs) => repaired(plannedPositions(outline), repairs);

/**
 * Where units stand after more repairs.
 * @param {Positions} before left as it is
 * @param {Repair[]} repairs oldest first
 * @returns {Positions}
 */
export function repaired(before, repairs) {
  const positions = new Map(before);
  for (const repair of repairs) {
    if (repair.kind === "place") place(positions, repair.units);
    else move(positions, repair);
  }
  return positions;
}

/** @type {(positions: Positions, units: Record<string, StepSpan>) => void} */
function place(positions, units) {
  for (const [id, span] of Object.entries(units)) if (positions.has(id)) positions.set(id, span);
}

/** @type {(positions: Positions, repair: Move) => void} */
function move(positions, repair) {
  const leaving = new Set([...(repair.keep ?? []), ...(repair.kind === "drop" ? repair.units : [])]);
  const freed = freedSteps(positions, leaving, repair.from);
  /** @param {number} step */
  const moved = (step) => {
    if (step < repair.from) return step;
    const closed = freed.filter((each) => each < step).length;
    return Math.min(Math.max(step - closed + repair.by, 1), MOST);
  };
  if (repair.kind === "drop") for (const id of repair.units) positions.delete(id);
  for (const [id, [first, last]] of positions) {
    // A unit that has begun may not end before it begins.
    if (!leaving.has(id)) positions.set(id, [moved(first), Math.max(moved(first), moved(last))]);
  }
}

/**
 * The steps from `from` on that some units leave empty.
 * @type {(positions: Positions, leaving: Set<string>, from: number) => number[]}
 */
function freedSteps(positions, leaving, from) {
  /** @param {boolean} left */
  const steps = (left) => {
    const found = new Set();
    for (const [id, [first, last]] of positions)
      if (leaving.has(id) === left) for (let step = Math.max(first, from); step <= last; step += 1) found.add(step);
    return found;
  };
  const taken = steps(false);
  return [...steps(true)].filter((step) => !taken.has(step));
}
