/** One picture of a video, at its full size. */

import { frameFor } from '../opener/framing';
import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';

/**
 * What the video shows, as large as a photo may be.
 * @param mirror exchanges left and right
 * @param longSide of a photo, at most
 */
export function takeStill(video: HTMLVideoElement, mirror: boolean, longSide: number): Picture {
  const { width, height } = frameFor('photo', video.videoWidth, video.videoHeight, undefined, longSide);
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new EaselError('out-of-memory', 'no canvas of the camera’s size');
  if (mirror) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
