/** The sides of a picture that is optimised: the engine takes them, and the page says them before. */

import type { OptimiseStage } from './optimise';

/** The coarsest tap, relu5_1, sees this many pixels as one: no side may have fewer. */
const SMALLEST_SIDE = 16;

/** Sides at a long side of `size`: those of the picture in proportion, at least {@link SMALLEST_SIDE}. */
export function sidesAt({ width, height }: OptimiseStage, size: number): OptimiseStage {
  const share = size / Math.max(width, height);
  const side = (length: number): number => Math.max(SMALLEST_SIDE, Math.round(length * share));
  return { width: side(width), height: side(height) };
}
