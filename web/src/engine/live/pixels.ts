/** The last frame of a screen on the processor: what went in, and what is held of its painting. */

import type { Size } from '../../protocol/engine';
import { smooth, toValues } from './arithmetic';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import { Motion } from './motion';

/** RGBA bytes at the size at which the network runs. */
export interface Pixels {
  /** The frame, and its painting; as long as nothing else is done with these pixels. */
  readonly photo: Uint8ClampedArray;
  readonly painting: Uint8ClampedArray;
  /** Makes room for frames of this size, and forgets the last one. */
  resize(size: Size): void;
  /** Holds nothing of the last painting. */
  forget(): void;
  take(photo: Uint8ClampedArray): NetworkFrame;
  /** See {@link Screen.put}. */
  put(painted: PaintedFrame, hold: boolean): void;
}

/** In arrays of JavaScript. */
export class ArrayPixels implements Pixels {
  #size: Size = { width: 0, height: 0 };
  #values = new Float32Array(0);
  #painting = new Uint8ClampedArray(0);
  #paintingBefore = new Uint8ClampedArray(0);
  #motion = new Motion(this.#size);
  #photo: Uint8ClampedArray = new Uint8ClampedArray(0);
  #photoBefore: Uint8ClampedArray | null = null;

  get photo(): Uint8ClampedArray {
    return this.#photo;
  }

  get painting(): Uint8ClampedArray {
    return this.#painting;
  }

  resize(size: Size): void {
    const pixels = size.width * size.height;
    this.#size = size;
    this.#values = new Float32Array(3 * pixels);
    this.#painting = new Uint8ClampedArray(4 * pixels);
    this.#paintingBefore = new Uint8ClampedArray(4 * pixels);
    this.#motion = new Motion(size);
    this.forget();
  }

  forget(): void {
    this.#photoBefore = null;
  }

  take(photo: Uint8ClampedArray): NetworkFrame {
    this.#photo = photo;
    toValues(photo, this.#values);
    return { values: this.#values };
  }

  put(painted: PaintedFrame, hold: boolean): void {
    if (!('values' in painted)) throw new Error('a painting that is not on the processor');
    [this.#painting, this.#paintingBefore] = [this.#paintingBefore, this.#painting];
    const photo = this.#photoBefore;
    if (photo && hold) this.#motion.find(this.#photo, photo);
    const before = photo && hold ? { photo, painting: this.#paintingBefore, motion: this.#motion } : null;
    smooth(painted.values, this.#photo, this.#size, before, this.#painting);
    this.#photoBefore = this.#photo;
  }
}
