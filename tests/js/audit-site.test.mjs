// What the audit measures: the heaviest page of each type, sent compressed as GitHub Pages sends it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pagesOf, serve } from "../../scripts/audit/site.mjs";

const LESSON = '<div class="dw-page dw-unit"><div class="dw-lesson">';
const PAGES = {
  "index.html": '<div class="dw-page dw-home">',
  "plan/short/index.html": `${LESSON}short`,
  "plan/long/index.html": `${LESSON}${"long ".repeat(500)}`,
  "plan/without/index.html": '<div class="dw-page dw-unit">nothing to read',
  "about/index.html": "<h1>About</h1>",
  "404.html": "not here",
};
let site = "";
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  site = await mkdtemp(join(tmpdir(), "audit-"));
  for (const [path, html] of Object.entries(PAGES)) {
    await mkdir(join(site, path, ".."), { recursive: true });
    await writeFile(join(site, path), html);
  }
  server = await serve(site);
});

after(async () => {
  server.close();
  await rm(site, { recursive: true });
});

test("one page stands for each type, the heaviest", async () => {
  assert.deepEqual(Object.fromEntries(await pagesOf(site)), {
    home: "",
    lesson: "plan/long/",
    "unit without lesson": "plan/without/",
    "written by hand": "about/",
  });
});

test("a page is sent compressed, and may be kept for ten minutes", async () => {
  const answer = await fetch(`${server.url}plan/long/`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-encoding"), "gzip");
  assert.equal(answer.headers.get("cache-control"), "max-age=600");
  assert.equal(await answer.text(), PAGES["plan/long/index.html"]);
});

test("what is not there, or not below the path, is answered with the page for that", async () => {
  for (const url of [`${server.url}nothing/`, `${server.url}plan/long`, new URL("/plan/long/", server.url).href]) {
    const answer = await fetch(url);
    assert.equal(answer.status, 404, url);
    assert.equal(await answer.text(), "not here");
  }
});

test("nothing outside the site is sent", async () => {
  const answer = await fetch(`${server.url}%2e%2e/%2e%2e/etc/passwd`);
  assert.equal(answer.status, 404);
});
