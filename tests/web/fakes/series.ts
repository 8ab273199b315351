/** Many photos without a browser: nothing is opened, painted or written. */

import { expect, vi } from 'vitest';
import { EaselError, type FailureCode } from '../../../web/src/protocol/failure';
import type { Shot } from '../../../web/src/protocol/shot';
import { PhotoSeries } from '../../../web/src/studio/series/photos';
import type { AppLook, NamedFile, Work } from '../../../web/src/studio/series/work';
import type { ChosenStyle } from '../../../web/src/studio/state';
import { greyPicture } from './pictures';

export const LOOK: AppLook = {
  colours: 'photo',
  strength: 0.5,
  detail: 'fine',
  size: 'screen',
  format: 'jpeg',
  quality: 70,
  holdsSettings: true,
  keepsShot: false,
};

export function style(id: string): ChosenStyle {
  return { id, name: `Style ${id}`, description: '', picture: null, vector: new Float32Array(4) };
}

/** A file that the fake opener understands: the side of its picture, or the code of what is wrong with it. */
export function photo(name: string, content: number | FailureCode = 40): File {
  return new File([String(content)], name);
}

/** What a camera of this name says. */
export function shotBy(model: string): Shot {
  return { model, taken: '2024:05:14 15:32:10' };
}

interface Setup {
  look: Partial<AppLook>;
  paint: (photo: string, style: string) => Promise<void>;
}

/** A series whose work is done at once, and noted; `paint` may hold it up, or fail. */
export function photoSeries({ look = {}, paint = () => Promise.resolve() }: Partial<Setup> = {}) {
  const log: string[] = [];
  const saved: NamedFile[] = [];
  const zipped: NamedFile[][] = [];
  /** Photos that are open at the same time. */
  let mostOpen = 0;
  let now = 0;
  const cancel = vi.fn();
  const renew = vi.fn();
  const encode = vi.fn<Work['encode']>(() => Promise.resolve(new Blob(['file'])));
  const work: Work = {
    look: () => ({ ...LOOK, ...look }),
    settingsFor: ({ id }, { crop }) => `settings ${id} ${crop}`,
    findStyle: (id) => {
      if (id.startsWith('network')) return Promise.reject(new EaselError(id as FailureCode));
      return Promise.resolve(style(id));
    },
    open: async (file) => {
      const text = await file.text();
      log.push(`open ${file.name}`);
      const side = Number(text);
      if (Number.isNaN(side)) throw new EaselError(text as FailureCode);
      return { type: 'opened', picture: greyPicture(4, side, 9), originalWidth: 8, originalHeight: side * 2 };
    },
    paint: async (job) => {
      log.push(`paint ${job.photo.name} ${job.style.id}`);
      await paint(job.photo.name, job.style.id);
      now += 1000;
      return { photo: job.photo.picture, painting: job.photo.picture };
    },
    paintFull: (job, onPhase) => {
      log.push(`full ${job.photo.name} ${job.style.id}`);
      onPhase({ kind: 'painting', share: 0.5, left: null });
      return Promise.resolve({ photo: greyPicture(8, 8, 1), painting: greyPicture(8, 8, 2) });
    },
    cancel,
    renew,
    shotOf: ({ name }) => Promise.resolve(name === 'unknown' ? null : shotBy(name)),
    encode,
    thumbnail: () => Promise.resolve(new Blob(['small'])),
    zip: (files) => {
      zipped.push([...files]);
      return Promise.resolve(new Blob(['zip']));
    },
    save: (file, name) => saved.push({ file, name }),
    now: () => now,
  };
  const onStart = vi.fn();
  const series = new PhotoSeries(work, onStart);
  series.store.subscribe(() => {
    const { photos } = series.store.get();
    const open = photos.filter(({ status }) => status === 'opening' || status === 'painting').length;
    mostOpen = Math.max(mostOpen, open);
  });
  const state = () => series.store.get();
  const statuses = () => state().photos.map(({ status }) => status);
  const until = (isReached: () => boolean) =>
    vi.waitFor(() => {
      expect(isReached()).toBe(true);
    });
  return {
    series,
    state,
    statuses,
    until,
    log,
    saved,
    zipped,
    cancel,
    renew,
    encode,
    onStart,
    mostOpen: () => mostOpen,
  };
}
