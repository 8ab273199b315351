/**
 * Quick small paintings while a mix is being dragged: one at a time, the newest waits, what lies between is dropped. They
 * are made in a worker of their own, so that breaking off the painting at full size costs them nothing, and are shown until
 * that one is there.
 */

import { resampled } from '../../opener/resample';
import type { Picture } from '../../protocol/picture';
import type { Painter } from '../painter';
import { isUpToDate, type Chosen, type ChosenStyle, type StudioState } from '../state';
import type { Store } from '../store';
import type { KnownStyle } from './mix';

/** Long side in pixels: about 60 ms on one thread of WebAssembly. */
export const QUICK_SIDE = 288;

export interface QuickPaintOptions {
  readonly store: Pick<Store<StudioState>, 'get' | 'set' | 'subscribe'>;
  readonly createPainter: () => Pick<Painter, 'paint' | 'release'>;
}

export class QuickPaint {
  readonly #options: QuickPaintOptions;
  #painter: Pick<Painter, 'paint' | 'release'> | null = null;
  #small: { readonly of: Picture; readonly picture: Picture } | null = null;
  #next: KnownStyle | null = null;
  #isRunning = false;
  #isEnded = false;
  /** The style that is being painted at its size; null while it is still being dragged. */
  #settled: ChosenStyle | null = null;
  #sawPhase = false;

  constructor(options: QuickPaintOptions) {
    this.#options = options;
    options.store.subscribe(this.#follow);
  }

  /** Shows the chosen photo in this style, soon and small. */
  show(style: KnownStyle): void {
    this.#settled = null;
    this.#isEnded = false;
    this.#next = style;
    if (!this.#isRunning) void this.#run();
  }

  /** This style is painted at its size now; what was shown small goes when that is there, or is not to come. */
  settle(style: ChosenStyle | null): void {
    this.#settled = style;
    this.#next = null;
    this.#sawPhase = false;
    this.#follow();
  }

  /** Gives back the worker's memory, as soon as it has nothing to do. */
  end(): void {
    this.#isEnded = true;
    this.#next = null;
    this.#small = null;
    if (!this.#isRunning) this.#painter?.release();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let style = this.#takeNext(); style; style = this.#takeNext()) {
      const { photo } = this.#options.store.get();
      if (!photo) break;
      try {
        this.#painter ??= this.#options.createPainter();
        const small = this.#smallOf(photo);
        const job = { photo: small, style: { key: style.id, vector: style.vector } };
        const { picture } = await this.#painter.paint(job, () => undefined);
        this.#show(photo, small, picture);
      } catch (error) {
        // The painting at its size says what is wrong.
        console.warn(error);
      }
    }
    this.#isRunning = false;
    if (this.#isEnded) this.#painter?.release();
  }

  #takeNext(): KnownStyle | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }

  #show(photo: Chosen, small: Picture, picture: Picture): void {
    const { store } = this.#options;
    const state = store.get();
    const isLate = this.#settled !== null && (state.style !== this.#settled || state.phase === null);
    if (!isLate && state.photo === photo) store.set({ preview: { photo, small, picture } });
  }

  #smallOf({ picture }: Chosen): Picture {
    if (this.#small?.of === picture) return this.#small.picture;
    const factor = Math.min(1, QUICK_SIDE / Math.max(picture.width, picture.height));
    // The least that the network takes.
    const side = (length: number): number => Math.max(Math.min(length, 32), Math.round(length * factor));
    const small = resampled(picture, { width: side(picture.width), height: side(picture.height) });
    this.#small = { of: picture, picture: small };
    return small;
  }

  readonly #follow = (): void => {
    const state = this.#options.store.get();
    if (!state.preview) return;
    if (state.phase) this.#sawPhase = true;
    const isSettled = this.#settled !== null;
    const isOther = state.photo !== state.preview.photo || (isSettled && state.style !== this.#settled);
    if (isOther || (isSettled && isUpToDate(state))) this.#clear();
    else if (isSettled && this.#sawPhase && state.phase === null) setTimeout(this.#clearUnlessPainting);
  };

  /** The painting was broken off, or has failed; one that is done is there a moment after its phase has ended. */
  readonly #clearUnlessPainting = (): void => {
    if (this.#settled !== null && this.#options.store.get().phase === null) this.#clear();
  };

  #clear(): void {
    if (this.#options.store.get().preview) this.#options.store.set({ preview: null });
  }
}
