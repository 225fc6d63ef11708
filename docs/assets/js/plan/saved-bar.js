// The bar at the foot of a page that says what was saved, and offers to take it back.

/**
 * @param {HTMLElement} bar
 * @returns {(text: string, options?: {undo?: (() => void) | null, focus?: boolean}) => void} says something new;
 *   `focus` goes to the bar, for when the control that was used is gone
 */
export function savedBar(bar) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (bar.querySelector(`[data-saved-${name}]`));
  const [text, undoButton, closeButton] = [part("text"), part("undo"), part("close")];
  /** @type {(() => void) | null} */
  let takeBack = null;

  undoButton.addEventListener("click", () => takeBack?.());
  closeButton.addEventListener("click", () => {
    bar.dataset.empty = "";
    text.textContent = "";
  });

  return (said, { undo = null, focus = false } = {}) => {
    takeBack = undo;
    undoButton.hidden = !undo;
    delete bar.dataset.empty;
    // The same words twice are a change, too: a screen reader is to say them again.
    text.textContent = "";
    setTimeout(() => (text.textContent = said), 50);
    if (focus) (undo ? undoButton : closeButton).focus();
  };
}
