/** Which styles of the gallery are shown, and in which order. */

import type { GalleryEntry } from './gallery';
import type { ShelfState } from './shelf';

/** What the gallery can be narrowed to. */
export const FILTERS = ['all', 'mine', 'masters', 'own', 'favourites', 'recent'] as const;
export type Filter = (typeof FILTERS)[number];

/**
 * The styles that a filter leaves and that hold every word of the query: in their title, artist or year, or in what
 * else the reader knows them by. Words that are written as one are found as well.
 * Favourites and recent ones come newest first.
 * @param namesOf the names of a style as the reader sees them: of its group, and all of them in another language
 */
export function findStyles(
  entries: readonly GalleryEntry[],
  filter: Filter,
  query: string,
  shelf: ShelfState,
  namesOf: (entry: GalleryEntry) => string,
): readonly GalleryEntry[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return filtered(entries, filter, shelf).filter((entry) => {
    const { title, artist, year } = entry;
    const text = folded([title, artist ?? '', year ?? '', namesOf(entry)].join(' '));
    const joined = text.replace(/\s/g, '');
    return words.every((word) => text.includes(word) || joined.includes(word));
  });
}

function filtered(entries: readonly GalleryEntry[], filter: Filter, shelf: ShelfState): readonly GalleryEntry[] {
  switch (filter) {
    case 'all':
      return entries;
    case 'mine':
    case 'masters':
    case 'own':
      return entries.filter(({ group }) => group === filter);
    case 'favourites':
    case 'recent':
      // What is remembered may have left the gallery since.
      return shelf[filter].flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  }
}

/** In lower case and without accents, so that “cezanne” finds Cézanne. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

/**
 * One of the styles by chance, but none of those that are chosen, where there is another.
 * @param chance 0 <= chance < 1
 */
export function randomStyle(
  entries: readonly GalleryEntry[],
  chosen: readonly string[],
  chance: number,
): GalleryEntry | null {
  const others = entries.filter(({ id }) => !chosen.includes(id));
  const from = others.length > 0 ? others : entries;
  return from[Math.floor(chance * from.length)] ?? null;
}
