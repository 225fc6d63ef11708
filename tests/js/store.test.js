// The store: keys, newest wins, two tabs, and every way in which storage can fail.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openStore, parseEntry, thingNamed } from "../../docs/assets/js/store.js";

const BASE = "/daywise/";
const PLAN = "backend-6-week";
const SCHEMA_KEY = "daywise:/daywise/:schema";
const KEY = "daywise:/daywise/:backend-6-week:tick:draw-names";

/** An error as browsers throw it. @param {string} name */
function domError(name) {
  return Object.assign(new Error(name), { name });
}

/** Storage that several tabs share; each tab hears of the other tabs' writes only, as in a browser. */
class SharedStorage {
  /** @type {Map<string, string>} */
  data = new Map();
  /** @type {Set<EventTarget>} */
  tabs = new Set();
  room = Infinity;
  /** @type {EventTarget | null} the tab that is writing */
  writer = null;
  writes = 0;

  get length() {
    return this.data.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.data.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.data.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    const size = [...this.data].reduce((sum, [k, v]) => sum + (k === key ? 0 : k.length + v.length), 0);
    if (size + key.length + value.length > this.room) throw domError("QuotaExceededError");
    this.writes += 1;
    this.data.set(key, value);
    this.tell(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    if (this.data.delete(key)) this.tell(key, null);
  }

  /** @param {string} key @param {string | null} newValue */
  tell(key, newValue) {
    for (const tab of this.tabs) {
      if (tab !== this.writer) tab.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
    }
  }

  /** What one tab sees of it. @param {EventTarget} tab */
  seenBy(tab) {
    this.tabs.add(tab);
    const shared = this;
    /** @param {() => void} act */
    const asWriter = (act) => {
      shared.writer = tab;
      try {
        act();
      } finally {
        shared.writer = null;
      }
    };
    return {
      get length() {
        return shared.length;
      },
      key: (/** @type {number} */ index) => shared.key(index),
      getItem: (/** @type {string} */ key) => shared.getItem(key),
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => asWriter(() => shared.setItem(key, value)),
      removeItem: (/** @type {string} */ key) => asWriter(() => shared.removeItem(key)),
    };
  }
}

/**
 * A store on a shared storage, as one tab opens it.
 * @param {SharedStorage} shared
 * @param {Partial<import("../../docs/assets/js/types.js").StoreOptions>} [options]
 */
function tab(shared, options = {}) {
  const events = new EventTarget();
  const view = shared.seenBy(events);
  /** @type {string[]} */
  const statuses = [];
  const store = openStore({
    storage: () => view,
    base: BASE,
    now: () => 1000,
    events,
    onStatus: (status) => statuses.push(status),
    ...options,
  });
  return { store, statuses };
}

describe("reading and writing", () => {
  test("a value is kept under its own key, with the time", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared, { now: () => 1234.9 });
    assert.equal(store.set(PLAN, "tick", "draw-names", true), true);
    assert.equal(shared.getItem(KEY), '{"v":true,"at":1234}');
    assert.equal(shared.getItem(SCHEMA_KEY), "1");
    assert.equal(store.get(PLAN, "tick", "draw-names"), true);
    assert.equal(store.status, "ok");
  });

  test("opening and reading write nothing", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    assert.equal(store.get(PLAN, "tick", "draw-names"), undefined);
    assert.equal(store.entries(PLAN, "tick").size, 0);
    assert.equal(shared.writes, 0);
    assert.equal(shared.length, 0);
  });

  test("an untick is a value, too", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    store.set(PLAN, "tick", "draw-names", false);
    assert.equal(store.get(PLAN, "tick", "draw-names"), false);
    assert.deepEqual(parseEntry(shared.getItem(KEY)), { v: false, at: 1001 });
  });

  test("a clock that goes back never makes an older entry", () => {
    const shared = new SharedStorage();
    let time = 5000;
    const { store } = tab(shared, { now: () => time });
    const times = [];
    for (time of [5000, 4000, 4000, 9000, 1]) {
      store.set(PLAN, "tick", "draw-names", true);
      times.push(parseEntry(shared.getItem(KEY))?.at);
    }
    assert.deepEqual(times, [5000, 5001, 5002, 9000, 9001]);
  });

  test("entries are those of one plan, kind and site", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    const other = tab(shared, { base: "/" }).store;
    store.set(PLAN, "tick", "draw-names", true);
    store.set(PLAN, "tick", "explain-refs", false);
    store.set(PLAN, "note", "draw-names", "mine");
    store.set("semester", "tick", "draw-names", true);
    other.set(PLAN, "tick", "run-del", true);
    shared.setItem("__palette", "{}");
    assert.deepEqual([...store.entries(PLAN, "tick")], [
      ["draw-names", { v: true, at: 1000 }],
      ["explain-refs", { v: false, at: 1000 }],
    ]);
    assert.deepEqual([...other.entries(PLAN, "tick").keys()], ["run-del"]);
    assert.equal(store.get(PLAN, "note", "draw-names"), "mine");
  });

  test("what was removed from storage does not come back with the next write", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    shared.data.clear();
    store.set(PLAN, "tick", "run-del", true);
    assert.equal(store.get(PLAN, "tick", "draw-names"), undefined);
    assert.equal(shared.getItem(KEY), null);
  });

  test("what is not an id is refused", () => {
    const { store } = tab(new SharedStorage());
    for (const bad of ["", "a:b", "Draw", "a--b", "-a", "a b", "٣"]) {
      assert.throws(() => store.set(PLAN, "tick", bad, true), RangeError, bad);
      assert.throws(() => store.get(bad, "tick", "draw-names"), RangeError, bad);
    }
  });

  test("an entry is an object with a value and a sound time", () => {
    assert.deepEqual(parseEntry('{"v":null,"at":0}'), { v: null, at: 0 });
    assert.deepEqual(parseEntry('{"v":[1],"at":7,"more":1}'), { v: [1], at: 7 });
    const unsound = [null, undefined, "", "x", "null", "3", "[]", "{}", '{"v":1}', '{"at":1}', '{"v":1,"at":"1"}'];
    for (const text of [...unsound, '{"v":1,"at":-1}', '{"v":1,"at":1.5}', '{"v":1,"at":9007199254740991}']) {
      assert.equal(parseEntry(text), null, String(text));
    }
  });
});

describe("two tabs", () => {
  test("1,000 interleaved ticks: none is lost, and both tabs agree", () => {
    const shared = new SharedStorage();
    let time = 0;
    // Each tab's clock is off in its own way.
    const tabs = [tab(shared, { now: () => time + 300 }), tab(shared, { now: () => time })];
    for (let i = 0; i < 1000; i += 1) {
      time += i % 7 === 0 ? -5 : 3;
      tabs[i % 2]?.store.set(PLAN, "tick", `item-${i}`, true);
    }
    for (const { store, statuses } of tabs) {
      const entries = store.entries(PLAN, "tick");
      assert.equal(entries.size, 1000);
      assert.ok([...entries.values()].every(({ v }) => v === true));
      assert.deepEqual(statuses, []);
    }
  });

  test("the last of many changes to one item wins, whatever the clocks say", () => {
    const shared = new SharedStorage();
    const slow = tab(shared, { now: () => 10 }).store;
    const fast = tab(shared, { now: () => 99999 }).store;
    fast.set(PLAN, "tick", "draw-names", true);
    slow.set(PLAN, "tick", "draw-names", false);
    assert.equal(fast.get(PLAN, "tick", "draw-names"), false);
    assert.equal(parseEntry(shared.getItem(KEY))?.at, 100000);
  });

  test("each tab hears of both tabs' changes", () => {
    const shared = new SharedStorage();
    const [one, two] = [tab(shared).store, tab(shared).store];
    /** @type {unknown[]} */
    const heard = [];
    const end = two.subscribe((change) => heard.push(change));
    one.set(PLAN, "tick", "draw-names", true);
    two.set(PLAN, "tick", "run-del", true);
    end();
    one.set(PLAN, "tick", "explain-refs", true);
    assert.deepEqual(heard, [
      { plan: PLAN, kind: "tick", id: "draw-names" },
      { plan: PLAN, kind: "tick", id: "run-del" },
    ]);
  });

  test("cleared storage is a change of everything; foreign keys are none", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    /** @type {unknown[]} */
    const heard = [];
    store.subscribe((change) => heard.push(change));
    const [events] = shared.tabs;
    for (const key of ["__palette", SCHEMA_KEY, `${KEY}:corrupt:1`, "daywise:/other/:a:tick:b", null]) {
      events?.dispatchEvent(Object.assign(new Event("storage"), { key }));
    }
    assert.deepEqual(heard, [null]);
  });
});

describe("storage that cannot be had", () => {
  /** @type {Record<string, () => any>} */
  const ways = {
    "access throws": () => {
      throw domError("SecurityError");
    },
    "it is null": () => null,
    "each call throws": () => {
      const fail = () => {
        throw domError("SecurityError");
      };
      return { getItem: fail, setItem: fail, key: fail, length: 1 };
    },
  };
  for (const [way, storage] of Object.entries(ways)) {
    test(`${way}: said once, and the page still works`, () => {
      const { store, statuses } = tab(new SharedStorage(), { storage });
      assert.equal(store.status, "blocked");
      assert.equal(store.set(PLAN, "tick", "draw-names", true), false);
      assert.equal(store.get(PLAN, "tick", "draw-names"), true);
      assert.equal(store.set(PLAN, "tick", "draw-names", false), false);
      assert.deepEqual([...store.entries(PLAN, "tick")], [["draw-names", { v: false, at: 1001 }]]);
      assert.deepEqual(statuses, ["blocked"]);
    });
  }

  test("full: new ticks are held, old ones stay, and all are written once there is room", () => {
    const shared = new SharedStorage();
    const { store, statuses } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    shared.room = 150;
    const before = shared.getItem(KEY);
    assert.equal(store.set(PLAN, "tick", "explain-refs", true), false);
    assert.equal(store.status, "full");
    assert.equal(store.get(PLAN, "tick", "explain-refs"), true);
    assert.equal(shared.getItem(KEY), before);
    assert.equal(store.entries(PLAN, "tick").size, 2);
    shared.room = Infinity;
    assert.equal(store.set(PLAN, "tick", "run-del", true), true);
    assert.deepEqual(statuses, ["full", "ok"]);
    assert.deepEqual([...tab(shared).store.entries(PLAN, "tick").keys()], ["draw-names", "explain-refs", "run-del"]);
  });

  test("what was held while full does not undo what another tab wrote later", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared, { now: () => 10 });
    shared.room = 0;
    store.set(PLAN, "tick", "draw-names", true);
    shared.room = Infinity;
    tab(shared, { now: () => 20 }).store.set(PLAN, "tick", "draw-names", false);
    assert.equal(store.get(PLAN, "tick", "draw-names"), false);
    store.set(PLAN, "tick", "run-del", true);
    assert.deepEqual(parseEntry(shared.getItem(KEY)), { v: false, at: 20 });
  });

  test("Firefox's name for a full storage", () => {
    const shared = new SharedStorage();
    shared.setItem = () => {
      throw domError("NS_ERROR_DOM_QUOTA_REACHED");
    };
    const { store, statuses } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    assert.deepEqual(statuses, ["full"]);
  });
});

describe("data that cannot be read", () => {
  test("is left alone when read", () => {
    const shared = new SharedStorage();
    shared.data.set(KEY, "{broken");
    const { store } = tab(shared);
    assert.equal(store.get(PLAN, "tick", "draw-names"), undefined);
    assert.equal(store.entries(PLAN, "tick").size, 0);
    assert.deepEqual([...shared.data], [[KEY, "{broken"]]);
  });

  test("is copied before its key is written, each text once", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    for (const broken of ["{broken", "[]", "{broken"]) {
      shared.data.set(KEY, broken);
      assert.equal(store.set(PLAN, "tick", "draw-names", true), true);
    }
    assert.equal(shared.getItem(`${KEY}:corrupt:1`), "{broken");
    assert.equal(shared.getItem(`${KEY}:corrupt:2`), "[]");
    assert.equal(shared.getItem(`${KEY}:corrupt:3`), null);
    assert.equal(store.get(PLAN, "tick", "draw-names"), true);
    assert.deepEqual([...store.entries(PLAN, "tick").keys()], ["draw-names"]);
  });

  test("is not overwritten when there is no room for the copy", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    store.set(PLAN, "tick", "run-del", true);
    shared.data.set(KEY, "{broken");
    shared.room = 200;
    assert.equal(store.set(PLAN, "tick", "draw-names", true), false);
    assert.equal(store.status, "full");
    assert.equal(shared.getItem(KEY), "{broken");
    assert.equal(store.get(PLAN, "tick", "draw-names"), true);
  });

  test("a schema that cannot be read is copied, then written", () => {
    for (const broken of ["", "one", "-1", "0", "{}"]) {
      const shared = new SharedStorage();
      shared.data.set(SCHEMA_KEY, broken);
      shared.data.set(KEY, '{"v":true,"at":5}');
      const { store } = tab(shared);
      assert.equal(store.get(PLAN, "tick", "draw-names"), true);
      assert.equal(store.set(PLAN, "tick", "run-del", true), true);
      assert.equal(shared.getItem(SCHEMA_KEY), "1");
      assert.equal(shared.getItem(`${SCHEMA_KEY}:corrupt:1`), broken);
    }
  });
});

describe("schema versions", () => {
  test("data of a newer version is read, never written", () => {
    const shared = new SharedStorage();
    shared.data.set(SCHEMA_KEY, "2");
    shared.data.set(KEY, '{"v":true,"at":5}');
    shared.data.set("daywise:/daywise/:backend-6-week:tick:run-del", '{"value":"a new shape"}');
    const before = [...shared.data];
    const { store, statuses } = tab(shared);
    assert.equal(store.status, "newer");
    assert.equal(store.get(PLAN, "tick", "draw-names"), true);
    assert.equal(store.get(PLAN, "tick", "run-del"), undefined);
    assert.equal(store.set(PLAN, "tick", "draw-names", false), false);
    assert.equal(store.get(PLAN, "tick", "draw-names"), false);
    assert.deepEqual([...shared.data], before);
    assert.deepEqual(statuses, ["newer"]);
  });

  test("a tab of the old version stops writing once a newer one has been there", () => {
    const shared = new SharedStorage();
    const old = tab(shared);
    old.store.set(PLAN, "tick", "draw-names", true);
    tab(shared, { schema: 2 }).store.set(PLAN, "tick", "run-del", true);
    assert.equal(shared.getItem(SCHEMA_KEY), "2");
    assert.equal(old.store.set(PLAN, "tick", "draw-names", false), false);
    assert.deepEqual(old.statuses, ["newer"]);
    assert.equal(parseEntry(shared.getItem(KEY))?.v, true);
  });

  test("migrations run in order from the stored version, once", () => {
    const shared = new SharedStorage();
    tab(shared).store.set(PLAN, "tick", "draw-names", true);
    /** @type {string[]} */
    const ran = [];
    /** @type {Record<number, import("../../docs/assets/js/types.js").Migration>} */
    const migrations = {
      1: (storage, prefix) => {
        ran.push("1");
        storage.setItem(`${prefix}${PLAN}:tick:renamed`, storage.getItem(KEY) ?? "");
      },
      2: () => ran.push("2"),
      3: () => ran.push("3"),
    };
    const { store, statuses } = tab(shared, { schema: 3, migrations });
    assert.deepEqual(ran, ["1", "2"]);
    assert.equal(shared.getItem(SCHEMA_KEY), "3");
    assert.equal(store.get(PLAN, "tick", "renamed"), true);
    tab(shared, { schema: 3, migrations });
    store.set(PLAN, "tick", "run-del", true);
    assert.deepEqual(ran, ["1", "2"]);
    assert.deepEqual(statuses, []);
  });

  test("data without a version, or with one that cannot be read, is taken for the oldest", () => {
    for (const version of [null, "one", "0"]) {
      const shared = new SharedStorage();
      shared.data.set(KEY, '{"v":true,"at":5}');
      if (version !== null) shared.data.set(SCHEMA_KEY, version);
      /** @type {number[]} */
      const ran = [];
      const { store } = tab(shared, { schema: 2, migrations: { 0: () => ran.push(0), 1: () => ran.push(1) } });
      store.set(PLAN, "tick", "run-del", true);
      assert.deepEqual(ran, [1]);
      assert.equal(shared.getItem(SCHEMA_KEY), "2");
    }
  });
});

describe("all that is saved", () => {
  const THING = "backend-6-week:tick:draw-names";

  test("a snapshot has every text of this site, and those that could not be written", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    shared.data.set(`${KEY}:corrupt:1`, "{broken");
    shared.data.set("daywise:/:backend-6-week:tick:draw-names", "of another site");
    shared.data.set("__palette", "{}");
    shared.room = 0;
    store.set(PLAN, "note", "draw-names", "mine");
    assert.deepEqual(store.snapshot(), {
      schema: 1,
      texts: new Map([
        ["backend-6-week:note:draw-names", '{"v":"mine","at":1000}'],
        [THING, '{"v":true,"at":1000}'],
        [`${THING}:corrupt:1`, "{broken"],
      ]),
    });
  });

  test("a name is a plan, a kind and an id", () => {
    assert.deepEqual(thingNamed(THING), { plan: PLAN, kind: "tick", id: "draw-names" });
    for (const none of ["", "a:b", "a:b:", "a:b:c:d", "A:b:c", "a:b:c d"]) assert.equal(thingNamed(none), null, none);
  });

  test("entries are written as they are, and null takes one away; both tabs hear of it", () => {
    const shared = new SharedStorage();
    const [one, two] = [tab(shared).store, tab(shared).store];
    one.set(PLAN, "tick", "run-del", true);
    let [heardHere, heardThere] = [0, 0];
    one.subscribe(() => (heardHere += 1));
    two.subscribe(() => (heardThere += 1));
    const changes = new Map([
      [THING, { v: true, at: 7 }],
      ["backend-6-week:tick:run-del", null],
    ]);
    assert.equal(one.write(changes), true);
    assert.deepEqual([...two.entries(PLAN, "tick")], [["draw-names", { v: true, at: 7 }]]);
    assert.deepEqual([heardHere, heardThere], [1, 2]);
    assert.throws(() => one.write(new Map([["A b", null]])), RangeError);
  });

  test("a text that cannot be read is copied before an entry takes its place", () => {
    const shared = new SharedStorage();
    shared.data.set(KEY, "{broken");
    assert.equal(tab(shared).store.write(new Map([[THING, { v: true, at: 7 }]])), true);
    assert.equal(shared.getItem(`${KEY}:corrupt:1`), "{broken");
  });

  test("what could not be written gives way to what is written in its place", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    shared.room = 0;
    store.set(PLAN, "tick", "draw-names", true);
    shared.room = Infinity;
    store.write(new Map([[THING, { v: false, at: 7 }]]));
    assert.deepEqual(parseEntry(shared.getItem(KEY)), { v: false, at: 7 });
    assert.equal(store.get(PLAN, "tick", "draw-names"), false);
  });

  test("nothing is written over a newer version's data, or where nothing can be", () => {
    const shared = new SharedStorage();
    shared.data.set(SCHEMA_KEY, "2");
    assert.equal(tab(shared).store.write(new Map([[THING, { v: true, at: 7 }]])), false);
    assert.deepEqual([...shared.data], [[SCHEMA_KEY, "2"]]);
    assert.equal(tab(shared, { storage: () => null }).store.write(new Map()), false);
  });
});

describe("a reset", () => {
  test("takes all of this site away, and nothing else", () => {
    const shared = new SharedStorage();
    const { store } = tab(shared);
    store.set(PLAN, "tick", "draw-names", true);
    store.set("semester", "of-later", "a", 1);
    const others = new Map([
      ["daywise:/:backend-6-week:tick:draw-names", "1"],
      ["daywise:/daywise:x", "2"],
      ["/daywise/.__palette", "{}"],
    ]);
    for (const [key, text] of others) shared.data.set(key, text);
    shared.data.set(`${KEY}:corrupt:1`, "{broken");
    shared.data.set("daywise:/daywise/:strange", "too");
    assert.equal(store.clear(), true);
    assert.deepEqual(shared.data, others);
    assert.equal(store.get(PLAN, "tick", "draw-names"), undefined);
  });

  test("is heard in other tabs, which forget what they could not write", () => {
    const shared = new SharedStorage();
    const [one, two] = [tab(shared), tab(shared)];
    one.store.set(PLAN, "tick", "draw-names", true);
    shared.room = 0;
    two.store.set(PLAN, "tick", "run-del", true);
    shared.room = Infinity;
    /** @type {unknown[]} */
    const heard = [];
    two.store.subscribe((change) => heard.push(change));
    one.store.clear();
    assert.deepEqual(heard, [{ plan: PLAN, kind: "tick", id: "draw-names" }, null]);
    assert.equal(two.store.entries(PLAN, "tick").size, 0);
    two.store.set(PLAN, "tick", "explain-refs", true);
    assert.deepEqual([...one.store.entries(PLAN, "tick").keys()], ["explain-refs"]);
  });

  test("works on the data of a newer version, too, and frees a full storage", () => {
    const shared = new SharedStorage();
    shared.data.set(SCHEMA_KEY, "2");
    const { store, statuses } = tab(shared);
    assert.equal(store.clear(), true);
    assert.equal(shared.length, 0);
    assert.deepEqual(statuses, ["newer", "ok"]);
    assert.equal(store.set(PLAN, "tick", "draw-names", true), true);
  });

  test("cannot be where nothing can be stored", () => {
    assert.equal(tab(new SharedStorage(), { storage: () => null }).store.clear(), false);
  });
});

describe("a text that cannot be read", () => {
  test("is told once, when it is met", () => {
    const shared = new SharedStorage();
    let told = 0;
    const { store } = tab(shared, { onUnreadable: () => (told += 1) });
    store.set(PLAN, "tick", "run-del", true);
    assert.equal(told, 0);
    shared.data.set(KEY, "{broken");
    store.entries(PLAN, "tick");
    store.get(PLAN, "tick", "draw-names");
    assert.equal(told, 1);
  });

  test("is not told of a newer version's data, which looks strange here", () => {
    const shared = new SharedStorage();
    shared.data.set(SCHEMA_KEY, "2");
    shared.data.set(KEY, '{"value":"a new shape"}');
    let told = 0;
    tab(shared, { onUnreadable: () => (told += 1) }).store.entries(PLAN, "tick");
    assert.equal(told, 0);
  });
});
