// Measures a page as a reader's eyes and fingers meet it. The tests of the layout run this in the page.

globalThis.measure = (() => {
  const CONTROLS = "a[href], button, summary, select, input:not([type=hidden]), label[for]";

  /** Whether an element is to be seen at all. */
  const shown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  /** A short name of an element, for the report. */
  const name = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent).trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.tagName.toLowerCase()}${[...element.classList].map((each) => `.${each}`).join("")} “${words}”`;
  };

  /** What a touch acts on: a label acts on its box, whatever stands in a link on the link. */
  const control = (element) => {
    const found = element?.closest(CONTROLS);
    return found instanceof HTMLLabelElement ? found.control : found;
  };

  /** Whether words outside of any link stand on the line of an inline link: it is part of a sentence. */
  function inSentence(link) {
    if (!getComputedStyle(link).display.startsWith("inline")) return false;
    const block = link.closest("p, li, td, th, dd, dt, figcaption, div, section");
    const lines = [...link.getClientRects()];
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!/\p{L}/u.test(text.data) || text.parentElement.closest("a")) continue;
      range.selectNodeContents(text);
      const beside = [...range.getClientRects()].some((box) =>
        lines.some((line) => box.top < line.bottom - 4 && box.bottom > line.top + 4),
      );
      if (beside) return true;
    }
    return false;
  }

  /** How many pixels a finger has around the middle of a control, along one axis, up to a limit, hit by hit. */
  function reach(element, limit, [right, down]) {
    const target = control(element);
    const box = element.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = (off) => control(document.elementFromPoint(x + off * right, y + off * down)) === target;
    let size = hit(0) ? 1 : 0;
    for (const step of [-1, 1]) for (let off = step; size < limit && hit(off); off += step) size += 1;
    return size;
  }

  return {
    /**
     * The controls that are lower or narrower than `least` pixels, but for links within sentences. The chart's cells
     * may be `leastCell` wide: a week of seven fills a phone.
     */
    smallTargets(least, leastCell) {
      const small = [];
      for (const element of document.querySelectorAll(CONTROLS)) {
        if (!shown(element) || element.matches(".md-overlay, .dw-skip") || inSentence(element)) continue;
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const [width, height] = [reach(element, least, [1, 0]), reach(element, least, [0, 1])];
        const wide = element.closest(".dw-cell") ? leastCell : least;
        if (width < wide || height < least) small.push(`${name(element)}: ${width} × ${height}`);
      }
      scrollTo(0, 0);
      return small;
    },

    /** What stands out of the window's sides, beyond what may scroll by itself. */
    wide() {
      const out = [];
      if (document.documentElement.scrollWidth > innerWidth) {
        for (const element of document.body.querySelectorAll("*")) {
          const { right } = element.getBoundingClientRect();
          if (right > innerWidth + 1 && shown(element)) out.push(`${name(element)}: ${Math.round(right)}`);
        }
        out.push(`the page: ${document.documentElement.scrollWidth}`);
      }
      return out;
    },

    /** The sizes of letters, in pixels, in the elements that a selector finds. */
    fontSizes: (selector) => [...document.querySelectorAll(selector)].map((each) => parseFloat(getComputedStyle(each).fontSize)),

    /** Characters of each full line of the paragraphs that a selector finds. */
    lineLengths(selector) {
      const found = [];
      for (const paragraph of document.querySelectorAll(selector)) {
        if (!shown(paragraph)) continue;
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const lines = new Map();
        while (texts.nextNode()) {
          const text = texts.currentNode;
          for (let i = 0; i < text.length; i += 1) {
            range.setStart(text, i);
            range.setEnd(text, i + 1);
            const box = range.getClientRects()[0];
            // Code and small print stand a little lower in the same line.
            const line = box && Math.round((box.top + box.bottom) / 20);
            if (box && box.width) lines.set(line, (lines.get(line) ?? 0) + 1);
          }
        }
        // The last line ends where the text ends.
        found.push(...[...lines.values()].slice(0, -1));
      }
      return found;
    },

    /** What has moved since the page began to load, without the reader's doing. */
    async shifts() {
      const found = [];
      const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      // Entries of the past are told in a task of their own.
      await new Promise((told) => setTimeout(told, 100));
      found.push(...observer.takeRecords());
      return found.flatMap(({ value, sources }) => sources.map(({ node }) => `${value}: ${node?.nodeName}.${node?.className}`));
    },

    /** The elements with words too pale for white paper. */
    pale(selector) {
      const light = (element) => {
        const [red, green, blue] = getComputedStyle(element).color.match(/[0-9.]+/g).map(Number);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 120;
      };
      return [...document.querySelectorAll(selector)].filter((each) => shown(each) && light(each)).map(name);
    },

    /** Icons and buttons that forced colours paint like the page: drawn by a background, or without an edge. */
    vanished() {
      const page = getComputedStyle(document.documentElement).backgroundColor;
      const lost = [];
      for (const element of document.querySelectorAll("body *")) {
        if (!shown(element)) continue;
        for (const part of ["::before", "::after"]) {
          const { content, maskImage, backgroundColor, width } = getComputedStyle(element, part);
          const drawn = content !== "none" && maskImage !== "none" && parseFloat(width) > 0;
          if (drawn && backgroundColor === page) lost.push(`${name(element)}${part}`);
        }
        const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(element);
        const edged = (borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0) || outlineStyle !== "none";
        if (element.matches(".dw-button, .dw-cell a, progress") && !edged) lost.push(name(element));
      }
      return lost;
    },

    /** Controls that show no ring when they have the focus. A key must have been pressed before. */
    ringless() {
      const bare = [];
      for (const element of document.querySelectorAll(`${CONTROLS}, [tabindex="0"]`)) {
        if (element.matches("label") || !element.checkVisibility({ visibilityProperty: true })) continue;
        element.focus({ preventScroll: true });
        if (document.activeElement !== element) continue;
        // The theme's radio buttons are invisible, their labels show the ring.
        const shows = element.matches(".md-option") ? element.nextElementSibling : element;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shows);
        const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\)$|transparent/.test(outlineColor);
        if (!element.matches(":focus-visible") || !ring) bare.push(`${name(element)}: ${outlineStyle} ${outlineWidth}`);
      }
      return bare;
    },
  };
})();
