/** The shelf of favourite and recent styles in a real browser. */

import type { Studio } from '../../studio/studio';
import { Shelf } from '../../studio/gallery/shelf';

const KEY = 'easel.styles';

const shelves = new WeakMap<Studio, Shelf>();

/** The shelf that belongs to a studio. It notes which styles are used, whoever chooses them. */
export function shelfOf(studio: Studio): Shelf {
  const kept = shelves.get(studio);
  if (kept) return kept;
  const shelf = new Shelf({ load, save });
  studio.store.subscribe(() => {
    const { style, gallery, mine } = studio.store.get();
    if (style && [...mine, ...gallery].some(({ id }) => id === style.id)) shelf.noteUse(style.id);
  });
  shelves.set(studio, shelf);
  return shelf;
}

/** Browsers that keep nothing may throw when the storage is touched; the shelf then lasts as long as the page. */
function load(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function save(text: string): void {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // As above; or there is no room.
  }
}
