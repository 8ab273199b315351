/** The room in a real browser. */

import { spawnOnPage } from '../engine/live/onPage';
import { fileName, saveFile } from '../saving/file';
import { encodePng } from '../saving/png';
import { liveStrings } from '../strings/live';
import { LivePainter } from '../studio/live/livePainter';
import type { Studio } from '../studio/studio';
import { isCameraAllowed, listCameras, openCamera } from './camera';
import { openFilm } from './film';
import { canExportPictures, exportFilm } from './filmExport';
import { recordFilm } from './filmRecording';
import { pumpFrames } from './frames';
import { keepCamera, keptCamera } from './keptCamera';
import { isPoppedOut, onPopIn } from './popOut';
import { bitsPerSecond, Recorder } from './recorder';
import { LiveRoom } from './room';
import { takeStill } from './still';
import type { PainterEvents, Surroundings } from './surroundings';

const rooms = new WeakMap<Studio, LiveRoom>();

/** The room that belongs to a studio: whoever comes back finds it as it was left. */
export function roomOf(studio: Studio): LiveRoom {
  const room = rooms.get(studio) ?? new LiveRoom(studio, surroundings(studio));
  rooms.set(studio, room);
  return room;
}

function surroundings(studio: Studio): Surroundings {
  const canvas = document.createElement('canvas');
  return {
    canvas,
    pump: pumpFrames,
    createPainter: (events) => createPainter(studio, events),
    listCameras,
    isCameraAllowed,
    openCamera,
    openFilm,
    onCameras: (listener, signal) => {
      // Absent on insecure origins, whatever the types say.
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      devices?.addEventListener('devicechange', listener, { signal });
    },
    onVisibility: (listener, signal) => {
      const update = (): void => {
        listener(document.hidden && !isPoppedOut());
      };
      document.addEventListener('visibilitychange', update, { signal });
      // Closed while the page is hidden, it leaves nobody to paint for.
      onPopIn(update, signal);
    },
    keptCamera,
    keepCamera,
    record: () => new Recorder(canvas.captureStream(), bitsPerSecond(canvas.width, canvas.height)),
    exportFilm: (job) => (canExportPictures() ? exportFilm(job) : recordFilm(job)),
    takeStill: (video, mirror) => takeStill(video, mirror, studio.store.get().longSide),
    savePng: async (picture, photo, style) => {
      saveFile(await encodePng(picture), fileName(photo, style, 'png'));
    },
    saveRecording: ({ blob, extension }, name, style) => {
      saveFile(blob, fileName(name, style, extension));
    },
    get names() {
      return { still: liveStrings.stillName, recording: liveStrings.recordingName };
    },
  };
}

function createPainter(studio: Studio, { onFailure, onNews }: PainterEvents): LivePainter {
  return new LivePainter({
    ...studio.engines.forLive(),
    spawnOnPage,
    onFallback: (from) => {
      onNews({ kind: 'fallback', from });
    },
    onFailure,
    // The source listens to its own track.
    onEnded: () => undefined,
  });
}
