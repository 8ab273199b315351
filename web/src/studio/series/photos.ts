/**
 * Many photos, one after the other, in one style or several. One photo is open at a time, and what was painted is kept
 * as files, so that memory does not grow with their number. Knows no component and no DOM.
 */

import { asEaselError, EaselError } from '../../protocol/failure';
import { boxIn, croppedName, middleCrop, type MiddleKind } from '../frame/crop';
import type { FullPhase } from '../fullSize';
import { isReduced } from '../outputState';
import type { Phase } from '../painter';
import type { Chosen, ChosenStyle } from '../state';
import { Store } from '../store';
import { Names, stemOf } from './names';
import { INITIAL_PHOTOS, isUnderWay, type SeriesPhoto } from './photosState';
import { BOUNDS } from './walk';
import { extensionOf, stopsAll, type NamedFile, type SeriesLook, type Work } from './work';

/** What was set when the painting began; it holds for all photos. */
interface Job {
  readonly styles: readonly ChosenStyle[];
  readonly look: SeriesLook;
  readonly names: Names;
}

/** Photos of so many different sizes, and what paints starts anew: graphics processors keep room for each size. */
const SIZES_KEPT = 8;

export class PhotoSeries {
  readonly store = new Store(INITIAL_PHOTOS);
  readonly #work: Work;
  readonly #onStart: () => void;
  readonly #files = new Map<number, File>();
  readonly #paintings = new Map<number, readonly NamedFile[]>();
  readonly #sizes = new Set<string>();
  #job: Job | null = null;
  /** Number of the newest run; what an older one brings no longer counts. */
  #turn = 0;
  #numbers = 0;
  /** When the run began, and how many paintings there were. */
  #began = { at: 0, painted: 0 };

  /** @param onStart called before anything is painted */
  constructor(work: Work, onStart: () => void) {
    this.#work = work;
    this.#onStart = onStart;
  }

  /** Adds photos; while others are painted, or after that, they wait for their turn. */
  add(files: readonly File[], passedOver = 0): void {
    const { photos, status } = this.store.get();
    const taken = files.slice(0, Math.max(0, BOUNDS.files - photos.length));
    const added = taken.map((file): SeriesPhoto => {
      const id = ++this.#numbers;
      this.#files.set(id, file);
      return { id, name: file.name, status: 'waiting', painted: 0, thumbnail: null, failure: null };
    });
    const tooMany = files.length - taken.length;
    this.store.set({ photos: [...photos, ...added], passedOver, tooMany });
    if (status === 'over' && added.length > 0) this.store.set({ status: 'paused' });
  }

  /** Takes a photo out, and what was painted of it. */
  remove(id: number): void {
    const { photos, status } = this.store.get();
    const isPainted = photos.some((photo) => photo.id === id && isUnderWay(photo));
    if (isPainted) this.#breakOff();
    this.#files.delete(id);
    this.#paintings.delete(id);
    this.store.set({ photos: photos.filter((photo) => photo.id !== id) });
    if (this.store.get().photos.length === 0) this.discard();
    else if (isPainted && status === 'running') void this.#run();
  }

  /** Begins anew, without photos; the styles stay. */
  clear(): void {
    this.discard();
    this.#files.clear();
    this.store.set({ photos: [], passedOver: 0, tooMany: 0 });
  }

  /** @param picks ids of styles */
  pick(picks: readonly string[]): void {
    if (this.store.get().status === 'choosing') this.store.set({ picks });
  }

  /** Another shape for all files. */
  cropTo(crop: MiddleKind): void {
    if (this.store.get().status === 'choosing') this.store.set({ crop });
  }

  /** Paints all photos with what is set now. */
  async start(): Promise<void> {
    const { photos, picks, status, crop } = this.store.get();
    if (status !== 'choosing' || photos.length === 0 || picks.length === 0) return;
    const turn = ++this.#turn;
    const look = { ...this.#work.look(), crop };
    this.#onStart();
    this.store.set({ status: 'running', problem: null, phase: { kind: 'preparing' } });
    try {
      const styles = await Promise.all(picks.map((id) => this.#work.findStyle(id)));
      if (turn !== this.#turn) return;
      this.#job = { styles, look, names: new Names() };
      await this.#run();
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const { code } = asEaselError(thrown);
      // Whoever has broken it off has said why.
      this.store.set({ status: 'choosing', phase: null, problem: code === 'cancelled' ? null : code });
    }
  }

  /** Breaks off the photo that is painted right now, which is painted anew later. */
  pause(): void {
    if (this.store.get().status !== 'running') return;
    this.#breakOff();
    // Without its styles there is nothing to go on with.
    this.store.set({ status: this.#job ? 'paused' : 'choosing' });
  }

  resume(): void {
    if (this.store.get().status === 'paused') void this.#run();
  }

  /** Paints no more; what is there can be saved. */
  cancel(): void {
    const { status } = this.store.get();
    if (status !== 'running' && status !== 'paused') return;
    if (status === 'running') this.#breakOff();
    this.store.set({ status: this.#job && this.paintings > 0 ? 'over' : 'choosing', problem: null });
    if (this.store.get().status === 'choosing') this.discard();
  }

  dismissProblem(): void {
    this.store.set({ problem: null });
  }

  /** Back to the choice of photos and styles; what was painted goes. */
  discard(): void {
    if (this.store.get().status === 'running') this.#breakOff();
    this.#job = null;
    this.#paintings.clear();
    this.store.set({
      photos: this.store
        .get()
        .photos.map((photo) => ({ ...photo, status: 'waiting', painted: 0, thumbnail: null, failure: null })),
      status: 'choosing',
      problem: null,
      left: null,
      isSaved: false,
    });
  }

  /** Number of paintings that are there. */
  get paintings(): number {
    return this.store.get().photos.reduce((sum, { painted }) => sum + painted, 0);
  }

  /** Saves all that is there, as one archive, or as it is where it is one. */
  async save(archiveName: string): Promise<void> {
    const { photos, isPacking } = this.store.get();
    const files = photos.flatMap(({ id }) => this.#paintings.get(id) ?? []);
    const [first] = files;
    if (!first || isPacking) return;
    this.store.set({ isPacking: true, problem: null });
    try {
      if (files.length === 1) this.#work.save(first.file, first.name);
      else this.#work.save(await this.#work.zip(files), archiveName);
      this.store.set({ isSaved: this.paintings === files.length });
    } catch (thrown) {
      console.error(thrown);
      this.store.set({ problem: 'save-failed' });
    } finally {
      this.store.set({ isPacking: false });
    }
  }

  async #run(): Promise<void> {
    if (!this.#job) return;
    const turn = ++this.#turn;
    this.#onStart();
    this.#began = { at: this.#work.now(), painted: this.paintings };
    this.store.set({ status: 'running', problem: null, left: null });
    for (;;) {
      const next = this.store.get().photos.find(({ status }) => status === 'waiting');
      if (!next) break;
      try {
        await this.#paintAll(next, this.#job, turn);
      } catch (thrown) {
        if (turn !== this.#turn) return;
        const { code, message } = asEaselError(thrown);
        if (code === 'cancelled' || stopsAll(code)) {
          this.#change(next.id, { status: 'waiting' });
          this.store.set({ status: 'paused', phase: null, problem: code === 'cancelled' ? null : code });
          return;
        }
        console.warn(`${next.name}: ${message}`);
        this.#change(next.id, { status: 'failed', failure: code });
      }
    }
    this.store.set({ status: 'over', phase: null, left: null });
  }

  /** Paints a photo in all styles that it is not painted in yet. */
  async #paintAll({ id, name, painted }: SeriesPhoto, { styles, look, names }: Job, turn: number): Promise<void> {
    const file = this.#files.get(id);
    if (!file) return;
    const mustGoOn = (): void => {
      if (turn !== this.#turn) throw new EaselError('cancelled');
    };
    const onPhase = (phase: Phase | FullPhase): void => {
      if (turn === this.#turn) this.store.set({ phase });
    };
    this.#change(id, { status: 'opening' });
    const opened = await this.#work.open(file);
    mustGoOn();
    const { picture, originalWidth, originalHeight } = opened;
    const stem = stemOf(name);
    const photo: Chosen = {
      id: `series-${String(id)}`,
      name: stem,
      description: '',
      picture,
      originalWidth,
      originalHeight,
      file,
    };
    const { strength, colours, detail, format, quality, holdsSettings, keepsShot, crop } = look;
    const shot = keepsShot ? await this.#work.shotOf(photo) : null;
    mustGoOn();
    const isFull = look.size === 'full' && isReduced(photo);
    if (!isFull) this.#noteSize(`${String(picture.width)} × ${String(picture.height)}`);
    this.#change(id, { status: 'painting' });
    for (const style of styles.slice(painted)) {
      const pixels = isFull
        ? await this.#work.paintFull({ photo, style, detail }, onPhase)
        : await this.#work.paint({ photo, style, detail }, onPhase);
      mustGoOn();
      const settings = holdsSettings && format === 'png' ? this.#work.settingsFor(style, look) : null;
      const painting = await this.#work.encode({
        ...pixels,
        strength,
        colours,
        format,
        quality: quality / 100,
        settings,
        crop: boxIn(middleCrop(crop), photo, pixels.photo),
        shot,
      });
      mustGoOn();
      const thumbnail = await this.#work.thumbnail(painting);
      mustGoOn();
      const files = this.#paintings.get(id) ?? [];
      const named = { name: names.take(stem, croppedName(style.name, crop), extensionOf(format)), file: painting };
      this.#paintings.set(id, [...files, named]);
      this.#change(id, { painted: files.length + 1, thumbnail });
      this.store.set({ isSaved: false, left: this.#timeLeft(styles.length) });
    }
    this.#change(id, { status: 'done' });
  }

  #noteSize(size: string): void {
    this.#sizes.add(size);
    if (this.#sizes.size <= SIZES_KEPT) return;
    this.#sizes.clear();
    this.#sizes.add(size);
    this.#work.renew();
  }

  /** By the pace of this run so far. */
  #timeLeft(styles: number): number | null {
    const made = this.paintings - this.#began.painted;
    const missing = this.store
      .get()
      .photos.reduce((sum, { status, painted }) => sum + (status === 'failed' ? 0 : styles - painted), 0);
    return made < 2 ? null : ((this.#work.now() - this.#began.at) / made) * missing;
  }

  #breakOff(): void {
    this.#turn++;
    this.#work.cancel();
    const { photos } = this.store.get();
    this.store.set({
      photos: photos.map((photo) => (isUnderWay(photo) ? { ...photo, status: 'waiting' } : photo)),
      phase: null,
      left: null,
    });
  }

  #change(id: number, change: Partial<SeriesPhoto>): void {
    const { photos } = this.store.get();
    this.store.set({ photos: photos.map((photo) => (photo.id === id ? { ...photo, ...change } : photo)) });
  }
}
