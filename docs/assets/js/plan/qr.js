// Draws a QR code as an SVG picture, with the vendored encoder, which is loaded when a code is first wanted.

/** @typedef {{size: number, get: (x: number, y: number) => boolean}} Code */
/** @typedef {{generate: (text: string) => Code}} Encoder */

const ENCODER = new URL("../../vendor/lean-qr-2.7.4/index.mjs", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
/** The blank rim that the standard asks for, in modules. */
const RIM = 4;

/** The dark modules as a path, each row's runs in one go. @param {Code} code */
function pathOf({ size, get }) {
  let path = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && get(x, y)) x += 1;
      if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`;
    }
  }
  return path;
}

/**
 * The picture of a text; dark on white in every colour scheme, since many readers know no other. Rejects when the
 * encoder cannot be loaded.
 * @param {string} text
 * @param {string} label what a screen reader says
 */
export async function qrPicture(text, label) {
  const { generate } = /** @type {Encoder} */ (await import(ENCODER.href));
  const code = generate(text);
  const side = code.size + 2 * RIM;
  const picture = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: `${-RIM} ${-RIM} ${side} ${side}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  const ground = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ x: -RIM, y: -RIM, width: side, height: side, fill: "#fff" }))
    ground.setAttribute(name, String(value));
  const modules = document.createElementNS(SVG, "path");
  modules.setAttribute("d", pathOf(code));
  modules.setAttribute("fill", "#000");
  picture.append(ground, modules);
  return picture;
}
