/** A mask that was made for one photo, on another. */

import type { Size } from '../../protocol/engine';
import type { Mask } from '../../protocol/mask';
import { maskRows } from '../../saving/scaledRows';
import { evenMask } from './brush';

/** How much wider or higher a photo of the same shape can seem, for sides are whole pixels. */
const SAME_SHAPE = 0.02;

export interface FittedMask {
  readonly mask: Mask;
  /** The photo has another shape. */
  readonly isStretched: boolean;
}

/** The mask as one for a picture of this size: itself for that of which it is, else scaled, and stretched if need be. */
export function fittedMask(mask: Mask, picture: Size): FittedMask {
  const fitted = evenMask(picture, 0);
  const { width, height, data } = fitted;
  const shapes = (mask.width / mask.height) * (picture.height / picture.width);
  const isStretched = Math.abs(Math.log(shapes)) > SAME_SHAPE;
  if (mask.width === width && mask.height === height) return { mask, isStretched };
  const rows = maskRows(mask, width, height);
  for (let y = 0; y < height; y++) data.set(rows.row(y), y * width);
  return { mask: fitted, isStretched };
}
