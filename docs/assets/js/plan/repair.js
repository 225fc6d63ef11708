// How a reader stands on a day, and the ways to go on from there: behind the plan, or ahead of it.
//
// No way moves a unit that is done, and none touches a tick. What a repair does to the steps is in positions.js.

import { isoOf } from "./days.js";
import { repaired } from "./positions.js";
import { isUnitDone, minutesLeftOf } from "./progress.js";
import { spreadUnits } from "./spread.js";
import { timetableOf } from "./timetable.js";
import { duration } from "./words.js";

/** @typedef {import("../types.js").Choice} Choice */
/** @typedef {import("../types.js").Dates} Dates */
/** @typedef {import("../types.js").Day} Day */
/** @typedef {import("../types.js").IsDone} IsDone */
/** @typedef {import("../types.js").Outline} Outline */
/** @typedef {import("../types.js").PlanUnit} PlanUnit */
/** @typedef {import("../types.js").Positions} Positions */
/** @typedef {import("../types.js").Repair} Repair */
/** @typedef {import("../types.js").StepSpan} StepSpan */
/** @typedef {import("../types.js").Timetable} Timetable */

/**
 * A plan on a day, with what is done.
 * @typedef {object} Snapshot
 * @property {Outline} outline
 * @property {Timetable} timetable
 * @property {PlanUnit[]} done units of the plan that are done
 * @property {PlanUnit[]} open units that are not, in the order of their steps
 * @property {PlanUnit[]} missed those of the open ones whose last day is over, in the order of the plan
 * @property {IsDone} isDone
 * @property {Day} today
 */

/** @type {(outline: Outline, timetable: Timetable, isDone: IsDone, today: Day) => Snapshot} */
function snapshotOf(outline, timetable, isDone, today) {
  const { positions } = timetable;
  const standing = outline.units.filter(({ id }) => positions.has(id));
  const done = standing.filter((unit) => isUnitDone(unit, isDone));
  const open = standing
    .filter((unit) => !done.includes(unit))
    .map((unit) => ({ unit, span: spanIn(positions, unit) }))
    .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
    .map(({ unit }) => unit);
  const now = timetable.stepFrom(today);
  const missed = standing.filter((unit) => open.includes(unit) && spanIn(positions, unit)[1] < now);
  return { outline, timetable, done, open, missed, isDone, today };
}

/** @type {(positions: Positions, unit: PlanUnit) => StepSpan} */
const spanIn = (positions, { id }) => /** @type {StepSpan} */ (positions.get(id));

/** @type {(units: PlanUnit[]) => string[]} */
const idsOf = (units) => units.map(({ id }) => id);

/**
 * The first step with room: today's, but the one after it when all that stands there is done.
 * @type {(snapshot: Snapshot, dropped?: PlanUnit[]) => number}
 */
function freeStep({ outline, timetable, done, today }, dropped = []) {
  const step = timetable.stepFrom(today);
  if (timetable.stepOf(today) !== step) return step;
  const here = outline.units.filter((unit) => {
    const span = timetable.positions.get(unit.id);
    return span && span[0] <= step && step <= span[1] && !dropped.includes(unit);
  });
  return here.length && here.every((unit) => done.includes(unit)) ? step + 1 : step;
}

/**
 * The steps from one on move, but for units that are done.
 * @type {(snapshot: Snapshot, from: number, to: number) => Omit<Extract<Repair, {kind: "shift"}>, "kind">}
 */
function moveOf({ timetable, done, today }, from, to) {
  const keep = idsOf(done.filter((unit) => spanIn(timetable.positions, unit)[1] >= from));
  return { made: isoOf(today), from, by: to - from, ...(keep.length && { keep }) };
}

/** @type {(snapshot: Snapshot, units: PlanUnit[]) => number} */
const firstStep = ({ timetable }, units) => Math.min(...units.map((unit) => spanIn(timetable.positions, unit)[0]));

/** Everything moves so far that the first missed unit is next. @type {(snapshot: Snapshot) => Repair} */
const shift = (snapshot) => ({
  kind: "shift",
  ...moveOf(snapshot, firstStep(snapshot, snapshot.missed), freeStep(snapshot)),
});

/**
 * Optional units go; the rest closes up, and moves as far as it must.
 * @type {(snapshot: Snapshot, dropped: PlanUnit[]) => Repair}
 */
function drop(snapshot, dropped) {
  const missed = snapshot.missed.filter((unit) => !dropped.includes(unit));
  const to = freeStep(snapshot, dropped);
  return {
    kind: "drop",
    units: idsOf(dropped),
    ...moveOf(snapshot, missed.length ? firstStep(snapshot, missed) : to, to),
  };
}

/** What is open follows on what is done. @type {(snapshot: Snapshot) => Repair} */
function pull(snapshot) {
  const to = freeStep(snapshot);
  return { kind: "shift", ...moveOf(snapshot, Math.max(to, firstStep(snapshot, snapshot.open)), to) };
}

/** The last step of what is open. @type {(snapshot: Snapshot, positions: Positions) => number} */
const lastStep = ({ open }, positions) => Math.max(...open.map(({ id }) => positions.get(id)?.[1] ?? 0));

/** By how many steps what is open could end sooner. @type {(snapshot: Snapshot) => number} */
function aheadBy(snapshot) {
  const { positions } = snapshot.timetable;
  if (snapshot.missed.length || !snapshot.open.length) return 0;
  return lastStep(snapshot, positions) - lastStep(snapshot, repaired(positions, [pull(snapshot)]));
}

/** The steps that units stand on. @type {(timetable: Timetable, units: PlanUnit[]) => Set<number>} */
function stepsOf({ positions }, units) {
  const steps = new Set();
  for (const unit of units) {
    const [first, last] = spanIn(positions, unit);
    for (let step = first; step <= last; step += 1) steps.add(step);
  }
  return steps;
}

/**
 * How many steps the missed units take. A week has several units, and who did some of them has not lost the week: of a
 * plan in weeks, only those count from which units are over, none of them begun.
 * @type {(snapshot: Snapshot) => number}
 */
function behindBy({ outline, timetable, done, missed, isDone, today }) {
  const steps = stepsOf(timetable, missed);
  if (outline.step === "day") return steps.size;
  const now = timetable.stepFrom(today);
  const over = [...done, ...missed].filter((unit) => spanIn(timetable.positions, unit)[1] < now);
  const begun = stepsOf(timetable, over.filter(({ items }) => items.some(({ id }) => isDone(id))));
  return [...steps].filter((step) => !begun.has(step)).length;
}

/**
 * The most minutes to ask for: the reader's own limit for a day, else the plan's for a step, else what it asks for.
 * @type {(outline: Outline, dates: Dates) => {minutes: number, per: "day" | "week"}}
 */
function limitOf(outline, { limit }) {
  if (limit !== null) return { minutes: limit, per: "day" };
  return { minutes: outline.limit ?? Math.ceil(heaviestStep(outline)), per: outline.step };
}

/** @param {Outline} outline */
function heaviestStep({ units }) {
  /** @type {Map<number, number>} */
  const minutes = new Map();
  for (const unit of units)
    for (let step = unit.from; step <= unit.to; step += 1)
      minutes.set(step, (minutes.get(step) ?? 0) + unit.minutes / (unit.to - unit.from + 1));
  return Math.max(...minutes.values());
}

/**
 * What is missed goes beside what is coming, as far as there is room.
 * @type {(snapshot: Snapshot, dates: Dates) => Repair | null}
 */
function spread(snapshot, dates) {
  const { outline, timetable, open, isDone, today } = snapshot;
  const { minutes, per } = limitOf(outline, dates);
  const units = spreadUnits(
    open.map((unit) => ({ ...unit, span: spanIn(timetable.positions, unit), minutes: minutesLeftOf(unit, isDone) })),
    freeStep(snapshot),
    (step) => minutes * (per === "day" ? timetable.daysOf(step).filter((day) => day >= today).length : 1),
  );
  return units && { made: isoOf(today), kind: "place", units };
}

/**
 * A way, with what comes of it.
 * @type {(snapshot: Snapshot, dates: Dates, kind: Choice["kind"], repair: Repair) => Choice}
 */
function choiceOf({ outline, timetable, open }, dates, kind, repair) {
  const after = timetableOf(outline, { ...dates, repairs: [...dates.repairs, repair] });
  const affected = open.filter(({ id }) => String(timetable.positions.get(id)) !== String(after.positions.get(id)));
  return { kind, repair, end: after.end, affected };
}

/** @type {(snapshot: Snapshot, dates: Dates, shifted: Choice) => Choice} */
function spreadChoice(snapshot, dates, shifted) {
  const { minutes, per } = limitOf(snapshot.outline, dates);
  const repair = spread(snapshot, dates);
  const choice = repair && choiceOf(snapshot, dates, "spread", repair);
  const most = `at most ${duration(minutes)} a ${per}`;
  if (choice && choice.end < shifted.end) return { ...choice, note: `${most.charAt(0).toUpperCase()}${most.slice(1)}.` };
  const note = `With ${most}, this would end no sooner than moving everything.`;
  return { kind: "spread", repair: null, end: shifted.end, affected: [], note };
}

/**
 * How the reader stands.
 * @param {Outline} outline
 * @param {Timetable} timetable
 * @param {IsDone} isDone
 * @param {Day} today
 * @returns {import("../types.js").Standing}
 */
export function standing(outline, timetable, isDone, today) {
  const snapshot = snapshotOf(outline, timetable, isDone, today);
  const { missed } = snapshot;
  return {
    missed,
    minutes: Math.round(missed.reduce((sum, unit) => sum + minutesLeftOf(unit, isDone), 0)),
    behindBy: behindBy(snapshot),
    aheadBy: aheadBy(snapshot),
  };
}

/**
 * The ways to go on; none when the reader is neither behind nor ahead.
 * @param {Outline} outline
 * @param {Dates} dates
 * @param {IsDone} isDone
 * @param {Day} today
 * @returns {Choice[]}
 */
export function choices(outline, dates, isDone, today) {
  const snapshot = snapshotOf(outline, timetableOf(outline, dates), isDone, today);
  const { missed, open } = snapshot;
  if (!missed.length) return aheadBy(snapshot) > 0 ? [choiceOf(snapshot, dates, "pull", pull(snapshot))] : [];
  const shifted = choiceOf(snapshot, dates, "shift", shift(snapshot));
  const spread = spreadChoice(snapshot, dates, shifted);
  const optional = open.filter((unit) => unit.optional);
  return [
    // For a few units, nobody needs to move a plan by whole weeks.
    ...(spread.repair && !behindBy(snapshot) ? [spread, shifted] : [shifted, spread]),
    ...(optional.length ? [choiceOf(snapshot, dates, "drop", drop(snapshot, optional))] : []),
  ];
}
