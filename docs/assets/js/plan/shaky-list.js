// The list of the questions marked as shaky, on the page that leads to the questions of each phase.

import { make } from "./element.js";
import { fetchShaky } from "./shaky-questions.js";
import { count } from "./words.js";

/**
 * Draws the list, and keeps it right when another tab marks a question. The way to it stands above the phases, in room
 * that is there from the start; the list itself stands below them, so that nothing moves when it comes.
 * @param {import("../types.js").Parts} parts
 */
export async function start(parts) {
  const { page, store, base } = parts;
  const list = /** @type {HTMLElement} */ (page.querySelector("[data-shaky-list]"));
  const way = page.querySelector("[data-shaky-way]");
  const plan = list.closest("[data-plan]")?.getAttribute("data-plan") ?? "";
  let asked = 0;

  async function show() {
    asked += 1;
    const mine = asked;
    const questions = await fetchShaky(parts, plan);
    // Something newer may have been asked for, and come, meanwhile.
    if (mine !== asked) return;
    list.hidden = !questions.length;
    const rows = questions.map(({ question, url }) => make("li", { class: "dw-unit-row" }, make("a", { class: "dw-unit-row__link dw-unit-row__title", href: base + url }, question)));
    list.querySelector("ol")?.replaceChildren(...rows);
    const words = `${count(questions.length, "question")} you marked as shaky`;
    way?.replaceChildren(...(questions.length ? [make("a", { class: "dw-button", href: "#shaky" }, words)] : []));
  }

  store.subscribe((change) => (!change || (change.plan === plan && change.kind === "shaky")) && show());
  addEventListener("pageshow", (event) => event.persisted && show());
  await show();
  // Where the address leads to the list, it was not there yet.
  if (location.hash === "#shaky") list.scrollIntoView();
}
