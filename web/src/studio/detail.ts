/** The size at which the network sees a picture: strokes have a size in pixels, so on a smaller picture they are larger. */

import { PHOTO_LONG_SIDE, SMALLEST_SIDE } from '../opener/framing';
import type { Size } from '../protocol/engine';

export const DETAILS = ['coarse', 'medium', 'fine', 'finest'] as const;
export type Detail = (typeof DETAILS)[number];

/** Of the sides of the picture. */
const SHARES: Readonly<Record<Detail, number>> = { coarse: 0.5, medium: 0.75, fine: 1, finest: 1.5 };

/** Those that a picture allows: small ones cannot be smaller, and large ones no larger than what the page shows. */
export function detailsFor({ width, height }: Size): Detail[] {
  return DETAILS.filter((detail) => {
    const share = SHARES[detail];
    if (share === 1) return true;
    return share < 1
      ? Math.min(width, height) * share >= SMALLEST_SIDE
      : Math.max(width, height) * share <= PHOTO_LONG_SIDE;
  });
}

/** The detail in which a picture is painted: the one that is wished, where the picture allows it. */
export function detailFor(size: Size, wished: Detail): Detail {
  return detailsFor(size).includes(wished) ? wished : 'fine';
}

/** The size at which the network sees a picture in the detail that is wished. */
export function networkSize({ width, height }: Size, wished: Detail): Size {
  const share = SHARES[detailFor({ width, height }, wished)];
  return { width: Math.round(width * share), height: Math.round(height * share) };
}
