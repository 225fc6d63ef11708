// Marks on questions that the reader is not sure of, and a filter that leaves only those on the page of questions.

import { make } from "./element.js";

const KIND = "shaky";

/** @typedef {import("../types.js").Parts} Parts */

/** @param {Element} element */
const planOf = (element) => element.closest("[data-plan]")?.getAttribute("data-plan") ?? "";

/**
 * @param {Parts} parts
 */
export function start({ page, store }) {
  /** @type {Map<HTMLButtonElement, HTMLElement>} each button with its question */
  const marks = new Map();
  const filter = page.querySelector("[data-shaky-filter]");
  /** @type {HTMLButtonElement | undefined} */
  let only;
  const none = make("p", { class: "dw-quiet", role: "status" });

  /** @param {HTMLElement} question */
  const isShaky = (question) => store.get(planOf(question), KIND, question.dataset.question ?? "") === true;

  /** @param {HTMLElement} question */
  function addMark(question) {
    const prompt = question.querySelector(".dw-question__prompt")?.textContent?.trim();
    const button = make(
      "button",
      { type: "button", class: "dw-shaky" },
      "Shaky",
      prompt && make("span", { class: "dw-hidden" }, `: ${prompt}`),
    );
    button.addEventListener("click", () => {
      store.set(planOf(question), KIND, question.dataset.question ?? "", !isShaky(question));
    });
    question.querySelector(".dw-label")?.after(button);
    marks.set(button, question);
  }

  function show() {
    let count = 0;
    for (const [button, question] of marks) {
      const shaky = isShaky(question);
      button.setAttribute("aria-pressed", String(shaky));
      if (shaky) count += 1;
    }
    if (only) only.textContent = `Shaky only (${count})`;
  }

  /**
   * Hides what is not shaky, and sections that have nothing else. A question that is unmarked later stays until the
   * filter is used again, so that the button does not vanish from under the finger.
   */
  function sift() {
    const isOn = only?.getAttribute("aria-pressed") === "true";
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".dw-questions > section"))) {
      const items = /** @type {HTMLElement[]} */ ([...section.querySelectorAll(".dw-questions__item")]);
      for (const item of items) {
        const question = /** @type {HTMLElement | null} */ (item.querySelector("[data-question]"));
        item.hidden = isOn && !(question && isShaky(question));
      }
      section.hidden = isOn && items.every((item) => item.hidden);
      section.classList.toggle("is-sifted", isOn);
    }
    const isEmpty = isOn && ![...marks.values()].some(isShaky);
    none.textContent = isEmpty ? "You have not marked a question as shaky. Each question has a button for that." : "";
  }

  function addFilter() {
    only = make("button", { type: "button", class: "dw-button", "aria-pressed": "false" });
    only.addEventListener("click", () => {
      only?.setAttribute("aria-pressed", String(only.getAttribute("aria-pressed") !== "true"));
      sift();
    });
    filter?.append(only, none);
    // The Today page leads here with its few of them.
    if (location.hash === "#shaky") only.click();
  }

  for (const question of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-question]")))
    addMark(question);
  if (filter && marks.size) addFilter();
  store.subscribe((change) => (!change || change.kind === KIND) && show());
  addEventListener("pageshow", (event) => event.persisted && show());
  show();
}
