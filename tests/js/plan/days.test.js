// Calendar days as numbers: every date, and the day it is around midnight and when clocks change.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";

import { dayOf, isoOf, say, sayLong, todayOf, weekdayOf } from "../../../docs/assets/js/plan/days.js";

/** @param {number} year */
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Every date from 1900 to 2999, as one counts them by hand. */
function* allDates() {
  for (let year = 1900; year <= 2999; year += 1) {
    const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [month, length] of lengths.entries())
      for (let date = 1; date <= length; date += 1)
        yield [year, String(month + 1).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  }
}

test("every date is the day after the one before, and comes back as it was", () => {
  let day = -25567; // 1 January 1900, a Monday
  let weekday = 1;
  for (const iso of allDates()) {
    if (dayOf(iso) !== day || isoOf(day) !== iso || weekdayOf(day) !== weekday) assert.fail(iso);
    day += 1;
    weekday = (weekday % 7) + 1;
  }
  assert.equal(dayOf("1970-01-01"), 0);
});

test("what is no date is no day", () => {
  const wrong = ["2026-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2100-02-29"];
  const unlike = ["", "2026-1-1", "20260101", "2026-01-01T00:00", " 2026-01-01", "٢٠٢٦-٠١-٠١", "1899-12-31", "3000-01-01"];
  for (const value of [...wrong, ...unlike, null, undefined, 20000, {}, ["2026-01-01"]]) {
    assert.equal(dayOf(value), null, String(value));
  }
});

test("days are said without commas", () => {
  const day = /** @type {number} */ (dayOf("2026-11-23"));
  assert.equal(say(day), "Mon 23 Nov");
  assert.equal(say(day, { year: true }), "Mon 23 Nov 2026");
  assert.equal(sayLong(day), "Monday 23 November 2026");
});

/** Asks a fresh process in a time zone what day it is at given moments. @param {string} zone @param {string[]} moments */
function daysIn(zone, moments) {
  const module = new URL("../../../docs/assets/js/plan/days.js", import.meta.url).href;
  const program = `
    const { isoOf, todayOf } = await import(${JSON.stringify(module)});
    const moments = JSON.parse((await import("node:fs")).readFileSync(0, "utf8"));
    console.log(JSON.stringify(moments.map((moment) => isoOf(todayOf(new Date(moment))))));`;
  const env = { ...process.env, TZ: zone };
  const options = { env, input: JSON.stringify(moments), encoding: /** @type {const} */ ("utf8") };
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", program], options));
}

describe("the day it is for the reader", () => {
  /** By zone: moments in UTC, and the reader's date then. @type {Record<string, Record<string, string>>} */
  const zones = {
    "Asia/Karachi": {
      "2026-11-22T18:59:59Z": "2026-11-22",
      "2026-11-22T19:00:00Z": "2026-11-23",
      "2026-12-31T19:00:00Z": "2027-01-01",
      "2028-02-28T19:30:00Z": "2028-02-29",
      // Pakistan had summer time in 2008: midnight of 1 June was left out, 31 October's last hour came twice.
      "2008-05-31T18:59:59Z": "2008-05-31",
      "2008-05-31T19:00:00Z": "2008-06-01",
      "2008-10-31T17:30:00Z": "2008-10-31",
      "2008-10-31T18:30:00Z": "2008-10-31",
      "2008-10-31T19:00:00Z": "2008-11-01",
    },
    "Asia/Kolkata": {
      "2026-11-22T18:29:59Z": "2026-11-22",
      "2026-11-22T18:30:00Z": "2026-11-23",
      "2026-12-31T18:30:00Z": "2027-01-01",
    },
    "Europe/London": {
      "2026-03-28T23:59:59Z": "2026-03-28",
      "2026-03-29T00:59:59Z": "2026-03-29",
      "2026-03-29T01:00:00Z": "2026-03-29",
      "2026-03-29T22:59:59Z": "2026-03-29",
      "2026-03-29T23:00:00Z": "2026-03-30",
      "2026-10-24T22:59:59Z": "2026-10-24",
      "2026-10-24T23:00:00Z": "2026-10-25",
      "2026-10-25T23:59:59Z": "2026-10-25",
      "2026-10-26T00:00:00Z": "2026-10-26",
    },
    "America/New_York": {
      "2026-03-08T04:59:59Z": "2026-03-07",
      "2026-03-08T05:00:00Z": "2026-03-08",
      "2026-03-09T03:59:59Z": "2026-03-08",
      "2026-03-09T04:00:00Z": "2026-03-09",
      "2026-11-01T03:59:59Z": "2026-10-31",
      "2026-11-01T04:00:00Z": "2026-11-01",
      "2026-11-02T04:59:59Z": "2026-11-01",
      "2026-11-02T05:00:00Z": "2026-11-02",
    },
  };
  for (const [zone, moments] of Object.entries(zones)) {
    test(`${zone}: around midnight, and when clocks change`, () => {
      assert.deepEqual(daysIn(zone, Object.keys(moments)), Object.values(moments));
    });
  }

  test("hour by hour through a year, each day comes once, after the one before", () => {
    for (const zone of Object.keys(zones)) {
      const start = Date.UTC(2027, 0, 1);
      const hours = Array.from({ length: 366 * 24 }, (_, hour) => new Date(start + hour * 36e5).toISOString());
      const days = [...new Set(daysIn(zone, hours))].map((iso) => /** @type {number} */ (dayOf(iso)));
      assert.ok(days.length >= 366 && days.length <= 367);
      for (const [n, day] of days.entries()) assert.equal(day, Number(days[0]) + n, zone);
    }
  });

  test("it is told from a moment, not from a clock", () => {
    assert.equal(isoOf(todayOf(new Date(2026, 10, 23, 0, 0, 0))), "2026-11-23");
    assert.equal(isoOf(todayOf(new Date(2026, 10, 23, 23, 59, 59))), "2026-11-23");
  });
});
