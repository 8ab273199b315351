/** Style scale: how large the style encoder sees a style picture, and so how broad the strokes are. */

import { SMALLEST_SIDE } from '../../opener/framing';
import { resampled } from '../../opener/resample';
import type { Picture } from '../../protocol/picture';

/** Of the size at which a style picture is opened; `export/stylize.py` has the same. */
export const STYLE_SCALES = [0.5, 1, 2] as const;
export type StyleScale = (typeof STYLE_SCALES)[number];

export function isStyleScale(value: unknown): value is StyleScale {
  return (STYLE_SCALES as readonly unknown[]).includes(value);
}

/** The style picture as the encoder sees it; no side gets smaller than the encoder can bear. */
export function scaledStyle(picture: Picture, scale: StyleScale): Picture {
  const { width, height } = picture;
  const factor = Math.max(scale, Math.min(1, SMALLEST_SIDE / Math.min(width, height)));
  return resampled(picture, { width: Math.round(width * factor), height: Math.round(height * factor) });
}
