// Finds the questions that the reader marked as shaky, with their words and their places.

import { shakyIds } from "./reader.js";

/** @typedef {import("../types.js").ShakyQuestion} ShakyQuestion */

/**
 * All of them, in the order of the plan. The file they stand in is large, so it is only asked for when there are any; when it does not
 * come, the page goes without them.
 * @param {Pick<import("../types.js").Parts, "store" | "base">} parts
 * @param {string} plan
 * @returns {Promise<ShakyQuestion[]>}
 */
export async function fetchShaky({ store, base }, plan) {
  const ids = shakyIds(store, plan);
  if (!ids.size) return [];
  try {
    /** @type {{units: {questions: ShakyQuestion[]}[]}} */
    const { units } = await (await fetch(`${base}${plan}/plan.json`)).json();
    const all = units.flatMap(({ questions }) => questions);
    return all.filter(({ id }) => ids.has(id));
  } catch {
    return [];
  }
}
