// Opens the search dialog by button or key, and asks ahead for all that it needs.
//
// Each step of a search waits for the one before it: the dialog's modules, its look, Pagefind, the index's head. On a
// slow phone each wait is half a second, so all of them are asked for at once when the reader presses the button or key.

const FIELDS = 'textarea, select, input:not([type="checkbox"], [type="radio"])';
const MODULES = ["search", "search-engine", "search-query", "search-titles", "highlight"].map((name) => `assets/js/${name}.js`);

/** Marks the request for the index's first file, so that Pagefind's own is answered by the browser's cache. */
export const tag = String(Date.now());

/** Whether a key press belongs to a field the reader is typing in. @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));
}

/** Fetches a file into the browser's cache, where it is only when it has been read to its end. @param {string} address */
const keep = async (address) => (await fetch(address)).arrayBuffer();

/** Fetches the index's head into the browser's cache. @param {string} base @param {string} language */
async function askForIndex(base, language) {
  const program = keep(`${base}pagefind/wasm.${language}.pagefind`);
  const { languages } = await (await fetch(`${base}pagefind/pagefind-entry.json?ts=${tag}`)).json();
  await Promise.all([program, keep(`${base}pagefind/pagefind.${languages[language].hash}.pf_meta`)]);
}

/** Lets the browser fetch a module, so that it is there when it is imported. @param {Document} page @param {string} href */
function preload(page, href) {
  const link = page.createElement("link");
  link.rel = "modulepreload";
  link.href = href;
  page.head.append(link);
}

/**
 * Asks for what the search needs: first for what shows the dialog, since an old server answers six requests at a time.
 * What does not come is asked for again, and told, by what needs it.
 * @param {Document} page
 * @param {string} base path of the site's root, `/daywise/`
 */
function askAhead(page, base) {
  for (const path of MODULES) preload(page, base + path);
  const shown = ["assets/css/search.css", "search-titles.json"].map((path) => keep(base + path));
  preload(page, `${base}pagefind/pagefind.js`);
  Promise.all([...shown, askForIndex(base, page.documentElement.lang)]).catch(() => undefined);
}

/**
 * Makes the search's buttons work, and its keys: `/`, and Ctrl or Command with K.
 * @param {Document} page
 * @param {string} base path of the site's root, `/daywise/`
 * @param {(text: string) => void} say tells what is wrong with the search; "" when nothing is
 */
export function bindSearch(page, base, say) {
  let asked = false;
  const ahead = () => {
    if (!asked) askAhead(page, base);
    asked = true;
  };
  async function open() {
    ahead();
    try {
      const search = await import("./search.js");
      await search.openSearch(base);
      say("");
    } catch {
      say("The search could not be loaded. Check your connection and try again.");
    }
  }
  for (const opener of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-search-open]"))) {
    opener.hidden = false;
    opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    opener.addEventListener("pointerdown", ahead, { once: true });
    opener.addEventListener("click", open);
  }
  page.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const wanted = !event.altKey && (command ? event.key === "k" : event.key === "/");
    if (!wanted || isTyping(event.target) || page.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!event.repeat) open();
  });
}
