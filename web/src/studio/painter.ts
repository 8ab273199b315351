/**
 * The page's hold on the engine worker: starts it, keeps the style vectors, restarts it after a failure or a cancel.
 * A network runs in one go that nothing inside the worker can interrupt, so breaking off means ending the worker; a
 * new one costs little, since the networks themselves are kept here.
 */

import {
  isEngineReply,
  type ActiveBackend,
  type BackendName,
  type EngineAnswers,
  type EngineReply,
  type EngineRequest,
  type Size,
} from '../protocol/engine';
import { asEaselError, EaselError, type FailureCode } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import { Port, type WorkerLike } from '../protocol/port';
import type { DownloadProgress, NetworkStore } from './networks';

/** What the reader waits for. */
export type Phase =
  | ({ readonly kind: 'downloading' } & DownloadProgress)
  | { readonly kind: 'preparing' }
  | { readonly kind: 'painting' };

/** How far a phase is, 0..1, or null where that is not known. */
export function shareOf(phase: Phase): number | null {
  return phase.kind === 'downloading' && phase.total > 0 ? phase.loaded / phase.total : null;
}

/** A style picture, or the vector of one that is known; and a key that no other has. */
export type StyleSource = { readonly key: string } & (
  { readonly picture: Picture } | { readonly vector: Float32Array }
);

export interface PaintJob {
  readonly photo: Picture;
  readonly style: StyleSource;
  /** At which the network sees the photo; its own where this is absent. */
  readonly size?: Size;
}

export interface Painted {
  readonly picture: Picture;
  /** Time that the networks took, without download and preparation. */
  readonly milliseconds: number;
  readonly backend: ActiveBackend;
}

export interface PainterOptions {
  readonly store: Pick<NetworkStore, 'load' | 'loadEncoder' | 'cancel' | 'done' | 'progress' | 'onProgress'>;
  readonly spawn: () => WorkerLike;
  readonly candidates: readonly BackendName[];
  readonly forced: boolean;
  /** Called when a GPU has failed and another back end takes over. */
  readonly onFallback: (from: BackendName, failure: EaselError) => void;
  readonly onBackend: (backend: ActiveBackend) => void;
}

type EnginePort = Port<EngineRequest, EngineAnswers, EngineReply>;

interface Session {
  readonly port: EnginePort;
  readonly started: Promise<ActiveBackend>;
  backend: ActiveBackend | null;
  /** The style encoder on this back end, once it was wanted. */
  encoder: Promise<unknown> | null;
  /** Sizes whose shaders are compiled, or being compiled. */
  readonly prepared: Map<string, Promise<unknown>>;
  /** Runs of a network that are under way. */
  running: number;
}

/** Style vectors kept: a few hundred bytes each. */
const STYLES_KEPT = 16;
/** After these a GPU is given up. */
export const GPU_FAILURES: readonly FailureCode[] = ['gpu-lost', 'out-of-memory', 'result-invalid', 'unexpected'];

export class Painter {
  readonly #options: PainterOptions;
  readonly #styles = new Map<string, Float32Array>();
  #candidates: readonly BackendName[];
  #session: Session | null = null;
  /** Number of the newest job; older ones no longer matter. */
  #turn = 0;

  constructor(options: PainterOptions) {
    this.#options = options;
    this.#candidates = options.candidates;
  }

  /** Fetches what all styles need and starts a back end, so that the first painting has less to wait for. */
  async warmUp(): Promise<void> {
    const session = this.#open();
    try {
      await session.started;
    } catch (error) {
      this.#drop(session);
      throw error;
    }
  }

  /**
   * Paints. A newer call breaks off an older one, which then fails with `cancelled`.
   * @throws EaselError
   */
  async paint(job: PaintJob, onPhase: (phase: Phase) => void): Promise<Painted> {
    const turn = ++this.#turn;
    this.#breakOffRun();
    for (;;) {
      const session = this.#open();
      try {
        return await this.#attempt(session, job, turn, onPhase);
      } catch (thrown) {
        if (turn !== this.#turn) throw new EaselError('cancelled');
        const failure = asEaselError(thrown);
        this.#drop(session);
        if (!this.#nextBackend(session, failure)) throw failure;
      }
    }
  }

  /**
   * The style vector of a style, for live frames; made once and kept. Does not break off a painting.
   * @throws EaselError
   */
  async encode(style: StyleSource): Promise<Float32Array> {
    const known = this.known(style);
    // A worker, and the download that it waits for, are not started for what is known.
    if (known) return known;
    for (;;) {
      const session = this.#open();
      try {
        await session.started;
        const { style: vector } = await this.#style(session, style);
        return vector;
      } catch (thrown) {
        const failure = asEaselError(thrown);
        if (failure.code === 'cancelled') throw failure;
        this.#drop(session);
        if (!this.#nextBackend(session, failure)) throw failure;
      }
    }
  }

  /** The vector of a style, if it is known without a network. */
  known(style: StyleSource): Float32Array | null {
    return 'vector' in style ? style.vector : (this.#styles.get(style.key) ?? null);
  }

  /** Breaks off whatever is under way, at once. */
  cancel(): void {
    this.#turn++;
    this.#options.store.cancel();
    if (this.#session) this.#drop(this.#session);
  }

  /** Gives back the worker's memory while nothing is under way; the next painting starts another. */
  release(): void {
    if (this.#session?.backend && this.#session.port.pending === 0) this.#drop(this.#session);
  }

  async #attempt(session: Session, job: PaintJob, turn: number, onPhase: (phase: Phase) => void): Promise<Painted> {
    const { store } = this.#options;
    const report = (phase: Phase): void => {
      if (turn === this.#turn) onPhase(phase);
    };
    const reportStart = (): void => {
      report(store.done ? { kind: 'preparing' } : { kind: 'downloading', ...store.progress });
    };
    const isKnown = this.known(job.style) !== null;
    const encoder = isKnown ? null : this.#encoder(session);
    store.onProgress = reportStart;
    reportStart();
    const [backend] = await Promise.all([session.started, encoder]);
    this.#mustBeNewest(turn);

    report({ kind: 'preparing' });
    await this.#prepare(session, job, isKnown);
    this.#mustBeNewest(turn);

    report({ kind: 'painting' });
    session.running++;
    try {
      const { style, milliseconds: encoding } = await this.#style(session, job.style);
      this.#mustBeNewest(turn);
      const { photo, size } = job;
      const painted = await session.port.ask({ type: 'paint', photo, style, ...(size && { size }) });
      this.#mustBeNewest(turn);
      return { picture: painted.picture, milliseconds: encoding + painted.milliseconds, backend };
    } finally {
      session.running--;
    }
  }

  #mustBeNewest(turn: number): void {
    if (turn !== this.#turn) throw new EaselError('cancelled');
  }

  #prepare(session: Session, { photo, style, size = photo }: PaintJob, isKnown: boolean): Promise<unknown> {
    const picture = isKnown || !('picture' in style) ? null : style.picture;
    const sizes = {
      photo: { width: size.width, height: size.height },
      style: picture && { width: picture.width, height: picture.height },
    };
    const key = JSON.stringify(sizes);
    const preparing = session.prepared.get(key) ?? session.port.ask({ type: 'prepare', ...sizes });
    session.prepared.set(key, preparing);
    // A photo that is prepared for together with a style picture is prepared for all styles that are known.
    session.prepared.set(JSON.stringify({ ...sizes, style: null }), preparing);
    return preparing;
  }

  /** Fetches the style encoder and loads it on the session's back end, once. */
  #encoder(session: Session): Promise<unknown> {
    session.encoder ??= Promise.all([this.#options.store.loadEncoder(), session.started]).then(([encoder]) =>
      session.port.ask({ type: 'load-encoder', encoder }),
    );
    return session.encoder;
  }

  async #style(session: Session, style: StyleSource): Promise<{ style: Float32Array; milliseconds: number }> {
    if ('vector' in style) return { style: style.vector, milliseconds: 0 };
    const { key, picture } = style;
    const kept = this.#styles.get(key);
    this.#styles.delete(key);
    if (!kept) await this.#encoder(session);
    const { style: vector, milliseconds } = kept
      ? { style: kept, milliseconds: 0 }
      : await session.port.ask({ type: 'encode', picture });
    // Set anew, so that the order of the map is the order of use.
    this.#styles.set(key, vector);
    for (const oldest of this.#styles.keys()) {
      if (this.#styles.size <= STYLES_KEPT) break;
      this.#styles.delete(oldest);
    }
    return { style: vector, milliseconds };
  }

  #open(): Session {
    if (this.#session) return this.#session;
    const { store, spawn, forced, onBackend } = this.#options;
    const port: EnginePort = new Port(spawn(), isEngineReply);
    const started = store.load().then(async (networks) => {
      const reply = await port.ask({ type: 'start', candidates: this.#candidates, forced, networks });
      session.backend = reply.backend;
      onBackend(reply.backend);
      return reply.backend;
    });
    const session: Session = { port, started, backend: null, encoder: null, prepared: new Map(), running: 0 };
    this.#session = session;
    return session;
  }

  #drop(session: Session): void {
    session.port.close();
    if (this.#session === session) this.#session = null;
  }

  /** A run on the processor would keep a newer job waiting; one on a GPU is over soon, and its shaders are worth keeping. */
  #breakOffRun(): void {
    const session = this.#session;
    if (!session?.backend || session.running === 0) return;
    if (session.backend.name === 'wasm' || session.backend.name === 'cpu') this.#drop(session);
  }

  /** Goes on to the back ends after the failed one, where the failed one is a GPU and the reader did not force it. */
  #nextBackend(session: Session, failure: EaselError): boolean {
    const failed = session.backend?.name;
    if (failed === undefined || this.#options.forced || !GPU_FAILURES.includes(failure.code)) return false;
    if (failed !== 'webgpu' && failed !== 'webgl') return false;
    this.#candidates = this.#candidates.slice(this.#candidates.indexOf(failed) + 1);
    this.#options.onFallback(failed, failure);
    return this.#candidates.length > 0;
  }
}
