/**
 * What styles look like that have no picture of their own, mixes and those that came as their numbers: the photo that the
 * gallery's thumbnails show, painted by the same network at the same size. One at a time, in a worker of its own, which
 * ends when there is nothing left to paint.
 */

import { cropTo } from '../../opener/framing';
import { resampled } from '../../opener/resample';
import type { Box } from '../../protocol/box';
import { EaselError } from '../../protocol/failure';
import type { Picture } from '../../protocol/picture';
import { fetchExhibit } from '../catalogue';
import type { Opener } from '../opener';
import type { Painter } from '../painter';
import type { StudioState, VectorStyle } from '../state';
import { Store } from '../store';
import { scaleOf } from './mix';

/** As in `export/gallery.toml`: a sample photo, the square of it that is seen, and the sides of what is painted and shown. */
export const SUBJECT = {
  photo: 'still-life',
  part: { left: 300, top: 120, width: 700, height: 700 } satisfies Box,
  painted: 384,
  side: 192,
} as const;

/** Kept at most, of 147 kB each. */
const MOST_SWATCHES = 32;

export interface SwatchesOptions {
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
  readonly opener: Pick<Opener, 'open'>;
  readonly createPainter: () => Pick<Painter, 'paint' | 'release'>;
  /** The network is here: a swatch alone is not worth its download. */
  readonly isReady: () => boolean;
}

interface SwatchesState {
  /** By {@link keyOf}. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

export class Swatches {
  readonly store = new Store<SwatchesState>({ pictures: new Map() });
  readonly #options: SwatchesOptions;
  #painter: Pick<Painter, 'paint' | 'release'> | null = null;
  #subject: Promise<Picture> | null = null;
  /** By their keys, the oldest first. */
  readonly #wanted = new Map<string, VectorStyle>();
  /** Would fail again. */
  readonly #failed = new Set<string>();
  #isRunning = false;
  /** What is painted, and what waits for it. */
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;

  constructor(options: SwatchesOptions) {
    this.#options = options;
    options.store.subscribe(() => {
      void this.#run();
    });
  }

  /** The picture, side {@link SUBJECT}; null while there is none. */
  of(style: VectorStyle): Picture | null {
    return this.store.get().pictures.get(keyOf(style)) ?? null;
  }

  /** Paints it as soon as nothing else is painted. */
  want(style: VectorStyle): void {
    const key = keyOf(style);
    if (this.of(style) || this.#failed.has(key)) return;
    this.#wanted.set(key, style);
    void this.#run();
  }

  /** Paints it now, whatever that needs; null where it fails. */
  async make(style: VectorStyle): Promise<Picture | null> {
    const picture = this.of(style) ?? (await this.#paint(style).catch(noPicture));
    if (picture) this.#keep(keyOf(style), picture);
    return picture;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const [key, style] = next;
      const picture = await this.#paint(style).catch(noPicture);
      if (picture) this.#keep(key, picture);
      else this.#failed.add(key);
      this.#wanted.delete(key);
    }
    this.#isRunning = false;
  }

  #next(): [string, VectorStyle] | null {
    const { store, isReady } = this.#options;
    const [first] = this.#wanted;
    return first && isReady() && store.get().phase === null ? first : null;
  }

  #paint(style: VectorStyle): Promise<Picture> {
    this.#queued++;
    const painted = this.#queue.then(() => this.#paintNow(style));
    this.#queue = painted
      .catch(() => undefined)
      .then(() => {
        this.#queued--;
        // The next one may follow at once.
        setTimeout(() => {
          if (this.#queued === 0) this.#painter?.release();
        });
      });
    return painted;
  }

  async #paintNow(style: VectorStyle): Promise<Picture> {
    const photo = await this.#photo();
    this.#painter ??= this.#options.createPainter();
    const job = { photo, style: { key: keyOf(style), vector: style.vector } };
    const { picture } = await this.#painter.paint(job, () => undefined);
    return resampled(picture, { width: SUBJECT.side, height: SUBJECT.side });
  }

  #keep(key: string, picture: Picture): void {
    const pictures = new Map(this.store.get().pictures).set(key, picture);
    const [oldest] = pictures.keys();
    if (pictures.size > MOST_SWATCHES && oldest !== undefined) pictures.delete(oldest);
    this.store.set({ pictures });
  }

  #photo(): Promise<Picture> {
    this.#subject ??= this.#open().catch((error: unknown) => {
      this.#subject = null;
      throw error;
    });
    return this.#subject;
  }

  async #open(): Promise<Picture> {
    const { store, opener } = this.#options;
    const { photo, part, painted } = SUBJECT;
    const exhibit = store.get().samples.find(({ id }) => id === photo);
    if (!exhibit) throw new EaselError('unexpected', `no sample ${photo}`);
    const { picture } = await opener.open('photo', await fetchExhibit(exhibit));
    const { width, height } = picture;
    return resampled(cropTo(picture, { width, height, crop: part }), { width: painted, height: painted });
  }
}

/** What it shows can be told from its name; the painting says what is wrong with the network. */
function noPicture(error: unknown): null {
  console.warn(error);
  return null;
}

/** A mix has the same id at each scale. */
function keyOf(style: VectorStyle): string {
  return `${style.id}@${String(scaleOf(style))}`;
}
