/** The same photo in several styles as one picture. Knows no component and no DOM. */

import type { Size } from '../../protocol/engine';
import { asEaselError, EaselError } from '../../protocol/failure';
import { Resampler } from '../../opener/resample';
import type { Picture } from '../../protocol/picture';
import type { GalleryEntry } from '../gallery/gallery';
import type { Chosen } from '../state';
import { Store } from '../store';
import { cellSize, FEWEST_STYLES, MOST_STYLES, posterLayout, type Frame, type PosterLayout } from './layout';
import { INITIAL_POSTER, type PosterState } from './posterState';
import type { Work } from './work';

type Choice = Partial<Pick<PosterState, 'gap' | 'border' | 'captions' | 'background' | 'colour'>>;

export interface PosterOptions {
  readonly work: Work;
  /** The photo that is chosen now. */
  readonly photo: () => Chosen | null;
  /** Called before anything is painted. */
  readonly onStart: () => void;
  /** 0 <= chance < 1 */
  readonly chance: () => number;
}

export class Poster {
  readonly store = new Store(INITIAL_POSTER);
  readonly #options: PosterOptions;
  /** The photo at the size of its paintings. */
  #scaled: { readonly of: Picture; readonly photo: Chosen } | null = null;
  /** What the paintings in the state follow from. */
  #key = '';
  #turn = 0;

  constructor(options: PosterOptions) {
    this.#options = options;
  }

  choose(choice: Choice): void {
    this.store.set(choice);
  }

  /** @param picks ids of styles; the first {@link MOST_STYLES} are taken */
  pick(picks: readonly string[]): void {
    this.cancel();
    this.store.set({ picks: picks.slice(0, MOST_STYLES), problem: null });
    this.refresh();
  }

  /** Picks so many styles by chance, of as many painters as there are. */
  surprise(entries: readonly GalleryEntry[], count: number): void {
    const { chance } = this.#options;
    const rest = [...entries];
    const picked: GalleryEntry[] = [];
    while (picked.length < count && rest.length > 0) {
      const fresh = rest.filter(({ artist }) => artist === null || picked.every((one) => one.artist !== artist));
      const from = fresh.length > 0 ? fresh : rest;
      const entry = from[Math.floor(chance() * from.length)] as GalleryEntry;
      picked.push(entry);
      rest.splice(rest.indexOf(entry), 1);
    }
    this.pick(picked.map(({ id }) => id));
  }

  get isComplete(): boolean {
    const { picks, paintings } = this.store.get();
    return picks.length >= FEWEST_STYLES && picks.every((id) => id in paintings);
  }

  /** Lets go of the paintings of another photo, another size, or other colours. */
  refresh(): void {
    const key = this.#keyNow();
    if (key === this.#key) return;
    this.cancel();
    this.#key = key;
    this.store.set({ paintings: {} });
  }

  /** Paints what is missing, in the order of the poster. */
  async paint(): Promise<void> {
    const { work, photo, onStart } = this.#options;
    const chosen = photo();
    const { picks, isPainting } = this.store.get();
    if (!chosen || isPainting || picks.length < FEWEST_STYLES) return;
    this.refresh();
    const turn = ++this.#turn;
    const mustGoOn = (): void => {
      if (turn !== this.#turn) throw new EaselError('cancelled');
    };
    const { strength, colours, detail } = work.look();
    onStart();
    this.store.set({ isPainting: true, problem: null, phase: { kind: 'preparing' } });
    try {
      const scaled = this.#atSize(chosen, cellSize(picks.length, chosen.picture));
      for (const id of picks) {
        if (id in this.store.get().paintings) continue;
        const style = await work.findStyle(id);
        mustGoOn();
        const pixels = await work.paint({ photo: scaled, style, detail }, (phase) => {
          if (turn === this.#turn) this.store.set({ phase });
        });
        mustGoOn();
        const look = { strength, colours, format: 'png', quality: 1, settings: null } as const;
        const file = await work.encode({ ...pixels, ...look });
        mustGoOn();
        this.store.set({ paintings: { ...this.store.get().paintings, [id]: file } });
      }
      this.store.set({ isPainting: false, phase: null });
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const { code, message } = asEaselError(thrown);
      if (code !== 'cancelled') console.warn(`poster: ${message}`);
      this.store.set({ isPainting: false, phase: null, problem: code === 'cancelled' ? null : code });
    }
  }

  dismissProblem(): void {
    this.store.set({ problem: null });
  }

  /** Breaks off the painting; what is there stays. */
  cancel(): void {
    if (!this.store.get().isPainting) return;
    this.#turn++;
    this.#options.work.cancel();
    this.store.set({ isPainting: false, phase: null });
  }

  /** @param make puts the poster together */
  async save(make: (layout: PosterLayout, state: PosterState) => Promise<Blob>, name: string): Promise<void> {
    const state = this.store.get();
    const layout = layoutOf(this.#options.photo(), state.picks.length, state);
    if (!layout || state.isSaving || !this.isComplete) return;
    this.store.set({ isSaving: true, problem: null });
    try {
      this.#options.work.save(await make(layout, state), name);
    } catch (thrown) {
      console.warn(thrown);
      this.store.set({ problem: asEaselError(thrown, 'save-failed').code });
    } finally {
      this.store.set({ isSaving: false });
    }
  }

  #keyNow(): string {
    const photo = this.#options.photo();
    const { strength, colours, detail } = this.#options.work.look();
    const size = photo && cellSize(this.store.get().picks.length, photo.picture);
    return JSON.stringify([photo?.id, size, strength, colours, detail]);
  }

  #atSize(photo: Chosen, size: Size): Chosen {
    const { picture } = photo;
    const kept = this.#scaled;
    if (kept?.of === picture && kept.photo.picture.width === size.width) return kept.photo;
    const scaled = { ...photo, picture: scaledTo(picture, size) };
    this.#scaled = { of: picture, photo: scaled };
    return scaled;
  }
}

/** Where everything stands on a poster of this photo; null without one, or without styles. */
export function layoutOf(photo: Chosen | null, count: number, frame: Frame): PosterLayout | null {
  return photo && count > 0 ? posterLayout(count, cellSize(count, photo.picture), frame) : null;
}

function scaledTo(picture: Picture, { width, height }: Size): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const resampler = new Resampler(picture.width, picture.height, width, height);
  resampler.addRows(picture.data, picture.height);
  return resampler.finish();
}
