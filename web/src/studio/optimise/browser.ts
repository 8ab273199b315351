/** The optimisation studio in a real browser. */

import { fileName, saveFile } from '../../saving/file';
import { encodePng } from '../../saving/png';
import { pngText, withPngText } from '../../saving/pngText';
import { drawStrip } from '../../saving/strip';
import { encodeFilm, encodeLoop } from '../../saving/timelapse';
import type { Picture } from '../../protocol/picture';
import { SETTINGS_FORMAT } from '../../protocol/optimise';
import { optimiseStrings } from '../../strings/optimise';
import type { Studio } from '../studio';
import { EncoderStore } from './encoders';
import { OptimiseRoom } from './room';
import { databaseKeeper } from './storage';
import type { FileNames, OptimiseSurroundings } from './surroundings';

const rooms = new WeakMap<Studio, OptimiseRoom>();

/** The room that belongs to a studio: whoever comes back finds it as it was left. */
export function roomOf(studio: Studio): OptimiseRoom {
  const room = rooms.get(studio) ?? new OptimiseRoom(studio, surroundings());
  rooms.set(studio, room);
  return room;
}

function surroundings(): OptimiseSurroundings {
  return {
    encoders: new EncoderStore(new URL('models/manifest.json', document.baseURI)),
    keeper: databaseKeeper(() => indexedDB),
    now: () => performance.now(),
    onGoing: (listener, signal) => {
      document.addEventListener('visibilitychange', listener, { signal });
      window.addEventListener('pagehide', listener, { signal });
    },
    savePicture: (picture, settings, names) => savePng(picture, settings, named(names, 'png')),
    saveStrip: (moments, settings, names) => {
      const parts = moments.map(({ picture, step }) => ({ picture, caption: optimiseStrings.stepCaption(step) }));
      return savePng(drawStrip(parts), settings, named(names, 'png', optimiseStrings.stripName));
    },
    saveFilm: async (moments, names) => {
      const film = await encodeFilm(moments.map(({ picture }) => picture));
      saveFile(film, named(names, 'webm'));
    },
    saveLoop: async (moments, names) => {
      // The button shows that it was pressed before the page is busy.
      await new Promise((resolve) => setTimeout(resolve, 50));
      saveFile(encodeLoop(moments.map(({ picture }) => picture)), named(names, 'gif'));
    },
    saveSettings: (settings, names) => {
      saveFile(new Blob([settings], { type: 'application/json' }), named(names, 'json'));
    },
    isPainting: async (file) => {
      const { settingsIn } = await import('../../saving/pngSettings');
      return (await settingsIn(file)).text !== null;
    },
    settingsIn: async (file) => pngText(new Uint8Array(await file.arrayBuffer()), SETTINGS_FORMAT),
  };
}

function named({ photo, style }: FileNames, extension: string, what = ''): string {
  return fileName(photo, what ? `${style} ${what}` : style, extension);
}

/** A PNG with the settings under the name of their format, where {@link pngText} finds them again. */
async function savePng(picture: Picture, settings: string, name: string): Promise<void> {
  const png = await encodePng(picture);
  const bytes = withPngText(new Uint8Array(await png.arrayBuffer()), SETTINGS_FORMAT, settings);
  saveFile(new Blob([bytes], { type: 'image/png' }), name);
}
