/**
 * What happens to the pixels between network and canvas, for back ends on the processor; `webglScreen.ts` and
 * `webgpuScreen.ts` hold the same arithmetic as shaders, and the tests compare them. All pictures here are RGBA bytes
 * at the size at which the network runs; every step rounds to bytes, on all back ends alike.
 */

/** A camera picture that changes by less than this (of 255, in its most changed channel) counts as still … */
export const STILL = 8;
/** … and by more than this as moved; between them the painting follows gradually. */
export const MOVED = 24;
/** The share of the new painting where the picture is still: enough to damp noise, and to forget in a few frames. */
export const STILL_SHARE = 0.4;

/** Brightness of a colour (ITU-R BT.601, as in JPEG). */
export const LUMA = [0.299, 0.587, 0.114] as const;

/** The pictures of the frame before, in the next frame's smoothing. */
export interface Before {
  readonly photo: Uint8ClampedArray;
  readonly painting: Uint8ClampedArray;
}

/**
 * The painted values as bytes, held back towards the painting before where the photo hardly changed.
 * @param values RGB 0..1, three a pixel; what lies outside is clipped
 * @param photo the frame that was painted
 * @param before null to hold nothing back
 * @param into takes the result; may be `before.painting`
 */
export function smooth(
  values: Float32Array,
  photo: Uint8ClampedArray,
  before: Before | null,
  into: Uint8ClampedArray,
): void {
  let from = 0;
  for (let i = 0; i < into.length; i += 4) {
    const share = before ? newShare(photo, before.photo, i) : 1;
    for (let channel = i; channel < i + 3; channel++) {
      const painted = Math.min(1, Math.max(0, values[from++] as number)) * 255;
      const held = before && share < 1 ? (before.painting[channel] as number) : painted;
      into[channel] = held + share * (painted - held);
    }
    into[i + 3] = 255;
  }
}

/** How much of the new painting a pixel takes: {@link STILL_SHARE} .. 1. */
function newShare(photo: Uint8ClampedArray, before: Uint8ClampedArray, i: number): number {
  const red = Math.abs((photo[i] as number) - (before[i] as number));
  const green = Math.abs((photo[i + 1] as number) - (before[i + 1] as number));
  const blue = Math.abs((photo[i + 2] as number) - (before[i + 2] as number));
  const change = Math.max(red, green, blue);
  if (change <= STILL) return STILL_SHARE;
  if (change >= MOVED) return 1;
  const t = (change - STILL) / (MOVED - STILL);
  return STILL_SHARE + (1 - STILL_SHARE) * t * t * (3 - 2 * t);
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
