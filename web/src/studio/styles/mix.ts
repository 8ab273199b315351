/** Several styles as one: the weighted mean of their vectors. */

import type { ChosenStyle, MixPart } from '../state';
import type { StyleScale } from './scale';
import { percents } from './weights';

/** A style whose vector is there. */
export type KnownStyle = ChosenStyle & { readonly vector: Float32Array };

export function isKnown(style: ChosenStyle): style is KnownStyle {
  return style.vector !== undefined;
}

export interface Part extends MixPart {
  readonly style: KnownStyle;
}

/**
 * The styles in these weights, whole percents that make a hundred; a single style is itself.
 * @param parts at least one, all at the same scale, none of them a mix
 */
export function mixOf(parts: readonly Part[]): KnownStyle {
  const [first] = parts;
  if (!first) throw new RangeError('a mix of nothing');
  if (parts.length === 1) return first.style;
  const id = `mix-${parts.map(({ style, weight }) => `${style.id}:${String(weight)}`).join(',')}`;
  const name = mixName(parts, (style) => style.name);
  return { id, name, description: '', picture: null, vector: meanOf(parts), parts, scale: scaleOf(first.style) };
}

/** What a style is mixed of; a single style is all of it. */
export function partsOf(style: ChosenStyle | null): readonly MixPart[] {
  if (!style) return [];
  return style.picture === null && style.parts ? style.parts : [{ style, weight: 100 }];
}

export function scaleOf(style: ChosenStyle | null): StyleScale {
  return style?.scale ?? 1;
}

/** Whether two styles are mixes of the same, in whatever weights. */
export function areAlike(one: ChosenStyle | null, other: ChosenStyle | null): boolean {
  const [ids, others] = [one, other].map((style) => partsOf(style).map((part) => part.style.id));
  return ids !== undefined && others !== undefined && ids.length > 1 && ids.join() === others.join();
}

/** Those of the parts that are left, with weights that make a hundred again. */
export function without(parts: readonly MixPart[], id: string): readonly MixPart[] {
  const left = parts.filter(({ style }) => style.id !== id);
  const weights = percents(left.map(({ weight }) => weight));
  return left.map(({ style }, i) => ({ style, weight: weights[i] as number }));
}

/** Such as "The Starry Night 60 % · Mosaic 40 %". */
export function mixName(parts: readonly MixPart[], titleOf: (style: ChosenStyle) => string): string {
  const seen = parts.filter(({ weight }) => weight > 0);
  return seen.map(({ style, weight }) => `${titleOf(style)} ${String(weight)}\u00a0%`).join(' · ');
}

/** Float [K]: rounded once, from sums in double precision. */
function meanOf(parts: readonly Part[]): Float32Array {
  const length = parts[0]?.style.vector.length ?? 0;
  return Float32Array.from({ length }, (_, i) =>
    parts.reduce((sum, { style, weight }) => sum + (weight / 100) * (style.vector[i] as number), 0),
  );
}
