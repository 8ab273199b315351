/** A film from a file of the reader's. It is played from where it lies; nothing copies it. */

import { EaselError } from '../protocol/failure';
import { firstPicture, makeVideo, type FilmSource } from './source';

/**
 * Opens a film and shows its first picture, without playing it.
 * @throws EaselError `film-unreadable` when the browser cannot decode it, or there are no pictures in it
 */
export async function openFilm(file: File): Promise<FilmSource> {
  const video = makeVideo();
  const url = URL.createObjectURL(file);
  const close = (): void => {
    video.pause();
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  };
  try {
    const shown = firstPicture(video);
    video.preload = 'auto';
    video.loop = true;
    video.src = url;
    await shown;
    if (video.videoWidth === 0) throw new Error('there is no picture in it');
    // Recordings of browsers may not say how long they are; their end does.
    if (!Number.isFinite(video.duration)) {
      await seek(video, Number.MAX_SAFE_INTEGER);
      await seek(video, 0);
    }
  } catch (error) {
    close();
    throw new EaselError('film-unreadable', String(error), { cause: error });
  }
  return { kind: 'film', name: file.name.replace(/\.[^.]*$/, ''), file, video, close };
}

/** Makes the film show its picture at a time. Resolves when it does. */
export function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const { signal } = settled;
    video.addEventListener(
      'seeked',
      () => {
        settled.abort();
        resolve();
      },
      { signal },
    );
    video.addEventListener(
      'error',
      () => {
        settled.abort();
        reject(new EaselError('film-unreadable', video.error?.message ?? ''));
      },
      { signal },
    );
    video.currentTime = seconds;
  });
}

/** What each browser has of its own instead of a list of tracks. */
interface SoundHints {
  readonly webkitAudioDecodedByteCount?: number;
  readonly mozHasAudio?: boolean;
  readonly audioTracks?: { readonly length: number };
}

/** True when the browser knows of sound in a film that has played. */
export function hasSound(video: HTMLVideoElement): boolean {
  const { webkitAudioDecodedByteCount = 0, mozHasAudio = false, audioTracks } = video as SoundHints;
  return webkitAudioDecodedByteCount > 0 || mozHasAudio || (audioTracks?.length ?? 0) > 0;
}
