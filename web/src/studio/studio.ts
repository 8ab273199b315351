/** The studio: what the reader can do, and what follows from it. Knows no component and no DOM. */

import type { Colours } from '../protocol/encoder';
import { BACKENDS, type BackendName } from '../protocol/engine';
import { asEaselError, EaselError } from '../protocol/failure';
import { isOneOf } from '../protocol/guards';
import type { Purpose } from '../protocol/opener';
import type { WorkerLike } from '../protocol/port';
import { fetchCatalogue, type Exhibit } from './catalogue';
import { Choosing } from './choosing';
import { Gallery, type GalleryEntry } from './gallery/gallery';
import { HeldPaintings } from './heldPaintings';
import { History, type Look } from './history';
import type { LivePainterOptions } from './live/livePainter';
import { NetworkStore } from './networks';
import { Opener } from './opener';
import { Output, type OutputSurroundings } from './output';
import { Painter, type Phase } from './painter';
import { settingsOf, writeSettings } from './settings';
import {
  INITIAL_STATE,
  isUpToDate,
  shownPainting,
  styleSource,
  type Chosen,
  type ChosenStyle,
  type Comparison,
  type News,
  type Painting,
  type StudioState,
} from './state';
import { Store } from './store';

/** What the studio needs of the browser. */
export interface Surroundings extends OutputSurroundings {
  /** The folder in which the site lies. */
  readonly site: URL;
  /** The value of `?backend=`, if any. */
  readonly backend: string | null;
  readonly spawnEngine: () => WorkerLike;
  readonly spawnOpener: () => WorkerLike;
}

/** Browsers take back the memory of a worker that was ended after about a quarter of this, and later when they are busy. */
const SETTLE_MILLISECONDS = 2000;

export class Studio {
  readonly store: Store<StudioState>;
  readonly output: Output;
  readonly history: History;
  readonly #around: Surroundings;
  readonly #networks: NetworkStore;
  readonly #painter: Painter;
  readonly #forced: BackendName | 'unknown' | null;
  readonly #choosing: Choosing;
  readonly #held = new HeldPaintings();
  #numbers = 0;
  /** Until then only what was kept is brought back, all of it before the first painting. */
  #isOpen = false;
  #resting = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.store = new Store({ ...INITIAL_STATE, forcedBackend: around.backend });
    const { backend } = around;
    this.#forced = backend === null || isOneOf(backend, BACKENDS) ? backend : 'unknown';
    this.#networks = new NetworkStore(new URL('models/manifest.json', around.site));
    this.#painter = new Painter({
      store: this.#networks,
      spawn: around.spawnEngine,
      ...this.#backends(),
      onFallback: this.#onFallback,
      onBackend: (active) => {
        this.store.set({ backend: active });
      },
    });
    this.history = new History({
      store: this.store,
      goTo: (look) => {
        this.#goTo(look);
      },
    });
    const opener = new Opener(around.spawnOpener);
    this.#choosing = new Choosing({
      store: this.store,
      opener,
      onChosen: (purpose) => {
        this.#clearNotice(purpose);
        return this.paint();
      },
      onFailure: (error, purpose) => {
        this.#fail(error, purpose);
      },
    });
    this.output = new Output({
      around,
      spawn: around.spawnEngine,
      ...this.#backends(),
      open: async (file) => (await opener.open('whole', file)).picture,
      loadTransformer: async () => (await this.#networks.load()).styleTransformer,
      encode: (style) => this.#painter.encode(style),
      makeRoom: () => {
        this.#painter.release();
        this.#held.release();
      },
      settle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS)),
      shown: () => {
        const state = this.store.get();
        const { strength, colours } = state;
        const painting = shownPainting(state);
        const settings = writeSettings(settingsOf({ ...state, style: painting?.style ?? null }));
        return { painting, strength, colours, settings };
      },
      onFallback: this.#onFallback,
      onFailure: (error) => {
        this.#fail(error, 'painting');
      },
    });
  }

  /**
   * Fetches the catalogue and shows the first sample photo.
   * @param restore brings back what was chosen in the visit before; it does not fail
   * @param paints false leaves it to the reader to begin with a painting of that
   */
  async open(restore: () => Promise<void> = () => Promise.resolve(), paints = true): Promise<void> {
    if (this.#forced === 'unknown') this.#fail(new EaselError('backend-unknown'), 'painting');
    try {
      const { samples, styles, gallery: index } = await fetchCatalogue(this.#around.site);
      const gallery = new Gallery(index);
      this.#choosing.useGallery(gallery);
      this.store.set({ samples, styles, gallery: gallery.entries });
      await restore();
      const [first] = samples;
      const { photo, opening } = this.store.get();
      if (first && !photo && opening.photo === null) await this.chooseExhibit('photo', first);
    } catch (error) {
      this.#fail(error, 'photo');
    }
    this.#isOpen = true;
    this.history.begin();
    if (paints) void this.paint();
  }

  /** Makes ready what can be made ready. What fails here is said when painting needs it, or at once if forced. */
  async warmUp(): Promise<void> {
    if (this.#forced === 'unknown') return;
    try {
      await Promise.all([this.#painter.warmUp(), this.#choosing.warmUp()]);
    } catch (error) {
      const isNews =
        this.#forced !== null && this.store.get().phase === null && asEaselError(error).code !== 'cancelled';
      if (isNews) this.#fail(error, 'painting');
    }
  }

  /** Chooses a file of the reader's. */
  chooseFile(purpose: Purpose, file: File): Promise<void> {
    return this.#choosing.file(purpose, file);
  }

  /** Chooses a picture that comes with the site, and opens it; painting needs of a style no more than its vector. */
  chooseExhibit(purpose: Purpose, exhibit: Exhibit): Promise<void> {
    return this.#choosing.exhibit(purpose, exhibit);
  }

  /** Chooses a style of the gallery, and at the same moment sets what comes with it. */
  chooseStyle(entry: GalleryEntry, also: Partial<StudioState> = {}): Promise<void> {
    return this.#choosing.style(entry, also);
  }

  /** Goes back to the reader's own picture. */
  chooseOwn(purpose: Purpose): Promise<void> {
    return this.#choosing.own(purpose);
  }

  /** Says that what was dropped or pasted holds no file. */
  reportNoFile(): void {
    this.tell({ kind: 'no-file' });
  }

  /** Paints the chosen photo in the chosen style, unless that is already done. */
  async paint(): Promise<void> {
    const state = this.store.get();
    const { photo, style } = state;
    if (!photo || !style || this.#resting || !this.#isOpen) return;
    if (isUpToDate(state)) {
      if (state.phase) this.cancel();
      return;
    }
    const held = this.#held.find(photo, style);
    if (held) {
      if (state.phase) this.cancel();
      this.#show(held);
      return;
    }
    if (this.#forced === 'unknown') {
      this.#fail(new EaselError('backend-unknown'), 'painting');
      return;
    }
    this.#clearNotice('painting');
    this.store.set({ phase: { kind: 'preparing' } });
    try {
      const painted = await this.#painter.paint({ photo: photo.picture, style: styleSource(style) }, (phase) => {
        this.store.set({ phase });
      });
      this.store.set({ phase: null });
      this.#show({ photo, style, ...painted });
    } catch (error) {
      // A cancelled job has been ended by whoever cancelled it, or has given way to a newer one.
      if (asEaselError(error).code === 'cancelled') return;
      this.store.set({ phase: null });
      this.#fail(error, 'painting');
    }
  }

  /** Breaks off what is under way; photo, style and the painting before stay. */
  cancel(): void {
    this.#painter.cancel();
    this.store.set({ phase: null });
  }

  /** Paints no photo until {@link wake}, while something else is painted in the chosen style. */
  rest(): void {
    this.#resting = true;
    if (this.store.get().phase) this.cancel();
  }

  /** Paints the chosen photo in the style that is chosen by now. */
  wake(): Promise<void> {
    this.#resting = false;
    return this.paint();
  }

  /**
   * Paints a picture that is not the chosen photo, in the chosen style. {@link cancel} breaks it off.
   * @throws EaselError; `cancelled` as well when no style is chosen
   */
  async paintStill(photo: Chosen, onPhase: (phase: Phase) => void): Promise<Painting> {
    const { style } = this.store.get();
    if (!style) throw new EaselError('cancelled');
    if (this.#forced === 'unknown') throw new EaselError('backend-unknown');
    const job = { photo: photo.picture, style: styleSource(style) };
    return { photo, style, ...(await this.#painter.paint(job, onPhase)) };
  }

  /** What live painting shares with the painting of photos: networks, style vectors, and the choice of back end. */
  liveOptions(): Pick<LivePainterOptions, 'spawn' | 'loadNetwork' | 'encode' | 'candidates' | 'forced'> {
    return {
      ...this.#backends(),
      spawn: this.#around.spawnEngine,
      loadNetwork: () => {
        if (this.#forced === 'unknown') throw new EaselError('backend-unknown');
        return this.#networks.loadLive();
      },
      encode: (style) => this.#painter.encode(style),
    };
  }

  /** What the optimisation of a picture shares with the painting of photos: the worker's code, and the back end. */
  optimiseOptions(): { spawn: () => WorkerLike; candidates: readonly BackendName[]; forced: boolean } {
    if (this.#forced === 'unknown') throw new EaselError('backend-unknown');
    return { ...this.#backends(), spawn: this.#around.spawnEngine };
  }

  /** Chooses pictures that were opened before, in an earlier visit perhaps. */
  bringBack(chosen: { readonly photo?: Chosen; readonly style?: ChosenStyle }): void {
    this.#choosing.bringBack(chosen);
  }

  /** @param strength 0..1 */
  setStrength(strength: number): void {
    this.store.set({ strength: Math.min(1, Math.max(0, strength)) });
  }

  setColours(colours: Colours): void {
    this.store.set({ colours });
  }

  setComparison(comparison: Comparison): void {
    this.store.set({ comparison });
  }

  /** Settings as they are at the first visit; photo and style stay. */
  reset(): void {
    const { strength, colours, comparison } = INITIAL_STATE;
    this.store.set({ strength, colours, comparison });
    this.output.reset();
  }

  /** Says something to the reader. */
  tell(news: News): void {
    this.store.set({ notice: { ...news, id: ++this.#numbers } });
  }

  dismissNotice(): void {
    this.store.set({ notice: null });
  }

  readonly #onFallback = (from: BackendName, failure: EaselError): void => {
    console.warn(`${from} failed:`, failure.message);
    this.tell({ kind: 'fallback', from });
  };

  #backends(): { candidates: readonly BackendName[]; forced: boolean } {
    const forced = this.#forced;
    return { candidates: forced === null || forced === 'unknown' ? BACKENDS : [forced], forced: forced !== null };
  }

  #show(painting: Painting): void {
    this.#held.hold(painting);
    this.store.set({ painting });
    this.output.forget();
  }

  /** Back, or forth, to what was chosen then. */
  #goTo(look: Look): void {
    this.store.set({ ...look, opening: { photo: null, style: null }, ...(look.style === null && { painting: null }) });
    if (look.style === null && this.store.get().phase) this.cancel();
    void this.paint();
  }

  /** What was wrong is right now. */
  #clearNotice(about: Purpose | 'painting'): void {
    const { notice } = this.store.get();
    const isObsolete = notice?.kind === 'no-file' || (notice?.kind === 'failure' && notice.about === about);
    if (isObsolete) this.store.set({ notice: null });
  }

  #fail(thrown: unknown, about: Purpose | 'painting'): void {
    const error = asEaselError(thrown);
    console.error(error);
    this.tell({ kind: 'failure', code: error.code, about });
  }
}
