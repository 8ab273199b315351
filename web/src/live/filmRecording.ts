/**
 * A painted film as a file where the browser cannot encode picture by picture: it is played once, painted as fast
 * as the painter can, and recorded. Duration and sound are right; a slow painter shows each picture for longer.
 */

import { EaselError } from '../protocol/failure';
import { openFilm } from './film';
import type { FilmExport } from './filmExport';
import { pumpFrames } from './frames';
import { bitsPerSecond, Recorder, type Recording } from './recorder';

/** @throws EaselError `cancelled`, `recording-failed`, `film-unreadable` */
export async function recordFilm(job: Omit<FilmExport, 'rate'>): Promise<Recording> {
  const { film, canvas, paint, signal, onProgress } = job;
  // A second player: the sound of the first one stays with the page.
  const player = await openFilm(film.file);
  const { video } = player;
  video.loop = false;
  const context = new AudioContext();
  const sound = context.createMediaStreamDestination();
  context.createMediaElementSource(video).connect(sound);
  let isPainting = false;
  const stopPump = pumpFrames(video, (frame) => {
    if (isPainting) {
      frame.close();
      return;
    }
    isPainting = true;
    const done = (): void => {
      isPainting = false;
    };
    // A picture that is lost with its back end is followed by the next one; a painter that gives up aborts.
    paint(frame).then(done, done);
    onProgress(video.currentTime / video.duration);
  });
  // From when it plays to when it ends, and no longer: a busy machine starts and closes a player slowly.
  const begun = play(video, context).then(() => {
    const stream = new MediaStream([...canvas.captureStream().getTracks(), ...sound.stream.getTracks()]);
    return new Recorder(stream, bitsPerSecond(canvas.width, canvas.height));
  });
  try {
    const [recorder] = await Promise.all([begun, playToEnd(video, signal)]);
    return await recorder.stop();
  } finally {
    stopPump();
    await context.close();
    player.close();
    if (signal.aborted) begun.then((recorder) => recorder.stop()).catch(() => undefined);
  }
}

async function play(video: HTMLVideoElement, context: AudioContext): Promise<void> {
  await context.resume();
  await video.play();
}

function playToEnd(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener('ended', () => {
      resolve();
    });
    video.addEventListener('error', () => {
      reject(new EaselError('film-unreadable', video.error?.message ?? ''));
    });
    signal.addEventListener('abort', () => {
      reject(new EaselError('cancelled'));
    });
  });
}
