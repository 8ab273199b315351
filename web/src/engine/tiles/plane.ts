/** The one tensor that is kept of the whole picture between two stages. */

import type { Part } from '../padding';

/** Rows that are to replace those of the plane once nobody needs the old ones. */
interface Strip {
  readonly start: number;
  readonly end: number;
  readonly values: Float32Array;
}

/**
 * Values of shape [height, width, channels], read and written tile by tile. What is written replaces what is read
 * only after a while, so that one copy is enough: {@link settle} says up to where the old values are done with.
 */
export class Plane {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly #values: Float32Array;
  #strips: Strip[] = [];

  constructor(width: number, height: number, channels: number) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.#values = new Float32Array(width * height * channels);
  }

  /** The old values of a region, shape [height, width, channels]. */
  read({ x, y, width, height }: Part): Float32Array {
    const row = width * this.channels;
    const values = new Float32Array(height * row);
    for (let i = 0; i < height; i++) {
      const from = ((y + i) * this.width + x) * this.channels;
      values.set(this.#values.subarray(from, from + row), i * row);
    }
    return values;
  }

  /**
   * New values for a region, out of a tile of `tileWidth` that has the region at `left`, `top`. Parts of the same
   * rows must come one after the other.
   */
  write(region: Part, tile: Float32Array, tileWidth: number, left: number, top: number): void {
    const { x, y, width, height } = region;
    const strip = this.#stripAt(y, height);
    const row = width * this.channels;
    for (let i = 0; i < height; i++) {
      const from = ((top + i) * tileWidth + left) * this.channels;
      strip.values.set(tile.subarray(from, from + row), (i * this.width + x) * this.channels);
    }
  }

  /** Nobody reads old values above this row any more. */
  settle(row: number): void {
    const isDone = ({ end }: Strip): boolean => end <= row;
    for (const { start, values } of this.#strips.filter(isDone)) {
      this.#values.set(values, start * this.width * this.channels);
    }
    this.#strips = this.#strips.filter((strip) => !isDone(strip));
  }

  #stripAt(start: number, height: number): Strip {
    const last = this.#strips.at(-1);
    if (last?.start === start) return last;
    const values = new Float32Array(height * this.width * this.channels);
    const strip = { start, end: start + height, values };
    this.#strips.push(strip);
    return strip;
  }
}
