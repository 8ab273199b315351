/** Decides from the time that frames take at which size the next ones are painted. Knows no clock but the caller's. */

import { LIVE_SIZES, type LiveSize } from '../../protocol/live';

/** Frames a second that are to be held. */
export const LIVE_RATE = 24;
const BUDGET_MS = 1000 / LIVE_RATE;
/** Frames whose median is looked at. */
const WINDOW = 7;
/** After a change the first frames pay for it, and do not count. */
const UNCOUNTED = 2;
/** A larger size must be predicted to need at most this share of the budget, a smaller one at most that. */
const UPWARD_SHARE = 0.7;
const DOWNWARD_SHARE = 0.85;
/** How long the larger size must have looked affordable; doubled each time when it then was not, up to a limit. */
const HOLD_MS = 3_000;
const HOLD_LIMIT_MS = 60_000;
/** A step up that is taken back within this time was wrong. */
const REGRET_MS = 10_000;

export class AdaptiveSize {
  #size: LiveSize;
  #pinned: LiveSize | null = null;
  #times: number[] = [];
  #uncounted = UNCOUNTED;
  #hold = HOLD_MS;
  /** Since when the next larger size looks affordable. */
  #affordableSince: number | null = null;
  #steppedUpAt = -Infinity;

  constructor(size: LiveSize) {
    this.#size = size;
  }

  /** The long side at which to paint. */
  get size(): LiveSize {
    return this.#pinned ?? this.#size;
  }

  /** Paints at this size whatever it costs; null lets speed decide, from there on. */
  pin(size: LiveSize | null): void {
    if (size === null && this.#pinned !== null) this.#size = this.#pinned;
    this.#pinned = size;
    this.#begin();
  }

  /** Begins anew, as for another back end. */
  reset(size: LiveSize): void {
    this.#size = size;
    this.#hold = HOLD_MS;
    this.#steppedUpAt = -Infinity;
    this.#begin();
  }

  /**
   * A frame was painted.
   * @param milliseconds what it took
   * @param now time of any clock that goes on evenly, in milliseconds
   */
  note(milliseconds: number, now: number): void {
    if (this.#pinned !== null) return;
    if (this.#uncounted > 0) {
      this.#uncounted--;
      return;
    }
    this.#times.push(milliseconds);
    if (this.#times.length < WINDOW) return;
    if (this.#times.length > WINDOW) this.#times.shift();
    const typical = median(this.#times);
    if (typical > BUDGET_MS) this.#stepDown(typical, now);
    else this.#considerStepUp(typical, now);
  }

  #stepDown(typical: number, now: number): void {
    if (this.#size === LIVE_SIZES[0]) return;
    const smaller = LIVE_SIZES.filter((size) => size < this.#size);
    const fitting = smaller.filter((size) => this.#predict(typical, size) <= BUDGET_MS * DOWNWARD_SHARE);
    if (now - this.#steppedUpAt < REGRET_MS) this.#hold = Math.min(HOLD_LIMIT_MS, this.#hold * 2);
    this.#change(fitting.at(-1) ?? LIVE_SIZES[0]);
  }

  #considerStepUp(typical: number, now: number): void {
    const larger = LIVE_SIZES.find((size) => size > this.#size);
    if (larger === undefined || this.#predict(typical, larger) > BUDGET_MS * UPWARD_SHARE) {
      this.#affordableSince = null;
      return;
    }
    this.#affordableSince ??= now;
    if (now - this.#affordableSince < this.#hold) return;
    this.#steppedUpAt = now;
    this.#change(larger);
  }

  /** Time follows the number of pixels. */
  #predict(milliseconds: number, size: LiveSize): number {
    return milliseconds * (size / this.#size) ** 2;
  }

  #change(size: LiveSize): void {
    this.#size = size;
    this.#begin();
  }

  #begin(): void {
    this.#times = [];
    this.#uncounted = UNCOUNTED;
    this.#affordableSince = null;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
