/**
 * Scales a picture as Pillow's `Image.resize(size, Image.Resampling.BILINEAR)` does, bit for bit: a triangle filter
 * widened to the scale (so that it averages when it shrinks), first along the rows, rounded to bytes, then along the
 * columns. Browsers differ in how they scale; the networks' input must not.
 *
 * It takes the picture in bands of rows, for a photo may be too large to stand in memory twice.
 */

import type { Picture } from '../protocol/picture';

/** Pillow's fixed point: weights are integers of this many fractional bits. */
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);

/** For each output position the first input position and the weights, `taps` for each, in fixed point. */
interface Filter {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
  readonly taps: number;
}

/** The weights that scale `from` positions to `to`. */
function triangleFilter(from: number, to: number): Filter {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const raw = Array.from({ length: end - start }, (_, tap) =>
      Math.max(0, 1 - Math.abs((tap + start - centre + 0.5) / support)),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    first[i] = start;
    count[i] = raw.length;
    raw.forEach((weight, tap) => {
      weights[i * taps + tap] = Math.trunc(0.5 + (weight / total) * (1 << PRECISION));
    });
  }
  return { first, count, weights, taps };
}

/** Scales one picture, given band by band from the top. */
export class Resampler {
  readonly #inputWidth: number;
  readonly #inputHeight: number;
  readonly #width: number;
  readonly #height: number;
  readonly #columns: Filter;
  /** Rows scaled in width only: RGB, shape [inputHeight, width, 3]. */
  readonly #narrowed: Uint8ClampedArray;
  #rows = 0;

  constructor(inputWidth: number, inputHeight: number, width: number, height: number) {
    this.#inputWidth = inputWidth;
    this.#inputHeight = inputHeight;
    this.#width = width;
    this.#height = height;
    this.#columns = triangleFilter(inputWidth, width);
    this.#narrowed = new Uint8ClampedArray(inputHeight * width * 3);
  }

  /** Takes the next `rows` rows, RGBA, shape [rows, inputWidth, 4]; alpha is ignored. */
  addRows(data: Uint8ClampedArray, rows: number): void {
    const { first, count, weights, taps } = this.#columns;
    let to = this.#rows * this.#width * 3;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < this.#width; x++) {
        const start = (y * this.#inputWidth + (first[x] as number)) * 4;
        const end = start + (count[x] as number) * 4;
        let red = HALF;
        let green = HALF;
        let blue = HALF;
        for (let from = start, tap = x * taps; from < end; from += 4, tap++) {
          const weight = weights[tap] as number;
          red += (data[from] as number) * weight;
          green += (data[from + 1] as number) * weight;
          blue += (data[from + 2] as number) * weight;
        }
        this.#narrowed[to++] = red >> PRECISION;
        this.#narrowed[to++] = green >> PRECISION;
        this.#narrowed[to++] = blue >> PRECISION;
      }
    }
    this.#rows += rows;
  }

  /** The scaled picture, once all rows were added. */
  finish(): Picture {
    if (this.#rows !== this.#inputHeight) throw new RangeError('not all rows were added');
    const { first, count, weights, taps } = triangleFilter(this.#inputHeight, this.#height);
    const stride = this.#width * 3;
    const data = new Uint8ClampedArray(this.#width * this.#height * 4);
    let to = 0;
    for (let y = 0; y < this.#height; y++) {
      const start = (first[y] as number) * stride;
      for (let x = 0; x < this.#width; x++) {
        let red = HALF;
        let green = HALF;
        let blue = HALF;
        let from = start + x * 3;
        const lastTap = y * taps + (count[y] as number);
        for (let tap = y * taps; tap < lastTap; tap++, from += stride) {
          const weight = weights[tap] as number;
          red += (this.#narrowed[from] as number) * weight;
          green += (this.#narrowed[from + 1] as number) * weight;
          blue += (this.#narrowed[from + 2] as number) * weight;
        }
        data[to++] = red >> PRECISION;
        data[to++] = green >> PRECISION;
        data[to++] = blue >> PRECISION;
        data[to++] = 255;
      }
    }
    return { width: this.#width, height: this.#height, data };
  }
}
