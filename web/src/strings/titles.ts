/** What chosen pictures are called in the language of the page. */

import type { Chosen, MixPart } from '../studio/state';
import { mixName } from '../studio/styles/mix';
import type { GalleryEntry } from '../studio/gallery/gallery';
import { strings, type Strings } from '.';

/** What of a picture its title depends on. */
export interface Titled extends Pick<Chosen, 'id' | 'name'> {
  /** Of a mix. */
  readonly parts?: readonly MixPart[];
}

export function titleOf({ id, name, parts }: Titled): string {
  if (parts) return mixName(parts, titleOf);
  return strings.pictures.title(id, name);
}

/** Those of several in one. */
export function titlesOf(pictures: readonly Titled[]): string {
  return pictures.map(titleOf).join(' + ');
}

/** What a style of the gallery can be found by in a language: its group, title, artist and year. */
export function namesIn({ gallery, pictures }: Pick<Strings, 'gallery' | 'pictures'>): (entry: GalleryEntry) => string {
  return ({ id, group, title, artist, year }) =>
    [gallery.groups[group], pictures.title(id, title), gallery.by(artist, year)].join(' ');
}
