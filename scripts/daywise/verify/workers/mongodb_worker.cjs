// Runs the MongoDB blocks of one lesson on mingo, which evaluates queries and pipelines on plain arrays.
//
//     mongodb_worker.cjs PROJECT COMMANDS ANSWERS
//
// PROJECT is the folder in which mingo is installed; the others are file descriptors. A command is a line of JSON,
// {source, line, path}. An answer is {calls, shown, failure}: each call with its arguments and its result, so that another
// imitation can be asked the same, what the block's last expression shows, and the error that ended the block or null.
"use strict";

const fs = require("node:fs");
const { createRequire } = require("node:module");
const util = require("node:util");
const vm = require("node:vm");

const [project, commands, answers] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const { Query, aggregate, find, updateMany, updateOne } = createRequire(`${project}/package.json`)("mingo");

const collections = new Map();
let calls = [];

class MongoServerError extends Error {
  name = "MongoServerError";
}

const documents = (name) => collections.get(name) ?? collections.set(name, []).get(name);
const copy = (value) => structuredClone(value);

// What JSON cannot say is written as MongoDB's extended JSON does.
function extended(key, value) {
  const own = this[key];
  if (own instanceof Date) return { $date: own.toISOString() };
  if (own instanceof RegExp) return { $regularExpression: { pattern: own.source, options: own.flags } };
  return value;
}

function call(collection, operation, parameters, work) {
  const entry = { collection, operation, parameters: copy(parameters) };
  calls.push(entry);
  try {
    entry.result = copy(work());
  } catch (error) {
    entry.failed = true;
    throw error;
  }
  return entry.result;
}

function insert(name, added) {
  for (const document of added) {
    if (document._id === undefined) throw new Error("give each document an _id, so that every run shows the same");
    if (new Query({ _id: document._id }).find(documents(name)).all().length) {
      const key = `{ _id: ${util.inspect(document._id)} }`;
      const message = `E11000 duplicate key error collection: lesson.${name} index: _id_ dup key: ${key}`;
      throw new MongoServerError(message);
    }
    documents(name).push(copy(document));
  }
}

function remove(name, filter, most) {
  const chosen = new Set(new Query(filter).find(documents(name)).all().slice(0, most));
  collections.set(name, documents(name).filter((document) => !chosen.has(document)));
  return { acknowledged: true, deletedCount: chosen.size };
}

function change(name, filter, modifier, how) {
  const { matchedCount, modifiedCount } = how(documents(name), filter, modifier);
  return { acknowledged: true, matchedCount, modifiedCount };
}

class Cursor {
  constructor(collection, filter, projection) {
    this.collection = collection;
    this.parameters = { filter, projection, sort: null, skip: 0, limit: 0 };
  }
  sort(order) { this.parameters.sort = order; return this; }
  skip(number) { this.parameters.skip = number; return this; }
  limit(number) { this.parameters.limit = number; return this; }
  toArray() {
    const { filter, projection, sort, skip, limit } = this.parameters;
    return call(this.collection, "find", this.parameters, () => {
      let found = find(documents(this.collection), filter, projection);
      if (sort) found = found.sort(sort);
      if (skip) found = found.skip(skip);
      if (limit) found = found.limit(limit);
      return found.all();
    });
  }
  forEach(action) { this.toArray().forEach(action); }
}

class Collection {
  constructor(name) { this.name = name; }
  insertOne(document) {
    return call(this.name, "insertOne", { document }, () => {
      insert(this.name, [document]);
      return { acknowledged: true, insertedId: document._id };
    });
  }
  insertMany(added) {
    return call(this.name, "insertMany", { documents: added }, () => {
      insert(this.name, added);
      return { acknowledged: true, insertedIds: Object.fromEntries(added.map((each, index) => [index, each._id])) };
    });
  }
  find(filter = {}, projection = {}) { return new Cursor(this.name, filter, projection); }
  findOne(filter = {}, projection = {}) { return this.find(filter, projection).limit(1).toArray()[0] ?? null; }
  aggregate(pipeline) {
    return call(this.name, "aggregate", { pipeline }, () =>
      aggregate(documents(this.name), pipeline, { collectionResolver: documents }),
    );
  }
  countDocuments(filter = {}) {
    return call(this.name, "countDocuments", { filter }, () => new Query(filter).find(documents(this.name)).all().length);
  }
  updateOne(filter, modifier) {
    return call(this.name, "updateOne", { filter, modifier }, () => change(this.name, filter, modifier, updateOne));
  }
  updateMany(filter, modifier) {
    return call(this.name, "updateMany", { filter, modifier }, () => change(this.name, filter, modifier, updateMany));
  }
  deleteOne(filter) { return call(this.name, "deleteOne", { filter }, () => remove(this.name, filter, 1)); }
  deleteMany(filter) { return call(this.name, "deleteMany", { filter }, () => remove(this.name, filter)); }
}

const refuse = (_target, name) => {
  if (typeof name === "string") throw new Error(`“${name}” is not among the operations that lessons can run`);
  return undefined;
};
const strict = (collection) => new Proxy(collection, { get: (target, name) => target[name] ?? refuse(target, name) });
globalThis.db = new Proxy({}, { get: (_target, name) => strict(new Collection(String(name))) });
globalThis.ISODate = (text) => new Date(text);
globalThis.print = globalThis.printjson = (...values) => console.log(...values.map(text));

function text(value) {
  const shown = value instanceof Cursor ? value.toArray() : value;
  return typeof shown === "string" ? shown : util.inspect(shown, { depth: null, breakLength: 72, compact: 2 });
}

function run({ source, line, path }) {
  calls = [];
  let shown = "";
  let failure = null;
  try {
    const value = vm.runInThisContext(source, { filename: path, lineOffset: line - 1 });
    if (value !== undefined) shown = text(value);
  } catch (error) {
    const place = String(error.stack).split(`${path}:`)[1];
    const ending = `${error.name}: ${error.message}`;
    failure = { names: [error.name], shown: ending, details: ending, line: place ? Number.parseInt(place, 10) : null };
  }
  return { calls, shown, failure };
}

for (const line of lines()) fs.writeSync(answers, `${JSON.stringify(run(JSON.parse(line)), extended)}\n`);

function* lines() {
  let rest = Buffer.alloc(0);
  const chunk = Buffer.alloc(65536);
  for (let length = fs.readSync(commands, chunk); length > 0; length = fs.readSync(commands, chunk)) {
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield rest.subarray(0, end).toString("utf8");
      rest = rest.subarray(end + 1);
    }
  }
}
