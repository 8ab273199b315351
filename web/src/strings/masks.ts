/** The words of masks in the language of the page: a part of their own, fetched with them. */

import { masks } from './en/masks';
import { languages } from './language';
import type { Words } from './words';

export type MaskStrings = Words<typeof masks>;

export const maskStrings = languages.words<MaskStrings>(masks, async () => (await import('./ko/masks')).masks);
