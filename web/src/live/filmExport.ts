/**
 * A painted film as a file, picture by picture: the film is moved to each picture, that is painted, however long it
 * takes, and encoded. So the file has the film's duration, its sound, and no picture that is not painted, on slow
 * machines as well; there it only takes longer than the film lasts.
 */

import { asEaselError, EaselError } from '../protocol/failure';
import type { LiveFrame } from '../protocol/live';
import { hasSound, seek } from './film';
import { grabFrame } from './frames';
import { paintThroughLosses } from './lostPictures';
import { PictureEncoder } from './pictureEncoder';
import type { Recording } from './recorder';
import { encodeSound } from './sound';
import type { FilmSource } from './source';

export interface FilmExport {
  /** Does not play meanwhile. */
  readonly film: FilmSource;
  /** Pictures a second of the painted film. */
  readonly rate: number;
  /** Paints a frame, which changes hands, and resolves when it is on the canvas. */
  readonly paint: (frame: LiveFrame) => Promise<void>;
  readonly canvas: HTMLCanvasElement;
  readonly signal: AbortSignal;
  /** @param share 0..1 of the film is painted */
  readonly onProgress: (share: number) => void;
  /** The film has sound that cannot be decoded, so the painted one will be silent. */
  readonly onSilent: () => void;
}

/** True where the browser has what {@link exportFilm} needs. */
export function canExportPictures(): boolean {
  return [typeof VideoEncoder, typeof AudioEncoder, typeof VideoFrame].every((type) => type === 'function');
}

/**
 * @throws EaselError `cancelled`, `export-failed` or what the painter throws
 */
export async function exportFilm(job: FilmExport): Promise<Recording> {
  const { film, signal } = job;
  const { video } = film;
  const { currentTime } = video;
  try {
    return { blob: await encodeFilm(job), extension: 'webm' };
  } catch (error) {
    throw signal.aborted ? new EaselError('cancelled') : asEaselError(error, 'export-failed');
  } finally {
    video.currentTime = currentTime;
  }
}

async function encodeFilm({ film, rate, paint, canvas, signal, onProgress, onSilent }: FilmExport): Promise<Blob> {
  const { video, file } = film;
  const seconds = video.duration;
  const sound = await encodeSound(file, seconds, signal);
  if (!sound && hasSound(video)) onSilent();
  const count = Math.max(1, Math.round(seconds * rate));
  let encoder: PictureEncoder | null = null;
  try {
    for (let i = 0; i < count; i++) {
      signal.throwIfAborted();
      // In the middle of its time each picture is met, however its start was rounded.
      await seek(video, Math.min(seconds, (i + 0.5) / rate));
      await paintThroughLosses(() => grabFrame(video), paint, signal);
      encoder ??= await PictureEncoder.start(canvas, rate, sound);
      await encoder.add(i);
      onProgress((i + 1) / count);
    }
    signal.throwIfAborted();
    if (!encoder) throw new EaselError('export-failed', 'no pictures');
    return await encoder.finish(count / rate);
  } finally {
    encoder?.close();
  }
}
