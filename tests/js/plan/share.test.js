// Share links: what goes in comes out, however the plan changed since; short; and nothing hostile does harm.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import fc from "fast-check";

import { backupOf, crc32, decodeShare, encodeShare, isShare } from "../../../docs/assets/js/plan/share.js";
import { memoryStore } from "./memory-store.js";

/** @typedef {import("../../../docs/assets/js/types.js").Dates} Dates */
/** @typedef {import("../../../docs/assets/js/types.js").Ordinals} Ordinals */
/** @typedef {import("../../../docs/assets/js/types.js").Repair} Repair */

const RUNS = { seed: 20261121, numRuns: 400 };
const MADE = Date.UTC(2026, 10, 21, 9, 30);
const SIX_WEEKS = registerOf("backend-6-week");

/**
 * The ordinals of a plan of this project, as the generator gives them: items are the ids that stand below a checklist.
 * @param {string} plan
 * @returns {Ordinals}
 */
function registerOf(plan) {
  const folder = new URL(`../../../plans/${plan}/`, import.meta.url);
  const lines = readFileSync(new URL("ids.txt", folder), "utf8").trim().split("\n");
  const text = readFileSync(new URL("plan.yaml", folder), "utf8");
  const ordinals = (/** @type {RegExp} */ form) =>
    Object.fromEntries([...text.matchAll(form)].map(([, id = ""]) => [id, lines.indexOf(id) + 1]));
  const items = ordinals(/\{id: ([a-z0-9-]+), text:/g);
  const units = ordinals(/- id: ([a-z0-9-]+)\n +at:/g);
  return { plan, registered: lines.length, items, units };
}

/** Dates with some repairs, as the reader may have them. @type {fc.Arbitrary<Dates>} */
const dates = fc
  .record({
    start: fc.integer({ min: 20_000, max: 60_000 }),
    rest: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
    off: fc.uniqueArray(fc.integer({ min: -10, max: 200 }), { maxLength: 8 }),
    limit: fc.option(fc.integer({ min: 1, max: 720 })),
    repairs: fc.array(repairsFor(SIX_WEEKS), { maxLength: 3 }),
  })
  .map(({ off, ...rest }) => ({ ...rest, off: off.map((day) => rest.start + day).sort((a, b) => a - b) }));

/** @param {Ordinals} ordinals @returns {fc.Arbitrary<Repair>} */
function repairsFor({ units }) {
  const ids = fc.shuffledSubarray(Object.keys(units));
  const made = fc.constantFrom("2026-11-21", "2027-01-01", "2028-02-29");
  const from = fc.integer({ min: 1, max: 200 });
  const by = fc.integer({ min: -50, max: 50 });
  const span = fc
    .tuple(from, fc.nat({ max: 4 }))
    .map(([first, more]) => /** @type {[number, number]} */ ([first, first + more]));
  const move = fc.record({ made, from, by, keep: fc.option(fc.subarray(Object.keys(units), { minLength: 1 })) });
  /** @param {{made: string, from: number, by: number, keep: string[] | null}} given */
  const without = ({ keep, ...rest }) => (keep ? { ...rest, keep } : rest);
  return fc.oneof(
    move.map((given) => /** @type {Repair} */ ({ kind: "shift", ...without(given) })),
    fc.tuple(move, ids).map(([given, some]) => /** @type {Repair} */ ({ kind: "drop", units: some, ...without(given) })),
    fc.tuple(made, ids, fc.array(span, { minLength: 100, maxLength: 100 })).map(
      ([when, some, spans]) =>
        /** @type {Repair} */ ({
          kind: "place",
          made: when,
          units: Object.fromEntries(some.map((id, n) => [id, /** @type {[number, number]} */ (spans[n])])),
        }),
    ),
  );
}

/** @type {(fragment: string, ordinals: Ordinals) => import("../../../docs/assets/js/types.js").Shared} */
function read(fragment, ordinals) {
  const result = decodeShare(fragment, ordinals);
  assert.ok("shared" in result, JSON.stringify(result));
  return result.shared;
}

describe("the round trip", () => {
  test("any ticks, dates and repairs come back as they were", () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(SIX_WEEKS.items)), fc.option(dates), fc.nat({ max: 40_000_000 }), (ticks, own, minutes) => {
        const made = Date.UTC(2020, 0, 1) + minutes * 60_000;
        const fragment = encodeShare({ made: made + 59_999, ticks, dates: own }, SIX_WEEKS);
        assert.ok(isShare(fragment));
        assert.match(fragment, /^#plan=[A-Za-z0-9_-]+$/);
        assert.deepEqual(read(fragment, SIX_WEEKS), { made, ticks, dates: own, gone: 0, unknown: 0 });
      }),
      RUNS,
    );
  });

  test("a plan of 47 days with dates and any ticks takes less than 200 characters, its address included", () => {
    assert.ok(Object.keys(SIX_WEEKS.items).length > 200);
    const address = "https://a-long-account-name-of-39-characters-ok.github.io/daywise/backend-6-week/today/";
    const own = { start: 20_780, rest: [5, 7], off: [20_790, 20_800, 20_801], limit: 120, repairs: [] };
    const most = { ...own, repairs: [{ kind: "shift", made: "2026-12-01", from: 12, by: 3 }] };
    fc.assert(
      fc.property(fc.subarray(Object.keys(SIX_WEEKS.items)), (ticks) => {
        const fragment = encodeShare({ made: MADE, ticks, dates: /** @type {Dates} */ (most) }, SIX_WEEKS);
        assert.ok(address.length + fragment.length < 200, fragment);
      }),
      RUNS,
    );
  });

  test("so does one whose units were all spread anew, without its address", () => {
    const units = Object.keys(SIX_WEEKS.units);
    const place = { kind: "place", made: "2026-12-01", units: Object.fromEntries(units.map((id, n) => [id, [n + 1, n + 2]])) };
    const own = /** @type {Dates} */ ({ start: 20_780, rest: [7], off: [], limit: null, repairs: [place] });
    assert.ok(encodeShare({ made: MADE, ticks: Object.keys(SIX_WEEKS.items), dates: own }, SIX_WEEKS).length < 200);
  });

  test("a few ticks make a link that is shorter still, wherever they stand", () => {
    const last = Object.keys(SIX_WEEKS.items).at(-1) ?? "";
    assert.ok(encodeShare({ made: MADE, ticks: [last], dates: null }, SIX_WEEKS).length < 30);
  });
});

describe("a plan that changed since", () => {
  /** @type {(names: string[], items: string[]) => Ordinals} */
  const registered = (names, items) => ({
    plan: "a-plan",
    registered: names.length,
    items: Object.fromEntries(items.map((id) => [id, names.indexOf(id) + 1])),
    units: {},
  });

  test("a link means the same items after others were added, moved and retired", () => {
    const changes = fc.record({
      names: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 4, maxLength: 60 }),
      seed: fc.infiniteStream(fc.nat({ max: 5 })),
    });
    fc.assert(
      fc.property(changes, ({ names, seed }) => {
        const next = () => Number(seed.next().value);
        const old = names.slice(0, Math.ceil(names.length / 2));
        const ticks = old.filter(() => next() % 2);
        const fragment = encodeShare({ made: MADE, ticks, dates: null }, registered(old, old));
        const retired = new Set(old.filter(() => next() === 0));
        // In another order, with others among them.
        const now = names.filter((name) => !retired.has(name)).reverse();
        const shared = read(fragment, registered(names, now));
        assert.deepEqual(new Set(shared.ticks), new Set(ticks.filter((id) => !retired.has(id))));
        assert.equal(shared.gone, ticks.filter((id) => retired.has(id)).length);
        assert.equal(shared.unknown, 0);
      }),
      RUNS,
    );
  });

  test("an older page takes what it knows of a newer link, and counts the rest", () => {
    const names = ["a", "b", "c", "d"];
    const fragment = encodeShare({ made: MADE, ticks: ["a", "c", "d"], dates: null }, registered(names, names));
    const old = registered(names.slice(0, 2), ["b"]);
    assert.deepEqual(read(fragment, old), { made: MADE, ticks: [], dates: null, gone: 1, unknown: 2 });
  });

  test("a unit that is gone falls out of repairs, and the others stay", () => {
    const keep = Object.keys(SIX_WEEKS.units).slice(0, 3);
    const [gone = "", ...others] = keep;
    /** @type {Repair[]} */
    const repairs = [
      { kind: "shift", made: "2026-11-21", from: 2, by: 1, keep },
      { kind: "place", made: "2026-11-22", units: Object.fromEntries(keep.map((id, n) => [id, [n + 1, n + 1]])) },
    ];
    const own = { start: 20_780, rest: [], off: [], limit: null, repairs };
    const fragment = encodeShare({ made: MADE, ticks: [], dates: own }, SIX_WEEKS);
    const { [gone]: _, ...units } = SIX_WEEKS.units;
    const [shift, place] = read(fragment, { ...SIX_WEEKS, units }).dates?.repairs ?? [];
    assert.deepEqual(shift, { ...repairs[0], keep: others });
    assert.deepEqual(place, { ...repairs[1], units: { [others[0] ?? ""]: [2, 2], [others[1] ?? ""]: [3, 3] } });
  });
});

describe("what is no link of this plan", () => {
  const fragment = encodeShare({ made: MADE, ticks: Object.keys(SIX_WEEKS.items).slice(0, 50), dates: null }, SIX_WEEKS);

  /** A fragment of any bytes, with the check that they need. @param {number[]} bytes */
  function checked(bytes) {
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(Buffer.from([...Buffer.from(SIX_WEEKS.plan), ...bytes])));
    return `#plan=${Buffer.from([...bytes, ...check]).toString("base64url")}`;
  }

  test("every single changed character is noticed", () => {
    for (let at = "#plan=".length; at < fragment.length; at += 1) {
      const other = fragment[at] === "A" ? "B" : "A";
      assert.ok("refused" in decodeShare(fragment.slice(0, at) + other + fragment.slice(at + 1), SIX_WEEKS), String(at));
    }
  });

  test("a link cut short or with something after it is refused", () => {
    for (let end = "#plan=".length; end < fragment.length; end += 1)
      assert.ok("refused" in decodeShare(fragment.slice(0, end), SIX_WEEKS));
    for (const more of ["A", "AAAA", ".", "%20", " "]) assert.ok("refused" in decodeShare(fragment + more, SIX_WEEKS));
  });

  test("a link to another plan is refused", () => {
    assert.deepEqual(decodeShare(fragment, { ...SIX_WEEKS, plan: "another" }), { refused: "damaged" });
  });

  test("a later version of the form is told as such", () => {
    assert.deepEqual(decodeShare(checked([2, 1, 2, 3]), SIX_WEEKS), { refused: "newer" });
  });

  test("bytes with a sound check but without sense are refused, fast and without an error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const begun = performance.now();
        const result = decodeShare(checked([1, ...bytes]), SIX_WEEKS);
        assert.ok(performance.now() - begun < 200);
        if ("refused" in result) return;
        // What got through is sound all the same.
        const { made, ticks, dates: own } = result.shared;
        assert.ok(Number.isSafeInteger(made) && ticks.every((id) => id in SIX_WEEKS.items));
        assert.deepEqual(read(encodeShare({ made, ticks, dates: own }, SIX_WEEKS), SIX_WEEKS).dates, own);
      }),
      { ...RUNS, numRuns: 5000 },
    );
  });

  test("any text at all is refused without an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        assert.deepEqual(decodeShare(`#plan=${text}`, SIX_WEEKS), { refused: "damaged" });
      }),
      RUNS,
    );
    assert.deepEqual(decodeShare(`#plan=${"A".repeat(1e6)}`, SIX_WEEKS), { refused: "damaged" });
  });

  test("the check is zlib's CRC-32", () => {
    assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  });
});

test("a link as a backup speaks of ticks and dates of its plan only, saved when it was made", () => {
  const { store } = memoryStore();
  store.set("a-plan", "dates", "limit", 60);
  const own = { start: 20_780, rest: [7], off: [], limit: null, repairs: [] };
  const shared = { made: MADE, ticks: ["a", "b"], dates: own, gone: 0, unknown: 0 };
  const { about, entries } = backupOf(shared, "a-plan", store, MADE + 5);
  assert.deepEqual(Object.fromEntries(entries), {
    "a-plan:tick:a": { v: true, at: MADE },
    "a-plan:tick:b": { v: true, at: MADE },
    "a-plan:dates:start": { v: "2026-11-23", at: MADE },
    "a-plan:dates:rest": { v: [7], at: MADE },
    "a-plan:dates:limit": { v: null, at: MADE },
  });
  const asked = [
    ["a-plan", "tick", "c"], ["a-plan", "dates", "off"], ["a-plan", "dates", "calendar"], ["a-plan", "note", "a"], ["b-plan", "tick", "a"],
  ].map(([plan = "", kind = "", id = ""]) => about({ plan, kind, id }));
  assert.deepEqual(asked, [true, true, false, false, false]);
  const early = backupOf(shared, "a-plan", store, MADE - 5).entries.get("a-plan:tick:a");
  assert.deepEqual(early, { v: true, at: MADE - 5 });
});

test("a repair of a unit that the plan does not have leaves the link whole, even if every object has its name", () => {
  const start = 20_780;
  /** @type {Repair} */
  const repair = { kind: "place", made: "2026-11-24", units: { constructor: [1, 2], "python-memory-model": [3, 4] } };
  const dates = { start, rest: [], off: [], limit: null, repairs: [repair] };
  const result = decodeShare(encodeShare({ made: MADE, ticks: ["constructor"], dates }, SIX_WEEKS), SIX_WEEKS);
  assert.ok("shared" in result, JSON.stringify(result));
  assert.deepEqual(result.shared.dates?.repairs, [{ ...repair, units: { "python-memory-model": [3, 4] } }]);
  assert.deepEqual(result.shared.ticks, []);
});
