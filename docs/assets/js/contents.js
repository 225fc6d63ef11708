// The list of contents beside a page on a wide screen: shows which part is being read.

const ACTIVE = "md-nav__link--active";
/** From the top of the page to where the eyes are, in the upper part of the window: what is above it has come, however fast. */
const MARGIN = "1000000px 0px -60% 0px";

/** @param {Document} page */
export function bindContents(page) {
  /** @type {Map<Element, Element>} headings with their links, in the order of the page */
  const links = new Map();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".md-nav--secondary a"))) {
    const heading = page.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  /** @type {Set<Element>} */
  const come = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) come.add(target);
        else come.delete(target);
      }
      // The last heading that has come to where the eyes are.
      const current = [...links.keys()].filter((heading) => come.has(heading)).at(-1);
      for (const [heading, link] of links) link.classList.toggle(ACTIVE, heading === current);
    },
    { rootMargin: MARGIN },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
