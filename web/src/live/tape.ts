/** The recording of what the canvas shows, with its clock. */

import type { Recording } from './recorder';
import type { Hold } from './paintLoop';
import type { RecorderLike } from './surroundings';

/** The clock is looked at this often. */
const TICK_MILLISECONDS = 250;

export class Tape {
  readonly #onSeconds: (seconds: number | null) => void;
  readonly #holds = new Set<Hold>();
  #recorder: RecorderLike | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #milliseconds = 0;
  #seconds = 0;
  #lastTick = 0;

  /** @param onSeconds is called with the whole seconds that are recorded, and with null when the recording ends */
  constructor(onSeconds: (seconds: number | null) => void) {
    this.#onSeconds = onSeconds;
  }

  get isRunning(): boolean {
    return this.#recorder !== null;
  }

  /** Takes a recorder that has just begun. */
  start(recorder: RecorderLike): void {
    this.#recorder = recorder;
    this.#milliseconds = 0;
    this.#seconds = 0;
    this.#lastTick = performance.now();
    this.#ticking = setInterval(() => {
      this.#tick();
    }, TICK_MILLISECONDS);
    this.#onSeconds(0);
  }

  /**
   * Ends the recording.
   * @returns null where there is none
   * @throws EaselError `recording-failed`
   */
  async stop(): Promise<Recording | null> {
    const recorder = this.#recorder;
    if (!recorder) return null;
    this.#recorder = null;
    clearInterval(this.#ticking);
    this.#onSeconds(null);
    return recorder.stop();
  }

  /** Leaves out what the canvas shows, until all that holds the recording is released. */
  hold(why: Hold): void {
    this.#tick();
    this.#holds.add(why);
    this.#recorder?.pause();
  }

  release(why: Hold): void {
    this.#tick();
    if (this.#holds.delete(why) && this.#holds.size === 0) this.#recorder?.resume();
  }

  #tick(): void {
    const now = performance.now();
    if (this.#holds.size === 0) this.#milliseconds += now - this.#lastTick;
    this.#lastTick = now;
    const seconds = Math.floor(this.#milliseconds / 1000);
    if (!this.#recorder || seconds === this.#seconds) return;
    this.#seconds = seconds;
    this.#onSeconds(seconds);
  }
}
