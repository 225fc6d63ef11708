// Runs Lighthouse on one page of each type of the built site, and prints a table: `make audit`.
//
//     node audit.mjs SITE [--runs 5] [--only lesson]
//
// CHROME_PATH names the browser. Lighthouse's mobile preset: a slow phone on slow 4G, both simulated. The figures are
// the medians of the runs; on a busy machine performance wobbles all the same. Exits with 1 when a category that does
// not depend on speed is below 100.

import { parseArgs } from "node:util";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { pagesOf, serve } from "./site.mjs";

const CATEGORIES = /** @type {const} */ (["performance", "accessibility", "best-practices", "seo"]);
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
/** Metrics of the table, in milliseconds: Lighthouse's names and ours. */
const METRICS = /** @type {const} */ ([
  ["first-contentful-paint", "FCP"],
  ["largest-contentful-paint", "LCP"],
  ["total-blocking-time", "TBT"],
]);

/** @typedef {import("lighthouse").Result} Report */

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** @type {(report: Report, name: string) => number} */
const score = (report, name) => Math.round((report.categories[name]?.score ?? 0) * 100);
/** @type {(report: Report, name: string) => number} */
const metric = (report, name) => report.audits[name]?.numericValue ?? NaN;

/** Titles of what costs points in a category. @type {(report: Report, category: string) => string[]} */
function faults(report, category) {
  const weighed = report.categories[category]?.auditRefs.filter(({ weight }) => weight > 0) ?? [];
  return weighed
    .map(({ id }) => report.audits[id])
    .filter((audit) => audit !== undefined && audit.score !== null && audit.score < (category === "performance" ? 0.9 : 1))
    .map((audit) => `${audit?.title}${audit?.displayValue ? ` (${audit.displayValue})` : ""}`);
}

/** @type {(url: string, runs: number) => Promise<Report[]>} */
async function measure(url, runs) {
  const reports = [];
  for (let run = 0; run < runs; run += 1) {
    // A browser of its own for each run: nothing is in its cache, no page of a run before is open.
    const browser = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS, logLevel: "silent" });
    try {
      const result = await lighthouse(url, { port: browser.port, onlyCategories: [...CATEGORIES], logLevel: "silent" });
      if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? `no report for ${url}`);
      reports.push(result.lhr);
    } finally {
      browser.kill();
    }
  }
  return reports;
}

/** @param {string[]} cells */
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: "string", default: "5" }, only: { type: "string" } },
  });
  const runs = Number(values.runs);
  const [site] = positionals;
  if (!site || !(Number.isInteger(runs) && runs > 0)) throw new Error("usage: audit.mjs SITE [--runs 5] [--only TYPE]");
  const pages = await pagesOf(site);
  if (pages.size === 0) throw new Error(`there is no page in ${site}: build it first`);
  const server = await serve(site);
  /** @type {string[]} */
  const notes = [];
  let failed = false;
  row(["page", "performance", "range", "accessibility", "best practices", "SEO", ...METRICS.map(([, name]) => name), "CLS", "sent"]);
  row(Array.from({ length: 7 + METRICS.length + 1 }, (_, column) => (column === 0 ? "---" : "--:")));
  for (const [name, address] of pages) {
    if (values.only && values.only !== name) continue;
    const reports = await measure(server.url + address, runs);
    const speeds = reports.map((report) => score(report, "performance"));
    const others = CATEGORIES.slice(1).map((category) => Math.min(...reports.map((report) => score(report, category))));
    row([
      name,
      String(median(speeds)),
      `${Math.min(...speeds)}–${Math.max(...speeds)}`,
      ...others.map(String),
      ...METRICS.map(([id]) => `${(median(reports.map((report) => metric(report, id))) / 1000).toFixed(2)} s`),
      median(reports.map((report) => metric(report, "cumulative-layout-shift"))).toFixed(3),
      `${Math.round(median(reports.map((report) => metric(report, "total-byte-weight"))) / 1000)} kB`,
    ]);
    failed ||= others.some((value) => value < 100);
    const middle = reports.find((report) => score(report, "performance") === median(speeds));
    for (const category of CATEGORIES)
      for (const fault of middle ? faults(middle, category) : []) notes.push(`${name}: ${category}: ${fault}`);
  }
  server.close();
  console.log(notes.length ? `\nBelow full marks:\n${notes.map((note) => `- ${note}`).join("\n")}` : "");
  process.exitCode = failed ? 1 : 0;
}

await main();
