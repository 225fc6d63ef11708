// The built site as the audit sees it: one page of each type, and a server that sends it as GitHub Pages does.

import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".xml": "application/xml",
};
/** What GitHub Pages compresses, and what each answer says of keeping it. */
const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"]);
const CACHING = "max-age=600";
const BASE = "/guide/";

/**
 * The heaviest page of each type, by the type's name: a type that is fast on that page is fast on all.
 * @param {string} site the folder of the built site
 * @returns {Promise<Map<string, string>>} names with addresses below the site's root
 */
export async function pagesOf(site) {
  /** @type {Map<string, {address: string, size: number}>} */
  const heaviest = new Map();
  for (const entry of (await readdir(site, { recursive: true })).sort()) {
    if (!entry.endsWith(`index.html`)) continue;
    const html = await readFile(join(site, entry), "utf8");
    const name = typeOf(html);
    const address = relative(site, join(site, entry)).split(sep).join("/").replace(/index\.html$/, "");
    if (html.length > (heaviest.get(name)?.size ?? 0)) heaviest.set(name, { address, size: html.length });
  }
  return new Map([...heaviest].sort().map(([name, { address }]) => [name, address]));
}

/** The type of a page, which its first element names. @param {string} html */
function typeOf(html) {
  const type = /<div class="dw-page dw-([a-z-]+)/.exec(html)?.[1] ?? "written by hand";
  if (type !== "unit") return type;
  return html.includes('<div class="dw-lesson"') ? "lesson" : "unit without lesson";
}

/**
 * Serve a site below a path, on a free port of this machine.
 * @param {string} site
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function serve(site) {
  const server = createServer((request, response) => {
    answer(site, request, response).catch(() => response.destroy());
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}${BASE}`, close: () => server.close() };
}

/** @type {(site: string, request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>} */
async function answer(site, request, response) {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  let file = await fileOf(site, decodeURIComponent(pathname));
  const status = file ? 200 : 404;
  file ??= join(site, "404.html");
  const kind = extname(file);
  const zipped = COMPRESSED.has(kind) && /\bgzip\b/.test(String(request.headers["accept-encoding"]));
  response.writeHead(status, {
    "Content-Type": TYPES[/** @type {keyof typeof TYPES} */ (kind)] ?? "application/octet-stream",
    "Cache-Control": CACHING,
    Vary: "Accept-Encoding",
    ...(zipped && { "Content-Encoding": "gzip" }),
  });
  const content = createReadStream(file);
  await (zipped ? pipeline(content, createGzip({ level: 6 }), response) : pipeline(content, response));
}

/** The file behind a path, or null; nothing outside the site. @type {(site: string, path: string) => Promise<string | null>} */
async function fileOf(site, path) {
  if (!path.startsWith(BASE) || path.includes("..")) return null;
  const file = join(site, path.slice(BASE.length), path.endsWith("/") ? "index.html" : "");
  return (await stat(file).catch(() => null))?.isFile() ? file : null;
}
