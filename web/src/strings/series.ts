/** The words of Series in the language of the page: a part of their own, fetched with it. */

import { series } from './en/series';
import { languages } from './language';
import type { Words } from './words';

export type SeriesStrings = Words<typeof series>;

export let seriesStrings: SeriesStrings = series;

languages.add<SeriesStrings>({
  english: series,
  korean: async () => (await import('./ko/series')).series,
  put: (words) => {
    seriesStrings = words;
  },
});
