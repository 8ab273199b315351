/** What paints: the networks, the choice of back end, and the workers that share them. */

import { BACKENDS } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import { isOneOf } from '../protocol/guards';
import type { WorkerLike } from '../protocol/port';
import { detailFor, networkSize, type Detail } from './detail';
import type { LivePainterOptions } from './live/livePainter';
import { NetworkStore } from './networks';
import { Painter, type PainterOptions, type Phase } from './painter';
import { styleSource, type Chosen, type ChosenStyle, type Painting } from './state';

interface EnginesOptions extends Pick<PainterOptions, 'onFallback' | 'onBackend'> {
  /** The folder in which the site lies. */
  readonly site: URL;
  /** The value of `?backend=`, if any. */
  readonly backend: string | null;
  readonly spawn: () => WorkerLike;
  /** How long photos are at most where they are shown. */
  readonly longSide: number;
}

/** The back ends that may be tried, the best first, and the code of their worker. */
type Choice = Pick<PainterOptions, 'spawn' | 'candidates' | 'forced'>;

const SILENT = { onFallback: () => undefined, onBackend: () => undefined };

export class Engines {
  readonly networks: NetworkStore;
  readonly painter: Painter;
  /** Of every worker that paints. */
  readonly choice: Choice;
  /** The address asks for a back end that there is not. */
  readonly isUnknown: boolean;
  readonly #longSide: number;

  constructor({ site, backend, spawn, longSide, ...news }: EnginesOptions) {
    this.#longSide = longSide;
    const known = backend !== null && isOneOf(backend, BACKENDS) ? backend : null;
    this.isUnknown = backend !== null && known === null;
    this.choice = { spawn, candidates: known ? [known] : BACKENDS, forced: backend !== null };
    this.networks = new NetworkStore(new URL('models/manifest.json', site));
    this.painter = new Painter({ store: this.networks, ...this.choice, ...news });
  }

  /** A worker of its own for small paintings; what fails there is said by the painting at its size. */
  createQuickPainter(): Painter {
    return new Painter({ store: this.networks, ...this.choice, ...SILENT });
  }

  /**
   * Paints a picture that is not the chosen photo.
   * @throws EaselError
   */
  async paintStill(
    photo: Chosen,
    style: ChosenStyle,
    wished: Detail,
    onPhase: (phase: Phase) => void,
  ): Promise<Painting> {
    this.demand();
    const detail = detailFor(photo.picture, wished, this.#longSide);
    const size = detail === 'fine' ? {} : { size: networkSize(photo.picture, detail) };
    const job = { photo: photo.picture, style: styleSource(style), ...size };
    return { photo, style, detail, ...(await this.painter.paint(job, onPhase)) };
  }

  /** What live painting shares with the painting of photos: networks, style vectors, and the choice of back end. */
  forLive(): Pick<LivePainterOptions, 'spawn' | 'loadNetwork' | 'encode' | 'candidates' | 'forced'> {
    return {
      ...this.choice,
      loadNetwork: () => {
        this.demand();
        return this.networks.loadLive();
      },
      encode: (style) => this.painter.encode(style),
    };
  }

  /** @throws EaselError `backend-unknown` */
  demand(): void {
    if (this.isUnknown) throw new EaselError('backend-unknown');
  }
}
