/**
 * Which style, and how broad its strokes are, as a short text for settings, links and files: `starry-night`,
 * `starry-night:60,mosaic:40`, `mosaic@2`. It holds ids and weights, never a picture or a vector; `own.1` is a style that
 * travels beside it, see `ownStyles.ts`.
 */

import type { ChosenStyle } from '../state';
import { partsOf, scaleOf } from './mix';
import { isStyleScale, type StyleScale } from './scale';
import { areWeights, MOST_PARTS } from './weights';

export interface StyleReference {
  readonly parts: readonly { readonly id: string; readonly weight: number }[];
  readonly scale: StyleScale;
}

/**
 * The text for a style; null for none, and for one that cannot be found by its ids.
 * @param idOf by which whoever reads the text finds a style that is no mix; null where that is not to be found
 */
export function writeReference(style: ChosenStyle | null, idOf: (style: ChosenStyle) => string | null): string | null {
  const parts = partsOf(style);
  const ids = parts.map((part) => idOf(part.style));
  if (ids.length === 0 || ids.includes(null)) return null;
  const list = parts.map(({ weight }, i) => `${String(ids[i])}:${String(weight)}`);
  const scale = scaleOf(style);
  return `${ids.length === 1 ? String(ids[0]) : list.join(',')}${scale === 1 ? '' : `@${String(scale)}`}`;
}

/** What such a text refers to; one that is none is taken for an id, which then nothing has. */
export function readReference(text: string): StyleReference {
  const [list = '', at] = text.split('@');
  const scale = at === undefined ? 1 : Number(at);
  const entries = list.split(',').map((entry) => entry.split(':'));
  const ids = entries.map(([id = '']) => id);
  const weights =
    entries.length === 1 && entries[0]?.length === 1 ? [100] : entries.map(([, weight]) => Number(weight));
  const isOne =
    isStyleScale(scale) &&
    entries.length <= MOST_PARTS &&
    entries.every(({ length }) => length === (entries.length === 1 ? 1 : 2)) &&
    new Set(ids).size === ids.length &&
    areWeights(weights);
  if (!isOne) return { parts: [{ id: text, weight: 100 }], scale: 1 };
  return { parts: ids.map((id, i) => ({ id, weight: weights[i] as number })), scale };
}
