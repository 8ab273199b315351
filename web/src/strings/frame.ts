/**
 * The words of crops, print sizes and what files hold, in the language of the page: a part of their own, fetched with the
 * dialogues.
 */

import { frame } from './en/frame';
import { languages } from './language';
import type { Words } from './words';

export type FrameStrings = Words<typeof frame>;

export let frameStrings: FrameStrings = frame;

languages.add<FrameStrings>({
  english: frame,
  korean: async () => (await import('./ko/frame')).frame,
  put: (words) => {
    frameStrings = words;
  },
});
