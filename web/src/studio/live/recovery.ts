/** What follows when a back end fails in live painting: it is started once more, then the next one, then none. */

import type { BackendName } from '../../protocol/engine';
import type { EaselError } from '../../protocol/failure';
import { GPU_FAILURES } from '../painter';
import { isOnProcessor } from './liveSession';

/** A back end that has painted so many frames since it was started again may be started again once more. */
const FORGIVEN_AFTER = 600;

export type NextStep = 'again' | 'fallback' | 'none';

export class Recovery {
  readonly #forced: boolean;
  #candidates: readonly BackendName[];
  #restarted: { readonly backend: BackendName; readonly at: number } | null = null;

  /** @param forced whether no other back end may take over */
  constructor(candidates: readonly BackendName[], forced: boolean) {
    this.#candidates = candidates;
    this.#forced = forced;
  }

  /** Those that may be started, best first. */
  get candidates(): readonly BackendName[] {
    return this.#candidates;
  }

  /** @param painted frames so far, on all back ends */
  after(failed: BackendName, { code }: EaselError, painted: number): NextStep {
    if (!GPU_FAILURES.includes(code)) return 'none';
    const isFresh = this.#restarted?.backend !== failed || painted - this.#restarted.at > FORGIVEN_AFTER;
    if (isFresh) {
      this.#restarted = { backend: failed, at: painted };
      return 'again';
    }
    const next = this.#candidates.slice(this.#candidates.indexOf(failed) + 1);
    if (isOnProcessor(failed) || this.#forced || next.length === 0) return 'none';
    this.#candidates = next;
    return 'fallback';
  }
}
