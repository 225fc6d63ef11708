// What html-validate holds the built pages to: all it recommends, but for the rules below, each off for its reason.
// The tests of the built site run it; see tests/site/test_html.py.

export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // The theme writes `<!doctype html>`; capitals or not is a matter of taste.
    "doctype-style": "off",
    // Templates leave spaces at the ends of lines; they are no part of the page.
    "no-trailing-whitespace": "off",
    // The theme's ids begin with two underscores, which HTML allows; ours do, too, where no author's id may meet them.
    "valid-id": ["error", { relaxed: true }],
    // Scripts and styles come from the site itself, never from another.
    "require-sri": ["error", { target: "crossorigin" }],
    // `autocomplete="off"` keeps Firefox from restoring boxes after a reload; ours are restored from what is stored.
    "input-attributes": "off",
    "valid-autocomplete": "off",
    // Columns of tables in Markdown are aligned so, also by authors; any other style belongs into the style sheet.
    "no-inline-style": ["error", { allowedProperties: ["text-align"] }],
    // The theme's switch of its own search, which is off, is never shown and has no label. axe checks those shown.
    "input-missing-label": "off",
    // The theme's form of colours works at once, so it has nothing to submit.
    "wcag/h32": "off",
    // Titles name the page, its plan and the site; a search engine shows as much of that as it has room for.
    "long-title": "off",
  },
};
