// Which colours a page has: what the reader chose, else the device's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceOf, schemeOf } from "../../docs/assets/js/colours.js";

test("only light and dark are choices; anything else saved means the device's", () => {
  assert.equal(choiceOf("light"), "light");
  assert.equal(choiceOf("dark"), "dark");
  for (const saved of [undefined, null, "device", "slate", {}, 1]) assert.equal(choiceOf(saved), "device");
});

test("a choice holds on any device, no choice follows it", () => {
  for (const deviceIsDark of [true, false]) {
    assert.equal(schemeOf("dark", deviceIsDark), "slate");
    assert.equal(schemeOf("light", deviceIsDark), "default");
  }
  assert.equal(schemeOf("device", true), "slate");
  assert.equal(schemeOf("device", false), "default");
});
