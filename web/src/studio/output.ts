/** What becomes of a painting: its size, its format, and the ways out of the page. Knows no component and no DOM. */

import {
  isEncoderReply,
  type Colours,
  type EncodeFileRequest,
  type EncoderAnswers,
  type EncoderReply,
  type Format,
} from '../protocol/encoder';
import { asEaselError, type EaselError, type FailureCode } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import { Port, type WorkerLike } from '../protocol/port';
import { fileName } from '../saving/file';
import { FullSizePainter, type FullPhase, type FullSizeOptions } from './fullSize';
import { styleSource, type Chosen, type Painting } from './state';
import { Store } from './store';

/** `screen`: as it is shown; `full`: as large as the photo. */
export const OUTPUT_SIZES = ['screen', 'full'] as const;
export type OutputSize = (typeof OUTPUT_SIZES)[number];

/** What can be done with a file. */
export type WayOut = 'save' | 'copy' | 'share';

export interface OutputState {
  readonly size: OutputSize;
  readonly format: Format;
  /** Of JPEG and WebP, 1..100. */
  readonly quality: number;
  /** PNG files hold the settings of the painting. */
  readonly holdsSettings: boolean;
  /** The painting that is being made at full size. */
  readonly run: { readonly painting: Painting; readonly phase: FullPhase } | null;
  /** The painting that is there at full size. */
  readonly full: Painting | null;
  /** For what a file is being made. */
  readonly busy: WayOut | null;
  /** The painting that was copied last. */
  readonly copied: Painting | null;
}

export const INITIAL_OUTPUT: OutputState = {
  size: 'screen',
  format: 'png',
  quality: 90,
  holdsSettings: true,
  run: null,
  full: null,
  busy: null,
  copied: null,
};

/** What files need of the browser. */
export interface OutputSurroundings {
  readonly spawnEncoder: () => WorkerLike;
  readonly saveFile: (file: Blob, name: string) => void;
  /** Puts a PNG, which may still be in the making, on the clipboard; null where there is none. */
  readonly copyPng: ((png: Promise<Blob>) => Promise<void>) | null;
  /** Opens the share sheet; null where there is none. */
  readonly shareFile: ((file: File) => Promise<void>) | null;
}

/** What is shown, in whose colours, and at which strength. */
export interface Shown {
  readonly painting: Painting | null;
  readonly colours: Colours;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  /** All of it as a text, for files to hold. */
  readonly settings: string;
}

type Look = Omit<Shown, 'painting'>;

export interface OutputOptions extends FullSizeOptions {
  readonly around: OutputSurroundings;
  readonly shown: () => Shown;
  readonly onFailure: (error: EaselError) => void;
}

/** What tiles cost, compared with the whole picture in one go, as measured on wasm. */
const TILES_COST = 1.8;

/** True where the photo's file has more pixels than what is shown of it. */
export function isReduced({ picture, originalWidth, originalHeight, file }: Chosen): boolean {
  return file !== undefined && (originalWidth > picture.width || originalHeight > picture.height);
}

type Settings = Pick<OutputState, 'size' | 'format' | 'quality' | 'holdsSettings'>;

interface Pixels {
  readonly photo: Picture;
  readonly painting: Picture;
}

export class Output {
  readonly store = new Store(INITIAL_OUTPUT);
  readonly #options: OutputOptions;
  readonly #painter: FullSizePainter;
  #full: Pixels | null = null;
  /** Milliseconds for each pixel of the last painting at full size. */
  #pace: number | null = null;
  /** The file that was made last: a share sheet that came too late gets it at once the next time. */
  #made: { readonly key: string; readonly of: Picture; readonly file: Blob } | null = null;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#painter = new FullSizePainter(options);
  }

  get canCopy(): boolean {
    return this.#options.around.copyPng !== null;
  }

  get canShare(): boolean {
    return this.#options.around.shareFile !== null;
  }

  choose(change: Partial<Settings>): void {
    this.store.set(change);
  }

  /** Size and format as they are at the first visit. */
  reset(): void {
    const { size, format, quality, holdsSettings } = INITIAL_OUTPUT;
    this.store.set({ size, format, quality, holdsSettings });
  }

  /** Whether the painting still has to be made at the size that is chosen. */
  needsPainting(painting: Painting): boolean {
    const { size, full } = this.store.get();
    return size === 'full' && isReduced(painting.photo) && full !== painting;
  }

  /** Milliseconds that a painting will take at full size. */
  estimate({ photo, milliseconds, picture }: Painting): number {
    const pace = this.#pace ?? (milliseconds / (picture.width * picture.height)) * TILES_COST;
    return pace * photo.originalWidth * photo.originalHeight;
  }

  /** Saves what is shown in the size and format that are chosen; paints it first where that needs it. */
  async save(): Promise<void> {
    const { painting, ...look } = this.#options.shown();
    const settings = this.store.get();
    if (!painting || settings.busy || (settings.run && this.needsPainting(painting))) return;
    if (this.needsPainting(painting) && !(await this.#paintFull(painting))) return;
    await this.#out('save', 'save-failed', async () => {
      const file = await this.#file(painting, look, settings);
      this.#options.around.saveFile(file, nameOf(painting, settings.format));
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
      await copyPng(this.#file(painting, look, { ...this.store.get(), format: 'png', holdsSettings: false }));
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
        await shareFile(new File([file], nameOf(painting, settings.format), { type: file.type }));
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
    this.#made = null;
    this.store.set({ full: null });
  }

  /** Answers whether it is there. */
  async #paintFull(painting: Painting): Promise<boolean> {
    const { photo, style } = painting;
    if (!photo.file) return false;
    this.forget();
    this.store.set({ run: { painting, phase: { kind: 'opening' } } });
    try {
      const job = { file: photo.file, style: styleSource(style) };
      const made = await this.#painter.paint(job, (phase) => {
        this.store.set({ run: { painting, phase } });
      });
      this.#pace = made.milliseconds / (made.picture.width * made.picture.height);
      this.#full = { photo: made.photo, painting: made.picture };
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

  async #file(painting: Painting, shown: Look, { size, format, quality, holdsSettings }: Settings): Promise<Blob> {
    const isFull = size === 'full' && this.store.get().full === painting && this.#full !== null;
    const full = isFull ? this.#full : null;
    const pixels = full ?? { photo: painting.photo.picture, painting: painting.picture };
    const look = { ...shown, settings: holdsSettings && format === 'png' ? shown.settings : null };
    const key = JSON.stringify([look, format, quality]);
    if (this.#made?.key === key && this.#made.of === pixels.painting) return this.#made.file;
    const file = await this.#encode({ type: 'encode-file', ...pixels, ...look, format, quality: quality / 100 });
    this.#made = { key, of: pixels.painting, file };
    return file;
  }

  /** A worker for each file, so that its memory is given back. */
  async #encode(request: EncodeFileRequest): Promise<Blob> {
    const spawned = this.#options.around.spawnEncoder();
    const port = new Port<EncodeFileRequest, EncoderAnswers, EncoderReply>(spawned, isEncoderReply);
    try {
      return (await port.ask(request)).file;
    } finally {
      port.close();
    }
  }
}

function nameOf({ photo, style }: Painting, format: Format): string {
  return fileName(photo.name, style.name, format === 'jpeg' ? 'jpg' : format);
}

/** The reader has closed the share sheet. */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
