// Makes elements of the page. Texts are always texts: nothing given here is read as HTML.

/** @typedef {Node | string | null | undefined | false} Part what is empty is left out */

/**
 * An element with attributes and content. An attribute that is `false` is left out, `true` stands without a value.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean>} [attributes]
 * @param {...Part} parts
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...parts) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  for (const part of parts) if (part) element.append(part);
  return element;
}

/**
 * A button that does something.
 * @param {string} text
 * @param {() => void} act
 * @param {Record<string, string | boolean>} [attributes]
 */
export function makeButton(text, act, attributes = {}) {
  const button = make("button", { type: "button", class: "dw-control", ...attributes }, text);
  button.addEventListener("click", act);
  return button;
}
