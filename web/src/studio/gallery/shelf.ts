/** Favourite styles, and those that were used last: remembered on this device, as far as the browser lets it. */

import { isRecord, isString } from '../../protocol/guards';
import { Store } from '../store';

export interface ShelfState {
  /** Ids of styles, the newest first. */
  readonly favourites: readonly string[];
  readonly recent: readonly string[];
}

/** Where a shelf is kept. */
export interface ShelfKeeper {
  /** What was kept, unchecked; null where there is nothing, or nothing can be kept. */
  readonly load: () => string | null;
  /** Does nothing where nothing can be kept: then the shelf lasts as long as the page. */
  readonly save: (text: string) => void;
}

const RECENT = 12;

export class Shelf {
  readonly store: Store<ShelfState>;
  readonly #keeper: ShelfKeeper;

  constructor(keeper: ShelfKeeper) {
    this.#keeper = keeper;
    this.store = new Store(readShelf(keeper.load()));
  }

  /** Makes a style a favourite, or no longer. */
  toggleFavourite(id: string): void {
    const { favourites } = this.store.get();
    const rest = favourites.filter((one) => one !== id);
    this.#set({ favourites: rest.length < favourites.length ? rest : [id, ...rest] });
  }

  /** Remembers that a style was used. */
  noteUse(id: string): void {
    const { recent } = this.store.get();
    if (recent[0] === id) return;
    this.#set({ recent: [id, ...recent.filter((one) => one !== id)].slice(0, RECENT) });
  }

  #set(change: Partial<ShelfState>): void {
    this.store.set(change);
    this.#keeper.save(JSON.stringify(this.store.get()));
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
