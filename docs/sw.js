// Keeps the guide on the reader's device, so that it opens without a network: the service worker of the whole site.
//
// `precache.json` lists the site's files with the hash of each; VERSION is the hash of that list, and the build writes
// it in here. Files are stored under path and hash, once they are found to have it. So two versions share what they
// have in common, an update fetches what has changed, and a deployment caught halfway is not taken for a version.
// Installed as `sw.js?keep=visited` it keeps only what the reader opens.

/** Empty in a site that is not to be kept: then this worker takes away what an earlier one has left, and goes. */
const VERSION = "";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = worker.registration.scope;
/** The one cache that is ours: other sites may live on the same host. */
const CACHE = `daywise:${new URL(ROOT).pathname}:files`;
const LIST = `${ROOT}precache.json?${VERSION}`;
const WHOLE = new URL(worker.location.href).searchParams.get("keep") !== "visited";
const LANES = 4;

/** @typedef {{hash: string, bytes: number}} Entry a file of this version */
/** @typedef {Map<string, Entry>} Files the files of this version, by path below the root */

/** @type {Promise<Files> | undefined} read once in a worker's life */
let reading;
/** Aborted when the reader has asked to delete everything: then nothing is fetched for the store, or stored. */
let keeping = new AbortController();

// -- The list and the store

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Stores a response under a key if its bytes have a hash. @param {string} key @param {Response} response @param {string} hash */
async function store(key, response, hash) {
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await hashOf(bytes)) !== hash) throw new Error(`not of this version: ${response.url}`);
  keeping.signal.throwIfAborted();
  const cache = await caches.open(CACHE);
  await cache.put(key, new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } }));
}

/** What is stored under a key. @param {string} key */
const stored = (key) => caches.match(key, { cacheName: CACHE });

/** @returns {Promise<Files>} */
async function readFiles() {
  let response = await stored(LIST);
  if (!response) {
    await store(LIST, await fetch(`${ROOT}precache.json`, { cache: "no-store", signal: keeping.signal }), VERSION);
    response = await stored(LIST);
  }
  const { files } = await /** @type {Response} */ (response).json();
  return new Map(Object.entries(files).map(([path, [hash, bytes]]) => [path, { hash, bytes }]));
}

/** Gives the files of this version; asked again after a failure. */
function filesOfVersion() {
  reading ??= readFiles().catch((error) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

/** @param {string} path below the root */
const addressOf = (path) => ROOT + path.split("/").map(encodeURIComponent).join("/");

/** @param {string} path @param {Entry} file */
const keyOf = (path, file) => `${addressOf(path)}?${file.hash}`;

/** The path below the root that an address asks for, without its query: no file here depends on one. @param {string} url */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const path = (origin + pathname).slice(ROOT.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The file that answers for a path. @param {string} path */
const fileFor = (path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path);

/** The keys of all that is stored. */
async function storedKeys() {
  if (!(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  return (await cache.keys()).map(({ url }) => url);
}

// -- Installing: all files are there before this version counts as installed

/** What every page needs, and the page for what is not there. @param {string} path */
const isShared = (path) => path.startsWith("assets/") || path === "404.html";

/** The paths to keep: all of them, or those shared, stored before or open now. @param {Files} files @param {string[]} keys */
async function wantedPaths(files, keys) {
  if (WHOLE) return [...files.keys()];
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Tabs of other sites on this host are among those that are open.
  const ours = [...keys, ...open.map(({ url }) => url)].filter((url) => url.startsWith(ROOT));
  const seen = new Set(ours.map((url) => fileFor(pathOf(url))));
  return [...files.keys()].filter((path) => isShared(path) || seen.has(path));
}

/** Asks for room before anything is fetched, since a reader may pay for each byte. @param {number} bytes */
async function ensureRoom(bytes) {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate()) ?? {};
  if (bytes > quota - usage) throw new DOMException("no room for the guide", "QuotaExceededError");
}

/**
 * Does a task for each item, a few at a time; after a failure no new one is begun.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} task
 */
async function forEachInLanes(items, task) {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await task(item).catch((error) => {
        left.length = 0;
        throw error;
      });
    }
  };
  const done = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const each of done) if (each.status === "rejected") throw each.reason;
}

/** Fetches what is missing. What arrived stays after a failure, for the next try, unless there is no room. */
async function install() {
  const keys = await storedKeys();
  const there = new Set(keys);
  // Known or not: the list must be in the store, too.
  if (!there.has(LIST)) reading = undefined;
  const files = await filesOfVersion();
  const missing = (await wantedPaths(files, keys))
    .map((path) => ({ path, file: /** @type {Entry} */ (files.get(path)) }))
    .filter(({ path, file }) => !there.has(keyOf(path, file)));
  /** @type {string[]} */
  const added = there.has(LIST) ? [] : [LIST];
  try {
    await ensureRoom(missing.reduce((sum, { file }) => sum + file.bytes, 0));
    await forEachInLanes(missing, async ({ path, file }) => {
      // A page under the address that readers open; `no-cache`: a copy in the browser's cache is good if the server agrees.
      const address = addressOf(path).replace(/(^|\/)index\.html$/, "$1");
      const key = keyOf(path, file);
      const { signal } = keeping;
      await store(key, await fetch(address, { cache: "no-cache", priority: "low", signal }), file.hash);
      added.push(key);
    });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "QuotaExceededError") await remove(added);
    throw error;
  }
  const { active } = worker.registration;
  // The reader chose to keep more or less than before: no other version, so nothing to ask.
  if (active && active.scriptURL !== worker.location.href) await worker.skipWaiting();
}

/** @param {string[]} keys */
async function remove(keys) {
  const cache = await caches.open(CACHE);
  await Promise.all(keys.map((key) => cache.delete(key)));
}

/** Removes what only earlier versions had. */
async function activate() {
  const files = await filesOfVersion();
  const ours = new Set([LIST, ...[...files].map(([path, file]) => keyOf(path, file))]);
  await remove((await storedKeys()).filter((key) => !ours.has(key)));
  await worker.clients.claim();
}

/** Takes everything away; pages that came from the store are loaded again. */
async function retire() {
  await caches.delete(CACHE);
  await worker.registration.unregister();
  for (const client of await worker.clients.matchAll({ type: "window" }))
    await /** @type {WindowClient} */ (client).navigate(client.url);
}

// -- Answering

/** Answers from the network; a page that cannot be had gives way to the one that says so. @param {Request} request @param {Files} files */
async function fromNetwork(request, files) {
  try {
    return await fetch(request);
  } catch (error) {
    const missing = files.get("404.html");
    const page = missing && request.mode === "navigate" && (await stored(keyOf("404.html", missing)));
    if (!page) throw error;
    return new Response(page.body, { status: 503, headers: page.headers });
  }
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  const files = await filesOfVersion().catch(() => /** @type {Files} */ (new Map()));
  const path = pathOf(request.url);
  const file = files.get(fileFor(path));
  if (!file) {
    // As the server does.
    if (request.mode === "navigate" && files.has(`${path}/index.html`))
      return Response.redirect(`${addressOf(path)}/${new URL(request.url).search}`);
    return fromNetwork(request, files);
  }
  const key = keyOf(fileFor(path), file);
  const kept = await stored(key).catch(() => undefined);
  if (kept) return kept;
  const response = await fromNetwork(request, files);
  // A newer version's file, or no room for it: the page has it all the same.
  event.waitUntil(store(key, response.clone(), file.hash).catch(() => undefined));
  return response;
}

/** What is kept, for the reader. */
async function status() {
  const [files, keys] = await Promise.all([filesOfVersion(), storedKeys()]);
  const there = new Set(keys);
  const kept = [...files].filter(([path, file]) => there.has(keyOf(path, file)));
  const bytesOf = (/** @type {[string, Entry][]} */ some) => some.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  return {
    whole: WHOLE,
    pages: kept.filter(([path]) => path.endsWith("index.html")).length,
    bytes: bytesOf(kept),
    missing: bytesOf([...files]) - bytesOf(kept),
  };
}

worker.addEventListener("install", (event) => event.waitUntil(VERSION ? install() : worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(VERSION ? activate() : retire()));

worker.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  // A part of a file is the server's to cut.
  if (VERSION && method === "GET" && url.startsWith(ROOT) && !headers.has("range")) event.respondWith(answer(event));
});

worker.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(worker.skipWaiting());
  if (event.data === "forget") keeping.abort();
  // The reader may want it back while the worker that was told to forget it is still alive.
  if (event.data === "complete" && keeping.signal.aborted) keeping = new AbortController();
  if (event.data === "status" || event.data === "complete") {
    const [port] = event.ports;
    // A browser may have emptied the store, and the site may have another version by now.
    const found = (event.data === "complete" ? install() : Promise.resolve()).then(status).catch(() => "failed");
    event.waitUntil(found.then((state) => port?.postMessage(state)));
  }
});
