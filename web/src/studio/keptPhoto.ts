/** The reader's photo in the browser's own database, if they wish it to be kept. */

import { isRecord, isString } from '../protocol/guards';
import { answer, database, finished } from './database';

/** Where a photo is kept: one at a time. Everything throws what the browser's storage throws. */
export interface PhotoKeeper {
  /** Null where there is none, or none that can be read. */
  readonly load: () => Promise<File | null>;
  readonly save: (photo: File) => Promise<void>;
  readonly discard: () => Promise<void>;
}

const NAME = 'easel-photo';
const STORE = 'photo';
const KEY = 'own';

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databasePhoto(factory: () => IDBFactory): PhotoKeeper {
  const opened = database(factory, NAME, [STORE]);

  async function change(work: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await opened()).transaction(STORE, 'readwrite');
    const done = finished(transaction);
    work(transaction.objectStore(STORE));
    await done;
  }

  return {
    async load() {
      const store = (await opened()).transaction(STORE, 'readonly').objectStore(STORE);
      const kept = await answer<unknown>(store.get(KEY));
      if (!isRecord(kept)) return null;
      const { name, type, bytes } = kept;
      return isString(name) && isString(type) && bytes instanceof ArrayBuffer
        ? new File([bytes], name, { type })
        : null;
    },
    async save(photo) {
      // The bytes, since a file on a disk may be gone the next time.
      const kept = { name: photo.name, type: photo.type, bytes: await photo.arrayBuffer() };
      await change((store) => store.put(kept, KEY));
    },
    async discard() {
      await change((store) => {
        store.clear();
      });
    },
  };
}
