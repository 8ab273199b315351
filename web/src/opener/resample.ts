/**
 * Scales a picture as Pillow's `Image.resize(size, Image.Resampling.BILINEAR)` does, bit for bit: a triangle filter
 * widened to the scale (so that it averages when it shrinks), first along the rows, rounded to bytes, then along the
 * columns. Browsers differ in how they scale; the networks' input must not.
 *
 * It takes the picture in bands of rows, for a photo may be too large to stand in memory twice.
 */

import type { Size } from '../protocol/engine';
import type { Picture } from '../protocol/picture';
import { filterOf, HALF, PRECISION, type Filter } from './filter';

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
    this.#columns = filterOf('bilinear', inputWidth, width);
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
    const { first, count, weights, taps } = filterOf('bilinear', this.#inputHeight, this.#height);
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

/** A whole picture at another size; the picture itself where it has that. */
export function resampled(picture: Picture, { width, height }: Size): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const resampler = new Resampler(picture.width, picture.height, width, height);
  resampler.addRows(picture.data, picture.height);
  return resampler.finish();
}
