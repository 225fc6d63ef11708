// The bar at the foot of a page that says what was saved, and offers to take it back; and where it makes room.

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
  /** @type {HTMLElement | null} where the reader came from */
  let from = null;

  bar.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && !bar.contains(relatedTarget)) from = relatedTarget;
  });

  /** The button that has the focus goes: the reader goes on where they were, or at the top when that is gone, too. */
  function giveBack() {
    if (!bar.contains(document.activeElement)) return;
    const top = bar.parentElement?.querySelector("h1");
    top?.setAttribute("tabindex", "-1");
    (from?.checkVisibility() ? from : top)?.focus({ preventScroll: true });
    from = null;
  }

  undoButton.addEventListener("click", () => takeBack?.());
  closeButton.addEventListener("click", () => {
    giveBack();
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

/** The share of something that is on the screen when a reader looks at it rather than scrolls past. */
const LOOKED_AT = 0.5;

/**
 * Lets the bar lie at the end of the page, and no longer over it, while something that it must not cover is looked at:
 * on a phone held on its side, no scrolling would bring a QR code out from under it.
 * @type {(bar: HTMLElement, thing: HTMLElement) => void}
 */
export function keepClear(bar, thing) {
  const watcher = new IntersectionObserver(
    (seen) => bar.toggleAttribute("data-aside", (seen.at(-1)?.intersectionRatio ?? 0) >= LOOKED_AT),
    { threshold: LOOKED_AT },
  );
  watcher.observe(thing);
}
