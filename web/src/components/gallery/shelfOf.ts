/** The shelf of favourite and recent styles in a real browser. */

import { localText } from '../../saving/localText';
import type { Studio } from '../../studio/studio';
import { Shelf } from '../../studio/gallery/shelf';

const KEY = 'easel.styles';

const shelves = new WeakMap<Studio, Shelf>();

/** The shelf that belongs to a studio. It notes which styles are used, whoever chooses them. */
export function shelfOf(studio: Studio): Shelf {
  const kept = shelves.get(studio);
  if (kept) return kept;
  const shelf = new Shelf(localText(KEY));
  studio.store.subscribe(() => {
    const { style, gallery, mine } = studio.store.get();
    if (style && [...mine, ...gallery].some(({ id }) => id === style.id)) shelf.noteUse(style.id);
  });
  // Told in the other tabs, not in the one that has written.
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) shelf.refresh();
  });
  shelves.set(studio, shelf);
  return shelf;
}
