/** Plays the film that is painted, and tells how far it is. */

import type { Store } from '../studio/store';
import type { Hold } from './paintLoop';
import type { LiveSource } from './source';
import type { LiveState } from './state';

const EVENTS = ['play', 'pause', 'timeupdate', 'seeked', 'volumechange', 'durationchange'] as const;

export class FilmPlayer {
  readonly #store: Store<LiveState>;
  #following = new AbortController();
  #video: HTMLVideoElement | null = null;
  readonly #holds = new Set<Hold>();
  #playsOn = false;

  constructor(store: Store<LiveState>) {
    this.#store = store;
  }

  /** Plays this source if it is a film, from now on and until the next one. */
  follow(source: LiveSource | null): void {
    this.#following.abort();
    this.#following = new AbortController();
    this.#video = source?.kind === 'film' ? source.video : null;
    this.#show();
    if (!this.#video) return;
    for (const event of EVENTS) {
      this.#video.addEventListener(
        event,
        () => {
          this.#show();
        },
        { signal: this.#following.signal },
      );
    }
    if (this.#holds.size === 0) void this.#play(this.#video);
    else this.#playsOn = true;
  }

  togglePlaying(): void {
    const video = this.#video;
    if (video?.paused === true) void this.#play(video);
    else video?.pause();
  }

  toggleMuted(): void {
    if (this.#video) this.#video.muted = !this.#video.muted;
  }

  /** @param seconds from the film's start */
  seek(seconds: number): void {
    if (this.#video) this.#video.currentTime = seconds;
  }

  /** Shows the picture of a film that stands still once more, so that it is painted anew. */
  repeat(): void {
    if (this.#video?.paused === true && this.#holds.size === 0) this.seek(this.#video.currentTime);
  }

  /** Stops until all that holds the film is released; then it plays on, if it was playing. */
  hold(why: Hold): void {
    const video = this.#video;
    if (this.#holds.size === 0) this.#playsOn = video?.paused === false;
    this.#holds.add(why);
    video?.pause();
  }

  release(why: Hold): void {
    if (!this.#holds.delete(why) || this.#holds.size > 0) return;
    if (this.#playsOn && this.#video) void this.#play(this.#video);
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
    } catch {
      // Sound may not begin by itself; pictures may.
      video.muted = true;
      await video.play().catch(() => undefined);
    }
  }

  #show(): void {
    const video = this.#video;
    this.#store.set({
      film: video && {
        playing: !video.paused,
        muted: video.muted,
        position: video.currentTime,
        duration: video.duration,
      },
    });
  }
}
