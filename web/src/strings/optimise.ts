/** The words of Optimise in the language of the page: a part of their own, fetched with it. */

import { optimise } from './en/optimise';
import { languages } from './language';
import type { Words } from './words';

export type OptimiseStrings = Words<typeof optimise>;

export const optimiseStrings = languages.words<OptimiseStrings>(
  optimise,
  async () => (await import('./ko/optimise')).optimise,
);
