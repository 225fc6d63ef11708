// The calendar file: its lines, and how each file follows on the last. What a real parser makes of it: test_calendar_file.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";

import { calendarOf, escapeText, fold, isCalendarMemory } from "../../../docs/assets/js/plan/calendar-file.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { outlines, settings } from "./random-plans.js";

/** @typedef {import("../../../docs/assets/js/plan/calendar-file.js").CalendarOptions} CalendarOptions */

const RUNS = { seed: 20261121, numRuns: 300 };
const NOW = Date.UTC(2026, 10, 21, 9, 30);

describe("lines", () => {
  test("are cut at 75 octets, never within a character, and are themselves again once unfolded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }).filter((text) => !/[\r\n]/.test(text)), (line) => {
        const folded = fold(line);
        const lines = folded.split("\r\n");
        assert.equal(lines.pop(), "");
        for (const each of lines) assert.ok(Buffer.from(each).length <= 75);
        assert.ok(!Buffer.from(folded).toString().includes("\ufffd") || line.includes("\ufffd"));
        assert.equal(folded.slice(0, -2).replaceAll("\r\n ", ""), line);
      }),
      RUNS,
    );
  });

  test("are as long as they may be", () => {
    const [first = "", second = ""] = fold("x".repeat(150)).split("\r\n");
    assert.deepEqual([first.length, second.length], [75, 75]);
  });

  test("have what means something escaped", () => {
    assert.equal(escapeText("a,b;c\\d\r\ne\nf\tg\u0007"), "a\\,b\\;c\\\\d\\ne\\nf g ");
  });
});

/** @param {Partial<CalendarOptions>} [options] @param {import("../../../docs/assets/js/types.js").Repair[]} [repairs] */
function make(options = {}, repairs = []) {
  const [outline] = fc.sample(outlines, { seed: 7, numRuns: 1 });
  assert.ok(outline);
  const dates = { start: 20_780, rest: [7], off: [], limit: null, repairs };
  const timetable = timetableOf(outline, dates);
  return calendarOf({ outline, timetable, site: "https://a.example/guide/", hour: null, reminder: null, now: NOW, last: null, ...options });
}

/** @type {(text: string, name: string) => string[]} */
const valuesOf = (text, name) =>
  text.replaceAll("\r\n ", "").split("\r\n").filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));

/** @type {import("../../../docs/assets/js/types.js").Repair} */
const MOVE = { kind: "shift", made: "2026-11-24", from: 1, by: 2 };

describe("one file after another", () => {
  test("the same dates make the same file, whenever", () => {
    const first = make();
    const again = make({ last: first.memory, now: NOW + 864e5 });
    assert.deepEqual(again.memory, first.memory);
    assert.equal(again.text.replaceAll(/DTSTAMP:.*\r\n/g, ""), first.text.replaceAll(/DTSTAMP:.*\r\n/g, ""));
  });

  test("other dates keep the UIDs and raise the SEQUENCE, even when the clock went back", () => {
    const first = make();
    for (const now of [NOW, NOW + 864e5, 0]) {
      const next = make({ last: first.memory, now }, [MOVE]);
      assert.deepEqual(valuesOf(next.text, "UID"), valuesOf(first.text, "UID"));
      assert.ok(next.memory.sequence > first.memory.sequence);
      assert.deepEqual(new Set(valuesOf(next.text, "SEQUENCE")), new Set([String(next.memory.sequence)]));
    }
  });

  test("a browser that remembers nothing still goes on above an earlier file", () => {
    assert.ok(make({ now: NOW + 60_000 }).memory.sequence > make().memory.sequence);
  });

  test("what was dropped is cancelled, in every file from then on, and comes back under its UID", () => {
    const first = make();
    const [unit = ""] = Object.keys(first.memory.parts);
    const drop = /** @type {const} */ ({ kind: "drop", made: "2026-11-24", units: [unit], from: 1, by: 0 });
    assert.equal(valuesOf(make({}, [drop]).text, "STATUS").length, 0);
    let last = first.memory;
    for (let n = 0; n < 2; n += 1) {
      const next = make({ last, now: NOW + n * 864e5 }, [drop, ...(n ? [MOVE] : [])]);
      assert.deepEqual(valuesOf(next.text, "STATUS"), Array(first.memory.parts[unit]).fill("CANCELLED"));
      assert.deepEqual(new Set(valuesOf(next.text, "UID")), new Set(valuesOf(first.text, "UID")));
      last = next.memory;
    }
    const back = make({ last }, [MOVE]);
    assert.equal(valuesOf(back.text, "STATUS").length, 0);
    assert.deepEqual(valuesOf(back.text, "UID"), valuesOf(first.text, "UID"));
  });

  test("the days that a unit loses are cancelled when hours take the place of whole days, and back", () => {
    fc.assert(
      fc.property(outlines, settings, (outline, dates) => {
        const timetable = timetableOf(outline, dates);
        const options = { outline, timetable, site: "https://a.example/", reminder: null, now: NOW };
        const timed = calendarOf({ ...options, hour: "19:30", last: null });
        const whole = calendarOf({ ...options, hour: null, last: timed.memory });
        assert.deepEqual(new Set(valuesOf(whole.text, "UID")), new Set(valuesOf(timed.text, "UID")));
        assert.equal(valuesOf(whole.text, "STATUS").length, timed.events - whole.events);
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});

test("what is remembered is checked when it is read", () => {
  const sound = make().memory;
  assert.ok(isCalendarMemory(JSON.parse(JSON.stringify(sound))));
  const unsound = [null, 1, "a", [], {}, { ...sound, sequence: -1 }, { ...sound, sequence: 2 ** 31 }, { ...sound, sequence: "1" }];
  for (const value of [...unsound, { ...sound, digest: 1 }, { ...sound, parts: null }, { ...sound, parts: { a: 1e9 } }])
    assert.equal(isCalendarMemory(value), false, JSON.stringify(value));
});

test("a unit may have a name that every object has", () => {
  const unit = { id: "constructor", from: 1, to: 1, title: "Constructors", minutes: 60, items: [], phase: "a", track: "main" };
  const outline = /** @type {any} */ ({ id: "cpp", title: "C++", step: "day", length: 1, units: [unit] });
  const timetable = timetableOf(outline, { start: 20_780, rest: [], off: [], limit: null, repairs: [] });
  const first = make({ outline, timetable });
  assert.deepEqual(first.memory.parts, { constructor: 1 });
  assert.ok(isCalendarMemory(JSON.parse(JSON.stringify(first.memory))));
  const other = { ...outline, units: [{ ...unit, id: "first" }] };
  const last = make({ outline: other, timetable: timetableOf(other, { start: 20_780, rest: [], off: [], limit: null, repairs: [] }) });
  assert.equal(valuesOf(make({ outline, timetable, last: last.memory }).text, "STATUS").length, 0);
});
