// Words in, words out: reads queries, judges found words, thinks of other queries, groups hits. Nothing is fetched.

/** @typedef {import("./types.js").Grade} Grade */
/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Segment} Segment */

const LONGEST_QUERY = 120;
const MOST_ALTERNATIVES = 8;
const SHORT = 4;
const SHORTEST_WITHIN = 6;
const MOST_OF_IT = 0.6;
const OF_NO_PLAN = "About this site";
const DAY = /^(day|week) [0-9]+$/i;
/** A day as hands in a hurry type it: "day1", "Day-03", "day #3". */
const LOOSE_DAY = /^(day|week)[ #-]*0*([0-9]+)$/i;
/** A day whose number is told in words: "day three", "Week twenty-four". */
const TOLD_DAY = /^(day|week)[ -]([a-z]+(?:[ -][a-z]+)?)$/i;
const ONES = "one two three four five six seven eight nine".split(" ");
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
/** Numbers in words, each at its own place: "three" at 3. */
const NUMBERS = ["", ...ONES, ...TEENS, ...TENS.flatMap((ten) => [ten, ...ONES.map((one) => `${ten} ${one}`)])];
/** Words that join what is asked for. Pagefind wants every word of a query on the page, and these stand on few. */
const JOINING = new Set(["vs", "versus", "or", "and"]);
/** What joins in Roman Urdu and Hindi: "gil kya hai", "thread aur process mein farq". */
const ROMAN_JOINING = new Set(
  (
    "kya kia kiya hai hain hy aur mein ka ki ke ko se farq matlab hota hoti hote kaise kese kyun kyu kyon " +
    "karta karte karti karna karen kaam batao samjhao"
  ).split(" "),
);
/** Words that are English, too: they only join where one of the above stands. */
const JOINING_THERE = new Set(["me", "he", "main", "is", "use", ...JOINING]);
/**
 * How questions begin. What follows is what to look for: of a page that has "is" and "what" many times over, this says
 * nothing, and marking them there would hide the words that count. `EXPLAIN ANALYZE` is a command, no question.
 */
const FRAME = new RegExp(
  "^(?:" +
    [
      "please",
      "(?:what(?:['’]?s| is| are| does| do)|whats)(?: meant by)?",
      "how (?:to|do|does|can|should)(?: i| we| you)?",
      "(?:explain|describe)(?! analy[sz]e| select| plan| query| output)",
      "define|definition of|meaning of|tell me about",
      "(?:diff|differences?|differentiate|compare) (?:between|of)",
    ].join("|") +
    ")(?: an?| the)? ",
  "i",
);
/**
 * What is typed in one way and written in another on the pages. `==` is no word to Pagefind and `is` stands on every
 * page; what is asked with them is told in the words in which lessons answer it.
 * @type {[RegExp, string][]}
 */
const SPOKEN = [
  [/\bn ?(?:\+|plus) ?(?:1|one)\b/gi, "N+1"],
  [/\bc ?plus ?plus\b/gi, "C++"],
  [/\bp[ -](50|90|95|99|999)\b/gi, "p$1"],
  [/\benv(?:ironment)? vars?\b/gi, "environment variables"],
  [/\bindices\b/gi, "indexes"],
  [/(?<!\S)cv(?!\S)/gi, "resume"],
  [/(?<!\S)is(?:(?: and| or| vs\.?| versus|,)? )(?:==|equals)(?!\S)/gi, "same object same value"],
  [/(?<!\S)==(?:(?: and| or| vs\.?| versus|,)? )is(?!\S)/gi, "same value same object"],
  [/^(?:==|is)(?: operator)(?: in python)?$|^==$/gi, "same object same value"],
];

/** Whether Pagefind takes a query as an exact phrase. @param {string} query */
const isPhrase = (query) => /^".+"$/.test(query);

/** A phrase without its quotes. @param {string} query */
const unquoted = (query) => (isPhrase(query) ? query.slice(1, -1) : query);

/**
 * The query as Pagefind should get it. Identifiers (`sys.getrefcount`, `__slots__`, `C++`, `$lookup`, `N+1`)
 * and phrases in quotes stay as they are; of a call only the name stays; brackets and commas part words,
 * where Pagefind would glue what stands on their sides; of a question what it asks about stays; words that only join
 * others go, where something else stays. A day becomes a phrase: "day 1" is not day 12.
 * @param {string} typed
 */
export function cleanQuery(typed) {
  const query = typed.normalize("NFC").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim().slice(0, LONGEST_QUERY);
  if (isPhrase(query)) return query;
  const day = inFigures(query);
  if (LOOSE_DAY.test(day)) return day.replace(LOOSE_DAY, '"$1 $2"');
  const words = asWritten(subjectOf(query))
    .replace(/([\p{L}\p{N}_$.]{2,})\([^()]*\)?/gu, "$1 ")
    .replace(/[()[\]{}<>,;|`"]/g, " ")
    .split(/\s+/)
    .filter(Boolean);
  return withoutJoining(words).join(" ");
}

/** A query with the number of its day in figures. @param {string} query */
function inFigures(query) {
  return query.replace(TOLD_DAY, (whole, kind, told) => {
    const number = NUMBERS.indexOf(told.toLowerCase().replace("-", " "));
    return number > 0 ? `${kind} ${number}` : whole;
  });
}

/** What a question asks about; all of it where nothing would stay. @param {string} query */
function subjectOf(query) {
  const next = query.replace(/[?!\s]+$/, "").replace(FRAME, "");
  if (next === query || wordsOf(next).length === 0) return query;
  return subjectOf(next);
}

/** A query with names as they are written on the pages. @param {string} query */
function asWritten(query) {
  return SPOKEN.reduce((text, [said, written]) => text.replace(said, written), query);
}

/** Words without those that only join the others; all of them where too little would stay. @param {string[]} words */
function withoutJoining(words) {
  const has = (/** @type {Set<string>} */ set) => (/** @type {string} */ word) => set.has(word.toLowerCase().replace(/\.$/, ""));
  const [roman, there, joining] = [has(ROMAN_JOINING), has(JOINING_THERE), has(JOINING)];
  if (words.some(roman)) {
    const asked = words.filter((word) => !roman(word) && !there(word));
    return asked.length > 0 ? asked : words;
  }
  const asked = words.filter((word) => !joining(word));
  return asked.length > 1 ? asked : words;
}

/**
 * Whether a query asks for a day, and one of these texts ("Day 12") is that day: "day 12" should find the page
 * of that day before those that mention it.
 * @param {string} query
 * @param {(string | undefined)[]} texts
 */
export function isOfDay(query, texts) {
  const day = unquoted(query).toLowerCase();
  return DAY.test(day) && texts.some((text) => `${text} `.toLowerCase().includes(`${day} `));
}

/**
 * The words of a query, without those that have nothing to look for.
 * @param {string} query
 */
export function wordsOf(query) {
  return query.split(/[\s"]+/).filter((word) => normal(word) !== "");
}

/**
 * A word as words are compared: small letters without accents, and of punctuation only what identifiers have.
 * @param {string} word
 */
export function normal(word) {
  const plain = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/(?![_.$+#])[\p{P}\p{S}]/gu, "").replace(/^\.+|\.+$/g, "");
}

/** A rough stem, to tell that "caching" and "cache" are one word. @param {string} word */
function stem(word) {
  const cut = word.replace(/(?<=...)(?:at(?:ions?|ors?|ing|ed|es?)|ings?|ions?|isms?|ers?|ors?|ies|ed|es|ly|s|e|y)$/, "");
  return cut.replace(/(.)\1$/, "$1");
}

/** Whether a word is too short for its stem to tell it from others. @param {string} word */
export const isShort = (word) => normal(word).length <= SHORT;

/**
 * Whether two words are one, as a reader sees it: of a short one only the plural is the same, since the stems of "CORS"
 * and "core" are; of a long one every form.
 * @param {string} found
 * @param {string} searched
 */
export function isSame(found, searched) {
  const [word, wanted] = [normal(found), normal(searched)];
  if (word === wanted || word === `${wanted}s` || `${word}s` === wanted) return true;
  return !isShort(searched) && stem(word) === stem(wanted);
}

/**
 * Whether a title has all words of a query.
 * @param {string} title
 * @param {string} query
 */
export function isTitled(title, query) {
  const words = title.split(/\s+/).flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]);
  return wordsOf(query).every((wanted) => words.some((word) => isSame(word, wanted)));
}

/**
 * Whether a title begins with the words of a query, in any order.
 * @param {string} title
 * @param {string} query
 */
export function isTitleBegun(title, query) {
  return isTitled(title.split(/\s+/).slice(0, wordsOf(query).length).join(" "), query);
}

/** @param {string} a @param {string} b */
function sharedStart(a, b) {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n += 1;
  return n;
}

/**
 * How well a word found on a page fits the word that was searched. Pagefind takes the longest known
 * beginning of an unknown word: it finds "x" for "xylophone", and says nothing.
 * @param {string} found
 * @param {string} searched
 * @returns {Grade}
 */
export function grade(found, searched) {
  const [whole, wanted] = [normal(found), normal(searched)];
  if (whole.includes(wanted) || whole.replace(/[_.]/g, "").includes(wanted.replace(/[_.]/g, ""))) return "exact";
  const parts = [whole, ...whole.split(/[._]+/)];
  if (parts.some((part) => stem(part) === stem(wanted))) return "exact";
  const enough = Math.max(3, wanted.length / 2);
  return parts.some((part) => sharedStart(part, wanted) >= enough) ? "near" : "none";
}

/**
 * The words of a query that were not found as such, and how near the nearest found word comes.
 * @param {string} query
 * @param {string[]} found
 * @returns {Map<string, Grade>} without those that were found
 */
export function missingWords(query, found) {
  /** @type {Map<string, Grade>} */
  const missing = new Map();
  for (const word of wordsOf(query)) {
    const grades = new Set(found.map((other) => grade(other, word)));
    if (!grades.has("exact")) missing.set(word, grades.has("near") ? "near" : "none");
  }
  return missing;
}

/**
 * The parts of an identifier: `sys.get_ref` gives sys, get, ref; `AsyncSession` gives Async, Session.
 * Nothing for a word of one part.
 * @param {string} word
 */
export function partsOf(word) {
  const parts = word.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ").split(/[^\p{L}\p{N}]+/u);
  const whole = parts.filter((part) => part.length > 1);
  return parts.filter(Boolean).length > 1 ? whole : [];
}

/**
 * Number of single edits (insert, delete, replace, swap neighbours) between two words.
 * @param {string} a
 * @param {string} b
 */
export function editDistance(a, b) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + same);
      if (j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(before, j - 2) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

/** @param {number[]} row @param {number} index */
const at = (row, index) => row[index] ?? Infinity;

/**
 * The known term that a word is a part of, or a slip of the keys away from; null when none is.
 * @param {string} word
 * @param {string[]} terms identifiers and words that are in the index
 */
export function closestTerm(word, terms) {
  const wanted = normal(word);
  if (wanted.length < 4) return null;
  const known = new Set(terms.flatMap((term) => [term, ...term.split(".")]).filter(Boolean));
  /** @type {[number, string] | null} */
  let best = null;
  const slips = wanted.length < 8 ? 1 : 2;
  for (const term of known) {
    const plain = normal(term);
    // A part counts less than a slip, a longer rest less than a shorter one.
    let cost = plain.includes(wanted) ? 1 - wanted.length / plain.length : Infinity;
    if (cost === Infinity && Math.abs(plain.length - wanted.length) <= slips) {
      const edits = editDistance(plain, wanted);
      if (edits <= slips) cost = edits;
    }
    if (cost < (best?.[0] ?? Infinity)) best = [cost, term];
  }
  return best?.[1] ?? null;
}

/**
 * A dotted name with each of its parts mended: `asyncio.gathr` gives `asyncio.gather`; null when a part is not known.
 * @param {string} word
 * @param {string[]} terms
 */
function mended(word, terms) {
  const parts = normal(word).split(".");
  if (parts.length < 2) return null;
  const known = new Set(terms.flatMap((term) => term.toLowerCase().split(".")));
  const whole = parts.map((part) => (known.has(part) ? part : closestTerm(part, terms)));
  return whole.every(Boolean) ? whole.join(".") : null;
}

/**
 * The known term that a compound begins or ends with, and that is most of it: `multithreading` gives `threading`.
 * @param {string} word
 * @param {string[]} terms
 */
function termWithin(word, terms) {
  const wanted = normal(word);
  const least = Math.max(SHORTEST_WITHIN, wanted.length * MOST_OF_IT);
  const fits = terms.filter((term) => {
    const plain = normal(term);
    return plain.length >= least && (wanted.startsWith(plain) || wanted.endsWith(plain));
  });
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * Other queries to try, best first, when words of a query are missing, or when all are known but no page has all.
 * @param {string} query
 * @param {string[]} missing
 * @param {string[]} terms
 */
export function alternatives(query, missing, terms) {
  // The words of a phrase may stand apart; those of "day 99" mean nothing.
  if (isPhrase(query)) return DAY.test(unquoted(query)) ? [] : [wordsOf(query).join(" ")];
  const words = wordsOf(query);
  /** @type {(change: (word: string) => string) => string} */
  const withMissing = (change) => words.map((w) => (missing.includes(w) ? change(w) : w)).join(" ");
  // A name from code tells more than any word: of "avoid N+1" it is the last to be left out.
  const telling = (/** @type {string} */ word) => word.length + (/[^\p{L}]/u.test(normal(word)) ? LONGEST_QUERY : 0);
  const byLength = (/** @type {string[]} */ list) => [...list].sort((a, b) => telling(b) - telling(a));
  const tries = [];
  if (missing.length > 0) {
    tries.push(withMissing((word) => closestTerm(word, terms) ?? mended(word, terms) ?? termWithin(word, terms) ?? word));
    tries.push(withMissing((word) => partsOf(word).join(" ") || word));
    for (const part of byLength(missing.flatMap(partsOf))) {
      tries.push(withMissing((word) => (partsOf(word).includes(part) ? part : closestTerm(word, terms) ?? "")));
    }
    tries.push(withMissing(() => ""));
  } else if (words.length > 1) {
    for (const left of byLength(words).reverse()) tries.push(words.filter((word) => word !== left).join(" "));
    tries.push(...byLength(words));
  }
  const tidy = tries.map((text) => text.replace(/\s+/g, " ").trim());
  return [...new Set(tidy)].filter((text) => text && text !== query).slice(0, MOST_ALTERNATIVES);
}

/**
 * What the reader is told when something else than the query is shown.
 * @param {string} query
 * @param {string[]} missing words of it that no page has; none when only no page has all of them
 * @param {string | null} shown the other query; null for the nearest pages
 */
export function noteFor(query, missing, shown) {
  if (isPhrase(query)) return `No page has the phrase “${unquoted(query)}”. Showing pages with its words.`;
  const lost = missing.map((word) => `“${word}”`).join(" or ");
  const said = `No page has ${missing.length > 0 ? lost : `all of “${query}”`}.`;
  return `${said} ${shown === null ? "These pages come nearest." : `Showing results for “${shown}”.`}`;
}

/**
 * Pagefind's excerpt as stretches of text. It is plain text with `<` and `>` written `&lt;` and `&gt;` and
 * found words in `<mark>`; so nothing in it needs to be parsed as HTML.
 * @param {string} excerpt
 * @param {string} [heading] dropped from the beginning: it stands above already
 * @returns {Segment[]}
 */
export function segments(excerpt, heading = "") {
  const plain = (/** @type {string} */ text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
  const all = excerpt.split(/<mark>(.*?)<\/mark>/s).map((text, i) => ({ text: plain(text), mark: i % 2 === 1 }));
  const whole = all.map(({ text }) => text).join("");
  let drop = heading && whole.startsWith(heading) ? heading.length : 0;
  // Pagefind ends a heading with a full stop where it has none.
  while (drop > 0 && /[.\s]/.test(whole[drop] ?? "")) drop += 1;
  /** @type {Segment[]} */
  const kept = [];
  for (const { text, mark } of all) {
    const rest = text.slice(drop);
    drop = Math.max(0, drop - text.length);
    if (rest) kept.push({ text: rest, mark });
  }
  return kept;
}

/**
 * The plan that an address of the site belongs to: the first part of its path below the site's root.
 * @param {string} url path, with or without a fragment
 * @param {string} base path of the site's root, `/daywise/`
 */
export function planOf(url, base) {
  const below = url.startsWith(base) ? url.slice(base.length) : "";
  return below.split(/[/?#]/, 1)[0] ?? "";
}

/**
 * Hits by plan, and within a plan by day, each in the order in which it first comes up, with a heading for each
 * plan. Pages of no plan are one group.
 * @param {Hit[]} hits
 * @param {Map<string, string>} titles of the plans by id; empty when they are not known: then ids are the headings
 * @param {string} own the plan that the reader is in, whose pages come first; "" for none
 * @returns {[string, Hit[]][]}
 */
export function groupHits(hits, titles, own) {
  /** @type {Map<string, Map<string, Hit[]>>} */
  const groups = new Map(own ? [[own, new Map()]] : []);
  for (const hit of hits) {
    const plan = titles.size === 0 || titles.has(hit.plan) ? hit.plan : "";
    const days = groups.get(plan) ?? new Map();
    groups.set(plan, days);
    // Pages without a day stand alone.
    const day = hit.when || hit.url;
    days.set(day, [...(days.get(day) ?? []), hit]);
  }
  const filled = [...groups].filter(([, days]) => days.size > 0);
  return filled.map(([plan, days]) => [titles.get(plan) ?? (plan || OF_NO_PLAN), [...days.values()].flat()]);
}

/**
 * "12 pages found. Showing 8."
 * @param {number} total
 * @param {number} shown
 */
export function countText(total, shown) {
  const found = `${total} ${total === 1 ? "page" : "pages"} found.`;
  return shown < total ? `${found} Showing ${shown}.` : found;
}
