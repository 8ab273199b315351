/**
 * What happens to the pixels between network and canvas, for back ends on the processor; `webglScreen.ts` and
 * `webgpuScreen.ts` hold the same arithmetic as shaders, and the tests compare them. All pictures here are RGBA bytes
 * at the size at which the network runs; every step rounds to bytes, on all back ends alike.
 */

import type { Size } from '../../protocol/engine';
import { LUMA } from './luma';
import { BLOCK, BLOCK_BITS, within, type Motion } from './motion';

/** A camera picture that changes by less than this (of 255, in its most changed channel) counts as still … */
export const STILL = 8;
/** … and by more than this as changed; between them the painting follows gradually. */
export const MOVED = 24;
/**
 * The share of the new painting where the picture is still, or has only moved: little enough to damp the noise of a
 * camera and the shimmer of a pan to a quarter, enough to forget within a third of a second.
 */
export const STILL_SHARE = 0.25;

/** The frame before, in the next frame's smoothing. */
export interface Before {
  readonly photo: Uint8ClampedArray;
  readonly painting: Uint8ClampedArray;
  /** From the frame to this one. */
  readonly motion: Motion;
}

/**
 * The painted values as bytes, held back towards the painting before where the photo hardly changed, or only moved.
 * @param values RGB 0..1, three a pixel; what lies outside is clipped
 * @param photo the frame that was painted
 * @param size of all of them
 * @param before null to hold nothing back
 */
export function smooth(
  values: Float32Array,
  photo: Uint8ClampedArray,
  { width, height }: Size,
  before: Before | null,
  into: Uint8ClampedArray,
): void {
  if (!before) {
    for (let i = 0, from = 0; i < into.length; i += 4) {
      for (let channel = i; channel < i + 3; channel++) into[channel] = (values[from++] as number) * 255;
      into[i + 3] = 255;
    }
    return;
  }
  const { painting, photo: old } = before;
  const { steps, columns } = before.motion;
  for (let y = 0, i = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width;) {
      const block = 2 * ((y >> BLOCK_BITS) * columns + (x >> BLOCK_BITS));
      const right = steps[block] as number;
      const row = within(y + (steps[block + 1] as number), height) * width;
      for (const end = Math.min(width, x + BLOCK); x < end; x++, i += 4, from += 3) {
        const was = 4 * (row + within(x + right, width));
        const share = SHARES[change(photo, i, old, was)] as number;
        // Channel by channel: a loop over three takes a quarter longer.
        into[i] = held(painting[was] as number, values[from] as number, share);
        into[i + 1] = held(painting[was + 1] as number, values[from + 1] as number, share);
        into[i + 2] = held(painting[was + 2] as number, values[from + 2] as number, share);
        into[i + 3] = 255;
      }
    }
  }
}

/** @param value of the new painting, 0..1 */
function held(before: number, value: number, share: number): number {
  const painted = value < 0 ? 0 : value > 1 ? 255 : value * 255;
  return before + share * (painted - before);
}

/** How much of the new painting a pixel takes, by how much its photo changed: {@link STILL_SHARE} .. 1. */
const SHARES = Float64Array.from({ length: 256 }, (_, change) => {
  const t = Math.min(1, Math.max(0, (change - STILL) / (MOVED - STILL)));
  return STILL_SHARE + (1 - STILL_SHARE) * t * t * (3 - 2 * t);
});

/** The greatest change of a channel between two pixels. */
function change(photo: Uint8ClampedArray, at: number, before: Uint8ClampedArray, was: number): number {
  const red = Math.abs((photo[at] as number) - (before[was] as number));
  const green = Math.abs((photo[at + 1] as number) - (before[was + 1] as number));
  const blue = Math.abs((photo[at + 2] as number) - (before[was + 2] as number));
  return Math.max(red, green, blue);
}

/**
 * Photo and painting mixed by strength, and before that the painting given the photo's colours where that is wished:
 * its brightness with the photo's chroma, which means that all channels of the photo change by the same amount.
 */
export function compose(
  photo: Uint8ClampedArray,
  painting: Uint8ClampedArray,
  strength: number,
  keepColours: boolean,
  into: Uint8ClampedArray,
): void {
  if (strength === 1 && !keepColours) {
    into.set(painting);
    return;
  }
  for (let i = 0; i < into.length; i += 4) {
    const lighter = keepColours ? luma(painting, i) - luma(photo, i) : 0;
    for (let channel = i; channel < i + 3; channel++) {
      const from = photo[channel] as number;
      const to = keepColours ? Math.min(255, Math.max(0, from + lighter)) : (painting[channel] as number);
      into[channel] = from + strength * (to - from);
    }
    into[i + 3] = 255;
  }
}

function luma(picture: Uint8ClampedArray, i: number): number {
  return LUMA[0] * (picture[i] as number) + LUMA[1] * (picture[i + 1] as number) + LUMA[2] * (picture[i + 2] as number);
}

/**
 * RGBA bytes as the network takes them.
 * @param into shape [pixels, 3], 0..1
 */
export function toValues(photo: Uint8ClampedArray, into: Float32Array): void {
  let to = 0;
  for (let i = 0; i < photo.length; i += 4) {
    into[to++] = (photo[i] as number) / 255;
    into[to++] = (photo[i + 1] as number) / 255;
    into[to++] = (photo[i + 2] as number) / 255;
  }
}

/** The whole pixels, from the left, that lie before the divider. */
export function dividerPixels(divider: number | null, width: number): number {
  return divider === null ? 0 : Math.max(0, Math.ceil(divider * width - 0.5));
}
