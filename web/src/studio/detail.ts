/** The size at which the network sees a picture: strokes have a size in pixels, so on a smaller picture they are larger. */

import { SMALLEST_SIDE } from '../opener/framing';
import type { Size } from '../protocol/engine';

export const DETAILS = ['coarse', 'medium', 'fine', 'finest'] as const;
export type Detail = (typeof DETAILS)[number];

/** Of the sides of the picture. */
const SHARES: Readonly<Record<Detail, number>> = { coarse: 0.5, medium: 0.75, fine: 1, finest: 1.5 };

/**
 * Those that a picture allows: small ones cannot be smaller, and large ones no larger than what the page shows.
 * @param longSide of what the page shows, at most: less where the device has little memory
 */
export function detailsFor({ width, height }: Size, longSide: number): Detail[] {
  return DETAILS.filter((detail) => {
    const share = SHARES[detail];
    if (share === 1) return true;
    return share < 1 ? Math.min(width, height) * share >= SMALLEST_SIDE : Math.max(width, height) * share <= longSide;
  });
}

/** The detail in which a picture is painted: the one that is wished, where the picture allows it. */
export function detailFor(size: Size, wished: Detail, longSide: number): Detail {
  return detailsFor(size, longSide).includes(wished) ? wished : 'fine';
}

/** The size at which the network sees a picture in a detail that it allows. */
export function networkSize({ width, height }: Size, detail: Detail): Size {
  const share = SHARES[detail];
  return { width: Math.round(width * share), height: Math.round(height * share) };
}
