// Export files: nothing is lost on the way out and back in, old files load, and what would change is told before.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";

import fc from "fast-check";

import { exportText, previewOf, readBackup, takeIn } from "../../../docs/assets/js/plan/backup.js";
import { SCHEMA } from "../../../docs/assets/js/store.js";
import { BASE, memoryStore } from "./memory-store.js";

/** @typedef {import("../../../docs/assets/js/types.js").Backup} Backup */
/** @typedef {import("../../../docs/assets/js/types.js").Entry} Entry */

const RUNS = { seed: 20261121, numRuns: 300 };
const NOW = Date.UTC(2026, 11, 31);
const PREFIX = `daywise:${BASE}:`;
const FILES = new URL("exports/", import.meta.url);

/** @param {Record<string, Entry>} entries by name */
const storedAs = (entries) =>
  new Map(
    [[`${PREFIX}schema`, String(SCHEMA)], ...Object.entries(entries).map(([name, entry]) => [PREFIX + name, JSON.stringify(entry)])].map(
      ([key = "", text = ""]) => [key, text],
    ),
  );

/** @type {(text: string, options?: object) => Backup} */
function read(text, options = {}) {
  const result = readBackup(text, { now: NOW, ...options });
  assert.ok("backup" in result, JSON.stringify(result));
  return result.backup;
}

/** @param {Record<string, Entry>} saved by name */
const fileOf = (saved) => JSON.stringify({ daywise: SCHEMA, saved });

const id = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const value = fc.oneof(
  fc.boolean(),
  fc.string({ unit: "grapheme" }),
  fc.jsonValue({ maxDepth: 2 }).filter((json) => json !== undefined),
);
const saved = fc
  .array(
    fc.record({
      name: fc.tuple(id, fc.constantFrom("tick", "note", "shaky", "dates", "of-later"), id).map((names) => names.join(":")),
      entry: fc.record({ v: value, at: fc.integer({ min: 0, max: NOW }) }),
    }),
    { maxLength: 40 },
  )
  // Through JSON, which knows no -0.
  .map((list) => JSON.parse(JSON.stringify(Object.fromEntries(list.map(({ name, entry }) => [name, entry])))));

describe("there and back", () => {
  for (const mode of /** @type {const} */ (["merge", "replace"])) {
    test(`export, clear, import with “${mode}” is the identity`, () => {
      fc.assert(
        fc.property(saved, (entries) => {
          const { store, data } = memoryStore(storedAs(entries));
          const before = new Map(data);
          const text = exportText(store, { now: NOW, base: BASE });
          assert.equal(store.clear(), true);
          assert.equal(data.size, 0);
          assert.equal(takeIn(store, read(text), mode), true);
          assert.deepEqual(new Map([...data].sort()), new Map([...before].sort()));
        }),
        RUNS,
      );
    });
  }

  test("after “replace” there is just what the file has, and the other plans of a plan's file are let be", () => {
    fc.assert(
      fc.property(saved, saved, id, (mine, theirs, plan) => {
        const { store } = memoryStore(storedAs(mine));
        takeIn(store, read(fileOf(theirs)), "replace");
        const all = JSON.parse(exportText(store, { now: NOW, base: BASE })).saved;
        assert.deepEqual(all, theirs);
        store.set(plan, "tick", "a", true);
        store.set("another-plan", "tick", "a", true);
        const own = JSON.parse(exportText(store, { now: NOW, base: BASE, plan }));
        assert.equal(own.plan, plan);
        assert.ok(Object.keys(own.saved).every((name) => name.startsWith(`${plan}:`)));
        takeIn(store, read(JSON.stringify({ ...own, saved: {} })), "replace");
        assert.equal(store.entries(plan, "tick").size, 0);
        assert.equal(store.get("another-plan", "tick", "a"), true);
      }),
      RUNS,
    );
  });

  test("merging takes the newest of each thing, in whatever order", () => {
    fc.assert(
      fc.property(saved, saved, (one, two) => {
        // Two different values of the same moment leave no order to be right in.
        const both = Object.keys(one).filter((name) => name in two && one[name].at !== two[name].at);
        const [here, there] = [memoryStore(storedAs(one)).store, memoryStore(storedAs(two)).store];
        takeIn(here, read(fileOf(two)), "merge");
        takeIn(there, read(fileOf(one)), "merge");
        const [a, b] = [here, there].map((store) => JSON.parse(exportText(store, { now: NOW, base: BASE })).saved);
        assert.deepEqual(Object.keys(a), Object.keys(b));
        for (const name of both) {
          const newest = one[name].at > two[name].at ? one[name] : two[name];
          assert.deepEqual([a[name].v, b[name].v], [newest.v, newest.v]);
        }
      }),
      RUNS,
    );
  });
});

describe("the preview", () => {
  /** @type {Record<string, Entry>} */
  const mine = {
    "a:tick:same": { v: true, at: 5 },
    "a:tick:newer-here": { v: true, at: 9 },
    "a:note:newer-there": { v: "old", at: 1 },
    "a:tick:only-here": { v: true, at: 5 },
  };
  const theirs = read(
    fileOf({
      "a:tick:same": { v: true, at: 7 },
      "a:tick:newer-here": { v: false, at: 8 },
      "a:note:newer-there": { v: "new", at: 2 },
      "b:tick:only-there": { v: true, at: 3 },
    }),
  );

  test("tells what merging and replacing would do, and does nothing", () => {
    const { store, data } = memoryStore(storedAs(mine));
    const before = new Map(data);
    const either = { added: ["b:tick:only-there"], same: 1 };
    assert.deepEqual(previewOf(store, theirs, "merge"), {
      ...either,
      changed: ["a:note:newer-there"],
      removed: [],
      kept: ["a:tick:newer-here"],
    });
    assert.deepEqual(previewOf(store, theirs, "replace"), {
      ...either,
      changed: ["a:tick:newer-here", "a:note:newer-there"],
      removed: ["a:tick:only-here"],
      kept: [],
    });
    assert.deepEqual(data, before);
  });

  test("is what then happens", () => {
    fc.assert(
      fc.property(saved, saved, fc.constantFrom(/** @type {const} */ ("merge"), /** @type {const} */ ("replace")), (here, there, mode) => {
        const { store } = memoryStore(storedAs(here));
        const backup = read(fileOf(there));
        const { added, changed, removed, kept, same } = previewOf(store, backup, mode);
        takeIn(store, backup, mode);
        const after = JSON.parse(exportText(store, { now: NOW, base: BASE })).saved;
        for (const name of [...added, ...changed]) assert.deepEqual(after[name].v, there[name].v);
        for (const name of removed) assert.ok(name in here && !(name in after));
        for (const name of kept) assert.deepEqual(after[name], here[name]);
        assert.equal(added.length + changed.length + kept.length + same, Object.keys(there).length);
      }),
      RUNS,
    );
  });
});

describe("files of every version", () => {
  const versions = Array.from({ length: SCHEMA }, (_, n) => n + 1);

  test("there is an example of each", () => {
    assert.deepEqual(readdirSync(FILES).sort(), versions.map((version) => `version-${version}.json`));
  });

  for (const version of versions) {
    test(`one of version ${version} loads, nothing of it lost`, () => {
      const text = readFileSync(new URL(`version-${version}.json`, FILES), "utf8");
      const { store } = memoryStore();
      const backup = read(text);
      assert.equal(backup.skipped, 0);
      assert.equal(takeIn(store, backup, "merge"), true);
      assert.equal(store.get("backend-6-week", "tick", "draw-names-and-objects"), true);
      assert.equal(store.get("backend-6-week", "tick", "fix-mutable-default"), false);
      assert.equal(store.get("backend-6-week", "note", "python-memory-model"), "ناموں کی فہرست – “names” 🐍");
      assert.equal(store.get("backend-6-week", "dates", "start"), "2026-11-23");
      assert.deepEqual(store.get("of-a-later-day", "flashcard", "what-is-kept"), { due: 20800, ease: 2.5 });
    });
  }

  test("today's form is written as the example of today's version has it", () => {
    const text = readFileSync(new URL(`version-${SCHEMA}.json`, FILES), "utf8");
    const { made, unreadable } = JSON.parse(text);
    const { store, data } = memoryStore();
    takeIn(store, read(text), "merge");
    for (const [name, broken] of Object.entries(unreadable)) data.set(PREFIX + name, broken);
    assert.equal(exportText(store, { now: Date.parse(made), base: BASE }), text);
  });

  test("what migrates the store migrates old files, step by step", () => {
    /** @type {Record<number, import("../../../docs/assets/js/types.js").Migration>} */
    const migrations = {
      1: (storage, prefix) => {
        for (let n = storage.length - 1; n >= 0; n -= 1) {
          const key = storage.key(n) ?? "";
          if (!key.startsWith(`${prefix}a:box:`)) continue;
          storage.setItem(key.replace(":box:", ":tick:"), storage.getItem(key) ?? "");
          storage.removeItem(key);
        }
      },
      2: (storage, prefix) => {
        const key = `${prefix}a:tick:old`;
        const text = storage.getItem(key);
        if (text) storage.setItem(key, text.replace("1", "true"));
      },
    };
    const file = JSON.stringify({ daywise: 1, saved: { "a:box:old": { v: 1, at: 5 } } });
    const backup = read(file, { schema: 3, migrations });
    assert.deepEqual([...backup.entries], [["a:tick:old", { v: true, at: 5 }]]);
    const { store } = memoryStore(storedAs({ "a:box:old": { v: 1, at: 5 } }), { schema: 3, migrations });
    assert.deepEqual([...store.entries("a", "tick")], [["old", { v: true, at: 5 }]]);
  });

  test("a file of a newer version is refused", () => {
    assert.deepEqual(readBackup(JSON.stringify({ daywise: SCHEMA + 1, saved: {} }), { now: NOW }), { refused: "newer" });
  });

  test("an older page exports what a newer one saved, as that version, unread", () => {
    const data = new Map([
      [`${PREFIX}schema`, "9"],
      [`${PREFIX}a:tick:one`, '{"value":"a new shape"}'],
    ]);
    const file = JSON.parse(exportText(memoryStore(data).store, { now: NOW, base: BASE }));
    assert.deepEqual([file.daywise, file.saved], [9, { "a:tick:one": { value: "a new shape" } }]);
  });
});

describe("what is no export file", () => {
  test("is refused", () => {
    const texts = ["", "{", "null", "[]", '"text"', "{}", '{"daywise":"1","saved":{}}', '{"daywise":0,"saved":{}}', '{"daywise":1}'];
    const more = ['{"daywise":1,"saved":[]}', '{"daywise":1,"saved":null}', '{"daywise":1.5,"saved":{}}', '{"daywise":1,"plan":"A b","saved":{}}'];
    for (const text of [...texts, ...more]) assert.deepEqual(readBackup(text, { now: NOW }), { refused: "damaged" }, text);
    assert.deepEqual(readBackup(" ".repeat(13e6), { now: NOW }), { refused: "damaged" });
  });

  test("things in it that cannot be read are left out, and counted", () => {
    const file = { "a:tick:one": { v: true, at: 5 }, "a:tick": { v: true, at: 5 }, "A:tick:b": { v: 1, at: 1 }, "a:tick:two": 7 };
    const backup = read(JSON.stringify({ daywise: 1, saved: { ...file, ["__proto__"]: 1, "a:tick:three": { v: 1, at: -1 } } }));
    assert.deepEqual([[...backup.entries.keys()], backup.skipped], [["a:tick:one"], 5]);
  });

  test("any JSON is refused or read, without an error", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, json) => {
        readBackup(text, { now: NOW });
        readBackup(JSON.stringify({ daywise: 1, saved: json }), { now: NOW });
        readBackup(JSON.stringify({ daywise: 1, saved: { "a:tick:b": json } }), { now: NOW });
      }),
      RUNS,
    );
  });

  test("a time of the far future does not win for ever", () => {
    const backup = read(fileOf({ "a:tick:one": { v: true, at: Number.MAX_SAFE_INTEGER - 1 } }));
    assert.equal(backup.entries.get("a:tick:one")?.at, NOW + 864e5);
  });
});

describe("what stays here", () => {
  test("what was asked of this browser is neither exported, nor taken in, nor removed", () => {
    const { store } = memoryStore(storedAs({ "site:asked:persist": { v: true, at: 1 }, "a:tick:one": { v: true, at: 1 } }));
    assert.deepEqual(Object.keys(JSON.parse(exportText(store, { now: NOW, base: BASE })).saved), ["a:tick:one"]);
    takeIn(store, read(fileOf({ "site:asked:persist": { v: false, at: 9 } })), "replace");
    assert.equal(store.get("site", "asked", "persist"), true);
  });

  test("when there is no room for all of a file, nothing changes", () => {
    const mine = storedAs({ "a:note:one": { v: "mine", at: 1 }, "a:note:two": { v: "x".repeat(50), at: 1 } });
    const size = [...mine].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    const { store, data } = memoryStore(mine, { room: size + 100 });
    const before = new Map(data);
    const long = read(fileOf({ "a:note:one": { v: "theirs", at: 9 }, "a:note:three": { v: "x".repeat(400), at: 9 } }));
    for (const mode of /** @type {const} */ (["merge", "replace"])) {
      assert.equal(takeIn(store, long, mode), false);
      assert.equal(store.status, "full");
      assert.deepEqual(data, before);
    }
    // What goes makes room for what comes.
    assert.equal(takeIn(store, read(fileOf({ "a:note:three": { v: "x".repeat(150), at: 9 } })), "replace"), true);
  });
});

test("a value nested so deep that it could not be written again is left out, and the rest is taken in", () => {
  const deep = (/** @type {number} */ levels) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  for (const levels of [100, 3_000, 200_000]) {
    const text = `{"daywise": 1, "saved": {"a:tick:b": {"v": true, "at": 1}, "a:note:c": {"v": ${deep(levels)}, "at": 1}}}`;
    const backup = read(text);
    assert.deepEqual([[...backup.entries.keys()], backup.skipped], [["a:tick:b"], 1], String(levels));
  }
  const file = `{"daywise": 1, "saved": {"a:dates:repairs": {"v": ${deep(20)}, "at": 1}}}`;
  assert.equal(read(file).skipped, 0);
});
