/** What is painted live: a camera, or a film from a file. */

export type Facing = 'user' | 'environment';

interface Moving {
  /** The camera's label, or the file's name without its extension. */
  readonly name: string;
  /** Plays what is painted; its `videoWidth` and `videoHeight` are the size in pixels. */
  readonly video: HTMLVideoElement;
  /** Lets go of everything; a camera's light goes off. */
  close(): void;
}

export interface CameraSource extends Moving {
  readonly kind: 'camera';
  /** The id of the device that was really opened. */
  readonly id: string;
  /** Where the camera looks to, where the device says so (phones do). */
  readonly facing: Facing | null;
  readonly track: MediaStreamTrack;
}

export interface FilmSource extends Moving {
  readonly kind: 'film';
  readonly file: File;
}

export type LiveSource = CameraSource | FilmSource;

/** An element for moving pictures that plays in its place, on phones as well. */
export function makeVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.playsInline = true;
  video.disablePictureInPicture = true;
  return video;
}

/** Resolves once the element has a picture to show. Rejects when it never will. */
export function firstPicture(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(
      'loadeddata',
      () => {
        resolve();
      },
      { once: true },
    );
    video.addEventListener(
      'error',
      () => {
        reject(new Error(video.error?.message ?? 'the video cannot be played'));
      },
      { once: true },
    );
  });
}

/**
 * Tells what happens to a source by itself, until the signal says to stop.
 * @param onSize the picture has another size: a phone was turned
 * @param onUnplugged the camera was taken away
 */
export function watchSource(
  source: LiveSource,
  signal: AbortSignal,
  onSize: () => void,
  onUnplugged: () => void,
): void {
  source.video.addEventListener('resize', onSize, { signal });
  if (source.kind === 'camera') source.track.addEventListener('ended', onUnplugged, { signal });
}
