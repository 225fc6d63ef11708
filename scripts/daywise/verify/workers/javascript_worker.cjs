// Runs the JavaScript blocks of one lesson, one after the other, in one process of Node.js.
//
//     javascript_worker.cjs COMMANDS ANSWERS
//
// Both are file descriptors. A command is a line of JSON, {source, line, path}; an answer is a line of JSON: {}, or what is
// known of the error that ended the block. A block is done when nothing is left to wait for.
"use strict";

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const [commands, answers] = process.argv.slice(2).map(Number);
const queue = [];
let rest = Buffer.alloc(0);
let running = null;
let failure = null;

globalThis.require = createRequire(path.join(process.cwd(), "lesson.cjs"));

function nextCommand() {
  const chunk = Buffer.alloc(65536);
  while (queue.length === 0) {
    const length = fs.readSync(commands, chunk);
    if (length === 0) return null;
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
    const lines = rest.toString("utf8").split("\n");
    if (lines.length > 1) {
      queue.push(...lines.slice(0, -1).map((line) => JSON.parse(line)));
      rest = Buffer.from(lines.at(-1));
    }
  }
  return queue.shift();
}

function describe(error) {
  const isError = error instanceof Error;
  const name = isError ? error.name : String(error);
  const details = isError ? error.stack : `thrown: ${String(error)}`;
  const place = details.match(new RegExp(`${running.path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}:(\\d+)`));
  return {
    names: [name],
    shown: isError ? `Uncaught ${name}: ${error.message}` : `Uncaught ${String(error)}`,
    details,
    line: place ? Number(place[1]) : null,
  };
}

function step() {
  if (running) fs.writeSync(answers, `${JSON.stringify(failure ?? {})}\n`);
  failure = null;
  running = nextCommand();
  if (!running) process.exit(0);
  try {
    // The same global scope for every block: its `const`, `let` and classes persist.
    vm.runInThisContext(running.source, { filename: running.path, lineOffset: running.line - 1 });
  } catch (error) {
    failure = describe(error);
  }
  setImmediate(() => {}); // Keeps the process alive for one more `beforeExit`.
}

process.on("uncaughtException", (error) => {
  failure ??= describe(error);
});
process.on("beforeExit", step);
