// Numbers as a row of bits, small ones short: what a share link is made of.

/** The most leading zeros of a number: nothing that is written here comes near. */
const MOST_ZEROS = 40;

/** What is wrong with the bits that are read. */
export class Damage extends Error {}

/** Whole numbers of any sign as numbers from 0 on: 0, -1, 1, -2, 2 … @param {number} n */
const zigzag = (n) => (n < 0 ? -2 * n - 1 : 2 * n);

/** @param {number} n */
const unzigzag = (n) => (n % 2 ? -(n + 1) / 2 : n / 2);

/** Writes bits, the highest of a number first. */
export class BitWriter {
  /** @type {number[]} */
  bits = [];

  /** @param {number} value @param {number} width in bits */
  put(value, width) {
    for (let n = width - 1; n >= 0; n -= 1) this.bits.push(Math.floor(value / 2 ** n) % 2);
  }

  /**
   * A number from 0 on, in Exp-Golomb code of an order: numbers below 2 ** order take order + 1 bits, twice as many
   * two bits more, and so on.
   * @param {number} value
   * @param {number} order
   */
  number(value, order) {
    const shifted = value + 2 ** order;
    const width = Math.floor(Math.log2(shifted)) + 1;
    this.put(0, width - order - 1);
    this.put(shifted, width);
  }

  /** A number of any sign. @type {(value: number, order: number) => void} */
  signed(value, order) {
    this.number(zigzag(value), order);
  }

  /** The bits, filled up with zeros. */
  bytes() {
    const found = new Uint8Array(Math.ceil(this.bits.length / 8));
    this.bits.forEach((bit, n) => {
      if (bit) found[n >> 3] = (found[n >> 3] ?? 0) | (128 >> (n & 7));
    });
    return found;
  }
}

/** Reads what a BitWriter wrote; raises Damage where it cannot have. */
export class BitReader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get left() {
    return this.bytes.length * 8 - this.at;
  }

  /** @param {number} width in bits */
  take(width) {
    if (width > this.left) throw new Damage("too short");
    let value = 0;
    for (let n = 0; n < width; n += 1, this.at += 1)
      value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    return value;
  }

  /** @param {number} order */
  number(order) {
    let zeros = 0;
    while (this.take(1) === 0) {
      zeros += 1;
      if (zeros + order > MOST_ZEROS) throw new Damage("a number too large");
    }
    const width = order + zeros;
    return 2 ** width + this.take(width) - 2 ** order;
  }

  /** @param {number} order */
  signed(order) {
    return unzigzag(this.number(order));
  }

  /** How many things follow; each takes a bit at least. @param {number} order */
  count(order) {
    const found = this.number(order);
    if (found > this.left) throw new Damage("too many things");
    return found;
  }

  /** Asks that nothing is left but what filled the last byte. */
  end() {
    if (this.left > 7 || this.take(this.left) !== 0) throw new Damage("too long");
  }
}
