/** What becomes of a painting: its size, its format, and the ways out of the page. Knows no component and no DOM. */

import type { Format } from '../protocol/encoder';
import type { Size } from '../protocol/engine';
import { asEaselError, type EaselError, type FailureCode } from '../protocol/failure';
import type { WorkerLike } from '../protocol/port';
import { fileName } from '../saving/file';
import { networkSize } from './detail';
import { Encoder } from './encoder';
import { boxIn, croppedName, type Crop } from './frame/crop';
import { densityOf, INITIAL_PRINT } from './frame/print';
import { Shots } from './frame/shots';
import { countOf, enlarged, onScreen, paintedAnew, type Pixels } from './fullPixels';
import { FullSizePainter, type FullSizeOptions } from './fullSize';
import { INITIAL_OUTPUT, isReduced, outputSettings, type OutputSettings, type Shown, type WayOut } from './outputState';
import type { Painting } from './state';
import { Store } from './store';
import type { OutputSurroundings } from './surroundings';

type Look = Omit<Shown, 'painting'>;

export interface OutputOptions extends FullSizeOptions {
  readonly around: OutputSurroundings;
  readonly spawnEncoder: () => WorkerLike;
  readonly shown: () => Shown;
  /** Resolves once nothing is painted at the size of the screen any more. */
  readonly screenPainted: () => Promise<void>;
  readonly onFailure: (error: EaselError) => void;
}

/** What tiles cost, compared with the whole picture in one go, as measured on wasm. */
const TILES_COST = 1.8;

/**
 * What a page takes by itself, and what is added by each pixel at full size: as measured on wasm with 24 megapixels, but
 * for `preview`, which is counted: photo, painting, and what is made of them where the file is written.
 */
const PAGE_BYTES = 250 * 2 ** 20;
const BYTES = { photo: 46, preview: 20, rest: 4 } as const;
/** Of a device's memory, what a browser on a phone lets one page have. */
const SHARE_OF_MEMORY = 0.4;

type Work = Parameters<Encoder['encode']>[1];

/** What goes to the clipboard, which takes nothing else. */
const PIXELS_ALONE = { format: 'png', holdsSettings: false, keepsShot: false, print: INITIAL_PRINT } as const;

export class Output {
  readonly store = new Store(INITIAL_OUTPUT);
  /** How photos were taken. */
  readonly shots: Shots;
  readonly encoder: Encoder;
  readonly #options: OutputOptions;
  readonly #painter: FullSizePainter;
  #full: Pixels | null = null;
  /** The painting of what a mask leaves, which is there at full size. */
  #fullRest: Painting | null = null;
  /** Milliseconds for each pixel of the last painting at full size. */
  #pace: number | null = null;
  /** The file that was made last: a share sheet that came too late gets it at once the next time. */
  #made: { readonly key: string; readonly of: readonly unknown[]; readonly file: Blob } | null = null;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#painter = new FullSizePainter(options);
    this.shots = new Shots(options.spawnEncoder);
    this.encoder = new Encoder(options.spawnEncoder);
  }

  get canCopy(): boolean {
    return this.#options.around.copyPng !== null;
  }

  get canShare(): boolean {
    return this.#options.around.shareFile !== null;
  }

  /** Another painter at full size, for other photos. */
  createFullSizePainter(): FullSizePainter {
    return new FullSizePainter(this.#options);
  }

  choose(change: Partial<OutputSettings>): void {
    const { strokes, run } = this.store.get();
    if (change.strokes && change.strokes !== strokes) {
      if (run) this.cancel();
      this.forget();
    }
    this.store.set(change);
  }

  /** Size and format as they are at the first visit. */
  reset(): void {
    this.choose(outputSettings(INITIAL_OUTPUT));
  }

  /** Whether the painting, or that of what a mask leaves, still has to be made at the size that is chosen. */
  needsPainting(painting: Painting): boolean {
    const { size, full } = this.store.get();
    if (size !== 'full' || !isReduced(painting.photo)) return false;
    const { rest } = this.#options.shown();
    return full !== painting || (rest !== null && rest !== this.#fullRest);
  }

  /** Width and height of a file of it, cropped, at a size or at the one that is chosen. */
  sizeOf({ photo }: Painting, size = this.store.get().size): Size {
    const full = { width: photo.originalWidth, height: photo.originalHeight };
    const whole = size === 'full' && isReduced(photo) ? full : photo.picture;
    const { width, height } = boxIn(this.#options.shown().crop, photo, whole) ?? whole;
    return { width, height };
  }

  /**
   * What is shown, whole, as a file to look at.
   * @throws EaselError
   */
  preview(painting: Painting): Promise<Blob> {
    const { rest, mask, colours, strength } = this.#options.shown();
    const look = { mask, colours, strength, settings: null, format: 'jpeg', quality: 0.92 } as const;
    return this.encoder.encode(onScreen(painting, rest), look);
  }

  /** Milliseconds that a painting will take at full size. */
  estimate({ photo, milliseconds, detail }: Painting): number {
    if (this.store.get().strokes === 'preview') return 0;
    const pace = this.#pace ?? (milliseconds / countOf(networkSize(photo.picture, detail))) * TILES_COST;
    const whole = { width: photo.originalWidth, height: photo.originalHeight };
    return pace * countOf(networkSize(whole, detail)) * (this.#options.shown().rest ? 2 : 1);
  }

  /**
   * Bytes of memory that a painting takes at full size, where that may be more than the device gives a page; else null.
   */
  tightMemory({ photo }: Painting): number | null {
    const { memory } = this.#options.around;
    const { strokes } = this.store.get();
    const pixels = photo.originalWidth * photo.originalHeight;
    const each = BYTES[strokes] + (this.#options.shown().rest ? BYTES.rest : 0);
    const bytes = PAGE_BYTES + each * pixels;
    // Browsers say 8 of all that have as much, or more.
    return memory !== undefined && memory < 8 && bytes > SHARE_OF_MEMORY * memory * 2 ** 30 ? bytes : null;
  }

  /** Pixels of a photo from which on painting it anew may take more memory than the device gives; null: any number. */
  get roomyPixels(): number | null {
    const { memory } = this.#options.around;
    if (memory === undefined || memory >= 8) return null;
    return Math.max(0, SHARE_OF_MEMORY * memory * 2 ** 30 - PAGE_BYTES) / BYTES.photo;
  }

  /** Saves what is shown in the size and format that are chosen; paints it first where that needs it. */
  async save(): Promise<void> {
    const settings = this.store.get();
    const { painting: before } = this.#options.shown();
    if (!before || settings.busy || (settings.run && this.needsPainting(before))) return;
    const run = this.needsPainting(before) ? ({ painting: before, phase: { kind: 'preparing' } } as const) : null;
    this.store.set(run ? { run } : { busy: 'save' });
    // What was wished last is what is saved; and two paintings at once take too much memory.
    await this.#options.screenPainted();
    if (run && this.store.get().run !== run) return;
    this.store.set(run ? { run: null } : { busy: null });
    const { painting, ...look } = this.#options.shown();
    if (!painting) return;
    if (this.needsPainting(painting) && !(await this.#makeFull(painting))) return;
    await this.#out('save', 'save-failed', async () => {
      const file = await this.#file(painting, look, settings);
      this.#options.around.saveFile(file, nameOf(painting, look.crop, settings.format));
    });
    if (this.#options.shown().painting !== painting) this.forget();
  }

  /** Puts what is shown on the clipboard. */
  async copy(): Promise<void> {
    const { painting, ...look } = this.#options.shown();
    const { copyPng } = this.#options.around;
    if (!painting || !copyPng || this.store.get().busy || this.needsPainting(painting)) return;
    await this.#out('copy', 'copy-failed', async () => {
      // Begun at once, while the browser still knows of the click.
      await copyPng(this.#file(painting, look, { ...this.store.get(), ...PIXELS_ALONE }));
      this.store.set({ copied: painting });
    });
  }

  /** Opens the share sheet with what is shown. */
  async share(): Promise<void> {
    const { painting, ...look } = this.#options.shown();
    const { shareFile } = this.#options.around;
    if (!painting || !shareFile || this.store.get().busy || this.needsPainting(painting)) return;
    const settings = this.store.get();
    await this.#out('share', 'share-failed', async () => {
      const file = await this.#file(painting, look, settings);
      try {
        await shareFile(new File([file], nameOf(painting, look.crop, settings.format), { type: file.type }));
      } catch (error) {
        if (!isAbort(error)) throw error;
      }
    });
  }

  /** Breaks off the painting at full size; all else stays. */
  cancel(): void {
    this.#painter.cancel();
    this.store.set({ run: null });
  }

  /** Gives back the memory of a painting at full size that is no longer shown. */
  forget(): void {
    this.#full = null;
    this.#fullRest = null;
    this.#made = null;
    this.store.set({ full: null });
  }

  /** Answers whether it is there. */
  async #makeFull(painting: Painting): Promise<boolean> {
    const { file } = painting.photo;
    if (!file) return false;
    const { rest } = this.#options.shown();
    this.forget();
    this.store.set({ run: { painting, phase: { kind: 'opening' } } });
    try {
      const { milliseconds, ...pixels } = await (this.store.get().strokes === 'preview'
        ? enlarged(this.#options, file, painting, rest)
        : paintedAnew(this.#painter, file, painting, rest, (phase) => {
            this.store.set({ run: { painting, phase } });
          }));
      // Broken off where no worker was asked.
      if (this.store.get().run?.painting !== painting) return false;
      this.#pace = milliseconds ?? this.#pace;
      this.#full = pixels;
      this.#fullRest = rest;
      this.store.set({ run: null, full: painting });
      return true;
    } catch (thrown) {
      const failure = asEaselError(thrown);
      if (failure.code === 'cancelled') return false;
      this.store.set({ run: null });
      this.#options.onFailure(failure);
      return false;
    }
  }

  async #out(way: WayOut, otherwise: FailureCode, work: () => Promise<void>): Promise<void> {
    this.store.set({ busy: way, copied: null });
    try {
      await work();
    } catch (error) {
      this.#options.onFailure(asEaselError(error, otherwise));
    } finally {
      this.store.set({ busy: null });
    }
  }

  async #file(painting: Painting, { rest, crop, ...shown }: Look, settings: OutputSettings): Promise<Blob> {
    const { size, format, quality, holdsSettings, keepsShot, print } = settings;
    const isFull = size === 'full' && this.store.get().full === painting && this.#full !== null;
    const full = isFull ? this.#full : null;
    const { photo } = full ?? onScreen(painting, rest);
    const box = boxIn(crop, painting.photo, photo);
    const look = {
      ...shown,
      settings: holdsSettings && format === 'png' ? shown.settings : null,
      crop: box,
      // WebP has no place for it.
      density: format === 'webp' ? null : densityOf(print, box ?? photo),
      shot: keepsShot ? await this.shots.of(painting.photo) : null,
    };
    const key = JSON.stringify([{ ...look, mask: null }, format, quality, isFull]);
    const of = [painting, rest, look.mask];
    if (this.#made?.key === key && of.every((one, i) => one === this.#made?.of[i])) return this.#made.file;
    const file = await this.#encode(full, painting, rest, { ...look, format, quality: quality / 100 });
    this.#made = { key, of, file };
    return file;
  }

  /** At full size the pixels are lent: copies of them would not fit into the memory of many a device. */
  #encode(full: Pixels | null, painting: Painting, rest: Painting | null, work: Work): Promise<Blob> {
    const shown = onScreen(painting, rest);
    if (!full) return this.encoder.encode(shown, work);
    // A second style that is there may have given way to the photo since.
    const wanted = { ...full, rest: rest && full.rest };
    // Strokes as in the preview are those on the screen, which stay there.
    if (full.painting === shown.painting) return this.encoder.encode(wanted, work);
    return this.encoder.encodeLent(wanted, work, (pixels) => {
      if (this.#full !== full) return;
      if (pixels) this.#full = { ...pixels, rest: pixels.rest ?? full.rest };
      else this.forget();
    });
  }
}

function nameOf({ photo, style }: Painting, { kind }: Crop, format: Format): string {
  return fileName(photo.name, croppedName(style.name, kind), format === 'jpeg' ? 'jpg' : format);
}

/** The reader has closed the share sheet. */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
