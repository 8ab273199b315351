/**
 * The page's hold on the worker that paints one photo at its full size. It lives as long as that painting: when it
 * ends, all its memory is given back, and breaking off means ending it. Painting at the size of the screen goes on
 * beside it.
 */

import type { ActiveBackend, BackendName, NetworkFiles } from '../protocol/engine';
import { asEaselError, EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import { Port, type WorkerLike } from '../protocol/port';
import { isTilesReply, type TilesAnswers, type TilesReply, type TilesRequest } from '../protocol/tiles';
import { networkSize, type Detail } from './detail';
import { GPU_FAILURES, type StyleSource } from './painter';

/** What a full-size painting is at. */
export type FullPhase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'preparing' }
  | {
      readonly kind: 'painting';
      /** 0..1 */
      readonly share: number;
      /** Milliseconds still to go, once that can be told. */
      readonly left: number | null;
    };

export interface FullJob {
  /** The photo's file, which is opened once more. */
  readonly file: Blob;
  /** What was opened of it already. It is gone with the worker when this fails. */
  readonly photo?: Picture;
  readonly style: StyleSource;
  /** Where this is absent, the network sees the photo at its size. */
  readonly detail?: Detail;
}

export interface FullPainting {
  readonly photo: Picture;
  /** At the size at which the network saw the photo. */
  readonly picture: Picture;
  /** Time that the network took. */
  readonly milliseconds: number;
  readonly backend: ActiveBackend;
}

export interface FullSizeOptions {
  readonly spawn: () => WorkerLike;
  readonly open: (file: Blob) => Promise<Picture>;
  readonly loadTransformer: () => Promise<NetworkFiles>;
  readonly encode: (style: StyleSource) => Promise<Float32Array>;
  /** Called before much memory is taken: who holds some without need gives it back. */
  readonly makeRoom: () => void;
  /** Resolves once the browser should have taken back the memory of workers that were ended. */
  readonly settle: () => Promise<void>;
  readonly candidates: readonly BackendName[];
  readonly forced: boolean;
  /** Called when a GPU has failed and another back end takes over. */
  readonly onFallback: (from: BackendName, failure: EaselError) => void;
}

type TilesPort = Port<TilesRequest, TilesAnswers, TilesReply>;

/** Before this share of it is done nothing is said about the rest. */
const FIRST_SHARE = 0.02;

export class FullSizePainter {
  readonly #options: FullSizeOptions;
  #candidates: readonly BackendName[];
  #port: TilesPort | null = null;
  /** Number of the newest job; older ones no longer matter. */
  #turn = 0;

  constructor(options: FullSizeOptions) {
    this.#options = options;
    this.#candidates = options.candidates;
  }

  /**
   * Paints, breaking off what it painted before.
   * @throws EaselError
   */
  async paint(job: FullJob, onPhase: (phase: FullPhase) => void): Promise<FullPainting> {
    this.cancel();
    const turn = this.#turn;
    const report = (phase: FullPhase): void => {
      if (turn !== this.#turn) throw new EaselError('cancelled');
      onPhase(phase);
    };
    for (let { photo } = job; ; photo = undefined) {
      let backend: ActiveBackend | null = null;
      try {
        const painted = await this.#attempt(job, photo, report, (started) => {
          backend = started;
        });
        this.#close();
        // Making a file of it takes about as much memory as painting it.
        await this.#options.settle();
        return painted;
      } catch (thrown) {
        if (turn !== this.#turn) throw new EaselError('cancelled');
        this.#close();
        const failure = asEaselError(thrown);
        if (!this.#nextBackend(backend, failure)) throw failure;
      }
    }
  }

  /** Breaks off what is under way, at once. */
  cancel(): void {
    this.#turn++;
    this.#close();
  }

  async #attempt(
    { file, style, detail = 'fine' }: FullJob,
    opened: Picture | undefined,
    report: (phase: FullPhase) => void,
    onStart: (backend: ActiveBackend) => void,
  ): Promise<FullPainting> {
    const { spawn, open, loadTransformer, encode, makeRoom, settle, forced } = this.#options;
    report({ kind: opened ? 'preparing' : 'opening' });
    const vector = await encode(style);
    makeRoom();
    await settle();
    report({ kind: opened ? 'preparing' : 'opening' });
    const photo = opened ?? (await open(file));
    // What opened it was ended as well.
    if (!opened) await settle();
    report({ kind: 'preparing' });
    const transformer = await loadTransformer();
    report({ kind: 'preparing' });
    const port: TilesPort = new Port(spawn(), isTilesReply);
    this.#port = port;
    const candidates = this.#candidates;
    const { backend } = await port.ask({ type: 'tiles-start', candidates, forced, transformer });
    onStart(backend);
    const size = detail === 'fine' ? {} : { size: networkSize(photo, detail) };
    await port.ask({ type: 'tiles-begin', photo, style: vector, ...size }, [photo.data.buffer]);
    const start = performance.now();
    for (;;) {
      const reply = await port.ask({ type: 'tiles-step' });
      if (reply.type === 'tiles-painted') {
        const { photo: handedBack, painting, milliseconds } = reply;
        return { photo: handedBack, picture: painting, milliseconds, backend };
      }
      const { share } = reply;
      const left = share < FIRST_SHARE ? null : ((performance.now() - start) / share) * (1 - share);
      report({ kind: 'painting', share, left });
    }
  }

  #close(): void {
    this.#port?.close();
    this.#port = null;
  }

  /** Goes on to the back ends after the failed one, where that is a GPU and the reader did not force it. */
  #nextBackend(backend: ActiveBackend | null, failure: EaselError): boolean {
    const failed = backend?.name;
    if (this.#options.forced || !GPU_FAILURES.includes(failure.code)) return false;
    if (failed !== 'webgpu' && failed !== 'webgl') return false;
    this.#candidates = this.#candidates.slice(this.#candidates.indexOf(failed) + 1);
    this.#options.onFallback(failed, failure);
    return this.#candidates.length > 0;
  }
}
