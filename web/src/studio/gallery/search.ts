/** Which styles of the gallery are shown, and in which order. */

import type { GalleryEntry, Group } from './gallery';
import type { ShelfState } from './shelf';

/** What the gallery can be narrowed to. */
export const FILTERS = ['all', 'masters', 'own', 'favourites', 'recent'] as const;
export type Filter = (typeof FILTERS)[number];

/**
 * The styles that a filter leaves and that hold every word of the query: in their title, artist, year or group.
 * Favourites and recent ones come newest first.
 * @param groups the names of the groups, as the reader sees them
 */
export function findStyles(
  entries: readonly GalleryEntry[],
  filter: Filter,
  query: string,
  shelf: ShelfState,
  groups: Readonly<Record<Group, string>>,
): readonly GalleryEntry[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return filtered(entries, filter, shelf).filter(({ title, artist, year, group }) => {
    const text = folded([title, artist ?? '', year ?? '', groups[group]].join(' '));
    return words.every((word) => text.includes(word));
  });
}

function filtered(entries: readonly GalleryEntry[], filter: Filter, shelf: ShelfState): readonly GalleryEntry[] {
  switch (filter) {
    case 'all':
      return entries;
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
 * One of the styles by chance, but not the one that is chosen, where there is another.
 * @param chance 0 <= chance < 1
 */
export function randomStyle(
  entries: readonly GalleryEntry[],
  chosen: string | undefined,
  chance: number,
): GalleryEntry | null {
  const others = entries.filter(({ id }) => id !== chosen);
  const from = others.length > 0 ? others : entries;
  return from[Math.floor(chance * from.length)] ?? null;
}
