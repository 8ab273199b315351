/** The reader's photo in the browser's own database, with what belongs to it alone, if they wish it to be kept. */

import type { Box } from '../protocol/box';
import type { Mask } from '../protocol/mask';
import { answer, database, finished, mayExist } from './database';
import type { FileLike } from './pictureFile';

export interface KeptPhoto {
  readonly file: FileLike;
  readonly mask: Mask | null;
  readonly crop: KeptCrop | null;
}

/** Where the crop lies, in pixels of the file. */
export interface KeptCrop {
  readonly box: Box;
  /** The shape is the reader's own, which is kept nowhere else. */
  readonly isFree: boolean;
}

/** Where a photo is kept: one at a time. Everything throws what the browser's storage throws. */
export interface PhotoKeeper {
  /** What was kept of one, unchecked; undefined what was not. */
  readonly load: () => Promise<Readonly<Record<keyof KeptPhoto, unknown>>>;
  /** Keeps these parts of it, all of them or none. */
  readonly save: (parts: Partial<KeptPhoto>) => Promise<void>;
  /** Leaves nothing. */
  readonly discard: () => Promise<void>;
}

const NAME = 'easel-photo';
const STORE = 'photo';
const KEYS = { file: 'own', mask: 'mask', crop: 'crop' } as const satisfies Record<keyof KeptPhoto, string>;

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databasePhoto(factory: () => IDBFactory): PhotoKeeper {
  const opened = database(factory, NAME, [STORE]);

  async function change(work: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await opened()).transaction(STORE, 'readwrite');
    const done = finished(transaction);
    try {
      work(transaction.objectStore(STORE));
    } catch (error) {
      transaction.abort();
      await done.catch(() => undefined);
      throw error;
    }
    await done;
  }

  return {
    async load() {
      const store = (await opened()).transaction(STORE, 'readonly').objectStore(STORE);
      const [file, mask, crop] = await Promise.all(
        [KEYS.file, KEYS.mask, KEYS.crop].map((key) => answer<unknown>(store.get(key))),
      );
      return { file, mask, crop };
    },
    async save({ file, mask, crop }) {
      // The bytes, since a file on a disk may be gone the next time.
      const photo = file && { name: file.name, type: file.type, bytes: await file.arrayBuffer() };
      await change((store) => {
        if (photo) store.put(photo, KEYS.file);
        if (mask !== undefined) store.put(mask, KEYS.mask);
        if (crop !== undefined) store.put(crop, KEYS.crop);
      });
    },
    async discard() {
      if (!(await mayExist(factory(), NAME))) return;
      await change((store) => {
        store.clear();
      });
    },
  };
}
