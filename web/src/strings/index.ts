/**
 * Every word that a reader sees or hears. `strings` changes with the language: take words from it while rendering, never
 * once for all when a module is loaded.
 */

import { english } from './en';
import { languages } from './language';
import type { Words } from './words';

/** The same keys and functions, in any language. */
export type Strings = Words<typeof english>;

export const strings = languages.words<Strings>(english, async () => (await import('./ko')).korean);
