// Marks the words a reader searched for on the page they land on, without changing the page's elements.
//
// The search puts the found words into the address (`?marked=…`); they are taken out of it again, so that the address
// that a reader copies is the page's own. They stay in the state of the history's entry, so that Back and Forward, which may
// load the page anew, mark them again. Browsers without the CSS Custom Highlight API show the page as it is.

const PARAMETER = "marked";
const NAME = "dw-found";
const MOST_WORDS = 8;
const SEPARATOR = " ";

/**
 * The address of a found place, with the words to mark there.
 * @param {string} address absolute
 * @param {string[]} words
 */
export function withWords(address, words) {
  const url = new URL(address);
  if (words.length > 0) url.searchParams.set(PARAMETER, words.slice(0, MOST_WORDS).join(SEPARATOR));
  return url.href;
}

/**
 * The words that an address asks to mark, and the address without them.
 * @param {string} address
 * @returns {{words: string[], address: string}}
 */
export function splitWords(address) {
  const url = new URL(address);
  const text = url.searchParams.get(PARAMETER) ?? "";
  url.searchParams.delete(PARAMETER);
  const words = text.split(SEPARATOR).filter(Boolean).slice(0, MOST_WORDS);
  return { words: [...new Set(words)], address: url.href };
}

/**
 * Where words stand in a text, as whole words in any case: pairs of start and end.
 * @param {string} text
 * @param {string[]} words
 * @returns {[number, number][]}
 */
export function placesOf(text, words) {
  if (words.length === 0) return [];
  // Longer ones first: of `get` and `get_running_loop` the whole name is marked.
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}

/** @param {string} word */
const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");

/**
 * Keeps words for when the reader comes back to this entry of the history.
 * @param {string[]} words
 * @param {string} [address]
 */
function keep(words, address = location.href) {
  history.replaceState({ ...history.state, [PARAMETER]: words }, "", address);
}

/** @param {KeyboardEvent} event */
function unmark({ key }) {
  if (key === "Escape" && CSS.highlights.delete(NAME)) keep([]);
}

/**
 * Marks the words that the address names, and takes them out of it; else those that it named when the reader came first.
 * @param {Document} page
 */
export function highlightFromAddress(page) {
  const { words: named, address } = splitWords(location.href);
  const words = named.length > 0 ? named : (history.state?.[PARAMETER] ?? []);
  keep(words, address);
  highlight(page, words);
}

/**
 * Marks words in the page's text, and no others any more. Esc takes the marks away.
 * @param {Document} page
 * @param {string[]} words
 */
export function highlight(page, words) {
  const article = page.querySelector("article");
  if (!article || words.length === 0 || !("highlights" in CSS)) return;
  const found = new Highlight();
  const texts = page.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const [start, end] of placesOf(node.nodeValue ?? "", words)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      found.add(range);
    }
  CSS.highlights.set(NAME, found);
  page.addEventListener("keydown", unmark);
}
