/** Favourite styles, and those that were used last: remembered on this device, as far as the browser lets it. */

import { isRecord, isString } from '../../protocol/guards';
import type { TextKeeper } from '../../saving/localText';
import { Store } from '../store';

export interface ShelfState {
  /** Ids of styles, the newest first. */
  readonly favourites: readonly string[];
  readonly recent: readonly string[];
}

const RECENT = 12;

export class Shelf {
  readonly store: Store<ShelfState>;
  readonly #keeper: TextKeeper;
  /** What was kept when it was last looked at. */
  #known: string | null;

  /** @param keeper where nothing can be kept the shelf lasts as long as the page */
  constructor(keeper: TextKeeper) {
    this.#keeper = keeper;
    this.#known = keeper.load();
    this.store = new Store(readShelf(this.#known));
  }

  /** Makes a style a favourite, or no longer. */
  toggleFavourite(id: string): void {
    // As it is seen here, whatever another tab has made of it.
    const isFavourite = this.store.get().favourites.includes(id);
    this.#change(({ favourites }) => {
      const rest = favourites.filter((one) => one !== id);
      return { favourites: isFavourite ? rest : [id, ...rest] };
    });
  }

  /** Remembers that a style was used. */
  noteUse(id: string): void {
    if (this.store.get().recent[0] === id) return;
    this.#change(({ recent }) => ({ recent: [id, ...recent.filter((one) => one !== id)].slice(0, RECENT) }));
  }

  /** Shows the favourites that another tab has chosen or let go; what was used there comes with the next change here. */
  refresh(): void {
    const kept = this.#keeper.load();
    if (kept !== null) this.store.set({ favourites: readShelf(kept).favourites });
  }

  #change(change: (shelf: ShelfState) => Partial<ShelfState>): void {
    const newest = this.#newest();
    this.store.set({ ...newest, ...change(newest) });
    this.#keeper.save(JSON.stringify(this.store.get()));
    // Where there was no room that is what was there before.
    this.#known = this.#keeper.load();
  }

  /** What another tab has kept since, or else what is here. */
  #newest(): ShelfState {
    const kept = this.#keeper.load();
    if (kept === null || kept === this.#known) return this.store.get();
    this.#known = kept;
    return readShelf(kept);
  }
}

/** What was kept, checked; whatever is no list of ids counts as none. */
export function readShelf(text: string | null): ShelfState {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? 'null');
  } catch {
    // Another page of this site, or an older Easel, has written it.
  }
  const { favourites, recent } = isRecord(kept) ? kept : {};
  return { favourites: ids(favourites), recent: ids(recent).slice(0, RECENT) };
}

function ids(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter(isString))] : [];
}
