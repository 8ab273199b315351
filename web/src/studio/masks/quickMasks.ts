/** Masks that need no brush. */

import type { Size } from '../../protocol/engine';
import type { Mask } from '../../protocol/mask';
import { evenMask, smoothStep } from './brush';

export const QUICK_MASKS = ['all', 'none', 'centre', 'edges', 'top', 'bottom', 'left', 'right'] as const;
export type QuickMask = (typeof QUICK_MASKS)[number];

/** How far from the middle to the edge the centre begins to fade, and ends. */
const CENTRE = [0.45, 1] as const;
/** Where gradients begin and end. */
const GRADIENT = [0.25, 0.75] as const;

/** How much style each place gets, 0..1; places are shares of width and height. */
const SHARES: Readonly<Record<QuickMask, (x: number, y: number) => number>> = {
  all: () => 1,
  none: () => 0,
  centre: fromCentre,
  edges: (x, y) => 1 - fromCentre(x, y),
  top: (_, y) => 1 - fade(y, GRADIENT),
  bottom: (_, y) => fade(y, GRADIENT),
  left: (x) => 1 - fade(x, GRADIENT),
  right: (x) => fade(x, GRADIENT),
};

/** The mask of this kind for a picture of this size. */
export function quickMask(kind: QuickMask, size: Size): Mask {
  const mask = evenMask(size, 0);
  const { width, height, data } = mask;
  const shareAt = SHARES[kind];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[i++] = 255 * shareAt((x + 0.5) / width, (y + 0.5) / height);
  }
  return mask;
}

function fromCentre(x: number, y: number): number {
  return 1 - fade(2 * Math.hypot(x - 0.5, y - 0.5), CENTRE);
}

function fade(at: number, [from, to]: readonly [number, number]): number {
  return smoothStep((at - from) / (to - from));
}
