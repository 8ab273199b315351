/** The pixels of a screen in the memory of the wasm back end: nothing is copied out of it but what is shown. */

import type { Size } from '../../protocol/engine';
import { MOVED, STILL, STILL_SHARE } from './arithmetic';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import { MARGIN, Motion, STEP, type Inside } from './motion';
import type { Pixels } from './pixels';
import type { HeapRoom } from './wasmHeap';

/** Addresses of two pictures, the last one and that before. */
interface Pair {
  now: number;
  before: number;
}

export class HeapPixels implements Pixels {
  readonly #room: HeapRoom;
  #size: Size = { width: 0, height: 0 };
  #motion = new Motion(this.#size);
  /** All of what follows, in one piece. */
  #address = 0;
  #steps = 0;
  #photo: Pair = { now: 0, before: 0 };
  #painting: Pair = { now: 0, before: 0 };
  #hasBefore = false;
  #isPut = true;

  constructor(room: HeapRoom) {
    this.#room = room;
  }

  get photo(): Uint8ClampedArray {
    return this.#room.bytes(this.#photo.now, this.#length);
  }

  get painting(): Uint8ClampedArray {
    return this.#room.bytes(this.#painting.now, this.#length);
  }

  resize(size: Size): void {
    this.#room.free(this.#address);
    this.#size = size;
    this.#motion = new Motion(size);
    const length = this.#length;
    const address = this.#room.allocate(4 * length + this.#motion.steps.length);
    if (address === 0) throw new Error('no room for the pixels of a frame');
    this.#address = address;
    this.#photo = { now: address, before: address + length };
    this.#painting = { now: address + 2 * length, before: address + 3 * length };
    this.#steps = address + 4 * length;
    this.#room.bytes(address, 4 * length).fill(0);
    this.forget();
  }

  forget(): void {
    this.#hasBefore = false;
  }

  take(photo: Uint8ClampedArray): NetworkFrame {
    // A frame that was taken twice, as for a size that was not prepared, is still one frame.
    if (this.#isPut) swap(this.#photo);
    this.#isPut = false;
    this.photo.set(photo);
    return { address: this.#photo.now };
  }

  put(painted: PaintedFrame, hold: boolean): void {
    if (!('address' in painted)) throw new Error('a painting that is not in the memory of the wasm back end');
    const { code } = this.#room;
    swap(this.#painting);
    const { now, before } = this.#painting;
    if (hold && this.#hasBefore) {
      const { width, height } = this.#size;
      const photo = this.#photo;
      this.#motion.find(this.photo, this.#room.bytes(photo.before, this.#length), this.#inside());
      this.#room.bytes(this.#steps, this.#motion.steps.length).set(new Uint8Array(this.#motion.steps.buffer));
      const ramp = 1 / (MOVED - STILL);
      const places = [photo.now, photo.before, before, now, this.#steps] as const;
      code.hold(painted.address, ...places, width, height, STILL, ramp, STILL_SHARE);
    } else {
      code.toBytes(painted.address, now, now + this.#length);
    }
    this.#hasBefore = true;
    this.#isPut = true;
  }

  get #length(): number {
    return 4 * this.#size.width * this.#size.height;
  }

  #inside(): Inside {
    const { code } = this.#room;
    const { width } = this.#size;
    const { now, before } = this.#photo;
    return (left, top, right, down) => {
      const at = 4 * ((top - MARGIN) * width + left - MARGIN);
      return code.difference(now + at, before + at + 4 * (down * width + right), 4 * STEP * width);
    };
  }
}

function swap(pair: Pair): void {
  [pair.now, pair.before] = [pair.before, pair.now];
}
