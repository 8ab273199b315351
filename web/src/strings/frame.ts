/**
 * The words of crops, print sizes and what files hold, in the language of the page: a part of their own, fetched with the
 * dialogues.
 */

import { frame } from './en/frame';
import { languages } from './language';
import type { Words } from './words';

export type FrameStrings = Words<typeof frame>;

export const frameStrings = languages.words<FrameStrings>(frame, async () => (await import('./ko/frame')).frame);
