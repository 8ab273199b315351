/** Keeps the run that goes on: its newest state, for when its worker is lost, and all of it in the browser. */

import type { OptimiseState } from '../../protocol/optimise';
import { storageProblem } from '../database';
import { inputOf, progressOf, type RunKeeper } from './keeping';
import type { NotKept, Run } from './state';

export interface SafekeepingOptions {
  readonly keeper: RunKeeper;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly get: () => Run | null;
  /** A run goes on all the same when it is not kept. */
  readonly tell: (reason: NotKept) => void;
}

/** Between two states that are kept; more where keeping one takes long. */
const KEEP_MILLISECONDS = 10_000;
const KEEP_RATIO = 20;

export class Safekeeping {
  readonly #options: SafekeepingOptions;
  #state: OptimiseState | null = null;
  /** Whether the browser takes what is to be kept, as far as is known. */
  #keeps = true;
  #isTold = false;
  #keptAt = -Infinity;
  #keepTakes = 0;

  constructor(options: SafekeepingOptions) {
    this.#options = options;
  }

  /** From where the run goes on when its worker is lost; null: from the start. */
  get state(): OptimiseState | null {
    return this.#state;
  }

  /** Another run, that goes on from this state. */
  take(state: OptimiseState | null): void {
    this.#state = state;
    this.#keeps = true;
    this.#isTold = false;
    this.soon();
  }

  /** The next state is due at once. */
  soon(): void {
    this.#keptAt = -Infinity;
  }

  get isDue(): boolean {
    return this.#options.now() - this.#keptAt >= Math.max(KEEP_MILLISECONDS, KEEP_RATIO * this.#keepTakes);
  }

  /** A run that has not begun before. It takes the place of the one that is kept. */
  begin(run: Run): Promise<void> {
    return this.#try(() => this.#options.keeper.begin(run.id, inputOf(run)));
  }

  /** The kept run, which is gone on with in this page. */
  claim(run: Run): Promise<void> {
    return this.#try(() => this.#options.keeper.claim(run.id, run.total));
  }

  /**
   * Takes a state, and keeps it with the run as it is at that state.
   * @param isCurrent false once another run has taken the place of this one
   */
  async keep(snapshot: () => Promise<OptimiseState>, isCurrent: () => boolean): Promise<void> {
    const { keeper, get, now } = this.#options;
    if (this.#state?.total === get()?.total && get()?.ending === null) {
      await this.note();
      return;
    }
    const start = now();
    const state = await snapshot().catch((error: unknown) => {
      // Where the worker has more to say, the next steps say it; what was done until now is not lost with this.
      if (isCurrent()) this.#notKept(error, 'full');
      return null;
    });
    if (!isCurrent()) return;
    const run = get();
    if (state && run) {
      this.#state = state;
      await this.#try(() => keeper.save(run.id, progressOf(run, state), run.moments));
    }
    this.#keptAt = now();
    this.#keepTakes = this.#keptAt - start;
  }

  /** Keeps what the reader has changed, where no new state comes by itself. */
  async note(): Promise<void> {
    const run = this.#options.get();
    if (!run) return;
    const { id, settings, chosenSteps } = run;
    await this.#try(() => this.#options.keeper.note(id, { settings, chosenSteps }));
  }

  async #try(keep: () => Promise<unknown>): Promise<void> {
    if (!this.#keeps) return;
    try {
      if ((await keep()) !== false) return;
      this.#keeps = false;
      this.#notKept('another page keeps its run', 'replaced');
    } catch (error) {
      this.#keeps = false;
      this.#notKept(error, storageProblem(error));
    }
  }

  #notKept(error: unknown, reason: NotKept): void {
    console.warn('the run is not kept:', error);
    if (this.#isTold) return;
    this.#isTold = true;
    this.#options.tell(reason);
  }
}
