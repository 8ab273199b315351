/** What can be set in Optimise, and how it is explained in any language. */

import type { OptimiseSettings } from '../protocol/optimise';

/** A name, and what it is good for in one line that a newcomer understands. */
export interface Explained {
  readonly label: string;
  readonly help: string;
}

/** What can be set by itself: the plateau is its two numbers, and weights of styles stand beside the styles. */
export type KnobName =
  | Exclude<keyof OptimiseSettings, 'format' | 'version' | 'plateau' | 'styleWeights'>
  | 'plateau'
  | 'patience'
  | 'change';
