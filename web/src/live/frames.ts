/** Frames of a playing video, each once, as soon as it is shown. */

import type { LiveFrame } from '../protocol/live';

/** The picture that the video shows. @throws DOMException when it shows none yet */
export function grabFrame(video: HTMLVideoElement): LiveFrame | Promise<LiveFrame> {
  // A VideoFrame refers to the picture where it is; a bitmap is a copy, for browsers without the former.
  if (typeof VideoFrame === 'function') return new VideoFrame(video);
  return createImageBitmap(video);
}

/**
 * Hands each new frame to `onFrame`, which must close it, with the time in seconds at which it stands in the video,
 * until the answered function is called.
 * Browsers without `requestVideoFrameCallback` are asked with every animation frame whether time has gone on.
 */
export function pumpFrames(
  video: HTMLVideoElement,
  onFrame: (frame: LiveFrame, mediaTime: number) => void,
  grab: (video: HTMLVideoElement) => LiveFrame | Promise<LiveFrame> = grabFrame,
): () => void {
  let stopped = false;
  let lastTime = -1;
  const tellsFrames = typeof (video as Partial<HTMLVideoElement>).requestVideoFrameCallback === 'function';
  let ticket = 0;

  function next(): void {
    if (stopped) return;
    ticket = tellsFrames
      ? video.requestVideoFrameCallback((_now, { mediaTime }) => {
          onTick(mediaTime);
        })
      : requestAnimationFrame(() => {
          const isNew = video.currentTime !== lastTime;
          lastTime = video.currentTime;
          if (isNew) onTick(lastTime);
          else next();
        });
  }

  function onTick(mediaTime: number): void {
    void take(mediaTime).finally(next);
  }

  async function take(mediaTime: number): Promise<void> {
    try {
      const frame = await grab(video);
      if (stopped) frame.close();
      else onFrame(frame, mediaTime);
    } catch {
      // Between two sources, or while seeking, there may be no picture: the next one counts.
    }
  }

  next();
  return () => {
    stopped = true;
    if (tellsFrames) video.cancelVideoFrameCallback(ticket);
    else cancelAnimationFrame(ticket);
  };
}
