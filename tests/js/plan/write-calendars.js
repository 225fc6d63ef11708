// Writes calendar files of random plans, with what went into them, as one JSON text: for the tests that read them with
// a real parser. Arguments: how many.

import fc from "fast-check";

import { calendarOf } from "../../../docs/assets/js/plan/calendar-file.js";
import { timetableOf } from "../../../docs/assets/js/plan/timetable.js";
import { outlines, settings } from "./random-plans.js";

const NOW = Date.UTC(2026, 10, 21, 9, 30);
const SITE = "https://reader.example/guide/";

const cases = fc.record({
  outline: outlines,
  dates: settings,
  titles: fc.infiniteStream(fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 })),
  hour: fc.constantFrom(null, "00:00", "02:30", "07:15", "19:30", "23:45"),
  reminder: fc.constantFrom(null, 0, 10, 60),
});

const written = fc.sample(cases, { seed: 20261121, numRuns: Number(process.argv[2]) }).map((one) => {
  const { outline, dates, titles, hour, reminder } = one;
  for (const unit of outline.units) unit.title = String(titles.next().value);
  const timetable = timetableOf(outline, dates);
  const { text, events } = calendarOf({ outline, timetable, site: SITE, hour, reminder, now: NOW, last: null });
  const units = outline.units.map(({ id, title, minutes }) => ({ id, title, minutes, days: timetable.spanOf(id)?.days }));
  return { plan: outline.id, units, hour, reminder, events, text };
});
process.stdout.write(JSON.stringify({ site: SITE, now: NOW, files: written }));
