/** The lines of the loss chart, in a square of 100 by 100 that the page stretches. */

import { optimiseStrings } from '../../strings/optimise';
import type { OptimiseLosses, TapName } from '../../protocol/optimise';

/** One term of the loss. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** Class of its line. */
  readonly look: string;
  readonly of: (losses: OptimiseLosses) => number;
}

export interface Chart {
  readonly lines: readonly { readonly key: string; readonly path: string; readonly look: string }[];
  /** Powers of ten, from the top. */
  readonly decades: readonly { readonly y: number; readonly label: string }[];
  /** Where a stage ends. */
  readonly borders: readonly number[];
}

/** The smallest part of the greatest loss that is still shown. */
const DEPTH = 1e-5;

/** The terms that there are, the sum of them first. */
export function partsOf(losses: OptimiseLosses): readonly Part[] {
  const { content, variation, style } = losses;
  const taps = Object.keys(style) as TapName[];
  return [
    { key: 'total', name: optimiseStrings.total, look: 'loss-total', of: ({ total }) => total },
    ...(content > 0
      ? [
          {
            key: 'content',
            name: optimiseStrings.content,
            look: 'loss-content',
            of: (one: OptimiseLosses) => one.content,
          },
        ]
      : []),
    ...taps.map((tap) => ({
      key: tap,
      name: optimiseStrings.styleLayer(tap),
      look: styleLook(tap, taps),
      of: (one: OptimiseLosses) => one.style[tap] ?? 0,
    })),
    ...(variation > 0
      ? [
          {
            key: 'variation',
            name: optimiseStrings.variation,
            look: 'loss-variation',
            of: (one: OptimiseLosses) => one.variation,
          },
        ]
      : []),
  ];
}

/** A colour for each block of the network; a second layer of the same block is dashed. */
function styleLook(tap: TapName, taps: readonly TapName[]): string {
  const block = tap.charAt('relu'.length);
  const isSecond = taps.find((other) => other.charAt('relu'.length) === block) !== tap;
  return `loss-style-${block}${isSecond ? ' loss-dashed' : ''}`;
}

/** The chart of these losses, one a step, in their order. */
export function chartOf(points: readonly OptimiseLosses[]): Chart {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return { lines: [], decades: [], borders: [] };
  const parts = partsOf(last);
  const values = points.flatMap((point) => parts.map(({ of }) => of(point))).filter((value) => value > 0);
  const most = values.reduce((one, other) => Math.max(one, other), 0);
  const least = values.filter((value) => value >= most * DEPTH).reduce((one, other) => Math.min(one, other), most);
  // Whole decades, and at least one of them.
  const top = Math.ceil(Math.log10(most || 1));
  const bottom = Math.min(top - 1, Math.floor(Math.log10(least || 1)));
  const y = (value: number): number => ((top - Math.log10(Math.max(value, 10 ** bottom))) / (top - bottom)) * 100;
  const span = Math.max(1, last.step - first.step);
  const x = (step: number): number => ((step - first.step) / span) * 100;
  return {
    lines: parts.map(({ key, look, of }) => ({
      key,
      look,
      path: points.map((one, i) => `${i === 0 ? 'M' : 'L'}${rounded(x(one.step))} ${rounded(y(of(one)))}`).join(''),
    })),
    decades: Array.from({ length: top - bottom + 1 }, (_, i) => ({ y: y(10 ** (top - i)), label: decade(top - i) })),
    borders: points.filter((one, i) => i > 0 && one.stage !== points[i - 1]?.stage).map(({ step }) => x(step)),
  };
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function decade(exponent: number): string {
  return exponent >= -2 && exponent <= 3 ? String(Number((10 ** exponent).toPrecision(1))) : `1e${String(exponent)}`;
}
