/** At which size a picture is developed: the rules that the Python tool shares. */

import type { Box } from '../protocol/box';
import type { Framing } from '../protocol/opener';
import type { Picture } from '../protocol/picture';

/** A photo's longer side is scaled down to this many pixels. */
export const PHOTO_LONG_SIDE = 2048;
/** The same where a device has little memory. */
const SMALL_LONG_SIDE = 1280;
/** GiB of memory that are little: as browsers tell them. */
const LITTLE_MEMORY = 4;
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

/**
 * How long photos are at most where they are shown.
 * @param memory of the device in GiB, where it is known
 */
export function shownSide(memory: number | undefined): number {
  return memory !== undefined && memory <= LITTLE_MEMORY ? SMALL_LONG_SIDE : PHOTO_LONG_SIDE;
}

function scaled(side: number, factor: number): number {
  return Math.max(1, Math.round(side * factor));
}

/**
 * The frame for a picture of the given upright size. Pictures are never enlarged.
 * @param part of a style picture that is to be the style; what of it lies outside of the picture is left out
 * @param longSide of a photo, at most; a very narrow one stays wide enough to be painted
 */
export function frameFor(
  framing: Framing,
  width: number,
  height: number,
  part?: Box,
  longSide = PHOTO_LONG_SIDE,
): Frame {
  if (framing !== 'style') {
    const long = Math.max(width, height);
    const paintable = Math.ceil((SMALLEST_SIDE * long) / Math.min(width, height));
    const most = Math.min(PHOTO_LONG_SIDE, Math.max(longSide, paintable));
    const factor = framing === 'whole' ? 1 : Math.min(1, most / long);
    const size = { width: scaled(width, factor), height: scaled(height, factor) };
    return { ...size, crop: { left: 0, top: 0, ...size } };
  }
  const left = Math.min(part?.left ?? 0, width - 1);
  const top = Math.min(part?.top ?? 0, height - 1);
  const wanted = {
    width: Math.min(part?.width ?? width, width - left),
    height: Math.min(part?.height ?? height, height - top),
  };
  const factor = Math.min(1, STYLE_SHORT_SIDE / Math.min(wanted.width, wanted.height));
  const full = { width: scaled(width, factor), height: scaled(height, factor) };
  const corner = { left: Math.floor(left * factor), top: Math.floor(top * factor) };
  const size = {
    width: Math.min(scaled(wanted.width, factor), full.width - corner.left),
    height: Math.min(scaled(wanted.height, factor), full.height - corner.top),
  };
  const longest = STYLE_RATIO * Math.min(size.width, size.height);
  const kept = { width: Math.min(size.width, longest), height: Math.min(size.height, longest) };
  return {
    ...full,
    crop: {
      left: corner.left + Math.floor((size.width - kept.width) / 2),
      top: corner.top + Math.floor((size.height - kept.height) / 2),
      ...kept,
    },
  };
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
