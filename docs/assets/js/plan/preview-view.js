// What taking in a file or a link would change, in words, with a button for each way to do it.

import { dayOf, say } from "./days.js";
import { previewOf, takeIn } from "./backup.js";
import { make, makeButton } from "./element.js";
import { parseEntry, thingNamed } from "../store.js";
import { count } from "./words.js";

/** @typedef {import("../types.js").Backup} Backup */
/** @typedef {import("../types.js").Entry} Entry */
/** @typedef {import("../types.js").Mode} Mode */
/** @typedef {import("../types.js").Preview} Preview */
/** @typedef {import("../types.js").Store} Store */

/** @type {Map<string, [one: string, many: string]>} a map, since files may name a kind “constructor” */
const THINGS = new Map([
  ["tick", ["tick", "ticks"]],
  ["note", ["note", "notes"]],
  ["shaky", ["shaky mark", "shaky marks"]],
  ["dates", ["date setting", "date settings"]],
]);
/** @type {[string, string]} */
const OTHER = ["other thing", "other things"];

/** Whether a value says no more than one that was never saved. @param {unknown} value */
const saysNothing = (value) =>
  value === undefined || value === null || value === false || value === "" || (Array.isArray(value) && !value.length);

/** @param {string[]} words "a", "a and b", "a, b and c" */
const listed = (words) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");

/** "12 ticks and 1 note". @param {string[]} names */
export function countThings(names) {
  /** @type {Map<[string, string], number>} */
  const counts = new Map();
  for (const name of names) {
    const words = THINGS.get(thingNamed(name)?.kind ?? "") ?? OTHER;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const order = [...THINGS.values(), OTHER].filter((words) => counts.has(words));
  return listed(order.map((words) => count(counts.get(words) ?? 0, ...words)));
}

/** @type {(store: Store, name: string) => unknown} */
function valueHere(store, name) {
  const thing = thingNamed(name);
  return thing ? store.get(thing.plan, thing.kind, thing.id) : undefined;
}

/** The names of things that make a difference to be seen. @type {(store: Store, backup: Backup, names: string[]) => string[]} */
const seen = (store, backup, names) =>
  names.filter((name) => !(saysNothing(valueHere(store, name)) && saysNothing(backup.entries.get(name)?.v)));

/** "The start date would be Mon 23 Nov 2026." @type {(store: Store, backup: Backup, preview: Preview) => string[]} */
function startWords(store, backup, { added, changed }) {
  const starts = [...added, ...changed].filter((name) => name.endsWith(":dates:start"));
  const days = starts.map((name) => ({ theirs: dayOf(backup.entries.get(name)?.v), mine: dayOf(valueHere(store, name)) }));
  return days.flatMap(({ theirs, mine }) => {
    if (theirs === null) return [];
    const now = mine === null ? "" : ` instead of ${say(mine, { year: true })}`;
    return [`The start date becomes ${say(theirs, { year: true })}${now}.`];
  });
}

/** What a way does, in sentences. @type {(store: Store, backup: Backup, preview: Preview) => string[]} */
function sentences(store, backup, preview) {
  const { added, changed, removed, kept } = preview;
  const newer = (/** @type {number} */ number) => (number === 1 ? " that is newer here" : " that are newer here");
  const parts = Object.entries({ Adds: added, Changes: changed, "Takes away": removed, Leaves: kept });
  const said = parts.flatMap(([verb, all]) => {
    const names = seen(store, backup, all);
    return names.length ? [`${verb} ${countThings(names)}${verb === "Leaves" ? newer(names.length) : ""}.`] : [];
  });
  return [...said, ...startWords(store, backup, preview)];
}

/** @typedef {{title: string, why: string, button: string, look: string, done: string}} Way */

const MAIN = "dw-control dw-control--main";
/** @type {Record<Mode, Way>} */
const WAYS = {
  merge: {
    title: "Merge with what is here",
    why: "Where both have something, the newer one stays.",
    button: "Merge",
    look: MAIN,
    done: "Merged.",
  },
  replace: {
    title: "Replace what is here",
    why: "What is here now goes, even where it is newer.",
    button: "Replace",
    look: "dw-control",
    done: "Replaced.",
  },
};
/** @type {Way} */
const ONLY_WAY = { title: "", why: "", button: "Add it", look: MAIN, done: "Added." };

/** @type {Record<import("../types.js").Status, string>} */
const FAILED = {
  ok: "That did not work. Nothing was changed.",
  blocked: "This browser does not let the site save anything. Nothing was changed.",
  full: "This browser has not enough room for all of it. Nothing was changed.",
  newer: "A newer version of this site saved your progress. Reload the page, then try again. Nothing was changed.",
};

/**
 * Remembers what is here now. Called once that has changed, it gives what brings it back, save for what the reader has
 * changed once more since then.
 * @type {(store: Store, names: string[]) => () => () => boolean}
 */
function wayBack(store, names) {
  const before = store.snapshot().texts;
  return () => {
    const after = store.snapshot().texts;
    return () => {
      const { texts } = store.snapshot();
      const untouched = names.filter((name) => texts.get(name) === after.get(name));
      return store.write(new Map(untouched.map((name) => [name, parseEntry(before.get(name))])));
    };
  };
}

/**
 * A way to take a backup in: what it does, and the button.
 * @param {Way} words
 * @param {{does: string, id: string, take: () => void}} options
 */
const wayItem = ({ title, why, button, look }, { does, id, take }) =>
  make(
    "li",
    { class: "dw-way" },
    title && make("h3", {}, title),
    make("p", { id }, does || "Changes nothing."),
    why && make("p", { class: "dw-quiet" }, why),
    makeButton(button, take, { class: look, "aria-describedby": id }),
  );

/**
 * The ways to take a backup in; when there is nothing to lose, or nothing to win, there is one or none.
 * @param {Store} store
 * @param {Backup} backup
 * @param {object} options
 * @param {string} options.place an id for what is made here
 * @param {() => void} options.close called when the reader has chosen
 * @param {import("../types.js").KeepOptions["tell"]} options.tell told what was done, or why nothing was
 * @returns {HTMLElement[]}
 */
export function previewParts(store, backup, { place, close, tell }) {
  const previews = { merge: previewOf(store, backup, "merge"), replace: previewOf(store, backup, "replace") };
  const does = {
    merge: sentences(store, backup, previews.merge).join(" "),
    replace: sentences(store, backup, previews.replace).join(" "),
  };

  /** @type {(mode: Mode, said: string) => void} */
  function take(mode, said) {
    const { added, changed, removed } = previews[mode];
    const remembered = wayBack(store, mode === "replace" ? [...backup.entries.keys(), ...removed] : [...added, ...changed]);
    const done = takeIn(store, backup, mode);
    const back = remembered();
    const undo = () => tell(back() ? "Taken back." : "That could not be taken back.", { focus: true });
    close();
    if (done) tell(said, { undo, focus: true });
    else tell(FAILED[store.status], { focus: true });
  }

  /** @type {(mode: Mode, words: Way) => HTMLElement} */
  const way = (mode, words) =>
    wayItem(words, { does: does[mode], id: `${place}-${mode}`, take: () => take(mode, words.done) });

  const unread = `${count(backup.skipped, "thing")} in it cannot be read and would be left out.`;
  const rest = backup.skipped ? [make("p", {}, unread)] : [];
  if (!does.merge && !does.replace) return [make("p", {}, "All of it is here already."), ...rest];
  const alike = !previews.replace.removed.length && !previews.merge.kept.length;
  const ways = alike ? [way("merge", ONLY_WAY)] : [way("merge", WAYS.merge), way("replace", WAYS.replace)];
  return [make("ul", { class: "dw-ways" }, ...ways), ...rest];
}
