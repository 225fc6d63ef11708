// The service worker, run in a world of fakes: what it keeps, what it refuses, what it answers.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../docs/sw.js", import.meta.url), "utf-8");
const ROOT = "https://reader.example/guide/";
const CACHE = "daywise:/guide/:files";
const FOREIGN = "daywise:/guide/other/:files";

const hashOf = (text) => createHash("sha256").update(text).digest("hex");
const urlOf = (asked) => (typeof asked === "string" ? asked : asked.url);

/** The Cache API over maps; `room` is how many entries fit. */
class Caches {
  stores = new Map();
  room = Infinity;
  async has(name) {
    return this.stores.has(name);
  }
  async delete(name) {
    return this.stores.delete(name);
  }
  async open(name) {
    if (!this.stores.has(name)) this.stores.set(name, new Map());
    const store = this.stores.get(name);
    return {
      keys: async () => [...store.keys()].map((url) => ({ url })),
      delete: async (key) => store.delete(urlOf(key)),
      put: async (key, response) => {
        if (store.size >= this.room) throw new DOMException("full", "QuotaExceededError");
        store.set(urlOf(key), response);
      },
    };
  }
  async match(key, { cacheName }) {
    return this.stores.get(cacheName)?.get(urlOf(key))?.clone();
  }
}

/** A site as the build leaves it: its files, its list, its worker. */
function siteOf(files) {
  const entries = Object.entries(files).map(([path, text]) => [path, [hashOf(text), text.length]]);
  const list = JSON.stringify({ files: Object.fromEntries(entries) });
  return { files: { ...files, "precache.json": list }, version: hashOf(list) };
}

/** A browser with one registration; `site` is what the server has and may be changed. */
function browser({ caches = new Caches(), quota = Infinity, open = [] } = {}) {
  const world = { caches, asked: [], site: siteOf({}), offline: false, gone: false, navigated: [], onAsk: async () => undefined };

  async function fetchFake(asked, { signal } = {}) {
    const url = new URL(urlOf(asked));
    const path = decodeURIComponent((url.origin + url.pathname).slice(ROOT.length));
    world.asked.push(path);
    if (signal) setMaxListeners(0, signal);
    const stopped = new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
    await Promise.race([stopped, world.onAsk(path)]);
    if (world.offline) throw new TypeError("Failed to fetch");
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const text = world.site.files[name];
    const type = name.endsWith(".html") ? "text/html; charset=utf-8" : "text/plain";
    return new Response(text ?? "not found", { status: text === undefined ? 404 : 200, headers: { "Content-Type": type } });
  }

  /** Starts the worker that the server has now, for the one registration. */
  world.start = ({ keep = "whole", version = world.site.version, active = null } = {}) => {
    const listeners = {};
    const clients = open.map((path) => ({ url: new URL(path, ROOT).href, navigate: async (url) => world.navigated.push(url) }));
    const self = {
      registration: { scope: ROOT, active, unregister: async () => (world.gone = true) },
      location: { href: `${ROOT}sw.js${keep === "whole" ? "" : `?keep=${keep}`}` },
      clients: { matchAll: async () => clients, claim: async () => undefined },
      skipWaiting: async () => (world.skipped = true),
      addEventListener: (type, listener) => (listeners[type] = listener),
    };
    const context = vm.createContext({
      self, caches, fetch: fetchFake, crypto, URL, Response, DOMException, AbortController,
      navigator: { storage: { estimate: async () => ({ quota, usage: 0 }) } },
    });
    vm.runInContext(SOURCE.replace('const VERSION = "";', `const VERSION = "${version}";`), context);
    /** Sends an event, and waits for all that it began. */
    async function send(type, event = {}) {
      const waits = [];
      let answer;
      const given = { ...event, waitUntil: (work) => waits.push(work), respondWith: (response) => (answer = response) };
      listeners[type](given);
      const response = await answer;
      await Promise.all(waits);
      return response;
    }
    const ask = (path, { method = "GET", mode = "navigate", headers = {}, origin = ROOT } = {}) =>
      send("fetch", { request: { url: origin + path, method, mode, headers: new Headers(headers) } });
    return {
      send,
      ask,
      /** Installs and activates. */
      async begin() {
        await send("install");
        await send("activate");
        world.asked.length = 0;
        return this;
      },
    };
  };

  world.kept = () => [...(caches.stores.get(CACHE)?.keys() ?? [])].map((url) => decodeURIComponent(url.slice(ROOT.length).split("?")[0])).sort();
  return world;
}

const FIRST = siteOf({
  "index.html": "home",
  "404.html": "not here",
  "assets/a.css": "css",
  "plan/day/index.html": "day one",
  "plan/a picture é.svg": "<svg/>",
  "pagefind/pagefind-entry.json": "{}",
});
const SECOND = siteOf({
  "index.html": "home",
  "404.html": "not here",
  "assets/a.css": "css",
  "plan/day/index.html": "day one, mended",
  "plan/new/index.html": "new",
});

async function kept(world) {
  world.site = FIRST;
  return world.start().begin();
}

test("all listed files are kept, and read without a network", async () => {
  const world = browser();
  const worker = await kept(world);
  assert.deepEqual(world.kept(), [...Object.keys(FIRST.files)].sort());
  world.offline = true;
  const pages = { "": "home", "index.html": "home", "plan/day/": "day one", "plan/a%20picture%20%C3%A9.svg": "<svg/>" };
  for (const [path, text] of Object.entries(pages)) assert.equal(await (await worker.ask(path)).text(), text);
  assert.deepEqual(world.asked, []);
});

test("a type is kept with its file", async () => {
  const world = browser();
  const worker = await kept(world);
  assert.equal((await worker.ask("plan/day/")).headers.get("Content-Type"), "text/html; charset=utf-8");
});

test("a query makes no difference: the search's index asks with the time", async () => {
  const worker = await kept(browser());
  const answer = await worker.ask("pagefind/pagefind-entry.json?ts=1767225600000", { mode: "cors" });
  assert.equal(await answer.text(), "{}");
});

test("a page without its last slash is redirected, as the server does", async () => {
  const worker = await kept(browser());
  const answer = await worker.ask("plan/day");
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get("Location"), `${ROOT}plan/day/`);
  const marked = await worker.ask("plan/day?marked=a%20b&x=%2F");
  assert.equal(marked.headers.get("Location"), `${ROOT}plan/day/?marked=a%20b&x=%2F`, "with what was asked of it");
});

test("what is not ours to answer is left to the network", async () => {
  const world = browser();
  const worker = await kept(world);
  const cases = [
    ["plan/day/", { method: "POST" }],
    ["plan/day/", { headers: { range: "bytes=0-1" } }],
    ["plan/day/", { origin: "https://elsewhere.example/" }],
    ["plan/day/", { origin: "https://reader.example/guide-of-others/" }],
  ];
  for (const [path, options] of cases) assert.equal(await worker.ask(path, options), undefined);
});

test("an unknown page comes from the network, and without one from the page that says so", async () => {
  const world = browser();
  const worker = await kept(world);
  assert.equal((await worker.ask("no/such/")).status, 404);
  world.offline = true;
  const answer = await worker.ask("no/such/");
  assert.equal(answer.status, 503);
  assert.equal(await answer.text(), "not here");
  await assert.rejects(worker.ask("no/such.json", { mode: "cors" }), TypeError);
});

test("an update fetches what has changed, and nothing else", async () => {
  const world = browser();
  const old = await kept(world);
  world.site = SECOND;
  const next = world.start();
  await next.send("install");
  assert.deepEqual(world.asked.sort(), ["plan/day/", "plan/new/", "precache.json"]);
  world.offline = true;
  assert.equal(await (await old.ask("plan/day/")).text(), "day one", "the old version goes on until the new one takes over");
  await next.send("activate");
  assert.equal(await (await next.ask("plan/day/")).text(), "day one, mended");
  assert.deepEqual(world.kept(), [...Object.keys(SECOND.files)].sort());
  assert.equal(world.skipped, undefined, "the reader decides when");
});

for (const late of ["precache.json", "plan/day/index.html", "plan/new/index.html"]) {
  test(`a deployment that is half done is no version: ${late} comes late`, async () => {
    const world = browser();
    const old = await kept(world);
    world.site = { ...SECOND, files: { ...SECOND.files, [late]: FIRST.files[late] } };
    await assert.rejects(world.start().send("install"), /not of this version/);
    world.offline = true;
    assert.equal(await (await old.ask("plan/day/")).text(), "day one");
    world.offline = false;
    world.site = SECOND;
    const next = await world.start().begin();
    assert.equal(await (await next.ask("plan/day/")).text(), "day one, mended");
    assert.deepEqual(world.kept(), [...Object.keys(SECOND.files)].sort());
  });
}

test("what a try has fetched, the next one does not fetch again", async () => {
  const world = browser();
  world.site = { ...FIRST, files: { ...FIRST.files, "pagefind/pagefind-entry.json": undefined } };
  await assert.rejects(world.start().send("install"));
  const first = world.asked.length;
  world.site = FIRST;
  await world.start().send("install");
  assert.deepEqual(world.asked.slice(first), ["pagefind/pagefind-entry.json"]);
});

test("a file that was changed on its way is not kept", async () => {
  const world = browser();
  world.site = { ...FIRST, files: { ...FIRST.files, "assets/a.css": "css of a hotel's network" } };
  await assert.rejects(world.start().send("install"), /not of this version/);
  assert.ok(!world.kept().includes("assets/a.css"));
});

test("without room nothing is fetched", async () => {
  const world = browser({ quota: 10 });
  world.site = FIRST;
  await assert.rejects(world.start().send("install"), { name: "QuotaExceededError" });
  assert.deepEqual(world.asked, ["precache.json"]);
  assert.deepEqual(world.kept(), [], "not the list either, which each new version would add to");
});

test("room that ends on the way: what was added goes again, what was there stays", async () => {
  const world = browser();
  const old = await kept(world);
  const before = world.kept();
  world.caches.room = before.length + 2;
  world.site = SECOND;
  await assert.rejects(world.start().send("install"), { name: "QuotaExceededError" });
  assert.deepEqual(world.kept(), before);
  world.offline = true;
  assert.equal(await (await old.ask("plan/day/")).text(), "day one");
});

test("the caches of others stay", async () => {
  const world = browser();
  await world.caches.open(FOREIGN);
  await kept(world);
  world.site = SECOND;
  await world.start().begin();
  await world.start({ version: "" }).begin();
  assert.deepEqual([...world.caches.stores.keys()], [FOREIGN]);
});

test("who saves data keeps what every page needs and what was opened", async () => {
  const world = browser({ open: ["plan/day/#part"] });
  world.site = FIRST;
  const worker = await world.start({ keep: "visited" }).begin();
  assert.deepEqual(world.kept(), ["404.html", "assets/a.css", "plan/day/index.html", "precache.json"]);
  await worker.ask("");
  assert.ok(world.kept().includes("index.html"));
  world.offline = true;
  assert.equal(await (await worker.ask("")).text(), "home");
  assert.equal((await worker.ask("plan/a%20picture%20%C3%A9.svg")).status, 503);
});

test("a tab of another site on this host is no page of this one", async () => {
  // As long as the address of the root, so that what follows could be taken for a path of ours.
  const world = browser({ open: ["/blogs/plan/day/"] });
  world.site = FIRST;
  await world.start({ keep: "visited" }).begin();
  assert.deepEqual(world.kept(), ["404.html", "assets/a.css", "precache.json"]);
});

test("an update of what was opened keeps just that", async () => {
  const world = browser({ open: ["plan/day/"] });
  world.site = FIRST;
  await world.start({ keep: "visited" }).begin();
  world.site = SECOND;
  await world.start({ keep: "visited" }).begin();
  assert.deepEqual(world.kept(), ["404.html", "assets/a.css", "plan/day/index.html", "precache.json"]);
});

test("a newer page than the version's is shown and not kept", async () => {
  const world = browser();
  world.site = FIRST;
  const worker = await world.start({ keep: "visited" }).begin();
  world.site = SECOND;
  assert.equal(await (await worker.ask("plan/day/")).text(), "day one, mended");
  assert.ok(!world.kept().includes("plan/day/index.html"));
});

test("a reader who asks for all of it gets it at once", async () => {
  const world = browser();
  world.site = FIRST;
  await world.start({ keep: "visited" }).begin();
  await world.start({ active: { scriptURL: `${ROOT}sw.js?keep=visited` } }).begin();
  assert.equal(world.skipped, true);
  assert.ok(world.kept().includes("plan/day/index.html"));
});

test("it tells what is kept, lets the new version take over, and stores nothing once told to forget", async () => {
  const world = browser();
  const worker = await kept(world);
  const told = [];
  await worker.send("message", { data: "status", ports: [{ postMessage: (found) => told.push({ ...found }) }] });
  const bytes = Object.entries(FIRST.files).reduce((sum, [path, text]) => sum + (path === "precache.json" ? 0 : text.length), 0);
  assert.deepEqual(told, [{ whole: true, pages: 2, bytes, missing: 0 }]);
  await worker.send("message", { data: "activate" });
  assert.equal(world.skipped, true);
  await worker.send("message", { data: "forget" });
  await world.caches.delete(CACHE);
  assert.equal(await (await worker.ask("plan/day/")).text(), "day one");
  assert.deepEqual(world.kept(), []);
});

test("what was deleted is fetched again by a worker that is still alive, when the reader wants it back", async () => {
  const world = browser();
  const worker = await kept(world);
  await worker.send("message", { data: "forget" });
  await world.caches.delete(CACHE);
  const told = [];
  await worker.send("message", { data: "complete", ports: [{ postMessage: (found) => told.push(found.missing) }] });
  assert.deepEqual(told, [0]);
  assert.deepEqual(world.kept(), Object.keys(FIRST.files).sort());
});

test("a site that is not to be kept takes an earlier worker's files away, and the worker", async () => {
  const world = browser({ open: ["plan/day/"] });
  await kept(world);
  const last = await world.start({ version: "" }).begin();
  assert.equal(await last.ask("plan/day/"), undefined);
  assert.deepEqual([world.kept(), world.gone, world.navigated], [[], true, [`${ROOT}plan/day/`]]);
});

test("a store that the browser has emptied is filled again", async () => {
  const world = browser();
  const worker = await kept(world);
  await world.caches.delete(CACHE);
  assert.equal(await (await worker.ask("plan/day/")).text(), "day one");
  assert.deepEqual(world.kept(), ["plan/day/index.html"]);
  world.offline = true;
  assert.equal(await (await worker.ask("plan/day/")).text(), "day one");
});

/** Asks a worker for what it keeps, or to fetch what it has no more first. */
async function ask(worker, question) {
  const told = [];
  await worker.send("message", { data: question, ports: [{ postMessage: (found) => told.push(found) }] });
  return told;
}

test("a store that the browser has emptied is filled at once when the reader asks for it", async () => {
  const world = browser();
  const worker = await kept(world);
  await world.caches.delete(CACHE);
  const [{ missing }] = await ask(worker, "status");
  assert.ok(missing > 0);
  const [state] = await ask(worker, "complete");
  assert.equal(state.missing, 0);
  assert.deepEqual(world.kept(), Object.keys(FIRST.files).sort());
  assert.equal(world.skipped, undefined);
});

test("a question about what is kept has an answer, even where the site has another version by now", async () => {
  const world = browser();
  await kept(world);
  const { version } = world.site;
  await world.caches.delete(CACHE);
  world.site = SECOND;
  // As a browser starts it again, with nothing in mind.
  const worker = world.start({ version });
  assert.deepEqual(await ask(worker, "status"), ["failed"]);
  assert.deepEqual(await ask(worker, "complete"), ["failed"]);
});

test("an update that is under way when the reader deletes the guide ends, and stores nothing more", async () => {
  const world = browser();
  const worker = world.start({ version: SECOND.version });
  world.site = SECOND;
  // An answer that never comes is not waited for: until this one has given up, a browser may let the deletion wait.
  world.onAsk = async (path) => path === "404.html" && (await worker.send("message", { data: "forget" }), new Promise(() => {}));
  await assert.rejects(worker.send("install"), { name: "AbortError" });
  assert.ok(!world.kept().includes("404.html"));
  assert.ok(world.asked.length < Object.keys(SECOND.files).length + 1, "what was not asked for yet is not asked for");
});
