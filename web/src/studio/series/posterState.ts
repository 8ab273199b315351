/** What is chosen for a poster, and what of it is there. */

import type { FailureCode } from '../../protocol/failure';
import type { Phase } from '../painter';
import type { Frame } from './layout';

export const BACKGROUNDS = ['light', 'dark', 'own'] as const;
export type Background = (typeof BACKGROUNDS)[number];

export interface PosterState extends Frame {
  /** Ids of the styles, in the order of their paintings. */
  readonly picks: readonly string[];
  readonly background: Background;
  /** The reader's own colour, as #rrggbb. */
  readonly colour: string;
  /** Paintings of this poster that are there, by style; those of another photo, size or colours are not. */
  readonly paintings: Readonly<Record<string, Blob>>;
  readonly isPainting: boolean;
  readonly phase: Phase | null;
  readonly problem: FailureCode | null;
  readonly isSaving: boolean;
}

export const INITIAL_POSTER: PosterState = {
  picks: [],
  gap: 3,
  border: 6,
  captions: true,
  background: 'light',
  colour: '#7a2e2e',
  paintings: {},
  isPainting: false,
  phase: null,
  problem: null,
  isSaving: false,
};

/** Paper and ink; of a colour of the reader's the ink is what can be read on it. */
export function inksOf({ background, colour }: Pick<PosterState, 'background' | 'colour'>): {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
} {
  const isDark = background === 'dark' || (background === 'own' && luminance(colour) < MIDDLE);
  const paper = background === 'own' ? colour : isDark ? '#171615' : '#fbfaf8';
  return isDark ? { paper, ink: '#ffffff', quiet: '#ffffffc4' } : { paper, ink: '#1d1c1a', quiet: '#1d1c1ac4' };
}

/** On it black and white are equally well read (WCAG 2). */
const MIDDLE = 0.179;

/** Relative luminance of #rrggbb, 0..1 (WCAG 2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
