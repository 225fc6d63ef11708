// Hands a text to the reader as a file.

/** Long enough for a slow phone to have begun. */
const A_WHILE = 60_000;

/**
 * @param {string} text
 * @param {{name: string, type: string}} file
 */
export function download(text, { name, type }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), A_WHILE);
}
