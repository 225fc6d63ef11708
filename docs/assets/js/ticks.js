// Checklists: keeps each box, progress text, bar and "done" state on the page in step with the store.

/** @typedef {import("./types.js").Count} Count */
/** @typedef {(id: string) => boolean} IsDone */

const KIND = "tick";
const SPOKEN = { done: "done", partly: "partly done", none: "" };

/**
 * The ids in a space separated list, each once.
 * @param {string | null | undefined} list
 */
export const idsIn = (list) => [...new Set(wordsIn(list))];

/** @param {string | null | undefined} list */
const wordsIn = (list) => list?.split(/\s+/).filter(Boolean) ?? [];

/** @type {(ids: string[], isDone: IsDone) => Count} */
export const countDone = (ids, isDone) => ({ done: ids.filter(isDone).length, total: ids.length });

/** @type {(count: Count) => import("./types.js").State} */
export function stateOf({ done, total }) {
  return done === 0 ? "none" : done < total ? "partly" : "done";
}

/**
 * Minutes that are left of units whose items stand one after another, each item of a unit counting the same.
 * @param {string[]} ids
 * @param {IsDone} isDone
 * @param {string | null | undefined} list minutes and number of items of each unit: "85:5 95:4"
 */
export function minutesLeft(ids, isDone, list) {
  let next = 0;
  return wordsIn(list).reduce((left, unit) => {
    const [minutes = 0, items = 0] = unit.split(":").map(Number);
    const open = ids.slice(next, (next += items)).filter((id) => !isDone(id)).length;
    return left + (minutes * open) / items;
  }, 0);
}

/** "51 min left", "68 h left"; nothing when nothing is. @param {number} minutes */
export function leftText(minutes) {
  const whole = Math.round(minutes);
  if (!whole) return "";
  return whole < 120 ? `${whole} min left` : `${Math.round(whole / 60)} h left`;
}

/**
 * "2 of 5 done"; nothing when there is nothing to do, or nothing done: a zero beside each unit would only discourage.
 * @param {Count} count
 * @param {string} [of] "plan" adds the share, since a plan is long; "checklist" says at zero, too, how much there is to do
 */
export function progressText({ done, total }, of) {
  if (total === 0) return "";
  if (done === 0) return of === "checklist" ? `0 of ${total}` : "";
  // Rounded down: 100 % is said when all is done, not before.
  return `${done} of ${total} done` + (of === "plan" ? ` (${Math.floor((done * 100) / total)}%)` : "");
}

/** @param {Element} element */
const planOf = (element) => element.closest("[data-plan]")?.getAttribute("data-plan");

/**
 * Shows saved ticks and saves new ones. Returns what shows them anew.
 * @param {Document} page
 * @param {import("./types.js").Store} store
 */
export function bindTicks(page, store) {
  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll("input[data-tick]"));

  function show() {
    /** @type {Map<string, IsDone>} each plan's entries are read once */
    const plans = new Map();
    /** @type {(element: Element) => IsDone} */
    const testFor = (element) => {
      const plan = planOf(element) ?? "";
      if (!plans.has(plan)) {
        const entries = store.entries(plan, KIND);
        plans.set(plan, (id) => entries.get(id)?.v === true);
      }
      return /** @type {IsDone} */ (plans.get(plan));
    };
    /** @type {(name: string, fill: (element: HTMLElement, count: Count) => void) => void} */
    const each = (name, fill) => {
      for (const element of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(`[${name}]`)))
        fill(element, countDone(idsIn(element.getAttribute(name)), testFor(element)));
    };

    for (const box of boxes()) box.checked = testFor(box)(box.dataset.tick ?? "");
    each("data-progress", (place, count) => {
      const text = progressText(count, place.dataset.progressOf);
      const ids = idsIn(place.dataset.progress);
      const left = count.done ? leftText(minutesLeft(ids, testFor(place), place.dataset.progressMinutes)) : "";
      place.textContent = left ? `${text}, ${left}` : text;
    });
    each("data-progress-bar", (element, { done, total }) => {
      const bar = /** @type {HTMLProgressElement} */ (element);
      bar.max = total || 1;
      bar.value = done;
      // The bar beside the boxes stands from the start, so that nothing moves at the first tick.
      bar.hidden = total === 0 || (done === 0 && bar.dataset.progressOf !== "checklist");
    });
    each("data-done-when", (place, count) => {
      const state = stateOf(count);
      place.dataset.state = state;
      for (const spoken of place.querySelectorAll(".dw-state"))
        if (spoken.closest("[data-done-when]") === place) spoken.textContent = SPOKEN[state];
    });
  }

  /** @param {HTMLInputElement} box */
  function save(box) {
    const plan = planOf(box);
    if (plan) store.set(plan, KIND, box.dataset.tick ?? "", box.checked);
  }

  // On a slow line a reader may tick before this runs. `autocomplete="off"` says that the browser did not
  // put the tick there from memory, so it is the reader's own.
  for (const box of boxes()) if (box.checked && box.autocomplete === "off") save(box);

  page.addEventListener("change", ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    if (box.dataset.tick) save(box);
  });
  store.subscribe((change) => {
    if (!change || change.kind === KIND) show();
  });
  show();
  return show;
}
