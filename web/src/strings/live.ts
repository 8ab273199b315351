/** The words of Live in the language of the page: a part of their own, fetched with it. */

import { live } from './en/live';
import { languages } from './language';
import type { Words } from './words';

export type LiveStrings = Words<typeof live>;

export let liveStrings: LiveStrings = live;

languages.add<LiveStrings>({
  english: live,
  korean: async () => (await import('./ko/live')).live,
  put: (words) => {
    liveStrings = words;
  },
});
