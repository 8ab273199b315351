/** Moments of a run as a moving picture: WebM where the browser encodes video, GIF everywhere. */

import { PictureEncoder } from '../live/pictureEncoder';
import { asEaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import { encodeGif } from './gif';
import { scaledPicture } from './strip';

/** Pictures a second. */
const RATE = 12;
/** The result is looked at for longer. */
const LAST_SECONDS = 2;
/** GIFs grow quickly: they are made no longer than this on a side. */
export const GIF_LONG_SIDE = 480;

/** Where a film of this size is made: even sides, which every encoder takes, the longer one within a limit. */
export function filmSize(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  const even = (side: number): number => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(width), height: even(height) };
}

/** True where {@link encodeFilm} works. */
export function canEncodeFilm(): boolean {
  return typeof VideoEncoder === 'function' && typeof VideoFrame === 'function';
}

/**
 * The pictures one after the other, brought to the size of the last, as WebM.
 * @throws EaselError `export-failed`
 */
export async function encodeFilm(pictures: readonly Picture[]): Promise<Blob> {
  const last = pictures.at(-1);
  if (!last) throw new RangeError('no pictures');
  const { width, height } = filmSize(last.width, last.height, Infinity);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  let encoder: PictureEncoder | null = null;
  try {
    encoder = await PictureEncoder.start(canvas, RATE, null);
    const rests = RATE * LAST_SECONDS;
    for (let i = 0; i < pictures.length + rests; i++) {
      const picture = scaledPicture(pictures[i] ?? last, width, height);
      context?.putImageData(new ImageData(picture.data, width, height), 0, 0);
      await encoder.add(i);
    }
    return await encoder.finish((pictures.length + rests) / RATE);
  } catch (error) {
    throw asEaselError(error, 'export-failed');
  } finally {
    encoder?.close();
  }
}

/** The same as a GIF, at most {@link GIF_LONG_SIDE} pixels long. */
export function encodeLoop(pictures: readonly Picture[]): Blob {
  const last = pictures.at(-1);
  if (!last) throw new RangeError('no pictures');
  const { width, height } = filmSize(last.width, last.height, GIF_LONG_SIDE);
  const hundredths = Math.round(100 / RATE);
  return encodeGif(
    pictures.map((picture) => ({
      picture: scaledPicture(picture, width, height),
      hundredths: picture === last ? LAST_SECONDS * 100 : hundredths,
    })),
  );
}
