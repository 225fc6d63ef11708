// What the page says of what is kept on the device.

import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, sizeText } from "../../docs/assets/js/offline.js";

test("a size is told in units that say something", () => {
  assert.deepEqual([0, 1, 99_999, 100_000, 4_309_009].map(sizeText), ["0 kB", "1 kB", "100 kB", "0.1 MB", "4.3 MB"]);
});

test("what is kept is told with what can be done about it", () => {
  const whole = describe({ whole: true, pages: 110, bytes: 4_309_009, missing: 0 });
  assert.deepEqual(whole, {
    text: "The whole guide is saved on this device (4.3 MB). It opens without a connection.",
    actions: ["delete"],
  });
  const some = describe({ whole: false, pages: 2, bytes: 300_000, missing: 4_000_000 });
  assert.deepEqual(some.actions, ["keep", "delete"]);
  assert.match(some.text, /^Only what you open is saved: 2 pages are on this device \(0\.3 MB\)\.$/);
  assert.match(describe({ whole: false, pages: 1, bytes: 1, missing: 1 }).text, /: 1 page is on/);
});

test("a guide of which a part is missing is not called whole", () => {
  assert.doesNotMatch(describe({ whole: true, pages: 1, bytes: 1, missing: 1 }).text, /whole/);
});

test("nothing kept, being kept, not kept for want of room", () => {
  assert.deepEqual(describe("none").actions, ["keep"]);
  assert.deepEqual(describe("saving").actions, []);
  assert.deepEqual(describe("failed").actions, []);
});
