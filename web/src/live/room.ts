/** The room in which is painted live: what the reader can do there, and what follows. Knows no component. */

import { asEaselError, EaselError } from '../protocol/failure';
import type { LiveSize } from '../protocol/live';
import type { LiveStats } from '../studio/live/livePainter';
import type { ChosenStyle, News } from '../studio/state';
import { Store } from '../studio/store';
import type { CameraWish } from './camera';
import { FilmPlayer } from './filmPlayer';
import { PaintLoop } from './paintLoop';
import { watchSource, type Facing, type LiveSource } from './source';
import { INITIAL_LIVE_STATE, type LiveState } from './state';
import type { StudioLike, Surroundings } from './surroundings';
import { Takes } from './takes';

/** The facts change with every frame; shown at this pace they can be read. */
const FACTS_MILLISECONDS = 500;

export class LiveRoom {
  readonly store = new Store<LiveState>(INITIAL_LIVE_STATE);
  /** Recording, snapshots and the export of films. */
  readonly takes: Takes;
  readonly #studio: StudioLike;
  readonly #around: Surroundings;
  readonly #loop: PaintLoop;
  /** Plays and moves the film, where the source is one. */
  readonly player = new FilmPlayer(this.store);
  #inside = new AbortController();
  /** Number of the newest source; older ones that are still being opened no longer matter. */
  #turn = 0;
  #watching = new AbortController();
  #style: ChosenStyle | null = null;
  #choseFirst = false;
  #strength = 1;
  #factsAt = -Infinity;
  /** Frames so far of the painter, of this source and those before. */
  #painted = 0;
  #numbers = 0;
  #mirrorChosen = false;

  constructor(studio: StudioLike, around: Surroundings) {
    this.#studio = studio;
    this.#around = around;
    this.#loop = new PaintLoop({
      canvas: around.canvas,
      pump: around.pump,
      createPainter: (onFailure) => around.createPainter({ onFailure, onNews: this.#tell }),
      onFrame: (mediaTime) => {
        this.takes.noteFrame(mediaTime);
      },
      onStats: this.#showFacts,
      onFailure: this.#painterFailed,
    });
    this.takes = new Takes({
      around,
      studio,
      store: this.store,
      holds: [this.#loop, this.player],
      loop: this.#loop,
      tell: this.#tell,
      fail: this.#fail,
    });
  }

  /** The element on which frames appear. */
  get canvas(): HTMLCanvasElement {
    return this.#around.canvas;
  }

  /** Comes in. A camera that was allowed before is opened at once; else the reader is asked to choose. */
  async enter(): Promise<void> {
    this.#inside = new AbortController();
    const { signal } = this.#inside;
    this.#studio.rest();
    signal.addEventListener('abort', this.#studio.store.subscribe(this.#followStudio));
    this.#followStudio();
    this.#around.onCameras(() => void this.#updateCameras(), signal);
    this.#around.onVisibility(this.#setHidden, signal);
    await this.#updateCameras();
    const allowed = await this.#around.isCameraAllowed();
    const { source, waiting } = this.store.get();
    if (allowed && !signal.aborted && !source && !waiting) await this.useCamera();
  }

  /** Goes out: the camera is let go, and nothing is painted any more. */
  leave(): void {
    this.#inside.abort();
    this.closeSource();
    this.#loop.stop();
    this.#painted = 0;
    this.store.set({ facts: null, failed: false, notice: null });
    void this.#studio.wake();
  }

  /** Opens a camera: this one, else the one that was chosen before, else any. */
  async useCamera(wish: CameraWish = {}): Promise<void> {
    const kept = wish.facing ? null : this.#around.keptCamera();
    const asked = wish.id === undefined && kept !== null ? { ...wish, id: kept } : wish;
    await this.#open('camera', async () => {
      // Not every phone opens two cameras at once.
      if (this.store.get().source?.kind === 'camera') this.#setSource(null);
      return this.#around.openCamera(asked);
    });
    const { source } = this.store.get();
    if (wish.id !== undefined && source?.kind === 'camera' && source.id === wish.id) this.#around.keepCamera(wish.id);
    await this.#updateCameras();
  }

  /** From the front camera to the back one, or the other way. */
  switchFacing(): Promise<void> {
    const { source } = this.store.get();
    const facing: Facing = source?.kind === 'camera' && source.facing === 'user' ? 'environment' : 'user';
    return this.useCamera({ facing });
  }

  /** Paints a film instead of the camera. */
  useFilm(file: File): Promise<void> {
    return this.#open('film', () => this.#around.openFilm(file));
  }

  /** Says that what was dropped holds no file. */
  reportNoFilm(): void {
    this.#tell({ kind: 'no-film' });
  }

  /** Lets the source go, to choose another. */
  closeSource(): void {
    this.#turn++;
    this.takes.abandon();
    this.#setSource(null);
    this.store.set({ waiting: null });
  }

  /** Starts the painter again after it has given up. */
  async restart(): Promise<void> {
    this.store.set({ failed: false, notice: null });
    await this.#startPainting(this.#turn);
  }

  setMirror(mirror: boolean): void {
    this.#mirrorChosen = true;
    this.#mirror(mirror);
  }

  /** The colours are the studio's. Frames have no matched ones, since they are not read back from a GPU; snapshots do. */
  setKeepColours(keepColours: boolean): void {
    this.#studio.setColours(keepColours ? 'photo' : 'style');
  }

  /** @param divider 0..1 of the width, or null for none */
  setDivider(divider: number | null): void {
    this.store.set({ divider });
    this.#loop.setView({ divider });
  }

  pin(pinned: LiveSize | null): void {
    this.store.set({ pinned });
    this.#loop.pin(pinned);
    this.player.repeat();
  }

  dismissNotice(): void {
    this.store.set({ notice: null });
  }

  /** Opens a source, and paints it. What was there before stays when that fails, except a camera. */
  async #open(kind: LiveSource['kind'], open: () => Promise<LiveSource>): Promise<void> {
    const turn = ++this.#turn;
    this.takes.abandon();
    this.store.set({ waiting: kind, notice: null });
    try {
      const source = await open();
      if (turn !== this.#turn || this.#inside.signal.aborted) {
        source.close();
        return;
      }
      this.#setSource(source);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.store.set({ waiting: null });
      this.#fail(error);
      return;
    }
    await this.#startPainting(turn);
  }

  async #startPainting(turn: number): Promise<void> {
    if (!this.#style) {
      this.store.set({ waiting: null });
      return;
    }
    this.store.set({ waiting: 'network' });
    try {
      await this.#loop.start();
    } catch (error) {
      if (turn === this.#turn) this.#painterFailed(asEaselError(error));
    }
    if (turn === this.#turn) this.store.set({ waiting: null });
  }

  #setSource(source: LiveSource | null): void {
    const { source: before } = this.store.get();
    this.#watching.abort();
    this.#watching = new AbortController();
    this.#loop.feed(source);
    this.player.follow(source);
    before?.close();
    this.store.set({ source, facts: null });
    this.#measure();
    if (!source) return;
    watchSource(source, this.#watching.signal, this.#measure, this.#unplugged);
    // Cameras that do not say where they look to are webcams, which look at whoever sits there.
    const mirror = source.kind === 'camera' && source.facing !== 'environment';
    if (!this.#mirrorChosen) this.#mirror(mirror);
  }

  readonly #unplugged = (): void => {
    this.closeSource();
    this.#fail(new EaselError('camera-unplugged'));
    void this.#updateCameras();
  };

  readonly #measure = (): void => {
    const video = this.store.get().source?.video;
    this.store.set({ sourceSize: video ? { width: video.videoWidth, height: video.videoHeight } : null });
  };

  #mirror(mirror: boolean): void {
    this.store.set({ mirror });
    this.#loop.setView({ mirror });
  }

  async #updateCameras(): Promise<void> {
    this.store.set({ cameras: await this.#around.listCameras() });
  }

  readonly #setHidden = (hidden: boolean): void => {
    if (hidden) this.takes.hold('hidden');
    else this.takes.release('hidden');
  };

  /** Style, strength and colours are the studio's. */
  readonly #followStudio = (): void => {
    const { style, gallery, opening, strength, colours } = this.#studio.store.get();
    if (strength !== this.#strength) {
      this.#strength = strength;
      this.#loop.setView({ strength });
    }
    const keepColours = colours === 'photo';
    if (keepColours !== this.store.get().keepColours) {
      this.store.set({ keepColours });
      this.#loop.setView({ keepColours });
    }
    if (!style && !this.#choseFirst && opening.style === null && gallery[0]) {
      this.#choseFirst = true;
      void this.#studio.chooseStyle(gallery[0]);
    }
    if (style && style !== this.#style) void this.#useStyle(style);
  };

  async #useStyle(style: ChosenStyle): Promise<void> {
    const isFirst = this.#style === null;
    this.#style = style;
    try {
      void this.takes.repaintStill();
      await this.#loop.setStyle(style);
      this.player.repeat();
      const { source, waiting } = this.store.get();
      if (isFirst && source && !waiting) await this.#startPainting(this.#turn);
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly #showFacts = ({ fps, size, backend, painted, canvas }: LiveStats): void => {
    const { facts, source } = this.store.get();
    // A painter that loses its back end in the middle of painting is getting itself a new one.
    const isLost = facts?.backend && !backend;
    if (isLost) this.#tell({ kind: 'rebuilding' });
    const isFirst = !facts && painted > this.#painted;
    const now = performance.now();
    const isDue = facts !== null && now - this.#factsAt >= FACTS_MILLISECONDS;
    this.#painted = painted;
    if (!source || !(isFirst || isDue || isLost)) return;
    this.#factsAt = now;
    this.store.set({ facts: { fps, size, backend, canvas } });
  };

  readonly #painterFailed = (failure: EaselError): void => {
    this.takes.abandon();
    this.#painted = 0;
    this.store.set({ facts: null, failed: true });
    this.#fail(failure);
  };

  readonly #fail = (thrown: unknown): void => {
    const error = asEaselError(thrown);
    if (error.code === 'cancelled') return;
    console.error(error);
    this.#tell({ kind: 'failure', code: error.code, about: 'live' });
  };

  readonly #tell = (news: News): void => {
    this.store.set({ notice: { ...news, id: ++this.#numbers } });
  };
}
