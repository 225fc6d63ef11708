// The button for light or dark colours: as on the reader's device, light, dark, and round again.

/** @typedef {"device" | "light" | "dark"} Choice */

const PLACE = /** @type {const} */ (["site", "colours", "scheme"]);
/** @type {Record<Choice, {next: Choice, label: string}>} */
const CHOICES = {
  device: { next: "light", label: "Colours follow your device. Switch to light" },
  light: { next: "dark", label: "Light colours. Switch to dark" },
  dark: { next: "device", label: "Dark colours. Switch to those of your device" },
};

/** What a saved value means; anything else than a colour means the device's. @param {unknown} saved @returns {Choice} */
export const choiceOf = (saved) => (saved === "light" || saved === "dark" ? saved : "device");

/** @type {(choice: Choice, deviceIsDark: boolean) => "default" | "slate"} */
export const schemeOf = (choice, deviceIsDark) =>
  (choice === "device" ? deviceIsDark : choice === "dark") ? "slate" : "default";

/**
 * Makes the button work, and lets the page follow the device while that is the choice. What is painted first is the
 * business of a script in the header, which reads the same place in storage.
 * @param {Document} page
 * @param {Pick<import("./types.js").Store, "get" | "set" | "subscribe">} store
 */
export function bindColours(page, store) {
  const button = /** @type {HTMLButtonElement | null} */ (page.querySelector("[data-colours]"));
  if (!button) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choice = () => choiceOf(store.get(...PLACE));

  function show() {
    const { label } = CHOICES[choice()];
    page.body.setAttribute("data-md-color-scheme", schemeOf(choice(), dark.matches));
    button?.setAttribute("data-colours", choice());
    button?.setAttribute("aria-label", label);
    button?.setAttribute("title", label);
  }

  button.addEventListener("click", () => store.set(...PLACE, CHOICES[choice()].next));
  dark.addEventListener("change", show);
  store.subscribe((change) => (!change || change.kind === PLACE[1]) && show());
  show();
  button.hidden = false;
}
