/** At which size a picture is developed: the rules that the Python tool shares. */

import type { Framing } from '../protocol/opener';
import type { Picture } from '../protocol/picture';

/** A photo's longer side is scaled down to this many pixels. */
export const PHOTO_LONG_SIDE = 2048;
/** A style picture's shorter side is scaled down to this many pixels. */
export const STYLE_SHORT_SIDE = 512;
/** A style picture is cropped at its centre to at most this ratio of its sides. */
export const STYLE_RATIO = 2;
/** Neither network can do anything with fewer pixels than this on a side. */
export const SMALLEST_SIDE = 32;

export interface Frame {
  /** The size to which the whole picture is scaled. */
  readonly width: number;
  readonly height: number;
  /** The part of it that is kept. */
  readonly crop: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

function scaled(side: number, factor: number): number {
  return Math.max(1, Math.round(side * factor));
}

/** The frame for a picture of the given upright size. Pictures are never enlarged. */
export function frameFor(framing: Framing, width: number, height: number): Frame {
  if (framing !== 'style') {
    const factor = framing === 'whole' ? 1 : Math.min(1, PHOTO_LONG_SIDE / Math.max(width, height));
    const size = { width: scaled(width, factor), height: scaled(height, factor) };
    return { ...size, crop: { left: 0, top: 0, ...size } };
  }
  const factor = Math.min(1, STYLE_SHORT_SIDE / Math.min(width, height));
  const full = { width: scaled(width, factor), height: scaled(height, factor) };
  const longest = STYLE_RATIO * Math.min(full.width, full.height);
  const kept = { width: Math.min(full.width, longest), height: Math.min(full.height, longest) };
  const left = Math.floor((full.width - kept.width) / 2);
  const top = Math.floor((full.height - kept.height) / 2);
  return { ...full, crop: { left, top, ...kept } };
}

/** The part of a picture that its frame keeps. */
export function cropTo(picture: Picture, { crop }: Frame): Picture {
  if (crop.width === picture.width && crop.height === picture.height) return picture;
  const data = new Uint8ClampedArray(crop.width * crop.height * 4);
  for (let y = 0; y < crop.height; y++) {
    const from = ((crop.top + y) * picture.width + crop.left) * 4;
    data.set(picture.data.subarray(from, from + crop.width * 4), y * crop.width * 4);
  }
  return { width: crop.width, height: crop.height, data };
}
