/** Series in a real browser. */

import { EaselError } from '../../protocol/failure';
import { saveFile } from '../../saving/file';
import { chunkedBlob, thumbnailOf } from '../../saving/blobs';
import { detailFor } from '../detail';
import { middleCrop } from '../frame/crop';
import { settingsOf, writeSettings } from '../settings';
import { styleSource } from '../state';
import type { Studio } from '../studio';
import { SeriesRoom } from './room';
import type { Work } from './work';

const rooms = new WeakMap<Studio, SeriesRoom>();

/** The room that belongs to a studio: whoever comes back finds it as it was left. */
export function roomOf(studio: Studio): SeriesRoom {
  const room = rooms.get(studio) ?? new SeriesRoom({ studio, work: workOf(studio), chance: () => Math.random() });
  rooms.set(studio, room);
  return room;
}

function workOf(studio: Studio): Omit<Work, 'findStyle'> {
  const full = studio.output.createFullSizePainter();
  return {
    look: () => {
      const { colours, strength, detail } = studio.store.get();
      const { size, format, quality, holdsSettings, keepsShot } = studio.output.store.get();
      return { colours, strength, detail, size, format, quality, holdsSettings, keepsShot };
    },
    settingsFor: (style, look) =>
      writeSettings(
        settingsOf({ ...studio.store.get(), ...look, style, rest: null, crop: middleCrop(look.crop) }, studio.vectorOf),
      ),
    open: (file) => studio.openPhoto(file),
    paint: async ({ photo, style, detail }, onPhase) => {
      const { picture } = await studio.engines.paintStill(photo, style, detail, onPhase);
      return { photo: photo.picture, painting: picture };
    },
    paintFull: async ({ photo: { file, picture: shown }, style, detail: wished }, onPhase) => {
      if (!file) throw new EaselError('picture-unreachable');
      // The one that what is shown of it has, as when it is painted by itself.
      const detail = detailFor(shown, wished, studio.store.get().longSide);
      const { photo, picture } = await full.paint({ file, style: styleSource(style), detail }, onPhase);
      return { photo, painting: picture };
    },
    cancel: () => {
      full.cancel();
      studio.cancel();
    },
    renew: () => {
      studio.engines.painter.release();
    },
    shotOf: (photo) => studio.output.shots.of(photo),
    encode: ({ photo, painting, ...look }) => studio.output.encoder.encode({ photo, painting }, look),
    thumbnail: thumbnailOf,
    zip: async (files) => {
      const { makeZip } = await import('client-zip');
      return chunkedBlob(makeZip(files.map(({ name, file }) => ({ name, input: file }))), 'application/zip');
    },
    save: saveFile,
    now: () => performance.now(),
  };
}
