// The menu of a phone: a button in place of the label that opens it where scripts are off.

/**
 * Makes the button of the menu work, with its state told, and Esc to close it.
 * @param {Document} page
 */
export function bindMenu(page) {
  const button = /** @type {HTMLButtonElement | null} */ (page.querySelector("[data-menu]"));
  // The theme keeps the state in this box, and its look follows.
  const box = /** @type {HTMLInputElement | null} */ (page.getElementById("__drawer"));
  if (!button || !box) return;

  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  /** @param {boolean} open */
  function put(open) {
    if (!box || box.checked === open) return;
    box.checked = open;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  box.addEventListener("change", tell);
  button.addEventListener("click", () => put(!box.checked));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked || page.querySelector("dialog[open]")) return;
    put(false);
    button.focus();
  });
  // A link to a place on this page leads behind the menu.
  page.getElementById(button.getAttribute("aria-controls") ?? "")?.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) put(false);
  });

  page.querySelector("[data-menu-label]")?.remove();
  button.hidden = false;
  tell();
}
