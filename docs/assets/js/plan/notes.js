// The reader's own notes on a unit: a field below its checklist, saved while they write.

import { make } from "./element.js";

const KIND = "note";
const PAUSE = 500;

/**
 * @param {import("../types.js").Parts} parts
 */
export function start({ page, store }) {
  const place = /** @type {HTMLElement} */ (page.querySelector("[data-note]"));
  const plan = place.closest("[data-plan]")?.getAttribute("data-plan") ?? "";
  const unit = place.dataset.note ?? "";
  const field = make("textarea", {
    ...{ id: "my-notes", class: "dw-note__field", rows: "4", dir: "auto", autocomplete: "off" },
    "aria-describedby": "my-notes-where",
  });
  const said = make("span", { role: "status" });
  place.append(
    make("h2", {}, make("label", { for: "my-notes" }, "My notes")),
    make("p", { class: "dw-quiet" }, make("span", { id: "my-notes-where" }, "Kept in this browser alone."), " ", said),
    field,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} set while something is not saved yet */
  let timer;

  function show() {
    const text = store.get(plan, KIND, unit);
    const wanted = typeof text === "string" ? text : "";
    // What the reader is writing here is newer than what came from elsewhere.
    if (timer === undefined && field.value !== wanted) field.value = wanted;
  }

  function save() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    said.textContent = store.set(plan, KIND, unit, field.value) ? "Saved." : "Not saved.";
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    said.textContent = "";
  });
  field.addEventListener("change", save);
  // A phone may end a page that is out of sight without a word.
  page.addEventListener("visibilitychange", save);
  addEventListener("pagehide", save);
  addEventListener("pageshow", (event) => event.persisted && show());
  store.subscribe((change) => (!change || (change.kind === KIND && change.id === unit)) && show());
  show();
}
