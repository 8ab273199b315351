/** The painted picture in a small window that stays above all others, where the browser has such. */

import { makeVideo } from './source';

/** What the small window shows. It is no part of the document, which therefore need not know of it. */
let shown: HTMLVideoElement | null = null;
const closing = new EventTarget();

export function canPopOut(): boolean {
  return document.pictureInPictureEnabled;
}

/** True while the painted picture is outside of the page. */
export function isPoppedOut(): boolean {
  return shown !== null;
}

/** Calls the function whenever the small window was closed, by the page or by the reader. */
export function onPopIn(listener: () => void, signal: AbortSignal): void {
  closing.addEventListener('closed', listener, { signal });
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
    shown = null;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    closing.dispatchEvent(new Event('closed'));
  };
  try {
    video.disablePictureInPicture = false;
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await video.requestPictureInPicture();
    shown = video;
    video.addEventListener('leavepictureinpicture', end, { once: true });
  } catch {
    end();
  }
}
