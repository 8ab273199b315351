/** The painted picture in a small window that stays above all others, where the browser has such. */

import { makeVideo } from './source';

export function canPopOut(): boolean {
  return document.pictureInPictureEnabled;
}

/** True while the painted picture is outside of the page. */
export function isPoppedOut(): boolean {
  return document.pictureInPictureElement !== null;
}

/** Takes the picture out of the page, or back into it. Does nothing where the browser refuses. */
export async function togglePopOut(canvas: HTMLCanvasElement): Promise<void> {
  if (isPoppedOut()) {
    await document.exitPictureInPicture();
    return;
  }
  const video = makeVideo();
  const stream = canvas.captureStream();
  const end = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    video.disablePictureInPicture = false;
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await video.requestPictureInPicture();
    video.addEventListener('leavepictureinpicture', end, { once: true });
  } catch {
    end();
  }
}
