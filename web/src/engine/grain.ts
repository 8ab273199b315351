/**
 * Grain in the flat parts of a photo, from which the network makes strokes (`export/grain.py` has the same, to the byte).
 *
 * A network that is steady paints nothing where there is nothing: skies and walls stay empty, and what the style asks
 * for gathers at edges, as haloes. A few bytes of noise as broad as a stroke, where the photo is flat and nowhere else,
 * are seen by the network as texture, and painted as the painting's own.
 */

import type { Picture } from '../protocol/picture';
import { noise } from './optimise/noise';
import type { Part } from './padding';

/** Pixels after which the grain is repeated. */
const TILE = 512;
const SEED = 1;
/** Sides of the boxes that are averaged over twice: between them lies how broad the grain is. */
const FINE = 5;
const COARSE = 11;
/** What grain has with these, before it is brought to {@link AMPLITUDE}. */
const DEVIATION = 67_700_000;
/** Its deviation in bytes, where a photo is quite flat. */
const AMPLITUDE = 3;
/** Half the side of the square of pixels that is flat or is not, without its middle. */
const REACH = 8;
/** Half as much of the grain where brightness there has this variance, in bytes squared; almost none above twice that. */
const VARIANCE = 16;

/**
 * What is added to each colour of a part of a photo, in bytes: [part.height, part.width].
 * @param part lies inside the photo; what is next to it is looked at as well
 */
export function grainOf({ width, height, data }: Picture, part: Part): Int8Array {
  const grain = new Int8Array(part.width * part.height);
  const pattern = thePattern();
  const left = Math.max(0, part.x - REACH);
  const bands = new Bands(Math.min(width, part.x + part.width + REACH) - left);
  let [from, to] = [Math.max(0, part.y - REACH), Math.max(0, part.y - REACH)];
  for (let row = 0; row < part.height; row++) {
    const y = part.y + row;
    const [first, last] = [Math.max(0, y - REACH), Math.min(height, y + REACH + 1)];
    for (; to < last; to++) bands.add(data, to * width + left, 1);
    for (; from < first; from++) bands.add(data, from * width + left, -1);
    bands.sum();
    for (let column = 0; column < part.width; column++) {
      const x = part.x + column;
      const [start, end] = [Math.max(0, x - REACH), Math.min(width, x + REACH + 1)];
      const count = (end - start) * (last - first);
      const ratio = bands.spread(start - left, end - left, count) / (count * count) / VARIANCE;
      const flatness = 1 / (1 + ratio * ratio);
      const strength = (pattern[(y % TILE) * TILE + (x % TILE)] as number) / DEVIATION;
      grain[row * part.width + column] = Math.floor(AMPLITUDE * flatness * strength + 0.5);
    }
  }
  return grain;
}

/** Brightness, and its square, summed over the rows of a window that moves down a photo. */
class Bands {
  readonly #totals: Float64Array;
  readonly #squares: Float64Array;
  /** The same, summed from the left. */
  readonly #totalsFromLeft: Float64Array;
  readonly #squaresFromLeft: Float64Array;

  constructor(columns: number) {
    this.#totals = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
    this.#totalsFromLeft = new Float64Array(columns + 1);
    this.#squaresFromLeft = new Float64Array(columns + 1);
  }

  /** Takes in a row of RGBA that begins at a pixel, or with the sign -1 lets go of it. */
  add(data: Uint8ClampedArray, pixel: number, sign: 1 | -1): void {
    for (let i = 0, at = pixel * 4; i < this.#totals.length; i++, at += 4) {
      const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
      const bright = (77 * red + 150 * green + 29 * blue) >> 8;
      this.#totals[i] = (this.#totals[i] as number) + sign * bright;
      this.#squares[i] = (this.#squares[i] as number) + sign * bright * bright;
    }
  }

  /** To be called after rows were taken in or let go of. */
  sum(): void {
    for (let i = 0; i < this.#totals.length; i++) {
      this.#totalsFromLeft[i + 1] = (this.#totalsFromLeft[i] as number) + (this.#totals[i] as number);
      this.#squaresFromLeft[i + 1] = (this.#squaresFromLeft[i] as number) + (this.#squares[i] as number);
    }
  }

  /** The variance over the columns from `start` to before `end`, times the square of the count of pixels. */
  spread(start: number, end: number, count: number): number {
    const total = (this.#totalsFromLeft[end] as number) - (this.#totalsFromLeft[start] as number);
    const squares = (this.#squaresFromLeft[end] as number) - (this.#squaresFromLeft[start] as number);
    return count * squares - total * total;
  }
}

let pattern: Float64Array | null = null;

/** White noise without what is finer than {@link FINE} and broader than {@link COARSE}: whole numbers, [TILE, TILE]. */
function thePattern(): Float64Array {
  if (!pattern) {
    const white = Float64Array.from(noise('uniform', TILE * TILE, SEED), (value) => Math.floor(value * 128));
    const fine = boxed(white, FINE);
    const coarse = boxed(white, COARSE);
    pattern = fine.map((value, i) => COARSE ** 4 * value - FINE ** 4 * (coarse[i] as number));
  }
  return pattern;
}

/** Sums over squares of sums over squares, across the borders. */
function boxed(values: Float64Array, side: number): Float64Array {
  const down = summed(summed(values, side, TILE), side, TILE);
  return summed(summed(down, side, 1), side, 1);
}

/** Sums over `side` values about each, which are `step` apart: 1 for those of a row, {@link TILE} for those of a column. */
function summed(values: Float64Array, side: number, step: number): Float64Array {
  const across = step === 1 ? TILE : 1;
  const sums = new Float64Array(values.length);
  for (let line = 0; line < TILE; line++) {
    const at = (i: number): number => line * across + ((i + TILE) % TILE) * step;
    let sum = 0;
    for (let i = -(side >> 1); i < side >> 1; i++) sum += values[at(i)] as number;
    for (let i = 0; i < TILE; i++) {
      sum += values[at(i + (side >> 1))] as number;
      sums[at(i)] = sum;
      sum -= values[at(i - (side >> 1))] as number;
    }
  }
  return sums;
}
