/** What stands beneath the paintings of a poster. */

import type { PosterPart } from '../../saving/poster';
import { strings, type Strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import type { ChosenStyle } from '../../studio/state';

/**
 * @param picks ids of styles
 * @param pictures words of the language they are to be in: that of the page
 */
export function partsOf(
  picks: readonly string[],
  gallery: readonly GalleryEntry[],
  own: readonly ChosenStyle[],
  pictures: Strings['pictures'],
): PosterPart[] {
  return picks.map((id) => {
    const entry = gallery.find((one) => one.id === id);
    if (entry) return { title: pictures.title(id, entry.title), by: strings.gallery.by(entry.artist, entry.year) };
    const brought = own.find((one) => one.id === id);
    return { title: brought ? titleOf(brought) : '', by: '' };
  });
}
