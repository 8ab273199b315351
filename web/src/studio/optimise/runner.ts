/** Drives a run: starts the worker, asks it for steps, keeps what it makes, and goes on after a failure. */

import type { BackendName } from '../../protocol/engine';
import { asEaselError, type EaselError } from '../../protocol/failure';
import type { OptimiseProgressReply, OptimiseSettings, OptimiseState } from '../../protocol/optimise';
import { GPU_FAILURES } from '../painter';
import type { EncoderStore } from './encoders';
import type { RunKeeper } from './keeping';
import { lossesUntil, withLosses } from './lossHistory';
import { withMoment } from './moments';
import { Optimiser, type OptimiserOptions } from './optimiser';
import { Safekeeping } from './safekeeping';
import type { OptimiseNews, Run } from './state';

export interface RunnerOptions {
  /** The worker and its back ends. @throws EaselError `backend-unknown` */
  readonly around: () => OptimiserOptions;
  readonly encoders: Pick<EncoderStore, 'load'>;
  readonly keeper: RunKeeper;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly get: () => Run | null;
  readonly set: (change: Partial<Run>) => void;
  /** There is no run any more, because it could not begin. */
  readonly giveUp: () => void;
  readonly tell: (news: OptimiseNews) => void;
}

/** Steps are asked for in portions of this length, so that a pause and a new weight are never far off. */
const ADVANCE_MILLISECONDS = 250;
/** So long a run that is to end may take for the steps under way and for keeping them. */
const SETTLE_MILLISECONDS = 5000;

/** What ends a run that never began, besides failures: it has been told. */
class NotBegun extends Error {}

export class Runner {
  readonly #options: RunnerOptions;
  #optimiser: Optimiser | null = null;
  /** Number of the newest run; what an older one still does no longer matters. */
  #turn = 0;
  #goes = false;
  #isLooping = false;
  #looped: Promise<void> = Promise.resolve();
  readonly #safe: Safekeeping;
  #change: Partial<OptimiseSettings> = {};
  #lostBackends: BackendName[] = [];
  #downloading = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#safe = new Safekeeping({
      ...options,
      tell: (reason) => {
        options.tell({ kind: 'storage', reason });
      },
    });
  }

  /** Begins the run that is there now, or goes on with it from a state. */
  begin(state: OptimiseState | null): void {
    this.stop();
    this.#safe.take(state);
    this.#lostBackends = [];
    if (state) this.#claim();
    this.resume();
  }

  /** The run that is there now is done already, and only shown. */
  show(): void {
    this.stop();
    this.#claim();
  }

  resume(): void {
    this.#goes = true;
    const { get, set } = this.#options;
    // Without a worker, opening one says how it goes on.
    if (this.#optimiser && get()?.status !== 'done') set({ status: 'running' });
    if (!this.#isLooping) this.#looped = this.#loop();
  }

  /** Ends with the steps that are under way. */
  pause(): void {
    this.#goes = false;
    const { get, set } = this.#options;
    if (get()?.status === 'running') set({ status: 'pausing' });
  }

  /** Pauses, and waits until the steps under way are kept; not without end. */
  async settle(): Promise<void> {
    const { status } = this.#options.get() ?? {};
    // Before the first step, and once it waits, there is nothing new.
    if (status !== 'running' && status !== 'pausing') return;
    this.pause();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SETTLE_MILLISECONDS);
    });
    await Promise.race([this.#looped, end]);
    clearTimeout(timer);
  }

  /** Breaks everything off at once. What was kept stays. */
  stop(): void {
    this.#turn++;
    this.#goes = false;
    this.#isLooping = false;
    this.#change = {};
    this.#safe.take(null);
    this.#downloading.abort();
    this.#dropWorker();
  }

  /** Other weights, rate or steps from the next step on. */
  change(change: Partial<OptimiseSettings>): void {
    this.#change = { ...this.#change, ...change };
    this.note();
  }

  /** Keeps what the reader has changed of the run, unless that comes with the next state. */
  note(): void {
    if (!this.#isLooping) void this.#safe.note();
  }

  /** Keeps a state as soon as one can be had: the page may be about to go. */
  keepSoon(): void {
    this.#safe.soon();
  }

  #claim(): void {
    const run = this.#options.get();
    if (run) void this.#safe.claim(run);
  }

  async #loop(): Promise<void> {
    const turn = this.#turn;
    this.#isLooping = true;
    try {
      do {
        while (this.#goes && turn === this.#turn) {
          const optimiser = this.#optimiser ?? (await this.#open(turn));
          await this.#advance(optimiser, turn);
        }
        if (turn === this.#turn) await this.#keep(turn);
      } while (this.#mustGoOn(turn));
      if (turn !== this.#turn) return;
      // A worker holds much memory, which nobody needs once the picture is done.
      if (this.#options.get()?.status === 'done') this.#dropWorker();
      else this.#options.set({ status: 'paused' });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#isLooping = false;
      this.#failed(error);
    } finally {
      if (turn === this.#turn) this.#isLooping = false;
    }
  }

  /** Whether the reader has resumed while a state was being kept. */
  #mustGoOn(turn: number): boolean {
    return turn === this.#turn && this.#goes;
  }

  async #open(turn: number): Promise<Optimiser> {
    const { around, encoders, get, set, tell } = this.#options;
    const run = get();
    if (!run) throw new NotBegun();
    set({ status: 'starting', phase: { kind: 'preparing' } });
    const { candidates, ...rest } = around();
    this.#downloading = new AbortController();
    const encoder = await encoders.load(run.settings.encoder, this.#downloading.signal, (progress) => {
      if (turn === this.#turn) set({ phase: { kind: 'downloading', ...progress } });
    });
    this.#mustBe(turn);
    if (!encoder) {
      tell({ kind: 'missing', encoder: run.settings.encoder });
      throw new NotBegun();
    }
    set({ phase: { kind: 'preparing' } });
    const optimiser = new Optimiser({
      ...rest,
      candidates: candidates.filter((name) => !this.#lostBackends.includes(name)),
    });
    this.#optimiser = optimiser;
    // With what was changed during the download.
    const { settings } = get() ?? run;
    this.#change = {};
    const reply = await optimiser.open({
      encoder,
      settings,
      photo: run.photo.picture,
      styles: run.styles.map(({ picture }) => picture),
      state: this.#safe.state,
    });
    this.#mustBe(turn);
    if (reply.type === 'optimise-refused') {
      const { bytes, limit, possible } = reply;
      tell({ kind: 'memory', bytes, limit, possible });
      throw new NotBegun();
    }
    const { backend, bytes, stages, stage, step, total, picture } = reply;
    set({
      status: this.#goes ? 'running' : 'pausing',
      phase: null,
      ...{ backend, bytes, stages, stage, step, total, picture },
      history: lossesUntil(run.history, total),
      moments: withMoment(run.moments, { step: total, stage, picture }),
    });
    if (this.#safe.state === null) await this.#safe.begin(run);
    return optimiser;
  }

  async #advance(optimiser: Optimiser, turn: number): Promise<void> {
    const change = this.#change;
    this.#change = {};
    if (Object.keys(change).length > 0) await optimiser.change(change);
    const progress = await optimiser.advance(ADVANCE_MILLISECONDS);
    this.#mustBe(turn);
    this.#take(progress);
    if (this.#safe.isDue && this.#goes) await this.#keep(turn);
  }

  #take({ stage, step, total, losses, milliseconds, picture, ending }: OptimiseProgressReply): void {
    const { get, set } = this.#options;
    const run = get();
    if (!run) return;
    if (ending !== null) this.#goes = false;
    set({
      ...{ stage, step, total, milliseconds, ending },
      history: withLosses(run.history, losses),
      ...(picture && { picture, moments: withMoment(run.moments, { step: total, stage, picture }) }),
      ...(ending !== null && { status: 'done' as const }),
    });
  }

  async #keep(turn: number): Promise<void> {
    const optimiser = this.#optimiser;
    if (!optimiser) return;
    await this.#safe.keep(
      () => optimiser.snapshot(),
      () => turn === this.#turn,
    );
    this.#mustBe(turn);
  }

  #mustBe(turn: number): void {
    if (turn !== this.#turn) throw new NotBegun();
  }

  #failed(thrown: unknown): void {
    const { get, set, giveUp, tell } = this.#options;
    this.#dropWorker();
    const run = get();
    const failure = asEaselError(thrown);
    const isTold = thrown instanceof NotBegun;
    if (run && !isTold && this.#nextBackend(run, failure)) {
      this.resume();
      return;
    }
    this.#goes = false;
    if (!isTold) {
      console.error(failure);
      tell({ kind: 'failure', code: failure.code });
    }
    // With a state it can be tried again from there; without one there is nothing to go back to.
    if (this.#safe.state) set({ status: 'paused', phase: null });
    else giveUp();
  }

  /** Goes on without the GPU that has failed, where the reader did not ask for it. */
  #nextBackend({ backend }: Run, failure: EaselError): boolean {
    const isGpu = backend?.name === 'webgpu' || backend?.name === 'webgl';
    if (!isGpu || !GPU_FAILURES.includes(failure.code) || this.#options.around().forced) return false;
    this.#lostBackends.push(backend.name);
    this.#options.tell({ kind: 'fallback', from: backend.name });
    return true;
  }

  #dropWorker(): void {
    this.#optimiser?.close();
    this.#optimiser = null;
  }
}
