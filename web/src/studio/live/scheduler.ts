/** Which frame is painted next: one at a time, the newest first, and the rest not at all. */

import type { LiveSize } from '../../protocol/live';
import { AdaptiveSize } from './adaptiveSize';

/** Frames per second are counted over this time. */
const RATE_WINDOW_MS = 1_000;

/** What can be dropped. */
export interface Closable {
  close(): void;
}

/** @typeParam Frame what is offered; whatever is not painted is closed */
export class Scheduler<Frame extends Closable> {
  readonly sizes: AdaptiveSize;
  readonly #now: () => number;
  #waiting: Frame | null = null;
  #busy = false;
  #paused = false;
  #painted = 0;
  #dropped = 0;
  /** When the last frames were painted. */
  #times: number[] = [];

  /** @param now a clock in milliseconds that goes on evenly */
  constructor(size: LiveSize, now: () => number) {
    this.sizes = new AdaptiveSize(size);
    this.#now = now;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get painted(): number {
    return this.#painted;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Frames per second, as they were painted lately. */
  get fps(): number {
    const now = this.#now();
    const recent = this.#times.filter((time) => now - time < RATE_WINDOW_MS);
    const [first] = recent;
    const last = recent.at(-1);
    if (first === undefined || last === undefined || last === first) return 0;
    return ((recent.length - 1) * 1000) / (last - first);
  }

  /** A new frame; it takes the place of one that still waits. */
  offer(frame: Frame): void {
    if (this.#paused) {
      this.#drop(frame);
      return;
    }
    if (this.#waiting) this.#drop(this.#waiting);
    this.#waiting = frame;
  }

  /** The frame to paint now, which the caller begins with at once; null when there is none, or one is being painted. */
  next(): Frame | null {
    if (!this.#waiting || !this.begin()) return null;
    const frame = this.#waiting;
    this.#waiting = null;
    return frame;
  }

  /** Begins with a frame that was not offered; false when it must wait. */
  begin({ evenPaused = false } = {}): boolean {
    if (this.#busy || (this.#paused && !evenPaused)) return false;
    this.#busy = true;
    return true;
  }

  /**
   * The frame that was begun is painted.
   * @param milliseconds what it took
   * @param skipped frames that were passed over meanwhile, where the painter takes them by itself
   */
  finish(milliseconds: number, skipped = 0): void {
    const now = this.#now();
    this.#busy = false;
    this.#painted++;
    this.#dropped += skipped;
    this.#times = [...this.#times.filter((time) => now - time < RATE_WINDOW_MS), now];
    this.sizes.note(milliseconds, now);
  }

  /** The frame that was begun came to nothing. */
  giveUp(): void {
    this.#busy = false;
  }

  /** Begins with no frame until {@link resume}; one that is being painted is finished. */
  pause(): void {
    this.#paused = true;
    this.clear();
  }

  resume(): void {
    this.#paused = false;
    this.#times = [];
  }

  /** Drops the frame that waits. */
  clear(): void {
    if (this.#waiting) this.#drop(this.#waiting);
    this.#waiting = null;
  }

  #drop(frame: Frame): void {
    frame.close();
    this.#dropped++;
  }
}
