/** A studio, a browser's storage and a gallery for tests of what is kept. */

import { vi } from 'vitest';
import type { GalleryEntry } from '../../../web/src/studio/gallery/gallery';
import type { Exhibit } from '../../../web/src/studio/catalogue';
import { Keeper, type StudioLike } from '../../../web/src/studio/keeper';
import type { KeptPhoto, PhotoKeeper } from '../../../web/src/studio/keptPhoto';
import { INITIAL_OUTPUT, type OutputState } from '../../../web/src/studio/outputState';
import {
  INITIAL_STATE,
  type ChosenStyle,
  type News,
  type StudioState,
  type VectorStyle,
} from '../../../web/src/studio/state';
import { Store } from '../../../web/src/studio/store';
import { greyPicture } from './pictures';

export function galleryEntry(id: string): GalleryEntry {
  const thumbnailUrl = new URL(`http://easel.test/${id}.jpg`);
  return { id, group: 'own', title: id, artist: null, year: null, thumbnailUrl };
}

function exhibit(id: string): Exhibit {
  const url = new URL(`http://easel.test/${id}.jpg`);
  return { id, title: id, description: '', url, thumbnailUrl: url, width: 4, height: 4 };
}

function vectorStyle(id: string): VectorStyle {
  return { id, name: id, description: '', picture: null, vector: new Float32Array(1) };
}

/** A studio that opens everything at once and paints nothing. */
export class FakeStudio implements StudioLike {
  readonly store: Store<StudioState>;
  readonly outputStore = new Store<OutputState>(INITIAL_OUTPUT);
  readonly output: StudioLike['output'] = {
    store: this.outputStore,
    choose: (change) => {
      this.outputStore.set(change);
    },
  };
  readonly masks: StudioLike['masks'] = {
    find: (id) => Promise.resolve(this.store.get().sent.find((one) => one.id === id) ?? vectorStyle(id)),
  };
  readonly told: News[] = [];
  readonly notices: StudioLike['notices'] = {
    tell: (news) => {
      this.told.push(news);
    },
  };
  readonly styles: { mine: { idOf: StudioLike['styles']['mine']['idOf'] } } = { mine: { idOf: () => null } };
  readonly vectorOf = (style: ChosenStyle): Float32Array | null => style.vector ?? null;
  readonly paint = vi.fn(() => Promise.resolve());
  #numbers = 0;

  constructor() {
    const samples = [exhibit('lake'), exhibit('harbour')];
    const gallery = [galleryEntry('night'), galleryEntry('waves')];
    this.store = new Store({ ...INITIAL_STATE, samples, gallery, encoder: { encoder: 'first', styleLength: 3 } });
  }

  chooseFile(purpose: 'photo' | 'style', file: File): Promise<void> {
    const chosen = { ...this.#picture(`own-${String(++this.#numbers)}`), file };
    this.store.set(purpose === 'photo' ? { photo: chosen, ownPhoto: chosen } : { style: chosen, ownStyle: chosen });
    return Promise.resolve();
  }

  chooseSample({ id }: Exhibit): Promise<void> {
    this.store.set({ photo: this.#picture(id) });
    return Promise.resolve();
  }

  chooseStyle({ id }: GalleryEntry, also: Partial<StudioState> = {}): Promise<void> {
    this.store.set({ style: vectorStyle(id), ...also });
    return Promise.resolve();
  }

  referStyle(text: string, also: Partial<StudioState> = {}): Promise<void> | null {
    const { gallery, sent } = this.store.get();
    const entry = gallery.find(({ id }) => id === text);
    if (entry) return this.chooseStyle(entry, also);
    const style = sent.find(({ id }) => id === text);
    if (!style) return null;
    this.store.set({ style, ...also });
    return Promise.resolve();
  }

  #picture(id: string) {
    return { id, name: id, description: '', picture: greyPicture(4, 4, 0), originalWidth: 4, originalHeight: 4 };
  }
}

/** A photo of the reader's. */
export const PHOTO = new File(['beach'], 'beach.jpg', { type: 'image/jpeg' });

/** What a browser keeps from one visit to the next. */
export function browser(text: string | null = null) {
  return { text, photo: null as KeptPhoto | null, refuses: null as Error | null };
}

/** A visit to the page, with a studio that is a fake, which begins with what the one before has left. */
export async function visit(kept = browser(), over: Partial<PhotoKeeper> = {}) {
  const studio = new FakeStudio();
  const copied: string[] = [];
  const persist = vi.fn();
  const keeper = new Keeper({
    studio,
    text: {
      load: () => kept.text,
      save: (text) => {
        kept.text = text;
      },
    },
    photo: {
      load: async () => {
        if (kept.refuses) throw kept.refuses;
        const { file, mask, crop } = kept.photo ?? {};
        return { file: file && { name: file.name, type: file.type, bytes: await file.arrayBuffer() }, mask, crop };
      },
      save: (parts) => {
        if (kept.refuses) return Promise.reject(kept.refuses);
        kept.photo = { file: PHOTO, mask: null, crop: null, ...kept.photo, ...parts };
        return Promise.resolve();
      },
      discard: () => {
        kept.photo = null;
        return Promise.resolve();
      },
      ...over,
    },
    persist,
    copyText: (text) => {
      if (kept.refuses) return Promise.reject(kept.refuses);
      copied.push(text);
      return Promise.resolve();
    },
    address: () => 'http://easel.test/#photo',
  });
  await keeper.restore();
  return { kept, studio, keeper, copied, persist };
}
