/** The words of Series in the language of the page: a part of their own, fetched with it. */

import { series } from './en/series';
import { languages } from './language';
import type { Words } from './words';

export type SeriesStrings = Words<typeof series>;

export const seriesStrings = languages.words<SeriesStrings>(series, async () => (await import('./ko/series')).series);
