// The menu of a phone: a button in place of the label that opens it where scripts are off.

/**
 * Makes the button of the menu work with mouse and keys, and tells its state. Opening it leads to its first link;
 * Esc, a followed link, or leaving it by Tab closes it.
 * @param {Document} page
 */
export function bindMenu(page) {
  const button = /** @type {HTMLButtonElement | null} */ (page.querySelector("[data-menu]"));
  // The theme keeps the state in this box, and its looks follow.
  const box = /** @type {HTMLInputElement | null} */ (page.getElementById("__drawer"));
  const menu = page.getElementById(button?.getAttribute("aria-controls") ?? "");
  if (!button || !box || !menu) return;

  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  const put = (/** @type {boolean} */ open) => {
    if (box.checked === open) return;
    box.checked = open;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  box.addEventListener("change", tell);
  button.addEventListener("click", () => {
    put(true);
    menu.querySelector("a")?.focus();
  });
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) put(false);
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) put(false);
  });
  page.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    put(false);
    button.focus();
  });

  page.querySelector("[data-menu-label]")?.remove();
  button.hidden = false;
  tell();
}
