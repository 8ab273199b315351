/** The words of the dialogues about styles, in the language of the page: a part of their own, fetched with them. */

import { styleDialogs } from './en/styleDialogs';
import { languages } from './language';
import type { Words } from './words';

export type StyleDialogStrings = Words<typeof styleDialogs>;

export const styleDialogStrings = languages.words<StyleDialogStrings>(
  styleDialogs,
  async () => (await import('./ko/styleDialogs')).styleDialogs,
);
