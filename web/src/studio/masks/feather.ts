/** A mask whose edges go over softly: a blur that is Gaussian but for a few thousandths. */

import type { Mask } from '../../protocol/mask';

/** Standard deviation at a share of 1, of the mask's long side. */
const WIDEST = 0.08;
/** So many means in a row are nearly a Gaussian. */
const PASSES = 3;

/** Of each mask that was feathered, what it was before, and how much it was. */
const origins = new WeakMap<Mask, { readonly of: Mask; readonly share: number }>();

/** How much a mask is feathered, 0..1; what was drawn on it since is what it starts from. */
export function featherOf(mask: Mask): number {
  return origins.get(mask)?.share ?? 0;
}

/** The mask feathered by another share, 0..1, than it is: from what it was before, which it is again at 0. */
export function withFeather(mask: Mask, share: number): Mask {
  const of = origins.get(mask)?.of ?? mask;
  if (share === 0) return of;
  const soft = feathered(of, share);
  origins.set(soft, { of, share });
  return soft;
}

/**
 * The mask, softened by this share, 0..1. Beyond its border it goes on as it is there. The same numbers on every device: they
 * are sums, divided.
 */
export function feathered({ width, height, data }: Mask, share: number): Mask {
  const radii = boxRadii(share * WIDEST * Math.max(width, height));
  let from = Float64Array.from(data);
  let to = new Float64Array(data.length);
  const blur = (count: number, step: number, lines: number, between: number, radius: number): void => {
    for (let line = 0; line < lines; line++) meanAlong(from, to, line * between, count, step, radius);
    [from, to] = [to, from];
  };
  for (const radius of radii) {
    if (radius === 0) continue;
    blur(width, 1, height, width, radius);
    blur(height, width, width, 1, radius);
  }
  return { width, height, data: Uint8ClampedArray.from(from) };
}

/** Radii of the boxes whose means, one after the other, have this deviation, as nearly as whole pixels allow. */
function boxRadii(deviation: number): readonly number[] {
  const wanted = 12 * deviation * deviation;
  const narrow = Math.floor((Math.sqrt(wanted / PASSES + 1) - 1) / 2);
  // A box of 2 r + 1 pixels has a variance of ((2 r + 1)² - 1) / 12.
  const variance = (radius: number): number => (2 * radius + 1) ** 2 - 1;
  const wide = Math.round((wanted - PASSES * variance(narrow)) / (variance(narrow + 1) - variance(narrow)));
  return Array.from({ length: PASSES }, (_, i) => (i < wide ? narrow + 1 : narrow));
}

/** The mean of the `radius` numbers on either side of each, and of itself, along one line. */
function meanAlong(
  from: Float64Array,
  to: Float64Array,
  start: number,
  count: number,
  step: number,
  radius: number,
): void {
  const at = (i: number): number => from[start + Math.min(count - 1, Math.max(0, i)) * step] as number;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    to[start + i * step] = sum / (2 * radius + 1);
    sum += at(i + radius + 1) - at(i - radius);
  }
}
