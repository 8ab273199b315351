/** The reader's styles in the browser's own database, which no other site can read and which nothing leaves. */

import { isCount, isRecord, isString } from '../../protocol/guards';
import { answer, database, finished, mayExist } from '../database';
import { STYLE_SCALES, type StyleScale } from './scale';

type Bytes = Uint8Array<ArrayBuffer>;

/** What is kept of a style besides its picture. */
export interface KeptStyle {
  readonly id: string;
  readonly name: string;
  /** When it was kept, in milliseconds since 1970: the newest comes first. */
  readonly added: number;
  /** The middle of the picture, or what is painted in the numbers, as a small PNG in a `data:` address. */
  readonly thumbnail: string;
  /** Of the picture's file; 0 for a style that is its numbers alone, see `sent.ts`. */
  readonly bytes: number;
  /** Which style encoder has made the vectors; those of another one are made anew, where there is a picture. */
  readonly encoder: string;
  /** Style vectors by scale, as far as they were needed so far. */
  readonly vectors: Vectors;
}

export type Vectors = Partial<Readonly<Record<StyleScale, Float32Array>>>;

/** A style that is to be kept, with its picture, if any, as a PNG at the size that the style encoder gets. */
export interface NewStyle {
  readonly style: KeptStyle;
  readonly picture: Bytes | null;
}

/** Where styles are kept. Everything throws what the browser's storage throws. */
export interface StyleKeeper {
  /** All that can be read. */
  readonly load: () => Promise<readonly KeptStyle[]>;
  /** The picture's file; null where there is none. */
  readonly picture: (id: string) => Promise<Bytes | null>;
  /** All of them, or none where that fails. */
  readonly add: (styles: readonly NewStyle[]) => Promise<void>;
  /** Changes what is kept besides the picture. */
  readonly update: (style: KeptStyle) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

const NAME = 'easel-styles';
const STYLES = 'styles';
const PICTURES = 'pictures';

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databaseStyles(factory: () => IDBFactory): StyleKeeper {
  const opened = database(factory, NAME, [STYLES, PICTURES]);

  async function change(work: (transaction: IDBTransaction) => void): Promise<void> {
    const transaction = (await opened()).transaction([STYLES, PICTURES], 'readwrite');
    const done = finished(transaction);
    work(transaction);
    await done;
  }

  return {
    async load() {
      if (!(await mayExist(factory(), NAME))) return [];
      const store = (await opened()).transaction(STYLES, 'readonly').objectStore(STYLES);
      const kept = await answer<unknown[]>(store.getAll());
      return kept.flatMap((value) => readKept(value) ?? []);
    },
    async picture(id) {
      const store = (await opened()).transaction(PICTURES, 'readonly').objectStore(PICTURES);
      const kept = await answer<unknown>(store.get(id));
      return kept instanceof ArrayBuffer ? new Uint8Array(kept) : null;
    },
    async add(styles) {
      await change((transaction) => {
        for (const { style, picture } of styles) {
          transaction.objectStore(STYLES).put(style, style.id);
          if (picture) transaction.objectStore(PICTURES).put(picture.buffer, style.id);
        }
      });
    },
    async update(style) {
      await change((transaction) => transaction.objectStore(STYLES).put(style, style.id));
    },
    async remove(id) {
      await change((transaction) => {
        transaction.objectStore(STYLES).delete(id);
        transaction.objectStore(PICTURES).delete(id);
      });
    },
  };
}

/** What an earlier visit, perhaps with another Easel, has kept; null where it cannot be used. */
function readKept(value: unknown): KeptStyle | null {
  if (!isRecord(value)) return null;
  const { id, name, added, thumbnail, bytes, encoder, vectors } = value;
  if (!isString(id) || !isString(name) || !isString(thumbnail) || !isString(encoder)) return null;
  if (typeof added !== 'number' || !isCount(bytes) || !isRecord(vectors)) return null;
  const known = STYLE_SCALES.flatMap((scale) => {
    const vector = vectors[scale];
    return vector instanceof Float32Array ? [[scale, vector] as const] : [];
  });
  return { id, name, added, thumbnail, bytes, encoder, vectors: Object.fromEntries(known) };
}
