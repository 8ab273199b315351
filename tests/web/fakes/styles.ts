/** Styles, and a browser's storage for them, for tests of what is kept and mixed. */

import type { Chosen, VectorStyle } from '../../../web/src/studio/state';
import type { KnownStyle } from '../../../web/src/studio/styles/mix';
import type { KeptStyle, StyleKeeper } from '../../../web/src/studio/styles/styleKeeper';
import { greyPicture } from './pictures';

/** A style of the gallery. */
export function vectorStyle(id: string, ...vector: number[]): VectorStyle & KnownStyle {
  return { id, name: id.toUpperCase(), description: '', picture: null, vector: Float32Array.from(vector) };
}

/** A picture of the reader's. */
export function ownStyle(id: string, grey = 90): Chosen {
  const picture = greyPicture(48, 40, grey);
  return { id, name: id, description: '', picture, originalWidth: 48, originalHeight: 40 };
}

export interface FakeStyleKeeper extends StyleKeeper {
  readonly styles: Map<string, KeptStyle>;
  readonly pictures: Map<string, Uint8Array<ArrayBuffer>>;
  /** What every change fails with from now on. */
  refuses: Error | null;
}

export function fakeStyleKeeper(): FakeStyleKeeper {
  const keeper: FakeStyleKeeper = {
    styles: new Map(),
    pictures: new Map(),
    refuses: null,
    load: () => settled(() => [...keeper.styles.values()]),
    picture: (id) => settled(() => keeper.pictures.get(id) ?? null),
    add: (added) =>
      settled(() => {
        for (const { style, picture } of added) {
          keeper.styles.set(style.id, style);
          if (picture) keeper.pictures.set(style.id, picture);
        }
      }),
    update: (style) => settled(() => void keeper.styles.set(style.id, style)),
    remove: (id) =>
      settled(() => {
        keeper.styles.delete(id);
        keeper.pictures.delete(id);
      }),
  };

  async function settled<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (keeper.refuses) throw keeper.refuses;
    return work();
  }

  return keeper;
}
