// What the reader set and did, read from the store: checked, saved, undone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  addRepair,
  doneTest,
  readDates,
  readHour,
  readSettings,
  saveHour,
  saveLimit,
  saveOff,
  saveRest,
  saveStart,
  shakyIds,
  tickTimes,
  undoRepair,
} from "../../../docs/assets/js/plan/reader.js";
import { memoryStore } from "./memory-store.js";

const PLAN = "a-plan";
const NOTHING = { rest: [], off: [], limit: null, repairs: [] };

test("a plan has dates once it has a start", () => {
  const { store, data } = memoryStore();
  assert.equal(readDates(store, PLAN), null);
  saveRest(store, PLAN, [7, 5, 7]);
  saveOff(store, PLAN, [20010, 20003, 20010]);
  saveLimit(store, PLAN, 90);
  saveHour(store, PLAN, "19:30");
  assert.equal(readDates(store, PLAN), null);
  assert.deepEqual(readSettings(store, PLAN), { rest: [5, 7], off: [20003, 20010], limit: 90, repairs: [] });
  saveStart(store, PLAN, 20000);
  assert.deepEqual(readDates(store, PLAN), { start: 20000, rest: [5, 7], off: [20003, 20010], limit: 90, repairs: [] });
  assert.equal(readHour(store, PLAN), "19:30");
  assert.equal(data.get("daywise:/daywise/:a-plan:dates:start"), '{"v":"2024-10-04","at":1000}');
  assert.equal(data.get("daywise:/daywise/:a-plan:dates:off"), '{"v":["2024-10-07","2024-10-14"],"at":1000}');
  saveStart(store, PLAN, null);
  assert.equal(readDates(store, PLAN), null);
});

describe("a value of the wrong shape is as none", () => {
  /** @type {Record<string, unknown[]>} */
  const wrong = {
    rest: [null, 5, "5", ["5"], [0], [8], [1.5], [1, 2, 3, 4, 5, 6, 7], {}],
    off: [null, "2026-11-23", [20000], ["2026-02-30"], ["2026-11-23", null], {}],
    limit: [0, -5, 1.5, "90", [], {}],
    repairs: [null, {}, [{}], [{ made: "2026-11-23", kind: "shift", from: 1, by: 1 }, 3], "[]"],
  };
  for (const [id, values] of Object.entries(wrong))
    test(id, () => {
      for (const value of values) {
        const { store } = memoryStore();
        store.set(PLAN, "dates", id, value);
        assert.deepEqual(readSettings(store, PLAN), NOTHING, JSON.stringify(value));
      }
    });

  test("start and hour", () => {
    const { store } = memoryStore();
    for (const value of [20000, "23/11/2026", "2026-02-30", true, {}]) {
      store.set(PLAN, "dates", "start", value);
      assert.equal(readDates(store, PLAN), null);
    }
    for (const value of ["24:00", "7:00", "07:60", 7, "07:00:00", null]) {
      store.set(PLAN, "dates", "hour", value);
      assert.equal(readHour(store, PLAN), null);
    }
  });
});

test("repairs are added at the end, and undone from the end", () => {
  const { store } = memoryStore();
  const [one, two] = [1, 2].map((by) => ({ made: "2026-11-23", kind: /** @type {const} */ ("shift"), from: 3, by }));
  addRepair(store, PLAN, /** @type {any} */ (one));
  addRepair(store, PLAN, /** @type {any} */ (two));
  assert.deepEqual(readSettings(store, PLAN).repairs, [one, two]);
  undoRepair(store, PLAN);
  assert.deepEqual(readSettings(store, PLAN).repairs, [one]);
  undoRepair(store, PLAN);
  undoRepair(store, PLAN);
  assert.deepEqual(readSettings(store, PLAN).repairs, []);
});

test("ticks and shaky marks are those that stand, of this plan", () => {
  let time = 1000;
  const { store } = memoryStore(new Map(), { now: () => (time += 1000) });
  store.set(PLAN, "tick", "one", true);
  store.set(PLAN, "tick", "two", true);
  store.set(PLAN, "tick", "two", false);
  store.set("another", "tick", "three", true);
  store.set(PLAN, "tick", "four", "yes");
  store.set(PLAN, "shaky", "q-one", true);
  store.set(PLAN, "shaky", "q-two", false);
  const isDone = doneTest(store, PLAN);
  assert.deepEqual(["one", "two", "three", "four"].map(isDone), [true, false, false, false]);
  assert.deepEqual(tickTimes(store, PLAN), [2000]);
  assert.deepEqual(shakyIds(store, PLAN), new Set(["q-one"]));
});
