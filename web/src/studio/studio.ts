/** The studio: what the reader can do, and what follows from it. Knows no component and no DOM. */

import { BACKENDS, type BackendName } from '../protocol/engine';
import { asEaselError, EaselError } from '../protocol/failure';
import { isOneOf } from '../protocol/guards';
import {
  isOpenerReply,
  type Framing,
  type OpenerAnswers,
  type OpenerReply,
  type OpenRequest,
  type Purpose,
} from '../protocol/opener';
import { Port, type WorkerLike } from '../protocol/port';
import { fetchCatalogue, fetchExhibit, type Exhibit } from './catalogue';
import type { LivePainterOptions } from './live/livePainter';
import { NetworkStore } from './networks';
import { Output, type OutputSurroundings } from './output';
import { Painter, type Phase } from './painter';
import {
  INITIAL_STATE,
  isUpToDate,
  shownPainting,
  type Chosen,
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

/** Browsers take back the memory of a worker that was ended after about half of this. */
const SETTLE_MILLISECONDS = 1000;

export class Studio {
  readonly store: Store<StudioState>;
  readonly output: Output;
  readonly #around: Surroundings;
  readonly #networks: NetworkStore;
  readonly #painter: Painter;
  readonly #forced: BackendName | 'unknown' | null;
  #opener: Port<OpenRequest, OpenerAnswers, OpenerReply> | null = null;
  /** Styles of the site, opened: few and small, and live painting changes between them from frame to frame. */
  readonly #keptStyles = new Map<string, Chosen>();
  #numbers = 0;
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
    this.output = new Output({
      around,
      spawn: around.spawnEngine,
      ...this.#backends(),
      open: async (file) => (await this.#ask('whole', file)).picture,
      loadTransformer: async () => (await this.#networks.load()).styleTransformer,
      encode: (style) => this.#painter.encode(style),
      makeRoom: () => {
        this.#painter.release();
      },
      settle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS)),
      shown: () => ({ painting: shownPainting(this.store.get()), strength: this.store.get().strength }),
      onFallback: this.#onFallback,
      onFailure: (error) => {
        this.#dropBrokenOpener(error);
        this.#fail(error, 'painting');
      },
    });
  }

  /** Fetches the catalogue and shows the first sample photo. */
  async open(): Promise<void> {
    if (this.#forced === 'unknown') this.#fail(new EaselError('backend-unknown'), 'painting');
    try {
      const catalogue = await fetchCatalogue(this.#around.site);
      this.store.set(catalogue);
      const [first] = catalogue.samples;
      const { photo, opening } = this.store.get();
      if (first && !photo && opening.photo === null) await this.chooseExhibit('photo', first);
    } catch (error) {
      this.#fail(error, 'photo');
    }
  }

  /** Makes ready what can be made ready. What fails here is said when painting needs it, or at once if forced. */
  async warmUp(): Promise<void> {
    if (this.#forced === 'unknown') return;
    try {
      await this.#painter.warmUp();
    } catch (error) {
      const isNews =
        this.#forced !== null && this.store.get().phase === null && asEaselError(error).code !== 'cancelled';
      if (isNews) this.#fail(error, 'painting');
    }
  }

  /** Chooses a file of the reader's. */
  chooseFile(purpose: Purpose, file: File): Promise<void> {
    const id = `own-${String(++this.#numbers)}`;
    const name = file.name.replace(/\.[^.]*$/, '');
    return this.#choose(purpose, { id, name, description: '' }, () => Promise.resolve(file), true);
  }

  /** Chooses a picture that comes with the site. */
  chooseExhibit(purpose: Purpose, exhibit: Exhibit): Promise<void> {
    const { id, title: name, description } = exhibit;
    const { [purpose]: chosen, opening } = this.store.get();
    if (chosen?.id === id && opening[purpose] === null) return this.paint();
    const kept = purpose === 'style' ? this.#keptStyles.get(id) : undefined;
    if (kept) return this.#goBackTo(purpose, kept);
    return this.#choose(purpose, { id, name, description }, () => fetchExhibit(exhibit), false);
  }

  /** Goes back to the reader's own picture. */
  chooseOwn(purpose: Purpose): Promise<void> {
    const { ownPhoto, ownStyle } = this.store.get();
    const own = purpose === 'photo' ? ownPhoto : ownStyle;
    return own ? this.#goBackTo(purpose, own) : Promise.resolve();
  }

  /** Says that what was dropped or pasted holds no file. */
  reportNoFile(): void {
    this.#tell({ kind: 'no-file' });
  }

  /** Paints the chosen photo in the chosen style, unless that is already done. */
  async paint(): Promise<void> {
    const state = this.store.get();
    const { photo, style } = state;
    if (!photo || !style || this.#resting) return;
    if (isUpToDate(state)) {
      if (state.phase) this.cancel();
      return;
    }
    if (this.#forced === 'unknown') {
      this.#fail(new EaselError('backend-unknown'), 'painting');
      return;
    }
    this.#clearNotice('painting');
    this.store.set({ phase: { kind: 'preparing' } });
    try {
      const painted = await this.#painter.paint(
        { photo: photo.picture, style: { key: style.id, picture: style.picture } },
        (phase) => {
          this.store.set({ phase });
        },
      );
      this.store.set({ phase: null, painting: { photo, style, ...painted } });
      this.output.forget();
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
    const job = { photo: photo.picture, style: { key: style.id, picture: style.picture } };
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
  bringBack({ photo, style }: { readonly photo?: Chosen; readonly style?: Chosen }): void {
    const { samples, styles } = this.store.get();
    if (photo) this.store.set({ photo, ...(samples.every(({ id }) => id !== photo.id) && { ownPhoto: photo }) });
    if (style) this.store.set({ style, ...(styles.every(({ id }) => id !== style.id) && { ownStyle: style }) });
  }

  /** @param strength 0..1 */
  setStrength(strength: number): void {
    this.store.set({ strength: Math.min(1, Math.max(0, strength)) });
  }

  dismissNotice(): void {
    this.store.set({ notice: null });
  }

  readonly #onFallback = (from: BackendName, failure: EaselError): void => {
    console.warn(`${from} failed:`, failure.message);
    this.#tell({ kind: 'fallback', from });
  };

  #goBackTo(purpose: Purpose, chosen: Chosen): Promise<void> {
    this.store.set(purpose === 'photo' ? { photo: chosen } : { style: chosen });
    this.#setOpening(purpose, null);
    return this.paint();
  }

  #backends(): { candidates: readonly BackendName[]; forced: boolean } {
    const forced = this.#forced;
    return { candidates: forced === null || forced === 'unknown' ? BACKENDS : [forced], forced: forced !== null };
  }

  async #choose(
    purpose: Purpose,
    what: Pick<Chosen, 'id' | 'name' | 'description'>,
    file: () => Promise<Blob>,
    own: boolean,
  ): Promise<void> {
    const isNewest = (): boolean => this.store.get().opening[purpose] === what.id;
    this.#setOpening(purpose, what.id);
    try {
      const source = await file();
      const opened = await this.#ask(purpose, source);
      if (!isNewest()) return;
      const { picture, originalWidth, originalHeight } = opened;
      const chosen: Chosen = { ...what, picture, originalWidth, originalHeight, file: source };
      const change = purpose === 'photo' ? { photo: chosen } : { style: chosen };
      const kept = purpose === 'photo' ? { ownPhoto: chosen } : { ownStyle: chosen };
      this.store.set({ ...change, ...(own ? kept : {}) });
      if (purpose === 'style' && !own) this.#keptStyles.set(chosen.id, chosen);
      this.#clearNotice(purpose);
      this.#setOpening(purpose, null);
    } catch (error) {
      this.#dropBrokenOpener(error);
      if (!isNewest()) return;
      this.#setOpening(purpose, null);
      this.#fail(error, purpose);
      return;
    }
    await this.paint();
  }

  #ask(purpose: Framing, file: Blob) {
    this.#opener ??= new Port(this.#around.spawnOpener(), isOpenerReply);
    return this.#opener.ask({ type: 'open', purpose, file });
  }

  /** A worker that has crashed, as it may when memory runs out, is replaced by a new one the next time. */
  #dropBrokenOpener(thrown: unknown): void {
    if (asEaselError(thrown).code !== 'unexpected') return;
    this.#opener?.close();
    this.#opener = null;
  }

  #setOpening(purpose: Purpose, id: string | null): void {
    this.store.set({ opening: { ...this.store.get().opening, [purpose]: id } });
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
    this.#tell({ kind: 'failure', code: error.code, about });
  }

  #tell(news: News): void {
    this.store.set({ notice: { ...news, id: ++this.#numbers } });
  }
}
