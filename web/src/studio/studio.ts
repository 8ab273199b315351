/** The studio: what the reader can do, and what follows from it. Knows no component and no DOM. */

import type { Colours } from '../protocol/encoder';
import { BACKENDS, type BackendName } from '../protocol/engine';
import { asEaselError, EaselError } from '../protocol/failure';
import { isOneOf } from '../protocol/guards';
import type { OpenerAnswers, Purpose } from '../protocol/opener';
import type { WorkerLike } from '../protocol/port';
import { fetchCatalogue, type Exhibit } from './catalogue';
import { Choosing } from './choosing';
import { detailFor, networkSize, type Detail } from './detail';
import type { Crop } from './frame/crop';
import { Gallery, type GalleryEntry } from './gallery/gallery';
import { History, type Look } from './history';
import type { LivePainterOptions } from './live/livePainter';
import { Masks } from './masks/masks';
import { NetworkStore } from './networks';
import { Opener } from './opener';
import { Output, type OutputSurroundings } from './output';
import { Painter, type Phase } from './painter';
import { Paintings } from './paintings';
import { settingsOf, writeSettings } from './settings';
import {
  INITIAL_STATE,
  isRestUpToDate,
  isUpToDate,
  shownPainting,
  shownRest,
  styleSource,
  type Chosen,
  type ChosenStyle,
  type Comparison,
  type News,
  type Painting,
  type StudioState,
} from './state';
import { Store } from './store';
import { isStylesFile } from './styles/myStyles';
import type { StyleKeeper } from './styles/styleKeeper';
import { Styles } from './styles/styles';

/** What the studio needs of the browser. */
export interface Surroundings extends OutputSurroundings {
  /** The folder in which the site lies. */
  readonly site: URL;
  /** The value of `?backend=`, if any. */
  readonly backend: string | null;
  readonly spawnEngine: () => WorkerLike;
  readonly spawnOpener: () => WorkerLike;
  /** Where the reader's own styles are kept. */
  readonly styleKeeper: StyleKeeper;
}

/** Browsers take back the memory of a worker that was ended after about a quarter of this, and later when they are busy. */
const SETTLE_MILLISECONDS = 2000;

export class Studio {
  readonly store: Store<StudioState>;
  readonly output: Output;
  readonly history: History;
  readonly masks: Masks;
  readonly styles: Styles;
  readonly #around: Surroundings;
  readonly #networks: NetworkStore;
  readonly #painter: Painter;
  readonly #forced: BackendName | 'unknown' | null;
  readonly #choosing: Choosing;
  readonly #opener: Opener;
  readonly #paintings: Paintings;
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
    this.#opener = opener;
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
      atScale: (style) => this.styles.atScale(style),
    });
    this.styles = new Styles({
      store: this.store,
      choosing: this.#choosing,
      opener,
      encode: (style) => this.#painter.encode(style),
      keeper: around.styleKeeper,
      saveFile: around.saveFile,
      createPainter: () => this.#quickPainter(),
      isResting: () => this.#resting,
      canShow: () => this.#networks.done && this.store.get().mask === null,
      breakOff: () => {
        if (this.store.get().phase) this.cancel();
      },
      onSettled: () => {
        this.history.settle();
      },
    });
    this.#paintings = new Paintings({
      store: this.store,
      painter: this.#painter,
      onBegin: () => {
        const canBegin = this.#forced !== 'unknown';
        if (canBegin) this.#clearNotice('painting');
        else this.#fail(new EaselError('backend-unknown'), 'painting');
        return canBegin;
      },
      onFailure: (error) => {
        this.#fail(error, 'painting');
      },
    });
    this.masks = new Masks({
      store: this.store,
      styleOf: (id) => this.#choosing.styleOf(id),
      onChange: () => void this.paint(),
      onMissing: () => {
        this.#fail(new EaselError('network-unreachable'), 'style');
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
        this.styles.release();
        this.#paintings.release();
      },
      settle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS)),
      shown: () => {
        const state = this.store.get();
        const { strength, colours, mask, crop } = state;
        const painting = shownPainting(state);
        const settings = writeSettings(settingsOf({ ...state, style: painting?.style ?? null }));
        return { painting, rest: shownRest(state), mask, strength, colours, crop, settings };
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
      const [{ samples, styles, gallery: index }] = await Promise.all([
        fetchCatalogue(this.#around.site),
        this.styles.mine.load(),
      ]);
      const gallery = new Gallery(index);
      this.#choosing.useGallery(gallery);
      this.styles.useGallery(gallery);
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

  /** Chooses a file of the reader's; where it holds kept styles, they are kept here as well. */
  chooseFile(purpose: Purpose, file: File): Promise<void> {
    if (purpose === 'style' && isStylesFile(file)) return this.styles.mine.import(file);
    return this.#choosing.file(purpose, file, { name: file.name.replace(/\.[^.]*$/, '') });
  }

  /** Chooses a picture that comes with the site, and opens it; painting needs of a style no more than its vector. */
  chooseExhibit(purpose: Purpose, exhibit: Exhibit): Promise<void> {
    return this.#choosing.exhibit(purpose, exhibit);
  }

  /** Chooses a style of the gallery, and at the same moment sets what comes with it. */
  chooseStyle(entry: GalleryEntry, also: Partial<StudioState> = {}): Promise<void> {
    return this.styles.choose(entry, also);
  }

  /** Chooses the style, or the mix, that settings refer to; null where a style of it is not here. */
  referStyle(text: string, also: Partial<StudioState> = {}): Promise<void> | null {
    return this.styles.refer(text, also);
  }

  /** Goes back to the reader's own picture. */
  chooseOwn(purpose: Purpose): Promise<void> {
    return this.#choosing.own(purpose);
  }

  /** Says that what was dropped or pasted holds no file. */
  reportNoFile(): void {
    this.tell({ kind: 'no-file' });
  }

  /** Paints the chosen photo in the chosen style, and then what a mask leaves in the second; what is not yet done. */
  async paint(): Promise<void> {
    const { photo, style } = this.store.get();
    if (!photo || !style || this.#resting || !this.#isOpen) return;
    const paintings = this.#paintings;
    if (!isUpToDate(this.store.get())) {
      const painting = paintings.find(photo, style) ?? (await paintings.make(photo, style));
      if (!painting) return;
      this.#show({ painting });
    }
    const { rest } = this.store.get();
    if (!rest || isRestUpToDate(this.store.get())) {
      if (this.store.get().phase) this.cancel();
      return;
    }
    const restPainting = paintings.find(photo, rest) ?? (await paintings.make(photo, rest));
    if (restPainting) this.#show({ restPainting });
  }

  /** Breaks off what is under way; photo, style and the painting before stay. */
  cancel(): void {
    this.#paintings.cancel();
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
   * Paints a picture that is not the chosen photo. {@link cancel} breaks it off.
   * @param style the chosen one where there is none
   * @param wished detail; as it is in a still where there is none
   * @throws EaselError; `cancelled` as well when no style is chosen
   */
  async paintStill(
    photo: Chosen,
    onPhase: (phase: Phase) => void,
    style = this.store.get().style,
    wished: Detail = 'fine',
  ): Promise<Painting> {
    if (!style) throw new EaselError('cancelled');
    if (this.#forced === 'unknown') throw new EaselError('backend-unknown');
    const detail = detailFor(photo.picture, wished);
    const size = detail === 'fine' ? {} : { size: networkSize(photo.picture, detail) };
    const job = { photo: photo.picture, style: styleSource(style), ...size };
    return { photo, style, detail, ...(await this.#painter.paint(job, onPhase)) };
  }

  /** Opens a photo without choosing it, at the size that is shown. */
  openPhoto(file: File): Promise<OpenerAnswers['open']> {
    return this.#opener.open('photo', file);
  }

  /** Gives back the memory of what paints, while nothing is painted; it starts again by itself. */
  release(): void {
    this.#painter.release();
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

  /** How large strokes are: the size at which the network sees the photo. */
  setDetail(detail: Detail): void {
    this.store.set({ detail });
    void this.paint();
  }

  /** Which part of the painting goes into files. */
  setCrop(crop: Crop): void {
    this.store.set({ crop });
  }

  setComparison(comparison: Comparison): void {
    this.store.set({ comparison });
  }

  /** Settings as they are at the first visit; photo and style stay. */
  reset(): void {
    const { strength, colours, comparison, mask, rest, detail, crop } = INITIAL_STATE;
    this.store.set({ strength, colours, comparison, mask, rest, detail, crop });
    this.output.reset();
    void this.styles.setScale(1);
    void this.paint();
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

  /** A worker of its own for small paintings; what fails there is said by the painting at its size. */
  #quickPainter(): Painter {
    const silent = { onFallback: () => undefined, onBackend: () => undefined };
    return new Painter({ store: this.#networks, spawn: this.#around.spawnEngine, ...this.#backends(), ...silent });
  }

  #show(made: Pick<StudioState, 'painting'> | Pick<StudioState, 'restPainting'>): void {
    this.store.set(made);
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
