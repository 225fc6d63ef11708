// Fetches a plan's outline, once a page.

/** @typedef {import("../types.js").Outline} Outline */

/** @type {Map<string, Promise<Outline>>} */
const fetched = new Map();

/**
 * The outline of a plan. Rejects when it cannot be had; the next call then tries again.
 * @param {string} base path of the site's root
 * @param {string} plan
 * @returns {Promise<Outline>}
 */
export function fetchOutline(base, plan) {
  const address = `${base}${plan}/outline.json`;
  const found = fetched.get(address) ?? read(address);
  fetched.set(address, found);
  found.catch(() => fetched.delete(address));
  return found;
}

/** @param {string} address */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}
