/**
 * Where each block of a frame was in the frame before, so that what is held of a painting moves along with what is
 * painted. Whole pixels, found by trying each place nearby: sums of whole numbers, which come out alike on all back
 * ends. `webglScreen.ts` and `webgpuScreen.ts` hold the same as shaders.
 */

import type { Size } from '../../protocol/engine';

/** Sides of a block, in pixels, and the power of two that it is; frames have sides that are multiples of it. */
export const BLOCK_BITS = 3;
export const BLOCK = 1 << BLOCK_BITS;
/** Farthest place that is tried, in pixels. What moves faster than this a frame shows no shimmer. */
export const RANGE = 2;
/** Pixels around a block that are compared as well. */
export const MARGIN = 4;
/** Every so many pixels are compared, in both directions. */
export const STEP = 2;
const SAMPLES = ((BLOCK + 2 * MARGIN) / STEP) ** 2;
/** By so much (of 255 in green, of all pixels together) another place must fit better: more than noise alone makes. */
export const GAIN = 1 * SAMPLES;
/** What fits worse than this everywhere was not there before, and counts as not moved. */
export const MISFIT = 8 * SAMPLES;

/** All places, [right, down], the nearest first: of two that fit alike the nearer one is taken. */
export const PLACES: readonly (readonly [number, number])[] = Array.from({ length: (2 * RANGE + 1) ** 2 }, (_, i) => {
  const side = 2 * RANGE + 1;
  return [(i % side) - RANGE, Math.floor(i / side) - RANGE] as const;
}).sort((a, b) => Math.abs(a[0]) + Math.abs(a[1]) - Math.abs(b[0]) - Math.abs(b[1]));

/** The sum of differences of a block that is compared without leaving the picture; `limit` or more if it is as much. */
export type Inside = (left: number, top: number, right: number, down: number, limit: number) => number;

export class Motion {
  /** Steps to the right and down, two numbers a block, row by row. */
  readonly steps: Int8Array;
  readonly columns: number;
  readonly #size: Size;

  /** @param size of the frames, multiples of {@link BLOCK} */
  constructor(size: Size) {
    this.#size = size;
    this.columns = size.width / BLOCK;
    this.steps = new Int8Array(2 * this.columns * (size.height / BLOCK));
  }

  /**
   * Finds the step from each block of a frame back to its place in the one before; both RGBA bytes.
   * @param inside what compares most of the blocks, where there is something faster
   */
  find(photo: Uint8ClampedArray, before: Uint8ClampedArray, inside = this.#inside(photo, before)): void {
    for (let i = 0; i < this.steps.length; i += 2) {
      const block = i / 2;
      const left = (block % this.columns) * BLOCK;
      const top = Math.floor(block / this.columns) * BLOCK;
      let least = Infinity;
      for (const [right, down] of PLACES) {
        const isInside = this.#isInside(left, top);
        const difference = isInside
          ? inside(left, top, right, down, least)
          : this.#difference(photo, before, left, top, right, down, least);
        if (difference >= least) continue;
        // The first place is where the block is now.
        least = least === Infinity ? Math.min(difference - GAIN, MISFIT) : difference;
        this.steps[i] = right;
        this.steps[i + 1] = down;
        if (least <= 0) break;
      }
    }
  }

  #isInside(left: number, top: number): boolean {
    const { width, height } = this.#size;
    const reach = MARGIN + RANGE;
    return left >= reach && top >= reach && left + BLOCK + reach <= width && top + BLOCK + reach <= height;
  }

  /** The same sum as below, without looking for the border at each pixel. */
  #inside(photo: Uint8ClampedArray, before: Uint8ClampedArray): Inside {
    const { width } = this.#size;
    return (left, top, right, down, limit) => {
      const step = 4 * (down * width + right);
      let sum = 0;
      for (let y = top - MARGIN; y < top + BLOCK + MARGIN && sum < limit; y += STEP) {
        const start = (y * width + left - MARGIN) * 4 + 1;
        for (let at = start; at < start + 4 * (BLOCK + 2 * MARGIN); at += 4 * STEP) {
          sum += Math.abs((photo[at] as number) - (before[at + step] as number));
        }
      }
      return sum;
    };
  }

  /** Sum of the differences in green; breaks off where it cannot become less than `limit` any more. */
  #difference(
    photo: Uint8ClampedArray,
    before: Uint8ClampedArray,
    left: number,
    top: number,
    right: number,
    down: number,
    limit: number,
  ): number {
    const { width, height } = this.#size;
    let sum = 0;
    for (let y = top - MARGIN; y < top + BLOCK + MARGIN && sum < limit; y += STEP) {
      const row = within(y, height);
      const rowBefore = within(row + down, height);
      for (let x = left - MARGIN; x < left + BLOCK + MARGIN; x += STEP) {
        const column = within(x, width);
        const columnBefore = within(column + right, width);
        const now = photo[(row * width + column) * 4 + 1] as number;
        sum += Math.abs(now - (before[(rowBefore * width + columnBefore) * 4 + 1] as number));
      }
    }
    return sum;
  }
}

/** The nearest pixel that there is. */
export function within(at: number, side: number): number {
  return at < 0 ? 0 : at < side ? at : side - 1;
}
