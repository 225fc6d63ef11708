// Code on the page: a button that copies it, and a way to scroll it by keys.

const SAID_FOR = 2000;

/** @param {HTMLElement} pre @param {Clipboard} clipboard */
function copier(pre, clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dw-copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await clipboard.writeText(pre.textContent ?? "");
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied: select it by hand";
    }
    setTimeout(() => (button.textContent = "Copy"), SAID_FOR);
  });
  return button;
}

/**
 * Puts the buttons in, where the browser can copy.
 * @param {Document} page
 */
export function bindCode(page) {
  for (const pre of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".highlight > pre"))) {
    // Pages written by hand come without these.
    if (!pre.hasAttribute("tabindex")) {
      pre.tabIndex = 0;
      pre.setAttribute("role", "group");
      pre.setAttribute("aria-label", "Code");
    }
    // Not there on pages that come over plain http.
    if (navigator.clipboard) pre.after(copier(pre, navigator.clipboard));
  }
}
