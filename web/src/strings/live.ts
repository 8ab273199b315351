/** The words of Live in the language of the page: a part of their own, fetched with it. */

import { live } from './en/live';
import { languages } from './language';
import type { Words } from './words';

export type LiveStrings = Words<typeof live>;

export const liveStrings = languages.words<LiveStrings>(live, async () => (await import('./ko/live')).live);
