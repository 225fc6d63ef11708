// Which words are marked on a found page, and how they travel there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { placesOf, splitWords, withWords } from "../../docs/assets/js/highlight.js";

const PAGE = "https://reader.example/guide/plan/unit/";

/** @type {(text: string, words: string[]) => string[]} */
const marked = (text, words) => placesOf(text, words).map(([start, end]) => text.slice(start, end));

test("words travel in the address, before the fragment, and are taken out again", () => {
  const words = ["c++", "n+1", "sys.getrefcount", "ذاکرہ"];
  const address = withWords(`${PAGE}#block`, words);
  assert.equal(new URL(address).hash, "#block");
  assert.deepEqual(splitWords(address), { words, address: `${PAGE}#block` });
});

test("an address without words stays as it is", () => {
  assert.equal(withWords(`${PAGE}?a=1#block`, []), `${PAGE}?a=1#block`);
  assert.deepEqual(splitWords(`${PAGE}?a=1#block`), { words: [], address: `${PAGE}?a=1#block` });
});

test("no address makes a page mark more than a few words", () => {
  const many = Array.from({ length: 1000 }, (_, n) => `w${n}`);
  assert.equal(splitWords(`${PAGE}?marked=${many.join("+")}`).words.length, 8);
  assert.equal(splitWords(withWords(PAGE, many)).words.length, 8);
});

test("whole words are marked, in any case", () => {
  assert.deepEqual(marked("Cache, cached, CACHE; cache-aside, e-cache", ["cache"]), ["Cache", "CACHE", "cache", "cache"]);
});

test("names from code are marked whole", () => {
  const text = "sys.getrefcount(x), __slots__, C++, N+1, $lookup, get_running_loop";
  const words = ["sys.getrefcount", "__slots__", "c++", "n+1", "$lookup", "get", "get_running_loop"];
  assert.deepEqual(marked(text, words), ["sys.getrefcount", "__slots__", "C++", "N+1", "$lookup", "get_running_loop"]);
});

test("what would be special in a pattern is a letter like any other", () => {
  const words = ["a.b", "(a|b)*", "\\d", "e-mail", "[x]", "1/2", "{3}", "^$"];
  assert.deepEqual(marked(`axb 5 ${words.join(" ")}`, words), words);
});

test("nothing is marked without words", () => {
  assert.deepEqual(marked("anything at all", []), []);
});
